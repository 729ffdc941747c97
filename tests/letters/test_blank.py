"""The form as offices get it: what stands on it, that it prints on A4, and that we know it again when it comes back."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from collector.errors import UsageError
from collector.forms.extract import Extract, extract
from collector.forms.recognise import recognise
from collector.forms.spec import FormSpec
from collector.letters import blank
from collector.letters.blank import make_form
from collector.model.documents import Document
from collector.model.files import Attachment
from collector.model.units import Unit
from collector.periods import Period
from collector.readers.limits import ReadingLimits
from collector.readers.worker.reader import Reader
from collector.wording import Wording
from tests.shipped import SPEC, names_of

DECEMBER = Period(2018, 12)
KRABI = Unit("TH-81", "กระบี่")
WORDING = Wording(strict=True)
IDENTIFIER = "help-centre/TH-81/2018-12"
FORMATS = ("xlsx", "docx")


def made(
    suffix: str, unit: Unit | None = KRABI, period: Period | None = DECEMBER, spec: FormSpec = SPEC
) -> bytes:
    return make_form(spec, suffix, unit, period, WORDING)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits()) as opened:
        yield opened


@dataclass(frozen=True)
class Office:
    """LibreOffice, as an office would open our form with it."""

    folder: Path

    def saved_as(self, data: bytes, suffix: str, target: str) -> bytes:
        source = self.folder / f"form.{suffix}"
        source.write_bytes(data)
        words = [
            "soffice",
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
        ]
        subprocess.run(
            [*words, target, "--outdir", self.folder / "out", source],
            check=True,
            capture_output=True,
            timeout=600,
        )
        return (self.folder / f"out/form.{target}").read_bytes()


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Office:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (Debian packages libreoffice-writer, libreoffice-calc)")
    return Office(tmp_path_factory.mktemp("office"))


def understood(reader: Reader, data: bytes, suffix: str) -> tuple[Document, Extract]:
    document = reader.read(Attachment(f"form.{suffix}", data, suffix))
    (match,) = recognise(document, [SPEC])
    (found,) = extract(match, names_of(KRABI, Unit("TH-92", "ตรัง")))
    return document, found


# ── what stands on it ───────────────────────────────────────────────────────────────────────────


def test_workbook_shows_the_form() -> None:
    page = load_workbook(io.BytesIO(made("xlsx"))).worksheets[0]
    assert page["A1"].value == SPEC.title
    assert page["A2"].value == "ประจำเดือนธันวาคม ๒๕๖๑"
    assert [cell.value for cell in page[4]] == [
        SPEC.unit_heading,
        *(column.heading for column in SPEC.columns),
    ]
    assert [cell.value for cell in page[5]] == ["กระบี่", "1. ", "1. ", None, None]
    assert [page.cell(row, 2).value for row in (5, 6, 7)] == ["1. ", "2. ", "3. "]
    assert "A5:A7" in {str(area) for area in page.merged_cells.ranges}
    assert [page["A9"].value, page["A10"].value] == list(SPEC.footnotes)
    assert page["B5"].font.name == "TH Sarabun New"
    assert page["B5"].alignment.wrap_text


def test_workbook_prints_on_one_a4_page_across() -> None:
    page = load_workbook(io.BytesIO(made("xlsx"))).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$4:$4"


def test_document_shows_the_form() -> None:
    document = docx.Document(io.BytesIO(made("docx")))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        SPEC.title,
        "ประจำเดือนธันวาคม ๒๕๖๑",
        *SPEC.footnotes,
    ]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        SPEC.unit_heading,
        *(column.heading for column in SPEC.columns),
    ]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["กระบี่", f"{n}. ", f"{n}. ", "", ""] for n in (1, 2, 3)
    ]
    section = document.sections[0]
    assert section.page_width
    assert section.page_height
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((29.7, 21), abs=0.01)


def test_document_is_in_a_thai_font_and_repeats_its_heading() -> None:
    document = docx.Document(io.BytesIO(made("docx")))
    properties = document.styles["Normal"].element.rPr
    assert properties.rFonts.get(qn("w:cs")) == "TH Sarabun New"
    assert properties.find(qn("w:szCs")).get(qn("w:val")) == "32"
    first = document.tables[0].rows[0]._tr
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert first.find(f".//{qn('w:bCs')}") is not None


def test_blank_form_leaves_unit_and_month_open() -> None:
    page = load_workbook(io.BytesIO(made("xlsx", None, None))).worksheets[0]
    assert page["A5"].value is None
    assert page["A2"].value == "ประจำเดือน" + "." * 60
    document = docx.Document(io.BytesIO(made("docx", None, None)))
    assert document.tables[0].cell(1, 0).text == ""
    assert document.core_properties.identifier == ""


def test_unit_alone_and_month_alone() -> None:
    assert load_workbook(io.BytesIO(made("xlsx", KRABI, None))).worksheets[0]["A5"].value == "กระบี่"
    assert load_workbook(io.BytesIO(made("xlsx", None))).worksheets[0]["A2"].value == "ประจำเดือนธันวาคม ๒๕๖๑"


def test_other_forms_are_data() -> None:
    other = replace(SPEC, id="other", title="แบบอื่น", blank_rows=1, footnotes=())
    page = load_workbook(io.BytesIO(made("xlsx", spec=other))).worksheets[0]
    assert (page["A1"].value, page["B5"].value, page["B6"].value) == ("แบบอื่น", "1. ", None)
    assert len(docx.Document(io.BytesIO(made("docx", spec=other))).tables[0].rows) == 2


@pytest.mark.parametrize("suffix", FORMATS)
def test_same_form_has_the_same_bytes(suffix: str) -> None:
    first = made(suffix)
    blank._drawn.cache_clear()
    assert first == made(suffix)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2018, 12, 20, 0, 0, 0)}
        assert package.testzip() is None
        core = package.read("docProps/core.xml").decode()
    assert "2018-12-20T00:00:00Z</dcterms:modified>" in core


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="xlsx or docx, not as 'pdf'"):
        made("pdf")


# ── that we know it again ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", FORMATS)
def test_untouched_form_is_read_as_blank(reader: Reader, suffix: str) -> None:
    document, found = understood(reader, made(suffix), suffix)
    assert document.identifier == IDENTIFIER
    assert (found.blank, found.nil, found.entries) == (True, False, ())
    document, found = understood(reader, made(suffix, None, None), suffix)
    assert (document.identifier, found.blank) == ("", True)


def filled(suffix: str) -> bytes:
    """Two problems typed behind their numbers; the third row left as it was."""
    stream = io.BytesIO()
    if suffix == "xlsx":
        book = load_workbook(io.BytesIO(made(suffix)))
        page = book.worksheets[0]
        for row, text in ((5, "2 อำเภอยังไม่มีศูนย์"), (6, "ขาดบุคลากร")):
            page.cell(row, 2).value = f"{page.cell(row, 2).value}{text}"
            page.cell(row, 3).value = f"{page.cell(row, 3).value}แก้ไขแล้ว"
        book.save(stream)
    else:
        document = docx.Document(io.BytesIO(made(suffix)))
        for row, text in ((1, "2 อำเภอยังไม่มีศูนย์"), (2, "ขาดบุคลากร")):
            document.tables[0].cell(row, 1).paragraphs[0].add_run(text)
            document.tables[0].cell(row, 2).paragraphs[0].add_run("แก้ไขแล้ว")
        document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_typed_behind_the_numbers_is_read(reader: Reader, suffix: str) -> None:
    document, found = understood(reader, filled(suffix), suffix)
    assert document.identifier == IDENTIFIER
    assert [(entry.text("problem"), entry.text("solution")) for entry in found.entries] == [
        ("2 อำเภอยังไม่มีศูนย์", "แก้ไขแล้ว"),
        ("ขาดบุคลากร", "แก้ไขแล้ว"),
    ]


@pytest.mark.parametrize(("suffix", "target"), [("xlsx", "xlsx"), ("xlsx", "ods"), ("docx", "docx")])
def test_saved_by_libreoffice_it_is_still_known(
    reader: Reader, libreoffice: Office, suffix: str, target: str
) -> None:
    document, found = understood(reader, libreoffice.saved_as(filled(suffix), suffix, target), target)
    assert document.identifier == IDENTIFIER
    assert [entry.number for entry in found.entries] == [1, 2]


@pytest.mark.parametrize("suffix", FORMATS)
def test_prints_on_one_page(libreoffice: Office, suffix: str) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("needs pdfinfo (Debian package poppler-utils)")
    pdf = libreoffice.folder / f"{suffix}.pdf"
    pdf.write_bytes(libreoffice.saved_as(made(suffix), suffix, "pdf"))
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines())
    assert facts["Pages"].strip() == "1"
    width, _, height, *_ = facts["Page size"].split()
    assert (float(width), float(height)) == pytest.approx((842, 595), abs=1)
