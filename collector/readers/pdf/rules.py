"""The lines and areas that a page draws into ruling lines, horizontal and vertical; it knows no text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

THICKEST = 4.0  # points: a filled area thinner than this is a line
STRAIGHT = 1.0  # how far a line may lean
FAR = 1e5  # points; what lies beyond is no page

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One piece of a path: its points, whether it is stroked, and which path it belongs to."""

    points: Sequence[Point]
    stroked: bool
    path: int


@dataclass(frozen=True, slots=True)
class RulingLine:
    """One ruling line: at `at` across its direction, from `start` to `end` along it."""

    vertical: bool
    at: float
    start: float
    end: float


def rules_of(shapes: Iterable[Outline]) -> Iterator[RulingLine]:
    """Yield the ruling lines in what a page draws.

    Programs draw a line as a stroke, as a thin filled area, or as the ring between two rectangles that
    are filled together; a filled area that is not thin is shading, whose edges are no lines.
    """
    for _, path in groupby(shapes, key=lambda shape: shape.path):
        areas: list[Outline] = []
        for shape in path:
            if any(abs(x) > FAR or abs(y) > FAR for x, y in shape.points):
                continue
            if shape.stroked:
                yield from _sides(shape)
            elif (thin := _thin(shape)) is not None:
                yield thin
            else:
                areas.append(shape)
        if len(areas) > 1:
            yield from _rings(areas)


def joined(rules: Iterable[RulingLine], near: float, gap: float) -> list[RulingLine]:
    """Return rules with those that lie within `near` of each other on one line, and touching ones as one.

    A dashed line is one rule when its dashes are not more than `gap` apart.
    """
    found: list[RulingLine] = []
    for vertical in (False, True):
        own = sorted((rule for rule in rules if rule.vertical is vertical), key=lambda rule: rule.at)
        for line in _close(own, near):
            at = sum(rule.at * _length(rule) for rule in line) / sum(map(_length, line))
            found += _chained(sorted(line, key=lambda rule: rule.start), at, gap)
    return found


def _close(rules: Sequence[RulingLine], near: float) -> Iterator[list[RulingLine]]:
    line: list[RulingLine] = []
    for rule in rules:
        if line and rule.at - line[0].at > near:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _chained(line: Sequence[RulingLine], at: float, gap: float) -> Iterator[RulingLine]:
    start, end = line[0].start, line[0].end
    for rule in line[1:]:
        if rule.start > end + gap:
            yield RulingLine(rule.vertical, at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    yield RulingLine(line[0].vertical, at, start, end)


def _length(rule: RulingLine) -> float:
    return max(rule.end - rule.start, 0.01)


def _sides(shape: Outline) -> Iterator[RulingLine]:
    """Yield the straight sides of a shape."""
    for (x, y), (u, v) in pairwise(shape.points):
        if abs(y - v) <= STRAIGHT < abs(x - u):
            yield RulingLine(False, (y + v) / 2, min(x, u), max(x, u))
        elif abs(x - u) <= STRAIGHT < abs(y - v):
            yield RulingLine(True, (x + u) / 2, min(y, v), max(y, v))


def _thin(shape: Outline) -> RulingLine | None:
    """Return a filled area as the line that it looks like, None if it is too wide for one."""
    xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= THICKEST and right - left >= bottom - top:
        return RulingLine(False, (top + bottom) / 2, left, right)
    if right - left <= THICKEST:
        return RulingLine(True, (left + right) / 2, top, bottom)
    return None


def _rings(areas: Sequence[Outline]) -> Iterator[RulingLine]:
    """Yield a line where two areas of one path have parallel sides so close that they enclose a line."""
    sides: defaultdict[bool, list[RulingLine]] = defaultdict(list)
    for rule in (side for area in areas for side in _sides(area)):
        sides[rule.vertical].append(rule)
    for vertical, own in sides.items():
        own.sort(key=lambda rule: rule.at)
        for one, other in pairwise(own):
            start, end = max(one.start, other.start), min(one.end, other.end)
            if other.at - one.at <= THICKEST and end - start > 2 * THICKEST:
                yield RulingLine(vertical, (one.at + other.at) / 2, start, end)
