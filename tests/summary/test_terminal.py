"""The grid of the terminal, rendered."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from collector.model.units import Unit
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.terminal import status_grid
from collector.summary.words import SummaryWords


def rendered(table: SummaryTable, words: SummaryWords, width: int, *, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        highlight=False,
    )
    console.print(status_grid(table, words, width))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 132])
def test_every_unit_of_a_month_is_shown_behind_its_letter(
    month_table: SummaryTable, words: SummaryWords, width: int
) -> None:
    text = rendered(month_table, words, width)
    for line in month_table.lines:
        assert re.search(rf"{words.mark(line.standings[0].state)} +{line.unit.name}(\s|$)", text), (
            line.unit.name
        )
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_columns_of_a_month_line_up_in_cells(month_table: SummaryTable, words: SummaryWords) -> None:
    """Counted in cells, not in letters: Thai vowels and tone marks above and below take none."""
    block = rendered(month_table, words, 120).split("ภาคเหนือ\n")[1].split("\n\n")[0]
    names = {line.unit.name for line in month_table.lines}
    starts = [
        {cell_len(line[: found.start()]) for found in re.finditer(r"\S+", line) if found.group() in names}
        for line in block.splitlines()
    ]
    assert len(starts) == 2
    assert starts[1] < starts[0]


def test_a_year_has_a_line_a_unit_with_a_letter_in_each_months_column(
    year_table: SummaryTable, words: SummaryWords
) -> None:
    lines = rendered(year_table, words, 100).splitlines()
    names = (line.unit.name + "  " for line in year_table.lines)
    first = max(map(cell_len, (*names, *year_table.regions)))
    for unit in year_table.lines:
        line = next(line for line in lines if line.startswith(unit.unit.name + " "))
        shown = {
            (cell_len(line[: found.start()]) - first) / 5: found.group()
            for found in re.finditer(r"\S+", line)
        }
        marks = {
            column + 0.2: words.mark(standing.state)
            for column, standing in enumerate(unit.standings)
            if standing.state is not UnitState.NOT_EXPECTED
        }
        assert {column: mark for column, mark in shown.items() if column >= 0} == marks
    header = next(line for line in lines if line.lstrip().startswith("ต.ค."))
    assert 0 <= cell_len(header[: header.index("พ.ย.")]) - first - 5 <= 1


def test_colours_are_beside_the_letters_not_instead(month_table: SummaryTable, words: SummaryWords) -> None:
    coloured = rendered(month_table, words, 80, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in rendered(month_table, words, 80)


def test_control_characters_and_markup_in_names_do_nothing(
    month_table: SummaryTable, words: SummaryWords
) -> None:
    first = month_table.lines[0]
    nasty = replace(first, unit=Unit("X", "\x1b]0;owned\x07[red]ชื่อ\n\x9b2Jสอง[/red]", region="\x1b[2Jภาค"))
    text = rendered(replace(month_table, lines=(nasty,)), words, 80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert "[red]ชื่อ 2Jสอง[/red]" in text
