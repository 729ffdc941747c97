"""A number alone in a cell is a row's where its column counts, and what the sender says where it does not."""

from collections.abc import Sequence

import pytest

from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES


def read(*rows: Sequence[str], number: bool = False) -> Extract:
    header = ["ลำดับ", *HEADER[1:]] if number else HEADER
    (match,) = recognise(document(TITLE, table([header, *rows])), [SPEC])
    (content,) = extract(match, PROVINCES)
    return content


def column(key: str, *rows: Sequence[str], number: bool = False) -> list[str]:
    return [entry.text(key) for entry in read(*rows, number=number).entries]


@pytest.mark.parametrize("figure", ["5", "12", "120", "๑๕", "007", "500.-", "50%", "(5)", "5.", "ข้อ 12", "0"])
def test_a_number_that_counts_nothing_is_what_the_remark_says(figure: str) -> None:
    rows = (["กระบี่", "1. ก", "1. ข", "", figure], ["", "2. ค", "2. ง", "", ""])
    assert column("remark", *rows) == [figure, ""]
    assert column("law", *((*row[:3], row[4], "") for row in rows)) == [figure, ""]


def test_numbers_out_of_turn_are_what_each_remark_says() -> None:
    rows = [["", f"{n}. ก", "", "", figure] for n, figure in enumerate(["12", "3", "1", "40"], 1)]
    assert column("remark", *rows) == ["12", "3", "1", "40"]


@pytest.mark.parametrize("numbers", [["1", "2", "3"], ["1.", "2.", "3."], ["(1)", "(2)", "(3)"]])
def test_numbers_that_count_along_with_the_rows_are_none_of_the_text(numbers: list[str]) -> None:
    rows = [["", f"{n}. ก", "ข", number, number] for n, number in enumerate(numbers, 1)]
    assert column("law", *rows) == column("remark", *rows) == ["", "", ""]


def test_a_number_of_two_rows_or_one_typed_with_its_dot_counts() -> None:
    assert column("law", ["", "1. ก", "ข", "1. ระเบียบฯ", ""], ["", "2. ค", "ง", "2", ""]) == ["ระเบียบฯ", ""]
    assert column("law", ["", "1. ก", "ข", "1.", ""]) == [""]
    assert column("law", ["", "1. ก", "ข", "1", ""]) == ["1"]


def test_where_the_form_prints_numbers_that_of_the_row_stays_one() -> None:
    assert column("solution", ["", "1. ก", "1", "", ""]) == [""]
    assert column("solution", ["", "1. ก", "1. ข", "", ""], ["", "2. ค", "2", "", ""]) == ["ข", ""]
    assert column("solution", ["", "4. ก", "4", "", ""], ["", "5. ค", "5", "", ""]) == ["", ""]
    assert column("solution", ["", "1. ก", "40", "", ""]) == ["40"]
    assert column("problem", ["", "12", "ซ่อม", "", ""]) == ["12"]


@pytest.mark.parametrize("figures", ["321", "222", "429", "132", "213"])
def test_plain_numbers_out_of_turn_are_all_said_also_the_one_that_is_its_rows(figures: str) -> None:
    rows = [["", f"{n}. ก", figure, "", figure] for n, figure in enumerate(figures, 1)]
    assert column("solution", *rows) == column("remark", *rows) == list(figures)
    dotted = [["", f"{n}. ก", f"{figure}.", "", ""] for n, figure in enumerate("123", 1)]
    assert column("solution", *dotted) == ["", "", ""]


@pytest.mark.parametrize("first", [1, 4, 11])
def test_spare_rows_are_none_whatever_they_are_numbered(first: int) -> None:
    rows = [["", str(n), str(n), "", ""] for n in range(first, first + 3)]
    assert read(*rows).blank
    assert column("problem", ["", "1. ก", "ข", "", ""], *rows) == ["ก"]


def test_a_column_of_numbers_counts_for_those_beside_it() -> None:
    rows = (["7", "ก", "ข", "", "7"], ["8", "ค", "ง", "", "3"])
    assert column("remark", *rows, number=True) == ["7", "3"]
    assert column("solution", ["7", "ก", "7", "", ""], ["8", "ค", "3", "", ""], number=True) == ["7", "3"]
    assert column("solution", ["7", "ก", "7", "", ""], ["8", "ค", "8", "", ""], number=True) == ["", ""]


def test_lines_of_numbers_beside_as_many_problems_are_theirs() -> None:
    assert column("remark", ["", "1. ก\n2. ข\n3. ค", "", "", "12\n-\n40"]) == ["12", "", "40"]
    assert column("remark", ["", "1. ก\n2. ข\n3. ค", "", "", "1\n2\n3"]) == ["", "", ""]


def test_from_one_number_to_another_is_no_number_of_a_row() -> None:
    assert column("remark", ["", "1. ก", "ข", "", "3 - 5 ราย"]) == ["3 - 5 ราย"]
    assert column("remark", ["", "1. ก", "ข", "", "500.- บาท"]) == ["500.- บาท"]


def test_a_number_in_a_column_that_has_text_without_numbers_is_what_it_says() -> None:
    assert column("solution", ["", "ก", "ซื้อ 3 คัน", "", ""], ["", "ข", "2", "", ""]) == ["ซื้อ 3 คัน", "2"]
    assert column("solution", ["", "ก", "1", "", ""], ["", "ข", "จ้างเพิ่ม", "", ""]) == ["1", "จ้างเพิ่ม"]
    assert column("solution", ["", "15", "ราย", "", ""], ["", "ขาดรถ", "2", "", ""]) == ["ราย", "2"]
    assert column("problem", ["", "ขาดรถ", "ซื้อ", "", ""], ["", "2", "จ้าง", "", ""]) == ["ขาดรถ", "2"]
    assert column("law", ["", "ก", "", "ข้อ ก", ""], ["", "ข", "", "2", ""], ["", "ค", "", "3", ""]) == [
        "ข้อ ก",
        "2",
        "3",
    ]
    assert column("solution", ["", "1. ก", "-", "", ""], ["", "2. ข", "2", "", ""]) == ["", ""]


def test_bare_numbers_that_count_the_rows_of_the_remark_are_told() -> None:
    content = read(["", "ก", "ข", "", "1"], ["", "ค", "ง", "", "2"])
    told = [note.values["detail"] for note in content.notes if note.code == "left-out"]
    assert [entry.text("remark") for entry in content.entries] == ["", ""]
    assert told == ["หมายเหตุ 1 2"]
