"""The summary's table → a grid for the terminal; prints nothing, and every colour comes with a letter."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from collector.summary import palette
from collector.summary.plain import one_line
from collector.summary.standings import SummaryTable, UnitLine, UnitState
from collector.summary.words import SummaryWords

_MARK_WIDTH = 4  # " ส๐ "


def status_grids(tables: Sequence[SummaryTable], words: SummaryWords, width: int = 80) -> RenderableType:
    """One grid for each form, under its title where there are several."""
    parts: list[RenderableType] = []
    for table in tables:
        if len(tables) > 1:
            parts.append(Text(one_line(table.spec.title), style="bold reverse"))
        parts += [status_grid(table, words.of(table), width), ""]
    return Group(*parts[:-1])


def status_grid(table: SummaryTable, words: SummaryWords, width: int = 80) -> RenderableType:
    """One month: units in columns by region. Several: a line a unit, a column a month. `width` in cells."""
    total = table.total
    summary = words.say(
        "terminal.summary",
        reported=total.reported,
        expected=total.expected,
        rate=_arabic(total.reporting_rate, words),
        on_time=total.on_time,
        on_time_rate=_arabic(total.reporting_rate_on_time, words),
    )
    grid = [_region(region, lines, words, width) for region, lines in table.by_region]
    return Group(
        Text(words.span(table), style="bold"),
        Text(summary),
        Text(words.say("terminal.held", held=len(table.held))),
        *_former(table, words),
        "",
        *(grid if table.one_period else [_year(table, words)]),
        _legend(words, width),
    )


def _former(table: SummaryTable, words: SummaryWords) -> list[Text]:
    """What waits on forms that are no longer in force, by their ids."""
    forms = ", ".join(sorted({line.former for line in table.former}))
    return [Text(words.say("terminal.former", count=len(table.former), forms=forms))] if forms else []


def _region(region: str, lines: tuple[UnitLine, ...], words: SummaryWords, width: int) -> RenderableType:
    """A heading and the region's units."""
    marked = [(line.standings[0].state, one_line(line.unit.full_name)) for line in lines]
    heading = Text(one_line(region) or words.say("none.region"), style="bold underline")
    return Group(heading, _side_by_side(marked, words, width), "")


def _side_by_side(marked: list[tuple[UnitState, str]], words: SummaryWords, width: int) -> Table:
    """Marks with their text in columns of equal width, as many as fit."""
    widest = max(cell_len(text) for _, text in marked) + _MARK_WIDTH + 1
    across = max(1, (width + 2) // (widest + 2))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(across):
        grid.add_column(width=widest, no_wrap=True)
    cells = [Text.assemble(_mark(state, words), " ", text) for state, text in marked]
    for first in range(0, len(cells), across):
        grid.add_row(*cells[first : first + across])
    return grid


def _year(table: SummaryTable, words: SummaryWords) -> RenderableType:
    grid = Table(box=None, padding=0, pad_edge=False)
    grid.add_column(Text(one_line(table.spec.unit_heading)), no_wrap=True)
    for period in table.periods:
        name = one_line(words.wording.short_month(period)).replace(" ", "\n")
        grid.add_column(Text(name, justify="center"), width=_MARK_WIDTH + 1, no_wrap=True)
    for region, lines in table.by_region:
        grid.add_row(Text(one_line(region) or words.say("none.region"), style="bold underline"))
        for line in lines:
            marks = (_mark(standing.state, words) for standing in line.standings)
            grid.add_row(Text(one_line(line.unit.full_name) + "  "), *marks)
    return Group(grid, "")


def _legend(words: SummaryWords, width: int) -> Table:
    """What the letters mean."""
    marked = [(state, one_line(words.state(state))) for state in UnitState if words.mark(state).strip()]
    return _side_by_side(marked, words, width)


def _mark(state: UnitState, words: SummaryWords) -> Text:
    """The state's letters in the middle of a field of equal width, dark on the state's colour."""
    mark = one_line(words.mark(state))
    left = (_MARK_WIDTH - cell_len(mark)) // 2
    text = " " * left + mark + " " * (_MARK_WIDTH - left - cell_len(mark))
    plain = state in (UnitState.NOT_DUE, UnitState.NOT_EXPECTED)
    return Text(text, style="" if plain else f"#000000 on #{palette.FILLS[state]}")


def _arabic(rate: float | None, words: SummaryWords) -> str:
    return words.percent(None) if rate is None else f"{rate * 100:.1f}"
