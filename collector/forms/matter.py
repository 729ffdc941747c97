"""A line → the title of a form, of another matter, or no title at all; knows words, and no table.

What is left of a title without its form's words, months, offices and the words of all titles is its matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from collector.forms.months import without_months
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.forms.vocabulary import Vocabulary
from collector.thai import collapse, distance, fold, split_bullet

LONGEST_TITLE = 200  # characters; a longer line is a letter's
LEAST_SLIPPED, MOST_SLIPS = 12, 1  # folded letters of a matter in which so many edits are a slip
LEAST_MATTER = 5  # folded letters left of a title that are a matter of their own


@dataclass(frozen=True, slots=True)
class Matter:
    """What a line is the title of: of the form itself (`ours`), or of `other`; of nothing where it is neither."""

    ours: bool = False
    other: str = ""  # the words that are those of another matter, folded
    subtitle: bool = (
        False  # it says no more than that a list or a table follows: under a title it is part of that
    )


def matter_of(text: str, spec: FormSpec, names: UnitNames) -> Matter:
    """Whether a line of a document is a title, and whether of this form."""
    line = split_bullet(collapse(text))[1]
    titled = spec.is_title(line)
    if not line or len(line) > LONGEST_TITLE or (titled and not spec.matter):
        return Matter(ours=bool(line) and len(line) <= LONGEST_TITLE)
    folded = fold(line)
    about = any(matter in folded for matter in spec.folded_matter)
    asks = any(word in folded for word in spec.issue_words)
    speaks, begins = titled or asks, _is_title(folded, line, spec.words.vocabulary)
    # a survey of whom the centre served names the centre too, and asks for something else
    if about and (asks or (speaks and not begins)):
        return Matter(ours=True)
    if not (about or speaks or begins):
        return Matter()
    left = left_of(line, spec, names)
    if len(left) < LEAST_MATTER or not begins:
        return Matter(ours=len(left) < LEAST_MATTER and (about or speaks))
    subtitle = len(_left(line, spec, names, spec.subtitle_parts)) < LEAST_MATTER
    slip = asks and _is_slip(left, spec)
    return Matter(ours=True) if slip else Matter(other=left, subtitle=subtitle)


def _is_slip(left: str, spec: FormSpec) -> bool:
    """Whether what is left of a title is what the form is about but for a slip: `ศูนย์ชวยเหลือประชาชน`."""
    long = (matter for matter in spec.folded_matter if len(matter) >= LEAST_SLIPPED)
    return any(distance(left, matter, MOST_SLIPS) <= MOST_SLIPS for matter in long)


def matter_of_subject(text: str, spec: FormSpec, names: UnitNames) -> Matter:
    """The same of a mail's subject or a file's name, in which other words stand before the title: `Fw: ขอส่งแบบรายงาน…`."""
    found = matter_of(text, spec, names)
    if found != Matter():
        return found
    folded, before = fold(_without_units(text, names)), ""
    while folded != before:
        before = folded
        for word in spec.words.vocabulary.sending:
            folded = folded.removeprefix(word)
    return matter_of(folded, spec, names)


def _is_title(folded: str, line: str, words: Vocabulary) -> bool:
    """Whether a line begins like a title, and introduces nothing."""
    if folded.endswith(words.introduces) or line.endswith((":", "：")):
        return False
    return folded.startswith(words.form_nouns)


def left_of(line: str, spec: FormSpec, names: UnitNames) -> str:
    """A line without all that tells no matter of its own, folded: units, offices, months, numbers, the words of titles."""
    return _left(line, spec, names, spec.title_parts)


def _left(line: str, spec: FormSpec, names: UnitNames, parts: Sequence[str]) -> str:
    offices = _offices(spec.words.vocabulary.title_offices)
    plain = offices.sub(" ", _without_units(without_months(line, spec.words.months), names))
    left = re.sub(r"\d", "", fold(plain))
    for word in parts:
        left = left.replace(word, "")
    return left


@lru_cache(maxsize=4)
def _offices(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for an office and its name."""
    spelt = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?:{spelt or '(?!)'})[\s.]*[^\s,()/:;]{{1,20}}")


def _without_units(text: str, names: UnitNames) -> str:
    for code in {code for named in names.inside(text) for code in named.codes}:
        text = text.replace(names.name(code), " ")
    return text
