"""Names of units as people write them: exact, abbreviated, misspelt, of other kinds."""

import pytest

from collector.model import Unit
from tests.shipped import PROVINCES, names_of

DISTRICTS = names_of(
    Unit("KB-01", "อำเภอเขาพนม"),
    Unit("KB-02", "อำเภอเมืองกระบี่"),
    Unit("KB-50", "องค์การบริหารส่วนจังหวัดกระบี่"),
    Unit("KB-60", "เทศบาลเมืองกระบี่"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("จังหวัดกระบี่", "TH-81"),
        ("กระบี่", "TH-81"),
        ("จ.กระบี่", "TH-81"),
        ("จ.กบ.", "TH-81"),
        ("กบ.", "TH-81"),
        ("1. กระบี่", "TH-81"),
        ("จังหวัด กระบี่ (สถจ.กระบี่)", "TH-81"),
        ("KRABI Province", "TH-81"),
        ("อยุธยา", "TH-14"),
        ("พระนครศรีฯ", "TH-14"),
        ("จังหวัดนครศรีฯ", "TH-80"),
        ("โคราช", "TH-30"),
        ("อุบลฯ", "TH-34"),
        ("ประจวบฯ", "TH-77"),
        ("จังหวัดเชียงไหม่", "TH-50"),
        ("จังหวัดอุบลราชธานนี", "TH-34"),
        ("จังหวัดกระบี", "TH-81"),
    ],
)
def test_names_one_province_for_certain(text: str, code: str) -> None:
    named = PROVINCES.named(text)
    assert named is not None
    assert (named.codes, named.certain) == ((code,), True)


@pytest.mark.parametrize(
    "text", ["กรุงศรี", "กรุงเทพมหานคร", "จังหวัด......", "จังหวัด", "ไม่มีเลย", "อบจ.กระบี่", "อำเภอเมืองกระบี่"]
)
def test_names_no_province(text: str) -> None:
    assert PROVINCES.named(text) is None


def test_a_province_that_the_registry_lacks_is_told_apart_from_no_name() -> None:
    named = PROVINCES.named("จังหวัดกรุงศรี")
    assert named is not None
    assert (named.codes, named.certain) == ((), False)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("จังหวัดลลบุรี", {"TH-16", "TH-20"}),
        ("จังหวัดลบบุรี", {"TH-16"}),
        ("จังหวัดระยอน", {"TH-21"}),
        ("สมุทรฯ", {"TH-11", "TH-74", "TH-75"}),
    ],
)
def test_a_slip_near_two_provinces_only_suggests(text: str, codes: set[str]) -> None:
    named = PROVINCES.named(text)
    assert named is not None
    assert set(named.codes) == codes
    assert not named.certain


def test_a_slip_without_the_word_for_province_decides_only_in_the_units_column() -> None:
    in_a_line, in_the_column = PROVINCES.named("กระบี"), PROVINCES.named("กระบี", is_name=True)
    assert in_a_line is not None
    assert in_the_column is not None
    assert not in_a_line.certain
    assert in_the_column.certain


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ส่งรายงาน กระบี่ ธ.ค. 61", ["TH-81"]),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดระนอง", ["TH-85"]),
        ("อ.เมือง จ.ตาก 63000", ["TH-63"]),
        ("ท้องถิ่นจังหวัดเลย ลงนาม", ["TH-42"]),
        ("รายงานปัญหาเชียงใหม่ธค61", ["TH-50"]),
        ("ชลบุรี และ ลพบุรี", ["TH-20", "TH-16"]),
        ("รายงานจ.ระยอง", ["TH-21"]),
        ("ไม่มีปัญหาเลย", []),
        ("ได้เผยแพร่ประชาสัมพันธ์แล้ว", []),
        ("องค์การบริหารส่วนจังหวัดพัทลุง", []),
        ("อบจ.กระบี่ และ อำเภอเมืองตรัง", []),
        ("ถนนนครราชสีมา เขตดุสิต กรุงเทพฯ", []),
    ],
)
def test_units_within_running_words(text: str, codes: list[str]) -> None:
    assert [named.codes[0] for named in PROVINCES.inside(text)] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("อ.เขาพนม", "KB-01"),
        ("เขาพนม", "KB-01"),
        ("อำเภอเขาพนม จังหวัดกระบี่", "KB-01"),
        ("อำเภอเขาพนน", "KB-01"),
        ("อำเภอเมือง กระบี่", "KB-02"),
        ("อบจ.กระบี่", "KB-50"),
        ("ทม.กระบี่", "KB-60"),
        ("เทศบาลเมืองกระบี่", "KB-60"),
    ],
)
def test_one_level_down(text: str, code: str) -> None:
    named = DISTRICTS.named(text)
    assert named is not None
    assert (named.codes, named.certain) == ((code,), True)


@pytest.mark.parametrize("text", ["กระบี่", "เมืองกระบี่"])
def test_a_name_that_two_units_share_decides_nothing(text: str) -> None:
    named = DISTRICTS.named(text)
    assert named is not None
    assert not named.certain


def test_the_province_is_no_unit_of_its_own_registry() -> None:
    assert DISTRICTS.named("จังหวัดกระบี่") is None
