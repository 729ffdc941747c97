"""English words → the units of a registry that they name within a sentence: `the report of Trang Province`."""

import re
from collections.abc import Iterable, Iterator

from collector.thai import begins_with_one_of, fold
from collector.unit_kinds import UnitKinds

LONGEST_GAP = 2  # blanks and hyphens between the words of a name
SHORTEST = 6  # folded letters of a name that needs no word of its kind beside it


def english_pattern(names: Iterable[str], kinds: UnitKinds) -> re.Pattern[str]:
    """The pattern of the names among some that are English: not behind or before a word of another kind of office."""
    every = {name.strip() for name in names if name.isascii() and fold(name)}
    spelt = [_spelling(name) for name in sorted(every, key=lambda name: (-len(fold(name)), -len(name), name))]
    others = "|".join(map(re.escape, kinds.english_others)) or "(?!)"
    before = "".join(rf"(?<!{re.escape(word)} )" for word in kinds.english_others)
    beside = "|".join(map(re.escape, kinds.english_kinds)) or "(?!)"
    return re.compile(
        rf"{begins_with_one_of(every)}(?<![a-z0-9]){before}(?P<name>{'|'.join(spelt) or '(?!)'})(?![a-z0-9])"
        rf"(?!\s{{0,{LONGEST_GAP}}}(?:{others}))(?P<kind>\s{{1,{LONGEST_GAP}}}(?:{beside}))?",
        re.IGNORECASE,
    )


def english_names(text: str, pattern: re.Pattern[str], *, after_kind: bool) -> Iterator[tuple[str, str]]:
    """Each name that a text holds, folded, and as written; `after_kind`: only those with `Province` beside them."""
    for found in pattern.finditer(text):
        name = fold(found["name"])
        if found["kind"] or (not after_kind and len(name) >= SHORTEST):
            yield name, found[0]


def _spelling(name: str) -> str:
    parts = map(re.escape, re.split(r"[\s\-]+", name.strip()))
    return rf"[\s\-]{{0,{LONGEST_GAP}}}".join(parts)
