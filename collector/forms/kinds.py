"""How kinds of units are written before a name (จังหวัด, อ., อบจ. …) → which kind, and the name without it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from collector.thai import fold, normalise


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words of collector/data/unit-kinds.toml."""

    written: dict[str, str]  # how a kind is written before a name → its id
    pattern: re.Pattern[str]


@cache
def kinds() -> Kinds:
    """All kinds, read once."""
    raw = tomllib.loads(
        resources.files("collector").joinpath("data/unit-kinds.toml").read_text(encoding="utf-8")
    )
    written = {normalise(word): kind["id"] for kind in raw["kind"] for word in kind["written"]}
    longest = sorted(written, key=len, reverse=True)
    spelt = "|".join(_spelling(word) for word in longest)
    return Kinds(
        {fold(word): kind for word, kind in written.items()}, re.compile(f"(?:{spelt})", re.IGNORECASE)
    )


def _spelling(word: str) -> str:
    if len(word) > 5:
        return re.escape(word)
    edge = "" if "จ" in word else "(?<![ก-ฮะ-์])"  # อ. also ends other words
    return edge + r"\s?".join(map(re.escape, word))


def split_kind(text: str) -> tuple[str, str]:
    """`อำเภอเขาพนม` → ("district", "เขาพนม"); no kind written → ("", text)."""
    text = normalise(text).strip()
    found = kinds().pattern.match(text)
    if not found or not fold(text[found.end() :]):
        return "", text
    return kinds().written[fold(found[0])], text[found.end() :].strip(" :.-–\t")


def kind_before(folded: str) -> str:
    """The kind that stands right before a name in folded text, "" if none: `…อำเภอ` → "district"."""
    endings = (
        (word, kind) for word, kind in kinds().written.items() if len(word) > 2 and folded.endswith(word)
    )
    return max(endings, key=lambda item: len(item[0]), default=("", ""))[1]
