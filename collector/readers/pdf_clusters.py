"""Glyphs as they are drawn into Thai letters with their marks; it knows neither lines nor tables.

A PDF holds no text, only glyphs in any order. A mark belongs to the consonant over whose right edge it
stands, whatever the file puts between; the order of the file only decides where the ink does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from collector.readers.pdf_glyph import UNKNOWN, Glyph

UPPER = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d")
LOWER = frozenset("\u0e38\u0e39\u0e3a")
TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")
MARKS = UPPER | LOWER | TONES
CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))

# Old Thai fonts hold letters moved aside or lowered as glyphs of their own (WTT 2.0, Windows glyph set).
PRIVATE = {0xF700: 0x0E10, 0xF70F: 0x0E0D, 0xF710: 0x0E31, 0xF711: 0x0E4D, 0xF712: 0x0E47} | {
    **dict(zip(range(0xF701, 0xF705), range(0x0E34, 0x0E38), strict=True)),
    **dict(zip(range(0xF705, 0xF70A), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF70A, 0xF70F), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF713, 0xF718), range(0x0E48, 0x0E4D), strict=True)),
    **dict(zip(range(0xF718, 0xF71B), range(0x0E38, 0x0E3B), strict=True)),
}
"""Private code → the letter that the glyph shows."""

SAME = 0.1  # of the size: two glyphs nearer than this are one, drawn twice to look bold
FAR = 0.6  # of the size: further from the mark no consonant bears it
FAVOUR = 0.25  # of the size: what it counts for a consonant that the file names it just before the mark
LEVEL = 0.55  # of the size: how far a mark's baseline may be off
RAISED = 0.35  # of the size: ink that begins higher is no letter's and no digit's
HIGH = MARKS | frozenset("\"'`*^~-")  # what may stand that high
NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"


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
    drawn = _with_nikhahit(_once(_named(glyph) for glyph in _said_once(glyphs)))
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


def _named(glyph: Glyph) -> Glyph:
    """Return a glyph by its proper letter; as unknown where its ink stands too high for what the file names.

    Fonts cut down for a file are the reason: the tone of `น้ำ` is called 8 or =.
    """
    code = PRIVATE.get(ord(glyph.char))
    char = chr(code) if code else glyph.char
    if char not in HIGH and not char.isspace() and (char.isascii() or char.isalnum()) and _raised(glyph):
        char = UNKNOWN
    return replace(glyph, char=char) if char != glyph.char else glyph


def _raised(glyph: Glyph) -> bool:
    """Whether all ink stands above where letters begin."""
    return not glyph.span and glyph.top < glyph.bottom < glyph.y - RAISED * glyph.size


def _sunk(glyph: Glyph) -> bool:
    """Whether all ink stands below the line."""
    return not glyph.span and glyph.bottom > glyph.top > glyph.y


def _with_nikhahit(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs with the first half of sara am named, where the file does not say what it is."""
    found = list(glyphs)
    for index, glyph in enumerate(found):
        if glyph.char == UNKNOWN and index and _raised(glyph):
            rest = (other.char for other in found[index + 1 : index + 3] if other.char not in TONES)
            if next(rest, "") == SARA_AA and found[index - 1].char in CONSONANTS | TONES:
                found[index] = replace(glyph, char=NIKHAHIT)
    return found


def _said_once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs; of a text that pdfium tells once for each operator that draws it, the leftmost.

    Its ink is shared out among the letters anyhow, so that each of them reaches to the right end of all;
    of a single letter, whose span becomes negative, the ink is its own.
    """
    spans: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        spans[glyph.span].append(glyph)
    kept: dict[int, tuple[int, int, float]] = {}  # span → the operator, how many letters, their right end
    for span, own in spans.items():
        run = min(own, key=lambda glyph: glyph.x).run
        letters = sum(glyph.run == run for glyph in own)
        kept[span] = (run, letters, max(glyph.right for glyph in own))
    for glyph in glyphs:
        run, letters, right = kept[glyph.span]
        if not glyph.span:
            yield glyph
        elif glyph.run == run:
            yield replace(glyph, right=right, span=glyph.span if letters > 1 else -glyph.span)


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs without those that lie on the same glyph once more."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        step = SAME * glyph.size
        column = int((glyph.left + glyph.right) / 2 / step)
        row = int((glyph.top + glyph.bottom) / 2 / step)
        around = ((glyph.char, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not glyph.char.isspace() and any(key in seen for key in around):
            continue
        seen[glyph.char, column, row] = glyph
        kept.append(glyph)
    return kept


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and the consonant that the file names before it, sara am left out."""

    glyph: Glyph
    before: Glyph | None
    follows: bool  # drawn by the same operator as that consonant
    after_am: bool  # with sara am between them


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
            found.append(_Mark(glyph, consonant, follows, after_am))
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
    return best


def _level(base: Glyph, mark: Glyph) -> bool:
    """Whether a mark may belong to the line on which a letter stands."""
    return abs(base.y - mark.y) <= LEVEL * mark.size


def _cluster(base: Glyph, marks: Sequence[Glyph]) -> Cluster:
    """Return a letter with its marks; with an unknown one if their ink belies them (`ให้` called `ใหู`).

    A tone called sara u and a sara u called tone on one letter cancel out: the marks are the right ones.
    """
    high = sum(mark.char in LOWER and _raised(mark) for mark in marks)
    low = sum(mark.char not in LOWER and _sunk(mark) for mark in marks)
    order = sorted(dict.fromkeys(mark.char for mark in marks), key=_rank)
    text = base.char + "".join(order) + (UNKNOWN if high != low else "")
    return Cluster(text, base.x, base.y, base.left, base.right, base.size, base.order, base.run, base.span)


def _rank(mark: str) -> int:
    return 0 if mark in LOWER else 1 if mark in UPPER else 2
