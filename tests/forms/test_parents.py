"""Offices that belong to districts: told from namesakes by them, contradicted by another, and found below one."""

import pytest

from collector.forms.named import Named
from collector.forms.parents import Narrowed, Parents
from collector.forms.units import UnitNames
from collector.model import Unit
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


@pytest.mark.parametrize(
    ("text", "codes", "certain", "elsewhere"),
    [
        ("รพ.สต.บ้านนา อ.เขาพนม", ("K2",), True, ()),
        ("รพ.สต.บ้านนา", ("K1", "K2"), False, ()),
        ("รพ.สต.บ้านนา อำเภอลำทับ", (), False, ("K1", "K2")),
    ],
)
def test_a_name_with_what_it_belongs_to(
    text: str, codes: tuple[str, ...], certain: bool, elsewhere: tuple[str, ...]
) -> None:
    placed = PARENTS.placed(Named(("K1", "K2"), text, certain=False), text)
    assert (placed.codes, placed.certain, placed.elsewhere) == (codes, certain, elsewhere)


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


def test_a_parents_name_that_says_no_kind() -> None:
    units = (Unit("A1", "งานช่าง", parent="สำนักเหนือ"), Unit("A2", "งานช่าง", parent="สำนักใต้"))
    assert Parents(units, KINDS).narrow(("A1", "A2"), "งานช่าง สำนักใต้") == Narrowed(("A2",))


def test_names_of_units_ask_their_parents() -> None:
    names = UnitNames(UNITS, KINDS)
    assert names.parents.below("อำเภอเขาพนม") == ("K2", "K3")
