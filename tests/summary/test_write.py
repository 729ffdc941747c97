"""The summary's files in a folder."""

from pathlib import Path

import pytest

from collector.errors import TemplateError, UsageError
from collector.model.outcomes import Outcome
from collector.periods import Period
from collector.summary import sections
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.words import SummaryWords
from collector.summary.write import write_summary
from collector.wording import Wording
from tests.summary.dataset import year


@pytest.mark.slow
def test_a_month_and_a_year_get_names_that_sort(
    tmp_path: Path, month_table: SummaryTable, year_table: SummaryTable
) -> None:
    wording = Wording()
    paths = (
        *write_summary([month_table], tmp_path / "out", wording),
        *write_summary([year_table], tmp_path / "out", wording),
    )
    assert [path.name for path in paths] == [
        "สรุปรายงาน 2561-12 ธันวาคม.xlsx",
        "สรุปรายงาน 2561-12 ธันวาคม.docx",
        "สรุปรายงาน 2561-12 ธันวาคม.html",
        "สรุปรายงาน ปีงบประมาณ 2562.xlsx",
        "สรุปรายงาน ปีงบประมาณ 2562.docx",
        "สรุปรายงาน ปีงบประมาณ 2562.html",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in paths)


def test_a_second_summary_takes_the_place_of_the_first(tmp_path: Path, month_table: SummaryTable) -> None:
    first = write_summary([month_table], tmp_path, Wording())
    before = [path.read_bytes() for path in first]
    first[0].write_bytes(b"half a file")
    assert write_summary([month_table], tmp_path, Wording()) == first
    assert [path.read_bytes() for path in first] == before


def test_links_lead_from_the_summary_to_the_archive(tmp_path: Path, month_table: SummaryTable) -> None:
    page = write_summary([month_table], tmp_path / "สรุป", Wording(), tmp_path / "data" / "archive")[2]
    assert 'href="../data/archive/2561/12%20' in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, month_table: SummaryTable) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file"):
        write_summary([month_table], tmp_path / "file" / "out", Wording())


def test_the_departments_words_are_laid_over_the_shipped_ones(
    tmp_path: Path, month_table: SummaryTable
) -> None:
    folder = tmp_path / "templates" / "summary"
    folder.mkdir(parents=True)
    (folder / "words.toml").write_text(
        '[file]\nperiod = "รายงาน/{year}"\n[marks]\nlate = "L"\n', encoding="utf-8"
    )
    words = SummaryWords(Wording(tmp_path / "templates"))
    assert words.file_name(month_table) == "รายงาน-2561"
    assert (words.mark(UnitState.LATE), words.mark(UnitState.MISSING)) == ("L", "ย")


@pytest.mark.parametrize(
    ("given", "message"),
    [("[file]\nperiod = '{absent}'", "absent"), ("[file\n", "words.toml"), ("file = 'x'", "file.period")],
)
def test_words_that_are_wrong_are_named(
    tmp_path: Path, month_table: SummaryTable, given: str, message: str
) -> None:
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "words.toml").write_text(given, encoding="utf-8")
    with pytest.raises(TemplateError, match=message):
        SummaryWords(Wording(tmp_path)).file_name(month_table)


def test_several_months_that_are_no_fiscal_year_are_named_from_first_to_last() -> None:
    table = year().table((Period(2018, 12), Period(2019, 1)))
    words = SummaryWords(Wording())
    assert words.file_name(table) == "สรุปรายงาน 2561-12 ถึง 2562-01"
    assert words.span(table) == "เดือนธันวาคม ๒๕๖๑ ถึงเดือนมกราคม ๒๕๖๒"


def test_every_state_and_outcome_has_words(year_table: SummaryTable) -> None:
    words = SummaryWords(Wording(strict=True))
    assert len({words.mark(state) for state in UnitState}) == len(UnitState)
    assert len({words.state(state) for state in UnitState}) == len(UnitState)
    assert [row[1] for row in sections.mails(year_table, words).rows] == [
        year_table.mails[outcome] for outcome in Outcome
    ]
