"""A column of units that nothing known heads: its cells tell what it is, where they name units and nothing else."""

import pytest

from collector.forms.extract import extract
from collector.forms.recognise import recognise
from tests.forms.sheets import SPEC, TITLE, document, table
from tests.shipped import PROVINCES

HEADINGS = [column.heading for column in SPEC.columns]
KRABI, TRANG = "TH-81", "TH-92"


def units(head: str, *cells: str, last: bool = False) -> list[str | None]:
    said = [["ขาดคน", "จ้างเพิ่ม", "", ""] for _ in cells]
    header = [*HEADINGS, head] if last else [head, *HEADINGS]
    rows = [[*row, cell] if last else [cell, *row] for cell, row in zip(cells, said, strict=True)]
    read = document(TITLE, table([header, *rows]))
    found = [content for match in recognise(read, [SPEC]) for content in extract(match, PROVINCES)]
    return [content.unit.codes[0] if content.unit and content.unit.codes else None for content in found]


@pytest.mark.parametrize("head", ["", "-", "พื้นที่", "ผู้รายงาน", "ชื่อ"])
@pytest.mark.parametrize("cell", ["กระบี่", "จังหวัดกระบี่", "สถจ.กระบี่", "Krabi Province", "จ.กบ."])
@pytest.mark.parametrize("last", [False, True])
def test_cells_that_name_one_unit_tell_whose_form_it_is(head: str, cell: str, *, last: bool) -> None:
    assert units(head, cell, cell, last=last) == [KRABI]


def test_without_any_heading_it_may_name_several() -> None:
    assert units("", "กระบี่", "ตรัง") == [KRABI, TRANG]
    assert units("พื้นที่ข้างเคียง", "กระบี่", "ตรัง") == [None]


@pytest.mark.parametrize(
    "cells", [("กระบี่", "รอผล"), ("กระบี", "กระบี"), ("ขาดคน", "ขาดงบ"), ("", ""), ("อบต.แม่แรม", "อบต.แม่แรม")]
)
def test_any_other_cell_makes_it_no_column_of_units(cells: tuple[str, ...]) -> None:
    assert units("", *cells) == [None]


def test_beside_a_column_of_units_it_stays_what_it_is() -> None:
    read = document(
        TITLE, table([["", SPEC.unit_heading, *HEADINGS], ["ตรัง", "กระบี่", "ขาดคน", "จ้างเพิ่ม", "", ""]])
    )
    (match,) = recognise(read, [SPEC])
    (content,) = extract(match, PROVINCES)
    assert content.unit is not None
    assert content.unit.codes == (KRABI,)
