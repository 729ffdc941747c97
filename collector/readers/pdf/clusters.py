"""Glyphs as they are drawn into Thai letters with their marks; it knows neither lines nor tables.

A PDF holds no text, only glyphs in any order. A mark belongs to the consonant over whose right edge it
stands, whatever the file puts between; the order of the file only decides where the ink does not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from collector.readers.pdf.glyph import UNKNOWN, Glyph
from collector.readers.pdf.letters import (
    CONSONANTS,
    LOWER,
    MARKS,
    SARA_AM,
    TONES,
    UPPER,
    is_raised,
    is_sunk,
    letters_of,
)

FAR = 0.6  # of the size: further from the mark no consonant bears it
FAVOUR = 0.25  # of the size: what it counts for a consonant that the file names it just before the mark
NEXT = 3.0  # of the size: how far down the next line may be
TYPED = -1  # the span of letters whose places are ours: white between them tells nothing
LEVEL = 0.55  # of the size: how far a mark's baseline may be off


@dataclass(frozen=True, slots=True)
class Cluster:
    """A letter with the marks that stand on it, in the order in which Thai is written."""

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    order: int
    run: int
    span: int = 0
    orphan: bool = False  # a mark that stands on nothing

    @property
    def blank(self) -> bool:
        """Whether nothing is seen of it."""
        return self.text.isspace()


def clusters_of(glyphs: Sequence[Glyph]) -> list[Cluster]:
    """Return the letters of a page in the order of the file, each with its marks.

    Where most marks stand over the next letter, the font has no place for them: then the order decides.
    """
    drawn = letters_of(glyphs)
    size = typical_size(drawn)
    near: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in drawn:
        if glyph.char in CONSONANTS:
            near[int(glyph.right // size), int(glyph.y // size)].append(glyph)
    marks, dropped = _marks(drawn)
    bearers = [_bearer(mark, near, size) for mark in marks]
    ahead = sum(
        base is not None and base.order > mark.glyph.order for mark, base in zip(marks, bearers, strict=True)
    )
    borne: defaultdict[int, list[Glyph]] = defaultdict(list)
    orphans: list[Glyph] = []
    for mark, base in zip(marks, bearers, strict=True):
        bearer = mark.before if 2 * ahead > len(marks) and mark.follows else base
        if bearer is None:
            orphans.append(mark.glyph)
        else:
            borne[bearer.order].append(mark.glyph)
    bases = [glyph for glyph in drawn if glyph.char not in MARKS and glyph.order not in dropped]
    found = [_cluster(glyph, borne[glyph.order]) for glyph in bases]
    found += [replace(_cluster(glyph, []), orphan=True) for glyph in orphans]
    return sorted(found, key=lambda cluster: cluster.order)


def typical_size(glyphs: Sequence[Glyph] | Sequence[Cluster]) -> float:
    """Return the usual size of the letters of a page, at least one point."""
    return max(1.0, median(glyph.size for glyph in glyphs)) if glyphs else 10.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and the consonant that the file names before it, sara am left out."""

    glyph: Glyph
    before: Glyph | None
    follows: bool  # drawn by the same operator as that consonant
    after_am: bool  # with sara am between them
    wrapped: bool  # that consonant ends the line above: some programs break lines before a mark


def _marks(drawn: Sequence[Glyph]) -> tuple[list[_Mark], set[int]]:
    """Return the marks, and the blanks behind which a mark stands (`ท ี่`): those are none."""
    found: list[_Mark] = []
    blanks: set[int] = set()
    base: Glyph | None = None  # the last glyph that is no mark and no blank, and the one before it
    earlier: Glyph | None = None
    last: Glyph | None = None
    for glyph in drawn:
        if glyph.char in MARKS:
            after_am = base is not None and base.char == SARA_AM and glyph.char in TONES
            before = earlier if after_am else base
            consonant = before if before is not None and before.char in CONSONANTS else None
            follows = consonant is not None and consonant.run == glyph.run
            after_wrapped = bool(found) and found[-1].wrapped and found[-1].glyph is last
            begins = last is None or last.run != glyph.run or after_wrapped
            wrapped = begins and consonant is not None and _ends_line(consonant, glyph)
            found.append(_Mark(glyph, consonant, follows, after_am, wrapped))
            if last is not None and last.char.isspace():
                blanks.add(last.order)
        elif not glyph.char.isspace():
            earlier, base = base, glyph
        last = glyph
    return found, blanks


def _bearer(mark: _Mark, near: Mapping[tuple[int, int], list[Glyph]], size: float) -> Glyph | None:
    """Return the consonant on which a mark stands, None if there is none."""
    glyph, before = mark.glyph, mark.before
    if before is not None and (mark.after_am or glyph.span > 0):
        # Of what the file gives in words only the order counts, and behind sara am programs draw the tone anywhere.
        reach = (2 if mark.after_am else 1) * glyph.size
        if mark.follows or (_level(before, glyph) and abs(glyph.x - before.right) < reach):
            return before
    best, least = None, FAR * glyph.size
    column, row = int(glyph.right // size), int(glyph.y // size)
    for base in (
        base for i in (-1, 0, 1) for j in (-1, 0, 1) for base in near.get((column + i, row + j), ())
    ):
        if not _level(base, glyph):
            continue
        distance = abs(glyph.right - base.right) + abs(glyph.y - base.y) / 2
        if mark.follows and base is before:
            distance -= FAVOUR * glyph.size
        if distance < least:
            best, least = base, distance
    return before if best is None and mark.wrapped else best


def _ends_line(base: Glyph, mark: Glyph) -> bool:
    """Whether a mark stands on the next line, and to the left."""
    return LEVEL < (mark.y - base.y) / mark.size < NEXT and mark.x < base.x


def _level(base: Glyph, mark: Glyph) -> bool:
    """Whether a mark may belong to the line on which a letter stands."""
    return abs(base.y - mark.y) <= LEVEL * mark.size


def _cluster(base: Glyph, marks: Sequence[Glyph]) -> Cluster:
    """Return a letter with its marks; with an unknown one if their ink belies them (`ให้` called `ใหู`).

    A tone called sara u and a sara u called tone on one letter cancel out: the marks are the right ones.
    """
    high = [mark for mark in marks if mark.char in LOWER and is_raised(mark)]
    low = [mark for mark in marks if mark.char not in LOWER and is_sunk(mark)]
    # What the file gives in words is right wherever its ink stands, but may be the other half of a pair.
    belied = sum(not one.span for one in high) > len(low) or sum(not one.span for one in low) > len(high)
    order = sorted(dict.fromkeys(mark.char for mark in marks), key=_rank)
    text = base.char + "".join(order) + (UNKNOWN if belied else "")
    return Cluster(text, base.x, base.y, base.left, base.right, base.size, base.order, base.run, base.span)


def _rank(mark: str) -> int:
    return 0 if mark in LOWER else 1 if mark in UPPER else 2
