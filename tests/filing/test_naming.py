"""Names from outside, whatever they hold, become names that every file system takes."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.filing.naming import MOST_BYTES, distinct, fitting_name, safe_name
from collector.model.files import FileKind, OtherKind, ReadableKind

NASTY = st.one_of(
    st.text(max_size=400),
    st.text('กำ้ั .…/\\:*?"<>|\x00\x1f\u202e\u200b\ud800conaux.-_xls', max_size=300),
    st.sampled_from(
        ["..", ".", "...", "con", "NUL.xlsx", "COM1", "lpt9.txt", "aux .doc", "~", "ก" * 200 + ".xlsx"]
    ),
)


@given(NASTY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=300)
def test_any_name_becomes_one_plain_file(tmp_path: Path, name: str) -> None:
    safe = safe_name(name, "unnamed")
    assert safe
    assert 0 < len(safe.encode()) <= MOST_BYTES  # and it can be encoded: no lone surrogate
    assert not set(safe) & set('/\\:*?"<>|')
    assert all(not unicodedata.category(char).startswith("C") for char in safe)
    assert safe == safe.strip(". ")
    assert safe.split(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert safe_name(safe, "unnamed") == safe
    path = tmp_path / safe
    path.write_bytes(b"x")
    assert [found.name for found in tmp_path.iterdir()] == [safe]
    path.unlink()


@given(st.lists(NASTY, max_size=12))
def test_names_of_one_folder_are_distinct_on_windows_too(names: list[str]) -> None:
    given_names = [safe_name(name, "unnamed") for name in names]
    result = distinct(given_names)
    assert len({name.casefold() for name in result}) == len(names)
    assert all(len(name.encode()) <= 255 for name in result)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("แบบรายงาน ธ.ค.61.xlsx", "แบบรายงาน ธ.ค.61.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\a\\form.docx", "C__Users_a_form.docx"),
        ("a\r\nb\t c.pdf", "a b c.pdf"),
        (".htaccess", "htaccess"),
        ("report\u202excod.exe", "reportxcod.exe"),
        ("aux.xlsx", "_aux.xlsx"),
        ("console.xlsx", "console.xlsx"),
        ("form.xlsx. . ", "form.xlsx"),
        ("~$แบบรายงาน.docx", "~$แบบรายงาน.docx"),
        ("form.docx~", "form.docx~"),
        ("form .xlsx", "form .xlsx"),
        ("...", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_names_as_they_are_met(name: str, safe: str) -> None:
    assert safe_name(name, "unnamed") == safe


def test_a_long_thai_name_keeps_its_suffix_and_no_half_letter() -> None:
    name = "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น " * 3 + ".xlsx"
    safe = safe_name(name, "unnamed")
    assert safe.endswith(".xlsx")
    assert name.startswith(safe.removesuffix(".xlsx"))
    assert MOST_BYTES - 3 <= len(safe.encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("a" * 240, "a" * 240, id="as long as may be"),
        pytest.param("a" * 241, "a" * 240, id="one letter more"),
        pytest.param("a" * 300 + ".xlsx", "a" * 235 + ".xlsx", id="the suffix stays"),
        pytest.param("a" * 234 + " .xlsx", "a" * 234 + " .xlsx", id="as long as may be, and left alone"),
        pytest.param("a" * 234 + " bbb.xlsx", "a" * 234 + ".xlsx", id="no blank before the suffix where it is cut"),
        pytest.param("a" * 234 + "~bbb.xlsx", "a" * 234 + "~.xlsx", id="other signs may stand there"),
        pytest.param("a" * 238 + "ก", "a" * 238, id="no half letter"),
    ],
)  # fmt: skip
def test_of_255_bytes_240_are_used(name: str, safe: str) -> None:
    assert safe_name(name, "unnamed") == safe


def test_names_that_end_like_a_copy_are_numbered_at_their_end() -> None:
    assert distinct(["a~", "a~"]) == ["a~", "a~ (2)"]


def test_numbers_stand_before_the_suffix() -> None:
    assert distinct(["a.xlsx", "A.xlsx", "a (2).xlsx", "a.xlsx", "b"]) == [
        "a.xlsx", "A (2).xlsx", "a (2) (2).xlsx", "a (3).xlsx", "b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("form.xlsx", ReadableKind.XLSX, "form.xlsx"),
        ("FORM.XLSX", ReadableKind.XLSX, "FORM.XLSX"),
        ("form.xlsm", ReadableKind.XLSX, "form.xlsm.xlsx"),
        ("form.docm", ReadableKind.DOCX, "form.docm.docx"),
        ("form.doc", ReadableKind.RTF, "form.doc.rtf"),
        ("form.xls", ReadableKind.HTML, "form.xls.txt"),
        ("form.hta", ReadableKind.HTML, "form.hta.txt"),
        ("form.html", ReadableKind.HTML, "form.html.txt"),
        ("form.mht", ReadableKind.MHT, "form.mht.txt"),
        ("form.js", ReadableKind.TEXT, "form.js.txt"),
        ("form.url", ReadableKind.TEXT, "form.url.txt"),
        ("form.csv", ReadableKind.CSV, "form.csv.txt"),
        ("FORM.TSV", ReadableKind.CSV, "FORM.TSV.txt"),
        ("form.slk", ReadableKind.TEXT, "form.slk.txt"),
        ("form.dif", ReadableKind.TEXT, "form.dif.txt"),
        ("form.prn", ReadableKind.TEXT, "form.prn.txt"),
        ("form.iqy", ReadableKind.TEXT, "form.iqy.txt"),
        ("form.rqy", ReadableKind.TEXT, "form.rqy.txt"),
        ("form.xlsx.csv", ReadableKind.CSV, "form.xlsx.csv.txt"),
        ("page.JPG", OtherKind.IMAGE, "page.JPG"),
        ("page.svg", OtherKind.IMAGE, "page.svg.bin"),
        ("form.exe", OtherKind.UNKNOWN, "form.exe.bin"),
        ("form", ReadableKind.PDF, "form.pdf"),
        ("form.pdf.exe", ReadableKind.PDF, "form.pdf.exe.pdf"),
        ("a" * 240, ReadableKind.PDF, "a" * 236 + ".pdf"),
    ],
)
def test_a_suffix_fits_what_the_file_is_and_cannot_be_run(name: str, kind: FileKind, kept: str) -> None:
    assert fitting_name(name, kind) == kept


@pytest.mark.parametrize(
    ("kind", "suffixes"),
    [
        (ReadableKind.XLSX, "xlsx"),
        (ReadableKind.XLS, "xls"),
        (ReadableKind.XLSB, "xlsb"),
        (ReadableKind.ODS, "ods"),
        (ReadableKind.XML_SPREADSHEET, "xml"),
        (ReadableKind.DOCX, "docx"),
        (ReadableKind.DOC, "doc"),
        (ReadableKind.ODT, "odt"),
        (ReadableKind.RTF, "rtf"),
        (ReadableKind.PDF, "pdf"),
        (ReadableKind.CSV, "txt"),
        (ReadableKind.TEXT, "txt"),
        (ReadableKind.HTML, "txt"),
        (ReadableKind.MHT, "txt"),
        (OtherKind.IMAGE, "jpg jpeg png gif bmp tif tiff webp heic"),
    ],
)
def test_each_kind_keeps_a_suffix_of_its_own_and_gets_one_else(kind: FileKind, suffixes: str) -> None:
    for suffix in suffixes.split():
        assert fitting_name(f"form.{suffix}", kind) == f"form.{suffix}"
    instead = "bin" if kind is OtherKind.IMAGE else suffixes
    assert fitting_name("form.exe", kind) == f"form.exe.{instead}"


# What a spreadsheet, a browser or the system opens by the name alone, and runs what stands in it.
RUNS = (
    ".csv",
    ".tsv",
    ".tab",
    ".slk",
    ".dif",
    ".prn",
    ".iqy",
    ".rqy",
    ".oqy",
    ".dqy",
    ".hta",
    ".html",
    ".js",
    ".lnk",
    ".url",
)


@pytest.mark.parametrize("kind", [*ReadableKind, *OtherKind])
@pytest.mark.parametrize("suffix", RUNS)
def test_no_file_of_any_kind_keeps_a_suffix_that_runs_what_is_in_it(suffix: str, kind: FileKind) -> None:
    assert not fitting_name(f"form{suffix}", kind).endswith(suffix)


def test_a_fitted_name_still_fits_the_file_system() -> None:
    assert len(fitting_name("ก" * 80 + ".hta", ReadableKind.HTML).encode()) <= MOST_BYTES
