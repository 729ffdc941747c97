"""Where a form stands in a document: under which heading, which rows, which lines around, and when a table goes on."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from collector.forms.recognise import Match, recognise
from collector.forms.spec import FormSpec
from collector.model.documents import Document, Line, Section, Table
from tests.forms.sheets import HEADER, SPEC, TITLE, Merge, document, table

OCTOBER, NOVEMBER = "ประจำเดือน ต.ค. 61", "ประจำเดือน พ.ย. 61"
OTHER_ORDER = [HEADER[0], HEADER[2], HEADER[1], *HEADER[3:]]


def entry(text: str, unit: str = "") -> list[str]:
    return [unit, text, "", "", ""]


def form(*texts: str, unit: str = "", header: Sequence[str] = HEADER) -> Table:
    """A table with the heading and one row for each text."""
    return table([header, *(entry(text, unit if n == 0 else "") for n, text in enumerate(texts))])


def rows(*texts: str, width: int = 5) -> Table:
    """The rows of a table that has no heading, as on the next page."""
    return table([["", text, *[""] * (width - 2)] for text in texts])


def found(*blocks: str | Table, specs: Sequence[FormSpec] = (SPEC,)) -> tuple[Match, ...]:
    return recognise(document(*blocks, sheet="ธ.ค.61", identifier="help-centre/TH-81/2018-12"), specs)


def issues(match: Match) -> list[str]:
    """The texts in the issue column of all rows."""
    return [row[at].text for block in match.blocks for row in block.rows for at in block.layout.at("problem")]


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


# ── one table ───────────────────────────────────────────────────────────────────────────────────


def test_a_form_with_what_stands_above_and_below_it() -> None:
    (match,) = found(TITLE, NOVEMBER, form("ก", "ข"), "ลงชื่อ", "โทร")
    assert (match.spec, issues(match)) == (SPEC, ["ก", "ข"])
    assert (texts(match.above), texts(match.below)) == ([TITLE, NOVEMBER], ["ลงชื่อ", "โทร"])
    assert (match.sheet, match.identifier) == ("ธ.ค.61", "help-centre/TH-81/2018-12")


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (TITLE,),
        (table([["วัน", "เวลา"], ["จันทร์", "เช้า"]]),),
        (TITLE, table([[""]])),
        (TITLE, rows("ก")),
    ],
    ids=["nothing", "a title", "another table", "an empty cell", "rows without a heading"],
)
def test_what_is_no_form(blocks: tuple[str | Table, ...]) -> None:
    assert found(*blocks) == ()


def test_rows_above_the_heading_are_lines() -> None:
    sheet = table(
        [[TITLE, "", "", "", ""], ["", "", "", "", ""], ["", NOVEMBER, "", "ฉบับที่ 2", ""], HEADER, entry("ก")]
    )
    (match,) = found("ก่อน", sheet)
    assert [(line.text, line.place) for line in match.above] == [
        ("ก่อน", "line 1"),
        (TITLE, "R1C1"),
        (f"{NOVEMBER} ฉบับที่ 2", "R3C2"),
    ]
    assert issues(match) == ["ก"]


@pytest.mark.parametrize(
    ("cells", "merges", "lines"),
    [
        ([[TITLE, "", ""]], [(0, 0, 1, 3)], [TITLE]),
        ([["", TITLE, ""]], [(0, 1, 1, 2)], [TITLE]),
        ([[TITLE, "", "ที่ 1"], ["", "", "ที่ 2"]], [(0, 0, 2, 2)], [f"{TITLE} ที่ 1", "ที่ 2"]),
        ([[TITLE, "", ""], ["", "", ""]], [(0, 0, 2, 3)], [TITLE]),
        ([[" ก ", " ", "ก"]], [], ["ก ก"]),
    ],
    ids=["over the row", "over two columns", "over two rows", "over all", "the same twice"],
)
def test_a_merged_cell_above_the_heading_is_read_once(
    cells: list[list[str]], merges: list[Merge], lines: list[str]
) -> None:
    width = [*cells, ["จังหวัด", "ปัญหา", "การแก้ไข"], ["กระบี่", "ก", ""]]
    (match,) = found(table(width, merges))
    assert texts(match.above) == lines


def test_a_table_that_is_no_form_above_one_is_lines_and_below_one_too() -> None:
    other = table([["วัน", "เวลา"], ["จันทร์", "เช้า"]])
    (match,) = found(other, form("ก"), "จบ", other)
    assert (texts(match.above), texts(match.below)) == (
        ["วัน เวลา", "จันทร์ เช้า"],
        ["จบ", "วัน เวลา", "จันทร์ เช้า"],
    )


def test_each_sheet_is_searched_for_itself() -> None:
    sheets = tuple(
        Section((Line(title), form(text)), name)
        for title, text, name in (("ก", "1", "ม.ค."), ("ข", "2", "ก.พ."))
    )
    first, second = recognise(Document(sheets, "test"), [SPEC])
    assert [(match.sheet, texts(match.above), issues(match)) for match in (first, second)] == [
        ("ม.ค.", ["ก"], ["1"]),
        ("ก.พ.", ["ข"], ["2"]),
    ]
    assert (first.below, second.identifier) == ((), "")


# ── the next page ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "between",
    [
        [],
        ["2"],
        ["- 2 -", "ด่วน"],
        ["", "...", "2", " ", "ด่วน"],
        ["ตาราง (ต่อ)"],
        [TITLE, NOVEMBER],
        [TITLE, NOVEMBER, "2"],
        [TITLE, "๒", NOVEMBER],
        [NOVEMBER],
        [TITLE, "ประจำเดือน ต.ค. 61 (ต่อ)"],
        ["ก", "ข", "ค (ต่อ)"],
    ],
    ids=repr,
)
def test_the_same_heading_again_goes_on(between: list[str]) -> None:
    (match,) = found(TITLE, NOVEMBER, form("ก", unit="กระบี่"), *between, form("ข"))
    assert issues(match) == ["ก", "ข"]
    assert (texts(match.above), texts(match.below)) == ([TITLE, NOVEMBER], between)


@pytest.mark.parametrize(
    "between",
    [["ก", "ข", "ค"], [TITLE, OCTOBER], [OCTOBER], [TITLE, NOVEMBER, "ฉบับแก้ไข"], ["ต่อไปนี้", "ก", "ข"]],
    ids=repr,
)
def test_a_new_title_or_more_than_two_lines_begin_another_form(between: list[str]) -> None:
    first, second = found(TITLE, NOVEMBER, form("ก", unit="กระบี่"), *between, form("ข"))
    assert (issues(first), issues(second)) == (["ก"], ["ข"])
    assert (texts(first.below), texts(second.above)) == ([], between)


@pytest.mark.parametrize(
    ("unit", "pages"),
    [("", 1), ("กระบี่", 1), (" กระบี่ ", 1), ("ตรัง", 2)],
    ids=["none", "the same", "blanks", "another"],
)
def test_the_same_title_with_another_unit_begins_another_form(unit: str, pages: int) -> None:
    assert len(found(TITLE, form("ก", unit="กระบี่"), TITLE, form("ข", unit=unit))) == pages
    assert len(found(TITLE, form("ก", unit="กระบี่"), "2", form("ข", unit=unit))) == 1


def test_the_unit_of_a_page_is_the_first_that_it_names() -> None:
    later = table([HEADER, entry("ข"), entry("ค", "ตรัง")])
    assert len(found(TITLE, form("ก", unit="กระบี่"), TITLE, later)) == 2


def test_the_unit_of_the_pages_before_is_the_last_that_they_named() -> None:
    pages = [form("ก", unit="กระบี่"), TITLE, form("ข")]
    assert len(found(TITLE, *pages, TITLE, form("ค", unit="กระบี่"))) == 1
    assert len(found(TITLE, *pages, TITLE, form("ค", unit="ตรัง"))) == 2


def test_another_order_of_columns_is_another_form() -> None:
    first, second = found(form("ก"), form("ข", header=OTHER_ORDER))
    assert (issues(first), issues(second)) == (["ก"], [""])
    assert texts(second.above) == []


@pytest.mark.parametrize(
    ("between", "width", "goes_on"),
    [
        ([], 5, True),
        (["", " . "], 5, True),
        (["- ๒ -"], 5, True),
        (["(ต่อ)"], 5, True),
        (["หน้าที่ 2"], 5, True),
        (["อื่นๆ"], 5, False),
        ([], 4, False),
        ([], 6, False),
    ],
    ids=[
        "at once",
        "empty lines",
        "a page",
        "goes on",
        "a page by name",
        "a line",
        "fewer columns",
        "more columns",
    ],
)
def test_rows_without_a_heading_go_on_where_they_are_as_wide_and_follow_at_once(
    between: list[str], width: int, goes_on: bool
) -> None:
    (match,) = found(form("ก"), *between, rows("ข", width=width), form("ค"))
    assert issues(match) == (["ก", "ข", "ค"] if goes_on else ["ก", "ค"])
    assert texts(match.below) == (between if goes_on else [*between, "ข"])


def test_a_table_of_one_row_goes_on_and_one_of_a_single_cell_is_a_line() -> None:
    assert issues(found(form("ก"), rows("ข"))[0]) == ["ก", "ข"]
    (match,) = found(form("ก"), table([["หน้า 2", "", "", "", ""]], [(0, 0, 1, 5)]))
    assert (issues(match), texts(match.below)) == (["ก"], ["หน้า 2"])


def test_a_table_that_begins_with_a_line_over_its_width_goes_on_too() -> None:
    page = table([["หน้า 2", "", "", "", ""], ["", "ข", "", "", ""]], [(0, 0, 1, 5)])
    (match,) = found(form("ก"), page)
    assert (issues(match), match.below) == (["ก", "หน้า 2", "ข"], ())


def test_three_pages_are_one_form() -> None:
    (match,) = found(TITLE, form("ก"), "2", form("ข"), "3", form("ค"), rows("ง"))
    assert (issues(match), len(match.blocks)) == (["ก", "ข", "ค", "ง"], 4)
    assert texts(match.below) == ["2", "3"]


def test_the_last_of_several_forms_goes_on() -> None:
    first, second = found(TITLE, OCTOBER, form("ก"), TITLE, NOVEMBER, form("ข"), "2", form("ค"), "จบ")
    assert (issues(first), issues(second), texts(second.below)) == (["ก"], ["ข", "ค"], ["2", "จบ"])


def test_a_table_with_a_title_of_its_own_begins_another_form_and_what_stands_above_goes_on() -> None:
    second = sheet(entry("ข"), [TITLE], [OCTOBER], HEADER, entry("ค"))
    one, two = found(TITLE, NOVEMBER, form("ก"), second)
    assert (issues(one), issues(two)) == (["ก", "ข"], ["ค"])
    assert (texts(one.below), texts(two.above)) == ([], [TITLE, OCTOBER])


# ── several headings in one table ───────────────────────────────────────────────────────────────


def sheet(*lines: Sequence[str], merges: Sequence[Merge] = ()) -> Table:
    return table([[*line, *[""] * (5 - len(line))] for line in lines], merges)


def test_the_heading_again_within_a_table_is_no_entry() -> None:
    (match,) = found(sheet(HEADER, entry("ก"), HEADER, entry("ข")))
    assert (issues(match), len(match.blocks)) == (["ก", "ข"], 2)


def test_a_heading_in_other_words_is_an_entry_unless_a_title_stands_above_it() -> None:
    other = ["จังหวัด", "ปัญหา", "แก้ไข", "ระเบียบ", "อื่นๆ"]
    (match,) = found(sheet(HEADER, entry("ก"), other, entry("ข")))
    assert issues(match) == ["ก", "ปัญหา", "ข"]
    first, second = found(sheet(HEADER, entry("ก"), [TITLE], [OCTOBER], other, entry("ข")))
    assert (issues(first), issues(second), texts(second.above)) == (["ก"], ["ข"], [TITLE, OCTOBER])


@pytest.mark.parametrize("rows_between", [4, 5])
def test_a_title_belongs_to_the_heading_within_five_rows_below_it(rows_between: int) -> None:
    filler = [[f"เรื่อง {n}"] for n in range(rows_between)]
    other = ["จังหวัด", "ปัญหา", "แก้ไข", "ระเบียบ", "อื่นๆ"]
    matches = found(sheet(HEADER, entry("ก"), [TITLE], *filler, other, entry("ข")))
    assert len(matches) == (2 if rows_between == 4 else 1)


def test_a_text_that_is_too_long_for_a_title_makes_no_heading_below_it() -> None:
    other = ["จังหวัด", "ปัญหา", "แก้ไข", "ระเบียบ", "อื่นๆ"]
    for length, forms in ((199, 2), (200, 1)):
        title = TITLE + "ก" * (length - len(TITLE))
        assert len(found(sheet(HEADER, entry("ก"), [title], other, entry("ข")))) == forms


@pytest.mark.parametrize(
    ("above", "kept", "title"),
    [
        ([[TITLE], [OCTOBER]], [], [TITLE, OCTOBER]),
        ([[OCTOBER]], [], [OCTOBER]),
        ([["ลงชื่อ"], [TITLE], [OCTOBER]], ["ลงชื่อ"], [TITLE, OCTOBER]),
        ([["ประจำเดือน", "ต.ค. 61"]], ["ประจำเดือน"], []),
    ],
    ids=["title and month", "a month", "below a signature", "two cells"],
)
def test_the_title_block_of_a_second_form_begins_with_a_title_or_month_alone_in_its_row(
    above: list[list[str]], kept: list[str], title: list[str]
) -> None:
    matches = found(sheet([TITLE], [NOVEMBER], HEADER, entry("ก"), *above, HEADER, entry("ข")))
    firsts = [row[0].text for row in matches[0].blocks[0].rows[1:]]
    assert firsts == kept
    assert [texts(match.above) for match in matches] == [[TITLE, NOVEMBER], *([title] if title else [])]


# ── several forms to choose from ────────────────────────────────────────────────────────────────

WIDER = replace(SPEC, id="wider", title="แบบสำรวจ", title_words=("แบบสำรวจ",))
NARROW = replace(WIDER, id="narrow", columns=SPEC.columns[:2])


@pytest.mark.parametrize(
    ("above", "specs", "chosen"),
    [
        (TITLE, (SPEC, WIDER), "help-centre"),
        (TITLE, (WIDER, SPEC), "help-centre"),
        ("แบบสำรวจ", (SPEC, WIDER), "wider"),
    ],
    ids=["its title", "its title, listed last", "the other's title"],
)
def test_of_two_forms_that_fit_the_one_whose_title_speaks(
    above: str, specs: tuple[FormSpec, ...], chosen: str
) -> None:
    (match,) = recognise(document(above, form("ก")), specs)
    assert bool(match.doubts) is (above == "เรื่องอื่น")
    assert (match.spec.id, match.blocks[0].layout.spec.id) == (chosen, chosen)


def test_below_the_title_of_another_form_the_same_columns_begin_that_one() -> None:
    first, second = recognise(document(TITLE, form("ก"), "แบบสำรวจ", form("ข")), (SPEC, WIDER))
    assert [(match.spec.id, issues(match)) for match in (first, second)] == [
        ("help-centre", ["ก"]),
        ("wider", ["ข"]),
    ]


@pytest.mark.parametrize("specs", [(SPEC, WIDER), (WIDER, SPEC)], ids=["one order", "the other"])
def test_where_no_title_speaks_and_both_forms_fit_a_person_decides(specs: tuple[FormSpec, ...]) -> None:
    (match,) = recognise(document("เรื่องอื่น", form("ก")), specs)
    assert [doubt.code for doubt in match.doubts] == ["form-unclear"]


def test_a_table_that_fits_one_form_only_is_that_ones() -> None:
    other = table([["จังหวัด", "ปัญหา", "การแก้ไข"], ["กระบี่", "ก", "ข"]])
    laws = replace(NARROW, columns=(SPEC.columns[0], SPEC.columns[2]))
    (match,) = found(other, specs=(laws, NARROW))
    assert match.spec.id == "narrow"


SHORTER = ["ประเด็นปัญหา อุปสรรค", "การแก้ไข"]


@pytest.mark.parametrize("between", [(), ("ปัญหาที่แจ้งเพิ่มเติม",)])
def test_a_table_under_another_heading_is_the_forms_where_its_numbers_go_on(between: tuple[str, ...]) -> None:
    (match,) = found(TITLE, form("1. ก", "2. ข"), *between, table([SHORTER, ["3. ค", "ง"]]))
    assert issues(match) == ["1. ก", "2. ข", "3. ค"]


@pytest.mark.parametrize(
    ("between", "number"),
    [((), "1."), ((), "4."), ((TITLE,), "3."), ((NOVEMBER,), "3."), (("ก", "ข", "ค"), "3.")],
)
def test_a_table_under_another_heading_that_does_not_go_on_is_a_form_of_its_own(
    between: tuple[str, ...], number: str
) -> None:
    first, second = found(TITLE, form("1. ก", "2. ข"), *between, table([SHORTER, [f"{number} ค", "ง"]]))
    assert (issues(first), issues(second)) == (["1. ก", "2. ข"], [f"{number} ค"])
