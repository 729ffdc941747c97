"""The lines above a form → those that are none of a heading and none of a letter; knows words, and no table."""

from collections.abc import Iterator, Sequence
from datetime import date

from collector.forms.entry_like import looks_like_entry
from collector.forms.matter import matter_of
from collector.forms.months import find_slips
from collector.forms.recognise import Match
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.thai import fold, split_bullet

_ANY_DAY = date(2018, 1, 1)  # that a month is meant counts here, not which


def telling(match: Match, names: UnitNames) -> Iterator[Line]:
    """The lines above a form that look like an entry or a remark, and where no letter stands all that are no titles.

    A letter's paragraphs have numbers too, and tell of what is lacking: between the title and the table they are none.
    """
    spec = match.spec
    begins = _after_letter(match.above, spec)
    for at, line in enumerate(match.above):
        text = line.text.lstrip()
        remarks = text.startswith(spec.words.vocabulary.remarks)
        running = at >= begins and not _of_a_heading(text, spec, names)
        if remarks or running or looks_like_entry(text, spec, names):
            yield line


def _after_letter(lines: Sequence[Line], spec: FormSpec) -> int:
    """The place of the first line behind a letter: of all where none stands above, behind the title where it is no letter's."""
    letter = [at for at, line in enumerate(lines) if _of_a_letter(line.text, spec)]
    if not letter:
        return 0
    titles = [at for at, line in enumerate(lines) if at > letter[-1] and spec.is_title(line.text)]
    return titles[0] if titles else len(lines)


def _of_a_letter(text: str, spec: FormSpec) -> bool:
    return fold(split_bullet(text)[1]).startswith(spec.words.vocabulary.letters)


def _of_a_heading(text: str, spec: FormSpec, names: UnitNames) -> bool:
    """Whether a line is a title, of whatever matter, a paragraph with its number, or tells how to fill the form in."""
    folded, words = fold(text), spec.words.vocabulary
    if spec.is_title(text) or split_bullet(text)[0] or folded.endswith(words.introduces):
        return True
    if any(word in folded for word in words.explains) or matter_of(text, spec, names).other:
        return True
    return bool(find_slips(text, _ANY_DAY, spec.words.months))
