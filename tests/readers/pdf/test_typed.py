"""What is typed onto a PDF page or into its form is on the page."""

import pytest

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.pdf.reader import read_pdf
from tests.readers.pdf.made import Drawn, page_of, text_of
from tests.readers.short_form import lines, tables, texts

TITLE = text_of("แบบรายงานประเดนปญหาอปสรรคศนยชวยเหลอประชาชน", 60, 800)
RULES = [
    *((60, y, 560, y) for y in (600, 650, 700)),
    *((x, 600, x, 700) for x in (60, 310, 560)),
]
NOTE = "/DA(/Helv 12 Tf 0 g)"


def hexed(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def field(text: str, box: str, more: str = "") -> str:
    return f"/Subtype/Widget/FT/Tx/T({box.replace(' ', '')})/Rect[{box}]/V{hexed(text)}{NOTE}{more}"


def note(text: str, box: str, more: str = "") -> str:
    return f"/Subtype/FreeText/Rect[{box}]/Contents{hexed(text)}{NOTE}{more}"


def read(*notes: str, glyphs: list[Drawn] | None = None) -> Document:
    """A page with a title and a table of two rows of two cells, and what is typed onto it."""
    return read_pdf(page_of([*TITLE, *(glyphs or [])], RULES, notes=notes), ReadingLimits())


def test_fields_fill_the_cells_that_they_stand_in() -> None:
    found = read(
        field("เครื่องสูบน้ำชำรุด", "65 655 300 690"),
        field("ขอยืม", "312 655 555 690"),
        field("น้ำ", "65 605 313 640"),  # a little over the edge
        "/Subtype/Widget/FT/Ch/T(c)/Rect[320 605 500 640]/Opt[[(x)(Sep)][(y)(Oct)]]/V(y)/Ff 131072" + NOTE,
    )
    assert texts(tables(found)[0]) == [["เครื่องสูบน้ำชำรุด", "ขอยืม"], ["น้ำ", "Oct"]]


def test_boxes_that_are_ticked_are_told_from_others() -> None:
    def box(state: str, place: str) -> str:
        return f"/Subtype/Widget/FT/Btn/T(b{place[0]})/Rect[{place}]/V/{state}/AS/{state}/AP<</N<</Yes 4 0 R/Off 4 0 R>>>>"

    found = read(box("Yes", "100 655 115 670"), box("Off", "400 655 415 670"))
    assert texts(tables(found)[0])[0] == ["☒", "☐"]


def test_a_note_typed_over_dots_takes_their_place() -> None:
    dots = [*text_of("ประจำ", 60, 750), *(Drawn(".", ".", 110 + 6 * place, 750) for place in range(30))]
    assert lines(read(note("ตุลาคม 2561", "108 745 250 762"), glyphs=dots))[1].startswith("ประจำ ตุลาคม 2561")


def test_a_note_upon_other_letters_has_a_line_of_its_own() -> None:
    found = lines(read(note("ตุลาคม 2561", "60 745 250 760"), glyphs=text_of("กขคง", 100, 750)))
    assert set(found[1:]) == {"กขคง", "ตุลาคม 2561"}


def test_several_lines_of_a_note_stand_under_each_other() -> None:
    found = read(note("หนึ่ง\nสอง", "65 610 300 645"), note("บน", "65 655 300 690"))
    assert texts(tables(found)[0]) == [["บน", ""], ["หนึ่ง\nสอง", ""]]


@pytest.mark.parametrize("flag", [2, 32])
def test_what_is_hidden_on_the_page_is_told_apart(flag: int) -> None:
    found = read(note("ร่าง", "65 655 300 690", f"/F {flag}"))
    assert texts(tables(found)[0])[0] == ["", ""]
    assert lines(found, hidden=True) == ["ร่าง"]


def test_comments_are_no_text_of_the_page() -> None:
    found = read(
        f"/Subtype/Text/Rect[65 655 300 690]/Contents{hexed('ความเห็น')}",
        f"/Subtype/Highlight/Rect[65 655 300 690]/Contents{hexed('ความเห็น')}",
    )
    assert texts(tables(found)[0])[0] == ["", ""]
    assert len(lines(found)) == 1


def test_a_field_that_shows_a_part_of_its_text_is_left_to_a_person() -> None:
    long = "เครื่องสูบน้ำชำรุดสองเครื่อง ยังไม่ได้ซ่อม"
    with pytest.raises(UnreadableError) as raised:
        read(field(long, "65 655 140 690"))
    assert raised.value.code == "read-by-person"
    assert texts(tables(read(field(long, "65 655 140 690", "/Ff 4096")))[0])[0] == [long, ""]
    assert texts(tables(read(field(long, "65 655 140 690", "/DA(/Helv 0 Tf)")))[0])[0] == [long, ""]


def test_a_field_is_read_though_the_file_forgot_its_form() -> None:
    data = page_of(TITLE, RULES, notes=(field("น้ำ", "65 655 300 690"),), form=b"")
    assert texts(tables(read_pdf(data, ReadingLimits()))[0])[0] == ["น้ำ", ""]


def test_a_form_that_is_drawn_by_acrobat_alone_is_left_to_a_person() -> None:
    form = b"/NeedsRendering true/AcroForm<</Fields[]/XFA[(a)4 0 R]>>"
    with pytest.raises(UnreadableError) as raised:
        read_pdf(page_of(text_of("abc", 50, 700), form=form), ReadingLimits())
    assert raised.value.code == "read-by-person"
