"""A text and a letter → the runs of signs of the letter that stand in the text, in the text's order. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

_MOST_PLACES = 6  # of a letter that are tried for one run: the next ones, and the first ones
_STRIDE = 64
_MOST_SIGNS = 60  # that two runs may both have


@dataclass(frozen=True, slots=True)
class Run:
    """What stands at `at` up to `ends` in the text as it does at `begins` up to `stops` in the letter."""

    at: int
    begins: int
    length: int

    @property
    def ends(self) -> int:
        """Where it ends in the text."""
        return self.at + self.length

    @property
    def stops(self) -> int:
        """Where it ends in the letter."""
        return self.begins + self.length


def runs(text: str, letter: str, least: int) -> list[Run]:
    """The runs of at least that many signs, none of which overlaps another in the text; each as long as can be."""
    places = _places(letter, least)
    found: list[Run] = []
    at = follows = 0
    while at + least <= len(text):
        begins = places.get(text[at : at + least])
        if begins is None:
            at += 1
            continue
        tried = (Run(at, begin, _alike(text, at, letter, begin)) for begin in _tried(begins, follows))
        run = max(tried, key=lambda run: run.length)
        found[-1:] = _settled(found[-1], run, text, letter) if found else [run]
        at, follows = run.ends, run.stops
    return found


def _settled(one: Run, after: Run, text: str, letter: str) -> tuple[Run, Run]:
    """Two runs in turn, with the few signs between them that either may have where they belong.

    The letter's first signs begin it again; and what was put in may end like the words before it.
    """
    first, over = after.begins, one.stops - after.begins
    if (
        first < _MOST_SIGNS
        and first < min(one.length, after.at)
        and text[after.at - first : after.at] == letter[:first]
    ):
        short = after.at - first - one.at
        return Run(one.at, one.begins, min(one.length, short)), Run(after.at - first, 0, after.length + first)
    if 0 < over < min(_MOST_SIGNS, after.length):
        return one, Run(after.at + over, one.stops, after.length - over)
    return one, after


def _places(letter: str, least: int) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = {}
    for begin in range(len(letter) - least + 1):
        places.setdefault(letter[begin : begin + least], []).append(begin)
    return places


def _tried(begins: Sequence[int], follows: int) -> Iterator[int]:
    """The places that come next in the letter, then the first ones."""
    after = bisect_left(begins, follows)
    yield from begins[after : after + _MOST_PLACES]
    yield from begins[: min(after, _MOST_PLACES)]


def _alike(text: str, at: int, letter: str, begin: int) -> int:
    """How many signs are the same from there on."""
    length = 0
    while (piece := text[at + length : at + length + _STRIDE]) and letter.startswith(piece, begin + length):
        length += len(piece)
    rest = letter[begin + length : begin + length + len(piece)]
    same = takewhile(lambda signs: signs[0] == signs[1], zip(piece, rest, strict=False))
    return length + sum(1 for _signs in same)
