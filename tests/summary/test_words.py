"""What the summary calls that by which a registry groups its units."""

from dataclasses import replace
from pathlib import Path

import pytest

from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.wording import Wording


def regions(table: SummaryTable, *names: str) -> SummaryTable:
    lines = (
        replace(line, unit=replace(line.unit, region=names[at % len(names)]))
        for at, line in enumerate(table.lines)
    )
    return replace(table, lines=tuple(lines))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("ภาคเหนือ", "ภาคใต้"), "ภาค"),
        (("อำเภอเมืองกระบี่", "อำเภอเขาพนม", ""), "อำเภอ"),
        (("จังหวัดกระบี่",), "จังหวัด"),
        (("ตำบลบ้านนา",), "ตำบล"),
        (("เขต 1", "เขต 2"), "เขต"),
        (("เครือข่ายเหนือ",), "เครือข่าย"),
        (("อำเภอเมืองกระบี่", "ภาคใต้"), "กลุ่ม"),
        (("ก", "ข"), "กลุ่ม"),
        (("",), "กลุ่ม"),
    ],
)
def test_units_are_grouped_by_what_their_regions_are(
    names: tuple[str, ...], said: str, month_table: SummaryTable
) -> None:
    words = SummaryWords(Wording()).of(regions(month_table, *names))
    assert words.say("panel.regions") == f"แยกตาม{said}"
    assert words.say("column.region") == said
    assert words.say("none.region") == f"ไม่ระบุ{said}"


def test_a_department_has_a_word_of_its_own(month_table: SummaryTable, tmp_path: Path) -> None:
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary/words.toml").write_text('[grouping]\nother = "สายงาน"\n', encoding="utf-8")
    words = SummaryWords(Wording(tmp_path)).of(regions(month_table, "ก", "ข"))
    assert words.say("panel.regions") == "แยกตามสายงาน"
