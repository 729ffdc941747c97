"""Scans of the form, clean and bad: the table is found, its words proposed, and no number taken from it."""

import io
import random
import re
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from collector.model.documents import Document, Table
from collector.model.files import Attachment
from collector.readers.pdf.ruled_grid import grids_of
from collector.readers.scan.lines import rules_of, straight
from collector.readers.scan.reader import can_look, read_scans
from collector.readers.scan.text import believed

FORM = Path(__file__).parents[2] / "data" / "scans" / "form.tif"  # of LibreOffice, 200 dpi, as a fax


def page() -> Image.Image:
    return Image.open(FORM).convert("L")


def bad(leaning: float) -> Image.Image:
    """As a worn scanner sees it: leaning, blurred, grainy, darker to one side."""
    turned = (
        page().rotate(leaning, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.8))
    )
    shadow = Image.linear_gradient("L").resize(turned.size).point([255 - value // 5 for value in range(256)])
    return ImageChops.add(ImageChops.multiply(turned, shadow), grain(turned.size), offset=-128)


def grain(size: tuple[int, int]) -> Image.Image:
    """Noise around 128 with a deviation of 24, the same each time: Pillow's own depends on what was drawn before it."""
    chances = random.Random(2561).randbytes(size[0] * size[1])
    return Image.frombytes("L", size, chances).point(
        [128 + (value - 128) * 83 // 256 for value in range(256)]
    )


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("leaning", [0.0, 0.6, -1.4])
def test_the_table_of_a_bad_scan_is_found(leaning: float) -> None:
    (grid,) = grids_of(rules_of(straight(bad(leaning))), 12.0)
    assert (grid.rows, grid.columns, len(grid.boxes)) == (4, 5, 18)


def test_a_page_without_lines_has_no_table() -> None:
    letters = page().crop((0, 0, 1700, 320))
    assert grids_of(rules_of(straight(letters)), 12.0) == []
    assert rules_of(Image.new("L", (30, 30), 255)) == []


def table_of(found: Document) -> Table:
    (table,) = (block for block in found.sections[0].blocks if isinstance(block, Table))
    return table


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.programs
@pytest.mark.parametrize(("name", "kind"), [("scan.pdf", "pdf"), ("photo.jpg", "image")])
def test_the_words_are_proposed_and_the_numbers_are_not(name: str, kind: str) -> None:
    data = saved(page(), "PDF", resolution=200) if kind == "pdf" else saved(bad(0.6), "JPEG", quality=60)
    ((path, found),) = read_scans([Attachment(name, data, kind)], seconds=900)
    assert (path, found.reader) == (name, "ocr")
    table = table_of(found)
    assert "ประเด็นปัญหา" in words(table.rows[0][1].text)
    assert "เอกสารเสียหาย" in words(table.rows[2][1].text)
    assert table.rows[1][0] is table.rows[3][0]
    everything = "".join(cell.text for row in table.rows for cell in row)
    assert not re.search("[0-9๐-๙]{2}", everything)
    assert not re.search(r"ข้อ\s*[0-9๐-๙]", everything)


def test_numbers_are_struck_out_but_those_that_count_the_lines() -> None:
    assert believed("๑. ลงวันที่ ๒๕ ก.พ. ๒๕๒๑\n(2) ข้อ 5\n๒,. นํ้าท่วม ๑๒/๖๑\n12. ปี\n๓๔\n-") == (
        "๑. ลงวันที่ □ ก.พ. □\n2. ข้อ □\n๒. น้ำท่วม □\n□. ปี"
    )


@pytest.mark.slow
def test_pictures_that_are_none_give_nothing() -> None:
    huge = saved(Image.new("1", (12_000, 12_000)), "PNG")
    noise = saved(Image.effect_noise((1_700, 2_200), 90), "PNG")
    pictures = (b"\xff\xd8\xff\xe0 no picture", huge, noise, FORM.read_bytes()[:300])
    scans = [Attachment("a", data, "image") for data in pictures]
    assert list(read_scans([*scans, Attachment("a.pdf", b"%PDF-1.4 torn", "pdf")])) == []


@pytest.mark.programs
def test_time_for_the_scans_of_a_mail_is_bounded() -> None:
    scans = [Attachment(f"{number}.tif", FORM.read_bytes(), "image") for number in range(20)]
    began = time.monotonic()
    assert len(list(read_scans(scans, seconds=1.5))) < 20
    assert time.monotonic() - began < 45


@pytest.mark.programs
def test_told_to_stop_it_ends_in_the_middle_of_a_picture_and_looks_at_no_other() -> None:
    scans = [Attachment(f"{number}.tif", FORM.read_bytes(), "image") for number in range(20)]
    asked = iter([False] * 4)
    assert list(read_scans(scans, lambda: next(asked, True), seconds=900)) == []
    assert next(asked, None) is None


def test_without_tesseract_there_is_no_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_look() is (shutil.which("tesseract") is not None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert not can_look()
    assert list(read_scans([Attachment("a.tif", FORM.read_bytes(), "image")])) == []
