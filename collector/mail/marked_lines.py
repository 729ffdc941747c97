"""The lines of a text that a mail program marked as quoted, told by what they begin with; a list that the sender made is none.

Marks that nobody lists by (`|`, `สมชาย>`) tell by themselves, others (`:`, `#`, `»`) where two lines in a row bear them, and
bullets only where the list begins as a letter does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from collector.mail.words import QuotedMarks

_LONGEST_LINE = 600  # letters of a line that are looked at
_LEAST_RUN = 2  # lines


def marked_lines(lines: Sequence[str], marks: QuotedMarks) -> frozenset[int]:
    """The numbers of the lines that are quoted."""
    texts = [line.strip()[:_LONGEST_LINE] for line in lines]
    alone = (number for number, text in enumerate(texts) if marks.marked.match(text))
    runs = (number for run in _runs(texts, marks.marked_runs) for number in run)
    lists = _runs(texts, marks.bullets)
    letters = (number for run in lists if _begins_a_letter(texts[run[0]], marks) for number in run)
    return frozenset((*alone, *runs, *letters))


def _runs(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[list[int]]:
    """Each run of lines in a row that begin with the same mark."""
    found = [
        (number, mark[0][0] if (mark := pattern.match(text)) else "") for number, text in enumerate(texts)
    ]
    for mark, run in groupby(found, key=lambda pair: pair[1]):
        numbers = [number for number, _ in run]
        if mark and len(numbers) >= _LEAST_RUN:
            yield numbers


def _begins_a_letter(text: str, marks: QuotedMarks) -> bool:
    bullet = marks.bullets.match(text)
    return bullet is not None and marks.salutations.match(text, bullet.end()) is not None
