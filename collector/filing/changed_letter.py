"""The text of a mail in which a letter of ours stands, and that letter → whether the sender changed words or figures within it. Pure.

Blanks, marks of quoting and broken lines are no change, nor is a letter that is cut short at its head or its end. Each
copy of the letter counts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from collector.filing.same_words import Run, runs
from collector.thai import arabic_digits, normalise

_BEGINS = "เรื่อง"  # the first word of each letter
_QUOTING = re.compile(r"^[>|\s]+")
# What programs leave out or put in where they make a text of a text …
_BLANKS = re.compile("[\\s\"'“”‘’]+")
# … and of a page: all signs but those within a figure, which may be broken there.
_SIGNS = re.compile(r"(?:[^\w\u0e00-\u0e7f]|_)+")
_WITHIN_FIGURE = re.compile(r"(?<=\d)[.,:/–-](?=\d|\Z)")
_WORDS = re.compile(r"\w")
_TELLING = 12  # letters of a line that is found nowhere else by chance
_AT_LENGTH = 60  # letters of a part of the letter that is more than its closing words
_MOST_LETTER = 200_000  # letters of ours that are looked at
_FIRST_LINE = 300  # letters that the changed first line of a letter may have

_Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A letter laid upon a text: both without what is no difference, and the runs that they share."""

    said: str
    starts: tuple[int, ...]  # of the text's lines, and its end
    depths: tuple[int, ...]  # how often each line is quoted
    length: int  # of the letter
    pieces: tuple[int, ...]  # starts of the letter's lines, and its end
    runs: tuple[Run, ...]
    ats: tuple[int, ...]  # where each begins in the text
    copies: tuple[int, ...]  # where those begin that begin the letter

    @property
    def share(self) -> float:
        """How much of the text is the letter's."""
        return sum(run.length for run in self.runs) / max(1, len(self.said))

    def is_firm(self, run: Run) -> bool:
        """Whether a line of the letter stands there whole that stands nowhere by chance."""
        first = bisect_left(self.pieces, run.begins)
        ends = self.pieces[first : bisect_right(self.pieces, run.stops)]
        return any(after - start >= _TELLING for start, after in pairwise(ends))

    def line_of(self, at: int) -> int:
        """The number of the line with the sign before that place."""
        return max(0, bisect_left(self.starts, at) - 1)


def is_changed(said: str, letters: Iterable[tuple[str, str]]) -> bool:
    """Whether a mail's text (quoted mails and all) has a letter in other words: that one of the letters that it is most like.

    Each letter is its text and the text of its page; the mail may bear either.
    """
    laid = [
        _lay(said, words, key)
        for text, page in letters
        for words, key in ((text, _as_text), (page, _as_page))
        if words
    ]
    return bool(laid) and _differs(max(laid, key=lambda one: one.share))


def _as_text(line: str) -> str:
    return _BLANKS.sub("", arabic_digits(normalise(_QUOTING.sub("", line))).casefold())


def _as_page(line: str) -> str:
    blankless = _as_text(line)
    kept = {sign.start() for sign in _WITHIN_FIGURE.finditer(blankless)}
    return _SIGNS.sub(
        lambda signs: "".join(blankless[at] for at in range(*signs.span()) if at in kept), blankless
    )


def _lay(said: str, letter: str, key: _Key) -> _Laid:
    marked = [(line, short) for line in said.splitlines() if (short := key(line))]
    lines = [short for _line, short in marked]
    pieces = [piece for line in letter[:_MOST_LETTER].splitlines() if (piece := key(line))]
    whole, words = "".join(lines), "".join(pieces)
    shared = tuple(runs(whole, words, _TELLING))
    return _Laid(
        said=whole,
        starts=tuple(accumulate(map(len, lines), initial=0)),
        depths=tuple(_depth(line) for line, _short in marked),
        length=len(words),
        pieces=tuple(accumulate(map(len, pieces), initial=0)),
        runs=shared,
        ats=tuple(run.at for run in shared),
        copies=tuple(run.at for run in shared if run.begins == 0),
    )


def _has(sorted_places: Sequence[int], place: int) -> bool:
    """Whether a place is among some in their order; they may be many."""
    at = bisect_left(sorted_places, place)
    return at < len(sorted_places) and sorted_places[at] == place


def _depth(line: str) -> int:
    mark = _QUOTING.match(line)
    return sum(sign in ">|" for sign in mark[0]) if mark else 0


def _differs(laid: _Laid) -> bool:
    return (
        any(_parted(laid, one, after) for one, after in pairwise(laid.runs))
        or any(_goes_on_otherwise(laid, run) for run in laid.runs)
        or any(_has_first_line(laid, run) for run in laid.runs)
        or _parted_at_length(laid)
    )


def _parted(laid: _Laid, one: Run, after: Run) -> bool:
    """Whether something was put in, left out or written otherwise between two runs of one copy."""
    if after.begins == 0 or one.stops == laid.length:
        return False
    firm = laid.is_firm(one), laid.is_firm(after)
    if one.stops <= after.begins and all(firm):
        return True
    if one.ends == after.at and _has(laid.starts, one.ends):
        return all(firm)
    within_line = laid.line_of(one.ends) == laid.line_of(after.at)
    return within_line and any(firm) and (not _has(laid.starts, after.at) or _begins_line(laid, one))


def _begins_line(laid: _Laid, run: Run) -> bool:
    """Whether the last line of a run stands there as it does in the letter from its first sign on."""
    start = laid.starts[laid.line_of(run.ends)]
    return run.at < start or (run.at == start and _has(laid.pieces, run.begins)) or laid.is_firm(run)


def _parted_at_length(laid: _Laid) -> bool:
    """Whether two firm runs of one copy have more than runs that may be there by chance between them."""
    firm = [run for run in laid.runs if laid.is_firm(run)]
    return any(
        one.stops <= after.begins
        and one.stops != laid.length
        and bisect_left(laid.copies, one.ends) == bisect_left(laid.copies, after.at)
        for one, after in pairwise(firm)
    )


def _goes_on_otherwise(laid: _Laid, run: Run) -> bool:
    """Whether a part of the letter goes on in other words in its last line, or is quoted together with such lines."""
    if run.length < _AT_LENGTH or not laid.is_firm(run):
        return False
    number = laid.line_of(run.ends)
    start, end = laid.starts[number], laid.starts[number + 1]
    if (
        run.ends < end
        and run.ends - max(start, run.at) >= _TELLING
        and _WORDS.search(laid.said, run.ends, end)
    ):
        return True
    cut_at_end = run.stops < laid.length and _is_quoted_with(laid, number, number + 1)
    first = laid.line_of(run.at + 1)
    return cut_at_end or (run.begins > 0 and _is_quoted_with(laid, first, first - 1))


def _is_quoted_with(laid: _Laid, number: int, other: int) -> bool:
    """Whether the neighbour of a quoted line is quoted in one with it, and not the beginning or end of another copy."""
    if not (
        0 <= other < len(laid.depths) and laid.depths[number] and laid.depths[number] == laid.depths[other]
    ):
        return False
    start, end = laid.starts[other], laid.starts[other + 1]
    touching = laid.runs[max(0, bisect_left(laid.ats, start) - 1) : bisect_left(laid.ats, end)]
    copies = (run.begins == 0 or run.stops == laid.length for run in touching if run.ends > start)
    return _WORDS.search(laid.said, start, end) is not None and not any(copies)


def _has_first_line(laid: _Laid, run: Run) -> bool:
    """Whether a line like the first one of a letter ends shortly before its second one."""
    if len(laid.pieces) < 2 or run.begins != laid.pieces[1]:
        return False
    last = bisect_left(laid.starts, run.at)
    first = bisect_left(laid.starts, run.at - _FIRST_LINE)
    return any(laid.said.startswith(_BEGINS, start) for start in laid.starts[first:last])
