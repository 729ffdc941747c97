"""The lines of a text that a mail program marked as quoted, told by what they begin with; a list that the sender made is none.

Marks that nobody lists by (`|`, `สมชาย>`) tell by themselves, others (`:`, `#`, `»`) where two lines in a row bear them, and
bullets, names and room on the left only where the first of the lines begins as a letter or a quoted mail does; so are lines between
`<<<` and `>>>`, and those in quotation marks that somebody is said to have said.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from collector.mail.words import QuotedMarks

_LONGEST_LINE = 600  # letters of a line that are looked at
_LEAST_RUN = 2  # lines
_SPOKEN = re.compile(r"[\"“”«‟].{1,600}[\"“”»]")
_FENCED = re.compile(r"<{2,40}")
_FENCE_ENDS = re.compile(r">{2,40}")


def marked_lines(lines: Sequence[str], marks: QuotedMarks) -> frozenset[int]:
    """The numbers of the lines that are quoted."""
    whole = [line.rstrip()[:_LONGEST_LINE] for line in lines]
    texts = [line.lstrip() for line in whole]
    alone = (number for number, text in enumerate(texts) if marks.marked.match(text))
    runs = (number for run in _runs([_mark(text, marks.marked_runs)[:1] for text in texts]) for number in run)
    letters = (
        number
        for said, pattern in ((texts, marks.bullets), (texts, marks.names), (whole, marks.moved_in))
        for number in _letters(said, pattern, marks)
    )
    return frozenset((*alone, *runs, *letters, *_fenced(texts), *_told(texts)))


def _mark(text: str, pattern: re.Pattern[str]) -> str:
    mark = pattern.match(text)
    return mark[0] if mark else ""


def _runs(bears: Sequence[str]) -> Iterator[list[int]]:
    """Each run of lines in a row that bear the same mark."""
    for mark, run in groupby(enumerate(bears), key=lambda pair: pair[1]):
        numbers = [number for number, _ in run]
        if mark and len(numbers) >= _LEAST_RUN:
            yield numbers


def _letters(texts: Sequence[str], pattern: re.Pattern[str], marks: QuotedMarks) -> Iterator[int]:
    """The lines that begin alike, as far as they are another's letter."""
    bears = [_mark(text, pattern) for text in texts]
    for run in _runs([mark if pattern is marks.names else mark[:1] for mark in bears]):
        said = [texts[number][len(bears[number]) :] for number in run]
        has_words_above = any(text.strip() for text in texts[: run[0]])
        if (has_words_above or pattern is not marks.moved_in) and _begins_a_letter(said, marks):
            yield from run


def _begins_a_letter(said: Sequence[str], marks: QuotedMarks) -> bool:
    """Whether lines begin as a letter does, or as a quoted mail: with whom it is from, and not only labels below."""
    if marks.salutations.match(said[0]):
        return True
    return marks.sender.fullmatch(said[0]) is not None and any(":" not in text for text in said[1:])


def _fenced(texts: Sequence[str]) -> Iterator[int]:
    """The lines between one of `<<<` and the next of `>>>`."""
    begin: int | None = None
    for number, text in enumerate(texts):
        if _FENCED.fullmatch(text):
            begin = number
        elif begin is not None and _FENCE_ENDS.fullmatch(text):
            yield from range(begin, number + 1)
            begin = None


def _told(texts: Sequence[str]) -> Iterator[int]:
    """The lines that are in quotation marks as a whole, right below one that ends with `ว่า`: กรมแจ้งว่า "…"."""
    for number, text in enumerate(texts[1:], start=1):
        if texts[number - 1].rstrip(" :").endswith("ว่า") and _SPOKEN.fullmatch(text):
            yield number
