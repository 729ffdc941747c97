"""The text of a mail in which a letter of ours stands, and that letter → whether the sender changed words or figures within it. Pure.

Blanks, marks of quoting and broken lines are no change, nor is a letter that is cut short at its head or its end.
"""

import re
from collections.abc import Callable
from itertools import accumulate

from collector.thai import arabic_digits, normalise

_BEGINS = "เรื่อง"  # the first word of each letter
_QUOTING = re.compile(r"^[>|\s]+")
# What programs leave out or put in where they make a text of a text …
_BLANKS = re.compile("[\\s\"'“”‘’]+")
# … and of a page: all signs but those within a figure, which may be broken there.
_SIGNS = re.compile(r"(?:[^\w\u0e00-\u0e7f]|_)+")
_WITHIN_FIGURE = re.compile(r"(?<=\d)[.,:/–-](?=\d|\Z)")
_TELLING = 12  # letters of a line that is found nowhere else by chance
_MOST_LINES = 200  # of a letter that are looked for, at its head and below a change
_FIRST_LINE = 300  # letters that the changed first line of a letter may have

_Key = Callable[[str], str]


def is_changed(said: str, text: str, page: str, mark: str = "") -> bool:
    """Whether the letter differs in what a mail says (quoted mails and all) both from its text and from the text of its page.

    Without a `mark` the letter's end is not known: then something differs only where more of the letter stands below it.
    """
    return _differs(said, text, mark, _as_text) and _differs(said, page, mark, _as_page)


def _as_text(line: str) -> str:
    return _BLANKS.sub("", arabic_digits(normalise(_QUOTING.sub("", line))).casefold())


def _as_page(line: str) -> str:
    blankless = _as_text(line)
    kept = {sign.start() for sign in _WITHIN_FIGURE.finditer(blankless)}
    return _SIGNS.sub(
        lambda signs: "".join(blankless[at] for at in range(*signs.span()) if at in kept), blankless
    )


def _differs(said: str, letter: str, mark: str, key: _Key) -> bool:
    lines = [key(line) for line in said.splitlines()]
    whole, pieces = "".join(lines), [piece for line in letter.splitlines() if (piece := key(line))]
    ends = whole.rfind(key(mark)) + len(key(mark)) if mark else len(whole)
    first, at = _begin(whole[:ends], pieces)
    if first == 1 and _has_first_line(lines, at):
        return True
    for number, piece in enumerate(pieces[first:], start=first):
        if not whole.startswith(piece, at, ends):
            return _goes_on(whole[at:ends], pieces[number : number + _MOST_LINES], cut=not mark)
        at += len(piece)
    return False


def _begin(whole: str, pieces: list[str]) -> tuple[int, int]:
    """The first line of a letter that stands there as it is, and its last place; the number of lines where none does."""
    backwards = whole[::-1]  # `rfind` takes as long as both lengths together multiplied
    for number, piece in enumerate(pieces[:_MOST_LINES]):
        if number and len(piece) < _TELLING:
            continue
        if (after := backwards.find(piece[::-1])) >= 0:
            return number, len(whole) - after - len(piece)
    return len(pieces), len(whole)


def _has_first_line(lines: list[str], at: int) -> bool:
    """Whether a line like the first one of a letter ends shortly before that place."""
    starts = accumulate((len(line) for line in lines), initial=0)
    return any(
        0 < at - start <= _FIRST_LINE and line.startswith(_BEGINS)
        for start, line in zip(starts, lines, strict=False)
    )


def _goes_on(rest: str, pieces: list[str], *, cut: bool) -> bool:
    """Whether what follows is more of the letter, in other words: not its end alone that was `cut` off."""
    if not cut:
        return bool(rest)
    return any(piece in rest for piece in pieces if len(piece) >= _TELLING)
