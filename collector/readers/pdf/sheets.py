"""The pages of one document as lines and tables: page numbers set aside, tables that go on put together.

It knows neither glyphs nor forms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collector.readers.pdf.lines import TextLine
from collector.readers.pdf.tables import TextTable, goes_on_headless, is_continued, mended
from collector.thai import arabic_digits

NUMBER = re.compile(r"[0-9]+")
MOST_LETTERS = 12  # beside a page's number
SAME_HEIGHT = 10.0  # points by which page numbers may differ from page to page
MOST_BETWEEN = 3  # lines below a table, and above the next page's, between which a row may be broken

Paragraph = tuple[str, TextLine]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page, not yet in order; `numbers` are its page numbers and running heads."""

    number: int
    lines: tuple[Paragraph, ...]
    tables: tuple[TextTable, ...]
    numbers: tuple[str, ...] = ()
    unclear: str = ""  # why rows that look like a table's are none


def in_order(sheet: Sheet) -> list[str | TextTable]:
    """Return lines and tables from top to bottom."""
    items: list[tuple[float, float, str | TextTable]] = [
        (line.y, line.left, text) for text, line in sheet.lines
    ]
    items += [(table.top, table.left, table) for table in sheet.tables]
    return [item for _, _, item in sorted(items, key=lambda item: item[:2])]


def mended_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages with page numbers set aside and rows broken by a page's end put together."""
    found = _numbers_aside(sheets)
    last: int | None = None  # the page on which the table in hand stands, or the first part of its last row
    first: TextTable | None = None  # the table of the page on which it began
    for index, sheet in enumerate(found):
        lower = sheet
        upper = None if last is None else found[last]
        above = upper.tables[-1] if upper else None
        if not lower.tables or upper is None or above is None or first is None:
            last, first = (index, lower.tables[-1]) if lower.tables else (None, None)
            continue
        below = lower.tables[0]
        if goes_on_headless(above, below, first):
            lower = _without_repeats(lower, found[:index], below)
            found[index] = lower
        if _little_between(upper, above, below, lower):
            above, below = mended(above, below, first)
            found[upper.number - 1] = replace(upper, tables=(*upper.tables[:-1], above))
        kept = (below,) if below.rows else ()
        found[index] = replace(lower, tables=(*kept, *lower.tables[1:]))
        if found[index].tables:
            goes_on = len(lower.tables) == 1 and is_continued(first, below)
            last, first = index, first if goes_on else lower.tables[-1]
    return found


def _without_repeats(sheet: Sheet, earlier: Sequence[Sheet], table: TextTable) -> Sheet:
    """Return a page whose table goes on, without the lines above it that pages before have at the same place."""
    said = {(text, round(line.y / SAME_HEIGHT)) for other in earlier for text, line in other.lines}
    repeats = [
        (text, line)
        for text, line in sheet.lines
        if line.y < table.top and (text, round(line.y / SAME_HEIGHT)) in said
    ]
    lines = tuple(one for one in sheet.lines if one not in repeats)
    return replace(sheet, lines=lines, numbers=(*(text for text, _ in repeats), *sheet.numbers))


def _little_between(upper: Sheet, above: TextTable, below: TextTable, lower: Sheet) -> bool:
    """Whether so few lines stand between two tables that they may be one."""
    after = sum(line.y > above.top for _, line in upper.lines)
    before = sum(line.y < below.top for _, line in lower.lines)
    return after <= MOST_BETWEEN and before <= MOST_BETWEEN


def _numbers_aside(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without their numbers between the lines, where they would part a table that goes on.

    A page's number is its first or last line and holds nothing else, or so on two pages the same few letters
    at the same height.
    """
    if len(sheets) < 2:
        return list(sheets)
    outermost = {
        id(line): (sheet.number, text, line)
        for sheet in sheets
        for text, line in (_ends(sheet) if sheet.lines else ())
    }
    aside: set[int] = set()
    for key, (number, text, line) in outermost.items():
        shape = _shape(text, number)
        if shape is not None and (
            not shape.strip("#-–—. /()[]")
            or any(
                other != number and _shape(said, other) == shape and abs(at.y - line.y) < SAME_HEIGHT
                for other, said, at in outermost.values()
            )
        ):
            aside.add(key)
    return [
        replace(
            sheet,
            lines=tuple(one for one in sheet.lines if id(one[1]) not in aside),
            numbers=tuple(text for text, line in sheet.lines if id(line) in aside),
        )
        for sheet in sheets
    ]


def _ends(sheet: Sheet) -> tuple[Paragraph, ...]:
    """Return the topmost and the lowest line, if no table stands beyond them."""
    ordered = sorted(sheet.lines, key=lambda item: item[1].y)
    first, last = ordered[0], ordered[-1]
    top = [first] if all(first[1].y < table.top for table in sheet.tables) else []
    return (*top, last) if all(last[1].y > table.top for table in sheet.tables) else tuple(top)


def _shape(text: str, number: int) -> str | None:
    """Return a line that holds its page's number with that number and all others as #, else None."""
    said = arabic_digits(text)
    letters = sum(char.isalpha() for char in said)
    if letters > MOST_LETTERS or str(number) not in NUMBER.findall(said):
        return None
    return NUMBER.sub("#", said)
