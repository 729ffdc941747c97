"""Thai letters on a page into lines of text, and lines that wrap into paragraphs; it knows no table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from collector.readers.pdf.clusters import TYPED, Cluster
from collector.readers.pdf.glyph import UNKNOWN
from collector.readers.pdf.letters import CONSONANTS, MARKS, SARA_AA, SARA_AM
from collector.thai import split_bullet

SAME_LINE = 0.35  # of the size: how far baselines of one line may be apart
GAP = 0.2  # of the size: white that is a blank, beyond the usual white between letters of the line
LEANS = 0.1  # of the size: how far before its consonant such a vowel may begin
NEXT = 2.1  # of the size: how far below a line the next one may be that it wraps into
LONGEST, SHORTEST = 10, 4  # letters, marks not counted: what is expected to move to the next line as one
WORD_END = re.compile(r"(?<!\.) ")
BEFORE = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")  # vowels that are written before it
FOLLOWS = frozenset("\u0e30\u0e32\u0e33\u0e45")  # vowels that are written behind their consonant
THAI = ("\u0e01", "\u0e5b")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as it is printed."""

    text: str
    left: float
    right: float
    y: float  # baseline
    size: float
    blank_after: bool = False  # it ends in a blank: what follows is another word


def lines_of(clusters: Iterable[Cluster]) -> list[TextLine]:
    """Return lines from top to bottom.

    A blank is where one is drawn, and where white is: pdfium tells no blank that an operator draws alone.
    """
    return [_line(row) for row in rows_of(clusters)]


def rows_of(clusters: Iterable[Cluster]) -> list[list[Cluster]]:
    """Return letters by the line on which they stand, lines from top to bottom, those of blanks alone left out."""
    rows: list[list[Cluster]] = []
    for cluster in sorted(clusters, key=lambda cluster: cluster.y):
        if rows and cluster.y - rows[-1][0].y <= SAME_LINE * max(cluster.size, rows[-1][0].size):
            rows[-1].append(cluster)
        else:
            rows.append([cluster])
    return [row for row in rows if not all(one.blank for one in row)]


def _line(row: Sequence[Cluster]) -> TextLine:
    row = _left_to_right(row)
    seen = [cluster for cluster in row if not cluster.blank]
    printed = [(one, two) for one, two in pairwise(seen) if two.span != TYPED]
    usual = median([(two.left - one.right) / two.size for one, two in printed] or [0.0])
    gap = GAP + max(0.0, usual)
    parts: list[str] = []
    before = seen[0]
    for cluster in row:
        white = cluster.left - before.right > gap * cluster.size and not before.span
        if white and not cluster.blank and not parts[-1].isspace() and _may_part(parts[-1], cluster.text):
            parts.append(" ")
        _append(parts, cluster.text)
        before = before if cluster.blank else cluster
    left, right = min(one.left for one in seen), max(one.right for one in seen)
    text = "".join(parts)
    size = max(one.size for one in seen)
    return TextLine(text.strip(), left, right, seen[0].y, size, blank_after=text[-1:].isspace())


def _left_to_right(row: Sequence[Cluster]) -> list[Cluster]:
    """Return the letters of a line as they are read.

    In fonts of one width sara am begins where its consonant does, or before: it is read after it all the same.
    """

    def place(cluster: Cluster) -> tuple[float, int]:
        return cluster.x + (LEANS * cluster.size if cluster.text[0] in FOLLOWS else 0.0), cluster.order

    return sorted(row, key=place)


def _may_part(before: str, after: str) -> bool:
    """Whether white between two letters can be a blank: a vowel is never parted from its consonant."""
    return before[0] not in BEFORE and after[0] not in FOLLOWS


def _append(parts: list[str], text: str) -> None:
    """Add a letter; sara am is one letter, however the file draws it.

    Files of old fonts hold it as two glyphs, of which the first is called a blank or nothing
    (`จัดท า`), or is called sara am itself (`จัดทำา`).
    """
    if text == SARA_AA and parts:
        if parts[-1] == SARA_AM:
            return
        broken = parts[-1] == UNKNOWN or parts[-1].isspace()
        if broken and len(parts) > 1 and parts[-2][0] in CONSONANTS:
            parts[-1] = SARA_AM
            return
    parts.append(" " if text.isspace() else text)


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> list[tuple[str, TextLine]]:
    """Return the lines with those joined that only wrap, each with the line on which it begins.

    `left` and `right` are the edges between which the text stands. A line wraps when the next word
    would not have fitted on it; a line that begins with a number or a bullet begins anew.
    """
    if not lines:
        return []
    margin = max(0.0, min(line.left for line in lines) - left)
    edge = max(right - margin, *(line.right for line in lines))
    joined = [(lines[0].text, lines[0])]
    for above, line in pairwise(lines):
        if _wraps(above, line, edge):
            text, first = joined[-1]
            joined[-1] = (text + between(above, line) + line.text, first)
        else:
            joined.append((line.text, line))
    return joined


def _wraps(above: TextLine, line: TextLine, edge: float) -> bool:
    near = line.y - above.y <= NEXT * max(line.size, above.size)
    return near and not begins_item(line.text, above.text) and is_full(above, line, edge)


def is_full(above: TextLine, line: TextLine, edge: float, slack: int = 1) -> bool:
    """Whether the first word of a line would not have fitted behind the line above, before `edge`.

    `slack` letters are allowed for, because letters are not equally wide. A number alone always waits for its
    text, and programs keep an abbreviation (`อปท. ใน`) with what follows.
    """
    mark, rest = split_bullet(above.text)
    if mark is not None and not rest.strip():
        return True
    width = (line.right - line.left) / max(_letters(line.text), 1)
    word = WORD_END.split(line.text, maxsplit=1)[0]
    return edge - above.right < (min(max(_letters(word), SHORTEST), LONGEST) + slack) * width


def _letters(text: str) -> int:
    """Return how many letters stand beside each other."""
    return sum(char not in MARKS for char in text)


def begins_item(text: str, above: str = "") -> bool:
    """Whether a line begins with a number or a bullet of a list, and not in a bracket that the line above opens."""
    mark, rest = split_bullet(text)
    if mark is None or above.count("(") > above.count(")"):
        return False
    return mark == "-" or bool(rest.strip()) or text.strip().endswith((".", ")"))


def between(above: TextLine, line: TextLine) -> str:
    """Return what joins a line to one that it wraps into: nothing between Thai letters, else a blank.

    Before an abbreviation (`พ.ศ.`) Thai has a blank as well.
    """
    thai = all(THAI[0] <= char <= THAI[1] for char in (above.text[-1], line.text[0]))
    return "" if thai and not above.blank_after and "." not in line.text.split(" ", 1)[0] else " "
