"""Offices that belong to districts: told from namesakes by them, contradicted by another, and found below one."""

import pytest

from collector.forms.named import Named
from collector.forms.parents import Narrowed, Parents
from collector.forms.units import UnitNames
from collector.model.units import Unit
from tests.shipped import KINDS

UNITS = (
    Unit("K1", "รพ.สต.บ้านนา", parent="อำเภอเมืองกระบี่"),
    Unit("K2", "รพ.สต.บ้านนา", parent="อำเภอเขาพนม"),
    Unit("K3", "รพ.สต.ทรายขาว", parent="อำเภอเขาพนม"),
    Unit("K4", "อำเภอเขาพนม"),
    Unit("K5", "โรงพยาบาลสนาม"),
)
PARENTS = Parents(UNITS, KINDS)
NONE = Parents((UNITS[3], UNITS[4]), KINDS)
OFFICES = Parents((Unit("A1", "งานช่าง", parent="สำนักเหนือ"), Unit("A2", "งานช่าง", parent="สำนักใต้")), KINDS)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("รพ.สต.บ้านนา", Narrowed(("K1", "K2"))),
        ("รพ.สต.บ้านนา อำเภอเขาพนม", Narrowed(("K2",))),
        ("รพ.สต.บ้านนา อ.เขาพนม จ.กระบี่", Narrowed(("K2",))),
        ("รพ.สต.บ้านนา อ.เมือง", Narrowed(("K1",))),
        ("อำเภอเมืองกระบี่/รพ.สต.บ้านนา", Narrowed(("K1",))),
        ("รพ.สต.บ้านนา อำเภอคลองท่อม", Narrowed((), ("K1", "K2"))),
        ("รพ.สต.บ้านนา อ.เข", Narrowed((), ("K1", "K2"))),
    ],
)
def test_namesakes_are_narrowed_by_the_parent_that_a_text_names(text: str, left: Narrowed) -> None:
    assert PARENTS.narrow(("K1", "K2"), text) == left


def test_a_unit_without_a_parent_is_contradicted_by_none() -> None:
    assert PARENTS.narrow(("K5",), "โรงพยาบาลสนาม อำเภอเมืองกระบี่") == Narrowed(("K5",))
    assert NONE.narrow(("K4",), "อำเภอเมืองกระบี่") == Narrowed(("K4",))


BOTH = ("K1", "K2")


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("รพ.สต.บ้านนา อ.เขาพนม", Named(("K2",), "บ้านนา", certain=True)),
        ("รพ.สต.บ้านนา", Named(BOTH, "บ้านนา", certain=False)),
        (
            " รพ.สต.บ้านนา อำเภอลำทับ ",
            Named((), "รพ.สต.บ้านนา อำเภอลำทับ", certain=False, misspelt=True, elsewhere=BOTH),
        ),
        ("รพ.สต.บ้านนา อ.เขาพนม อ.เมือง", Named(BOTH, "บ้านนา", certain=False)),
    ],
)
def test_a_name_with_what_it_belongs_to(text: str, placed: Named) -> None:
    assert PARENTS.placed(Named(BOTH, "บ้านนา", certain=False), text) == placed


def test_a_misspelt_name_is_no_surer_for_its_parent_and_of_three_namesakes_two_may_be_left() -> None:
    misspelt = PARENTS.placed(Named(BOTH, "บ้านน", certain=False, misspelt=True), "รพ.สต.บ้านน อ.เขาพนม")
    assert misspelt == Named(("K2",), "บ้านน", certain=False, misspelt=True)
    unsure = Named(("K5",), "โรงพยาบาลสนาม", certain=False)
    assert PARENTS.placed(unsure, "โรงพยาบาลสนาม อ.เมือง") is unsure
    three = PARENTS.placed(Named((*BOTH, "K3"), "บ้าน", certain=False), "อ.เขาพนม")
    assert three == Named(("K2", "K3"), "บ้าน", certain=False)


MANY = Parents(
    (
        Unit("L1", "รพ.สต.บ้านนา", parent="อำเภอปาย"),
        Unit("L0", "รพ.สต.บ้านนา", parent="อำเภอปายเหนือ"),
        Unit("L2", "รพ.สต.บ้านนา", parent="อำเภอเกาะ ลันตา"),
        Unit("L3", "รพ.สต.บ้านนา", parent="อำเภอบ้าน ธิ ใหม่"),
        Unit("L9", "รพ.สต.บ้านนา", parent="อำเภอบ้าน ธิ เก่า"),
        Unit("L4", "รพ.สต.บ้านนา", parent="อำเภอเขาพนม"),
        Unit("L5", "รพ.สต.บ้านนา", parent="อำเภอเขาพนมเบญจา"),
        Unit("L6", "รพ.สต.บ้านนา", parent="อำเภอลำทับ"),
        Unit("L7", "รพ.สต.บ้านนา", parent="อำเภอเมืองกระบี่"),
        Unit("L8", "รพ.สต.บ้านนา", parent="จังหวัดตรัง"),
    ),
    KINDS,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("อำเภอปาย ประจำเดือนธันวาคม", ("L1",)),
        ("อ. ปาย", ("L1",)),
        ("อำเภอ : ปาย", ("L1",)),
        ("อำเภอเกาะลันตา", ("L2",)),
        ("อำเภอเกาะ ลันตา จ.กระบี่", ("L2",)),
        ("อำเภอเกาะ ลันตา ใหญ่ มาก", ("L2",)),
        ("อำเภอบ้าน ธิ ใหม่ เดือนธันวาคม", ("L3",)),
        ("อำเภอบ้าน ธิ เดือนธันวาคม", ()),
        ("อำเภอเขาพนมประจำเดือนธันวาคม", ("L4",)),  # six letters may run on
        ("อำเภอเขาพนมประจำ เดือนธันวาคม", ("L4",)),
        ("อำเภอเขาพนมเบญจาประจำเดือน", ("L5",)),
        ("อำเภอลำทับประจำเดือน", ()),  # five may not: it may be another name
        ("อำเภอเมือง", ("L7",)),
        ("อำเภอลำท", ("L6",)),
        ("อำเภอลำ", ()),  # and so short a beginning may be that of any
        ("อำเภอเขาพ", ()),  # of two
        ("อ.ปาย (ใหม่) อ.ลำทับ", ("L1", "L6")),
        ("อ.ปาย/อ.เขาพนม", ("L1", "L4")),
        ("อ.ปาย,เหนือ", ("L1",)),
        ("จังหวัดปาย", ()),  # a parent of another kind
        ("จ.ตรัง อำเภอปาย", ("L1", "L8")),
        ("อ.ลำทับจ.ตรัง อ.ปาย", ("L1", "L6", "L8")),
        ("อำเภอ", ()),
        ("อำเภอ ()", ()),
        ("", ()),
    ],
    ids=repr,
)
def test_how_a_parent_is_named(text: str, codes: tuple[str, ...]) -> None:
    assert MANY.below(text) == codes


def test_running_words_mean_one_unit_or_none() -> None:
    said = "รพ.สต.บ้านนา"
    assert PARENTS.told_apart(("K2", "K1"), said, said) is None
    assert PARENTS.told_apart(("K2", "K1"), said, f"{said} อำเภอเขาพนม") == Named(("K2",), said, certain=True)
    elsewhere = PARENTS.told_apart(("K2", "K1"), said, f"{said} อำเภอลำทับ")
    assert elsewhere == Named((), said, certain=False, misspelt=True, elsewhere=("K1", "K2"))


def test_the_district_beside_its_office_is_not_meant_itself() -> None:
    assert PARENTS.without(("K3", "K4")) == {"K3"}
    assert PARENTS.without(("K1", "K4")) == {"K1", "K4"}
    assert PARENTS.without(("K4", "K5")) == {"K4", "K5"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("แบบรายงาน อำเภอเขาพนม", ("K2", "K3")),
        ("อ.เมือง", ("K1",)),
        ("อำเภอลำทับ", ()),
        ("ประจำเดือน ธันวาคม 2561", ()),
    ],
)
def test_the_units_below_a_parent(text: str, codes: tuple[str, ...]) -> None:
    assert PARENTS.below(text) == codes
    assert NONE.below(text) == ()


def test_a_column_of_parents() -> None:
    assert (PARENTS.heads("อำเภอ"), PARENTS.heads("จังหวัด"), NONE.heads("อำเภอ")) == (True, False, False)
    assert (PARENTS.heads("ปัญหา"), OFFICES.heads("ปัญหา"), OFFICES.heads("อำเภอ")) == (False, False, False)


def test_a_parents_name_that_says_no_kind() -> None:
    assert OFFICES.narrow(("A1", "A2"), "งานช่าง สำนักใต้") == Narrowed(("A2",))
    assert OFFICES.narrow(("A1", "A2"), "งานช่าง") == Narrowed(("A1", "A2"))
    assert OFFICES.narrow(("A1", "A2"), "งานช่าง อำเภอใต้") == Narrowed(
        ("A1", "A2")
    )  # no parent here is a district


def test_names_of_units_ask_their_parents() -> None:
    names = UnitNames(UNITS, KINDS)
    assert names.parents.below("อำเภอเขาพนม") == ("K2", "K3")
