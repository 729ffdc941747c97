"""A form of an office that the registry lacks is nobody else's; a province's form that speaks of its offices is the province's."""

from datetime import date

import pytest

from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.extract import extract
from collector.forms.headings import layout_of
from collector.forms.recognise import recognise
from collector.forms.reporter import alone, may_name, offices_of, reporter
from collector.forms.units import UnitNames
from collector.model.documents import Line, Table
from collector.model.units import Unit
from tests.forms.sheets import HEADER, SPEC, TITLE, document, spec_with, table
from tests.shipped import KINDS, PROVINCES

CHIANG_MAI = "TH-50"
DISTRICTS = UnitNames((Unit("K1", "อำเภอเขาพนม"), Unit("K2", "อำเภอคลองท่อม")), KINDS)
ROW = ["ขาดคน", "จัดหา", "", ""]
FOREIGN = [
    "อบต.แม่แรม",
    "โรงเรียนบ้านแม่ริม",
    "เทศบาลตำบลแม่ริม",
    "สถานีตำรวจภูธรแม่ริม",
    "องค์การบริหารส่วนตำบลเขาพนม",
    "องค์การบริหารส่วนจังหวัดน่าน",
    "องค์การบริหารส่วนจังหวัดเชียงใหม่",
    "ทต.แม่ริม",
    "เทศบาลเมืองแพร่",
    "อำเภอแม่ริม",
    "โรงพยาบาลแม่ริม",
    "รพ.สต.แม่ริม",
    "เทศบาลแม่ริม",
    "สำนักงาน อบต.แม่แรม",
    "รร.บ้านแม่ริม",
    "สภ.แม่ริม",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอแม่ริม",
    "กรุงเทพมหานคร",
]


def unit_of(
    *content: str | Table | Line, names: UnitNames = PROVINCES, sender: str = CHIANG_MAI
) -> tuple[str | None, list[str]]:
    """The unit of the one form in a document, sent by the registered sender of this unit, and what is in doubt."""
    read = document(TITLE, *content)
    found = [Found(item, "form.docx") for match in recognise(read, [SPEC]) for item in extract(match, names)]
    (report,) = weigh(found, MailContext(date(2019, 1, 3), sender_units=(sender,) if sender else ()), names)
    return report.unit, [doubt.code for doubt in report.doubts]


def rows(*cells: str, heading: str = "จังหวัด") -> Table:
    return table([[heading, *HEADER[1:]], *([cell, *ROW] for cell in cells)])


ASKED, FILED = (None, ["unit-unclear"]), (CHIANG_MAI, [])


@pytest.mark.parametrize("office", FOREIGN)
@pytest.mark.parametrize("heading", ["จังหวัด", "หน่วยงาน"])
def test_the_column_of_units_names_an_office_that_the_registry_lacks(office: str, heading: str) -> None:
    assert unit_of(rows(office, "", heading=heading)) == ASKED
    assert unit_of("จังหวัดเชียงใหม่", rows(office, heading=heading)) == FILED
    assert unit_of(rows("เชียงใหม่", office, heading=heading)) == FILED


@pytest.mark.parametrize("office", FOREIGN[:-1])
@pytest.mark.parametrize(
    "line",
    ["{}", "{} ประจำเดือนธันวาคม ๒๕๖๑", "หน่วยงาน : {}", "ส่วนราชการ  {}", "แบบรายงานปัญหา อุปสรรค ของ {}", "ศูนย์ช่วยเหลือประชาชน {}", "แบบรายงาน ประจำเดือนธันวาคม 2561 {}"],
)  # fmt: skip
def test_a_line_of_the_title_names_who_reports(office: str, line: str) -> None:
    assert unit_of(line.format(office), rows("")) == ASKED
    assert unit_of("จังหวัดเชียงใหม่", line.format(office), rows("")) == FILED


@pytest.mark.parametrize(
    "line",
    [
        "ที่ว่าการอำเภอแม่ริม",
        "ศาลากลางจังหวัดเชียงใหม่",
        "ถนนโชตนา อำเภอแม่ริม",
        "ตำบลริมใต้ อำเภอแม่ริม",
        "เรียน นายกองค์การบริหารส่วนตำบลแม่แรม",
        "ด้วยเทศบาลตำบลแม่ริมแจ้งว่าพบปัญหา",
        "ปัญหาที่ อบต.แม่แรม พบ",
        "เทศบาลตำบล",
        "เทศบาลตำบลแม่ริม" + " ขอส่งรายงาน" * 14,
    ],
)
def test_other_lines_above_the_table_say_nothing_of_who_reports(line: str) -> None:
    assert unit_of(line, rows("")) == FILED


def test_offices_below_the_table_and_in_columns_of_their_own_say_nothing_of_who_reports() -> None:
    assert unit_of(rows(""), "ลงชื่อ นายก อบต.แม่แรม", "เทศบาลตำบลแม่ริม") == FILED
    beside = [["ลำดับ", "อปท.", "อำเภอ", *HEADER[1:]], ["1", "อบต.แม่แรม", "แม่ริม", *ROW]]
    assert unit_of(table(beside)) == FILED
    both = [["จังหวัด", "อปท.", *HEADER[1:]], ["เชียงใหม่", "อบต.แม่แรม", *ROW]]
    assert unit_of(table(both)) == FILED


def test_a_form_that_tells_of_several_offices_is_of_none_of_them() -> None:
    several = ("อบต.แม่แรม", "เทศบาลตำบลแม่ริม")
    assert unit_of(rows(*several, heading="หน่วยงาน (อปท.)")) == FILED
    assert unit_of(rows(*several, heading="จังหวัด")) == ASKED
    assert unit_of(rows(several[0], "", several[0], heading="หน่วยงาน")) == ASKED


def test_an_office_with_its_province_names_the_province() -> None:
    assert unit_of(rows("อบต.แม่แรม จ.เชียงใหม่")) == FILED


@pytest.mark.parametrize(
    "content",
    [
        (rows("เทศบาลตำบลแม่ริม จังหวัดเชียงใหม่"),),
        ("เทศบาลตำบลแม่ริม จังหวัดเชียงใหม่ ประจำเดือนธันวาคม", rows("")),
        ("ศูนย์ช่วยเหลือประชาชนเทศบาลตำบลแม่ริม อำเภอแม่ริม จังหวัดเชียงใหม่", rows("")),
        ("แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชนเทศบาลตำบลแม่ริม จ.เชียงใหม่", rows("")),
        ("เทศบาลตำบลแม่ริม", "จังหวัดเชียงใหม่", rows("")),
    ],
    ids=["column", "line", "line with district", "title", "two lines"],
)
def test_the_province_in_which_an_office_lies_reports_only_where_something_else_says_so(
    content: tuple[str | Table, ...],
) -> None:
    assert unit_of(*content) == FILED
    assert unit_of(*content, sender="") == (None, ["unit-unknown"])
    assert unit_of(*content, sender="TH-57") == (None, ["parent-elsewhere"])
    assert unit_of(*content, "ท้องถิ่นจังหวัดเชียงใหม่", sender="") == FILED


@pytest.mark.parametrize(
    "line",
    [
        "อ.แม่ริม จ.เชียงใหม่",
        "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชน อำเภอแม่ริม จังหวัดเชียงใหม่",
        "ที่ว่าการอำเภอแม่ริม จังหวัดเชียงใหม่",
        "ตำบลริมใต้ อำเภอแม่ริม จังหวัดเชียงใหม่",
        "เมืองพัทยา จังหวัดเชียงใหม่",
        "สนง.เทศบาลนครเชียงใหม่ จ.เชียงใหม่",
    ],
)
def test_a_smaller_area_beside_its_province_is_filed_for_the_province_only_from_its_own_sender(
    line: str,
) -> None:
    assert unit_of(line, rows("")) == FILED
    assert unit_of(line, rows(""), sender="") == (None, ["unit-unknown"])


@pytest.mark.parametrize(
    "line",
    [
        "ต.ช้างเผือก อ.เมือง จ.เชียงใหม่",
        "อำเภอเมือง จังหวัดเชียงใหม่ 50300",
        "ประจำเดือน ต.ค. 61 จังหวัดเชียงใหม่",
        "จังหวัดเชียงใหม่ อำเภอแม่ริม",
    ],
)
def test_the_address_of_a_provinces_own_office_is_no_smaller_area(line: str) -> None:
    assert unit_of(line, rows(""), sender="")[0] == FILED[0]


def test_one_district_alone_in_the_column_of_districts_reports_itself() -> None:
    assert unit_of(rows("แม่ริม", "", heading="อำเภอ")) == ASKED
    assert unit_of(rows("แม่ริม", "ฝาง", heading="อำเภอ")) == FILED
    assert unit_of("จังหวัดเชียงใหม่", rows("แม่ริม", heading="อำเภอ")) == FILED
    beside = [["จังหวัด", "อำเภอ", *HEADER[1:]], ["", "แม่ริม", *ROW]]
    assert unit_of(table(beside)) == FILED


def test_what_the_registry_has_as_a_unit_is_one() -> None:
    names = UnitNames((*PROVINCES.units, Unit("X1", "อบต.แม่แรม"), Unit("X2", "โรงพยาบาลแม่ริม")), KINDS)
    assert unit_of(rows("อบต.แม่แรม"), names=names, sender="X1") == ("X1", [])
    assert unit_of(rows("โรงพยาบาลแม่ริม"), names=names, sender="X2") == ("X2", [])
    assert unit_of(rows("เทศบาลตำบลแม่ริม"), names=names, sender="X2") == ASKED


def test_a_larger_part_of_the_country_says_where_a_district_lies() -> None:
    assert unit_of("จังหวัดกระบี่", rows("", heading="อำเภอ"), names=DISTRICTS, sender="K1") == ("K1", [])
    assert unit_of(rows("กระบี่"), names=DISTRICTS, sender="K1") == ("K1", [])
    office = rows("องค์การบริหารส่วนตำบลเขาพนม", heading="หน่วยงาน")
    assert unit_of(office, names=DISTRICTS, sender="K1") == ASKED


# ── lines of a title ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("เทศบาลเมืองน่าน", "เทศบาลเมืองน่าน"),
        ("เทศบาลเมืองน่าน ประจำเดือนธันวาคม 2561", "เทศบาลเมืองน่าน"),
        ("เทศบาลเมืองน่านประจำเดือนธันวาคม", "เทศบาลเมืองน่าน"),
        ("เทศบาลเมืองน่านรอบเดือนธันวาคม", "เทศบาลเมืองน่าน"),
        ("เทศบาลเมืองน่านเดือนธันวาคม", "เทศบาลเมืองน่าน"),
        ("แบบรายงานปัญหา อุปสรรค ของ อบต.แม่แรม", "อบต.แม่แรม"),
        (" " * 80 + "เทศบาลเมืองน่าน" + " " * 80, "เทศบาลเมืองน่าน"),
        ("ธันวาคม 2561 อบต.แม่แรม", "อบต.แม่แรม"),
        ("1. อบต.แม่แรม", "อบต.แม่แรม"),
        ("อบต.แม่แรม อำเภอแม่ริม", "อบต.แม่แรม"),
        ("ตำบลริมใต้ อำเภอแม่ริม", ""),  # an address
        ("อบต.แม่แรม ถนนโชตนา", ""),
        ("ขอให้ อบต.แม่แรม", ""),
        ("เทศบาลเมือง ประจำเดือนธันวาคม", ""),  # the name is left open
        ("อบต. ........ ประจำเดือนธันวาคม", ""),
        ("จังหวัดเชียงใหม่", ""),
        ("ธันวาคม 2561", ""),
        ("", ""),
        ("อบต.แม่แรม" + " " * 40 + "ก" * 110, "อบต.แม่แรม"),  # 160 characters
        ("อบต.แม่แรม" + " " * 40 + "ก" * 111, ""),
    ],
    ids=repr,
)
def test_the_office_that_a_line_says_the_form_is_of(line: str, office: str) -> None:
    assert reporter(line, SPEC, PROVINCES.offices) == office


def test_before_the_office_may_stand_the_title_or_words_of_it() -> None:
    survey = spec_with(title="แบบสำรวจโรงพยาบาล", title_words=("เตียงว่าง",))
    for words in ("แบบสำรวจโรงพยาบาล", "เตียงว่าง"):
        line = f"{words} อบต.แม่แรม"
        assert reporter(line, survey, PROVINCES.offices) == "อบต.แม่แรม"
        assert reporter(line, SPEC, PROVINCES.offices) == ""


# ── the column of units ─────────────────────────────────────────────────────────────────────────


def named_in(*cells: str, headings: tuple[str, ...] = ("จังหวัด",), names: UnitNames = PROVINCES) -> list[str]:
    """The offices that one row names, where the first columns have these headings."""
    content = table([[*headings, *HEADER[1:]], [*cells, *ROW]])
    layout = layout_of(content.rows, 0, SPEC)
    assert layout is not None
    return [line.text for line in offices_of(content.rows[1], layout, names).values()]


@pytest.mark.parametrize(
    ("cell", "offices"),
    [
        ("อบต.แม่แรม", ["อบต.แม่แรม"]),
        ("1. อบต.แม่แรม", ["อบต.แม่แรม"]),
        ("อบต.แม่แรม เชียงใหม่", ["อบต.แม่แรม"]),  # a name alone may be that of anything
        ("อบต.แม่แรม จ.เชียงใหม่", []),
        ("เชียงใหม่ อบต.แม่แรม", []),
        ("เชียงใหม่", []),
        ("อบต.", []),
        ("", []),
    ],
)
def test_the_office_of_a_cell_of_units(cell: str, offices: list[str]) -> None:
    assert named_in(cell) == offices


@pytest.mark.parametrize(
    ("cell", "offices"),
    [("แม่ริม", ["แม่ริม"]), (" แม่ริม ", ["แม่ริม"]), ("เชียงใหม่", []), ("1", []), ("-", []), ("", [])],
)
def test_the_district_of_a_cell_of_districts(cell: str, offices: list[str]) -> None:
    assert named_in(cell, headings=("อำเภอ",)) == offices
    assert named_in(cell, headings=("อำเภอ",), names=DISTRICTS) == []
    assert named_in("", cell, headings=("จังหวัด", "อำเภอ")) == []
    assert named_in("", cell, headings=("ตำบล", "อำเภอ")) == []


def test_the_provinces_of_a_districts_form_are_no_offices() -> None:
    assert named_in("กระบี่", names=DISTRICTS) == []


@pytest.mark.parametrize(
    ("heading", "of_provinces", "of_districts"),
    [("จังหวัด", True, False), ("อำเภอ", False, True), ("หน่วยงาน", True, True), ("ชื่อจังหวัด", True, True)],
)
def test_which_units_a_heading_may_name(heading: str, of_provinces: bool, of_districts: bool) -> None:
    assert (may_name(heading, PROVINCES), may_name(heading, DISTRICTS)) == (of_provinces, of_districts)


def test_of_several_offices_none_is_meant_but_where_a_name_of_its_own_should_stand() -> None:
    one, two = Line("อบต.แม่แรม"), Line("อบต.แม่ริม")
    own, other = (layout_of(rows("", heading=heading).rows, 0, SPEC) for heading in ("จังหวัด", "หน่วยงาน"))
    assert own is not None
    assert other is not None
    assert alone([one], other) == (one,)
    assert alone([one, two], other) == ()
    assert alone(iter([one, two]), own) == (one, two)
    both = layout_of(table([["จังหวัด", "หน่วยงาน", *HEADER[1:]]]).rows, 0, SPEC)
    assert both is not None
    assert alone([one, two], both) == (one, two)
