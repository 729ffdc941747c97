"""CSV files as people save them: every encoding and separator of Excel, and what is no CSV told in words."""

from pathlib import Path

import pytest

from collector.csv_rows import Columns, Row, decoded, rows_of
from collector.errors import ConfigError
from collector.thai import fold

CODE = Columns(needed=("code",), known=("code", "name"))
OTHER = {fold("รหัส"): "code", fold("ชื่อ"): "name"}
TEXT = "code,name\r\nKB-01,อำเภอเขาพนม\r\n"


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "units.csv"
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as refused:
        list(rows_of(decoded(path), path, CODE))
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_every_encoding_of_excel_is_read(codec: str, tmp_path: Path) -> None:
    assert decoded(saved(tmp_path, TEXT.encode(codec))) == TEXT


def test_big_endian_unicode_text_with_tabs_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, b"\xfe\xff" + TEXT.replace(",", "\t").encode("utf-16-be"))
    (row,) = rows_of(decoded(path), path, CODE)
    assert row == Row(2, {"code": "KB-01", "name": "อำเภอเขาพนม"})


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_of_excel_is_read(separator: str, tmp_path: Path) -> None:
    text = TEXT.replace(",", separator)
    (row,) = rows_of(text, tmp_path, Columns(("code", "name"), ("code", "name")))
    assert row.cells == {"code": "KB-01", "name": "อำเภอเขาพนม"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04...", "it is an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0...", "it is an old Excel workbook (.xls)"),
        (b"%PDF-1.7", "it is a PDF"),
        (TEXT.encode("utf-16-le"), "it is no text, or text in an unknown encoding"),
        (b"\x89PNG\r\n\0\0", "it is no text, or text in an unknown encoding"),
    ],
)
def test_what_is_no_csv_is_refused_in_words(data: bytes, said: str, tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, data)).startswith(said)


def test_a_cell_that_never_ends_is_refused_in_words(tmp_path: Path) -> None:
    path = saved(tmp_path, ('code,name\nA,"' + "x" * 200_000).encode())
    assert refusal(path).startswith("line 2: it is no CSV")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "an old Mac"])
def test_lines_end_as_every_system_ends_them(end: str, tmp_path: Path) -> None:
    text = TEXT.replace("\r\n", end) + "KB-02,เขาคราม" + end
    rows = list(rows_of(text, tmp_path, CODE))
    assert [(row.number, row.cells["code"]) for row in rows] == [(2, "KB-01"), (3, "KB-02")]


def test_a_heading_may_have_other_names_however_it_is_typed(tmp_path: Path) -> None:
    (row,) = rows_of("ชื่อ : ,รหัส\nเขาพนม,KB-01\n", tmp_path, Columns(("code",), ("code", "name"), OTHER))
    assert row.cells == {"code": "KB-01", "name": "เขาพนม"}
