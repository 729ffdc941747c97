"""Running words without the units that are named only in passing: ปัญหาร่วมกับจังหวัดจันทบุรีและจังหวัดสระแก้ว names no sender."""

import re
from collections.abc import Sequence

from collector.unit_kinds import UnitKinds

MOST_LISTED = 8  # names
_WORD = re.compile(r"\S+")


def without_neighbours(text: str, kinds: UnitKinds) -> str:
    """A normalised text with blanks in place of what stands behind `ร่วมกับ`, `เขตติดต่อกับ`: a name, and those joined to it."""
    if not kinds.company:
        return text
    at, left = 0, []
    for found in kinds.company_pattern.finditer(text):
        if found.start() < at:
            continue
        end = _end_of_names(text, found.end(), kinds)
        left.append(text[at : found.start()] + " " * (end - found.start()))
        at = end
    return "".join((*left, text[at:]))


def has_neighbours(text: str, kinds: UnitKinds) -> bool:
    """Whether a normalised text speaks of a unit's neighbours."""
    return bool(kinds.company) and kinds.company_pattern.search(text) is not None


def _end_of_names(text: str, at: int, kinds: UnitKinds) -> int:
    """Where the names end: at the first blank that neither a kind's word nor a word that joins two names stands beside."""
    line = text.find("\n", at)
    end = len(text) if line < 0 else line
    words = list(_WORD.finditer(text, at, end))
    for number, word in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        said = word[0].strip(",()")
        goes_on = word[0].endswith(",") or said.endswith((*kinds.joins, *kinds.spelt))
        joined = following.startswith(kinds.joins) or _is_listed(words[number + 1 :], kinds)
        if not following or not (goes_on or joined):
            return word.end()
    return end


def _is_listed(words: Sequence[re.Match[str]], kinds: UnitKinds) -> bool:
    """Whether words go on a list of names up to one that joins the last: `จังหวัดยะลา และจังหวัดปัตตานี`."""
    for word in words[:MOST_LISTED]:
        if word[0].startswith(kinds.joins):
            return True
        if not word[0].startswith(kinds.spelt):
            return False
    return False
