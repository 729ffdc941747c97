"""Which rows, or which columns, of a sheet nobody sees: hidden, filtered out, folded away or of next to no height."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LAST_ROW, LAST_COLUMN = 2**20, 2**14  # how many spreadsheets can hold
LEAST_HEIGHT, LEAST_WIDTH = 2.0, 0.2  # points; letters. Of what is smaller, two dots of a screen are left


@dataclass(frozen=True, slots=True)
class NotShown:
    """Numbers from 0, as ranges that neither meet nor overlap, ascending; none of them: everything is shown."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> "NotShown":
        """Those of some ranges, first and last included, in any order."""
        joined = list(_joined(sorted(ranges)))
        return cls(tuple(first for first, _ in joined), tuple(last for _, last in joined))

    @classmethod
    def all_but(cls, ranges: Iterable[tuple[int, int]], count: int) -> "NotShown":
        """All of `count` but some ranges: where a sheet hides what it does not speak of."""
        found, begin = [], 0
        for first, last in _joined(sorted(ranges)):
            if first > begin:
                found.append((begin, first - 1))
            begin = last + 1
        return cls.of([*found, (begin, count)])

    def __bool__(self) -> bool:
        return bool(self.starts)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self.starts, number) - 1
        return at >= 0 and number <= self.ends[at]

    def first_shown(self, start: int) -> int:
        """The first number from `start` on that is shown."""
        at = bisect_right(self.starts, start) - 1
        return self.ends[at] + 1 if at >= 0 and start <= self.ends[at] else start


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begin, end = 0, -2
    for first, last in ranges:
        if first > end + 1:
            if end >= begin:
                yield begin, end
            begin, end = first, last
        else:
            end = max(end, last)
    if end >= begin:
        yield begin, end
