"""Which of several forms a table is: identifier, title, heading words that only one has; never its width."""

from dataclasses import replace

import pytest

from collector.forms.headings import layout_of
from collector.forms.recognise import recognise
from collector.forms.spec import Column, FormSpec
from collector.forms.which_form import Choice, may_be, unclear, which_form
from collector.model.reasons import Reason
from tests.forms.sheets import document, table
from tests.shipped import SPEC

WASTE = replace(
    SPEC,
    id="waste",
    title="แบบรายงานปัญหาการจัดการขยะ",
    title_words=("ปัญหาการจัดการขยะ",),
    columns=(
        Column("problem", "ปัญหา", ("ปัญหา",), issue=True),
        Column("solution", "การแก้ไข", ("การแก้ไข",)),
        Column("tons", "ปริมาณขยะ", ("ปริมาณ",)),
        Column("share", "%", ("%",)),
    ),
)
BOTH = (SPEC, WASTE)
SHARED = ("จังหวัด", "ปัญหา", "การแก้ไข")


def read(
    *above: str, heading: tuple[str, ...] = SHARED, identifier: str = "", specs: tuple[FormSpec, ...] = BOTH
) -> tuple[str, list[str]]:
    rows = [heading, ("กระบี่", *("ก" for _ in heading[1:]))]
    (match,) = recognise(document(*above, table(rows), identifier=identifier), specs)
    return match.spec.id, [reason.values["forms"] for reason in match.doubts]


@pytest.mark.parametrize("specs", [BOTH, BOTH[::-1]])
@pytest.mark.parametrize(
    ("above", "heading", "identifier", "form"),
    [
        (("แบบรายงานปัญหาการจัดการขยะ",), SHARED, "", "waste"),
        (("ปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชน",), SHARED, "", "help-centre"),
        ((), SHARED, "waste/TH-81/2018-12", "waste"),
        (("แบบรายงานปัญหาการจัดการขยะ", SPEC.title), SHARED, "", "help-centre"),  # the nearest
        (("แบบรายงานปัญหาการจัดการขยะ", "ประจำเดือนธันวาคม 2561"), SHARED, "", "waste"),
        ((), (*SHARED, "ปริมาณขยะ"), "", "waste"),
        ((), (*SHARED, "กฎหมาย"), "", "help-centre"),
        ((), ("จังหวัด", "ปัญหา", "การแก้ไข", "กฎหมาย", "หมายเหตุ", "ไม่รู้จัก"), "", "help-centre"),
    ],
)
def test_what_tells_two_forms_apart(
    specs: tuple[FormSpec, ...], above: tuple[str, ...], heading: tuple[str, ...], identifier: str, form: str
) -> None:
    assert read(*above, heading=heading, identifier=identifier, specs=specs) == (form, [])


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ((), SHARED),
        ((), (*SHARED, "ปริมาณขยะ", "กฎหมาย", "หมายเหตุ")),  # words of both: the wider one does not win
        (("แบบรายงานปัญหาการจัดการขยะ",), ("จังหวัด", "สภาพปัญหา", "ข้อกฎหมาย")),
    ],
)
def test_what_is_open_goes_to_a_person(above: tuple[str, ...], heading: tuple[str, ...]) -> None:
    _, doubts = read(*above, heading=heading)
    assert [sorted(forms.split()) for forms in doubts] == [["help-centre", "waste"]]


def test_of_three_forms_two_of_one_title_are_asked_about() -> None:
    other = replace(WASTE, id="water", columns=(*WASTE.columns[:2], Column("depth", "ความลึก", ("ความลึก",))))
    assert read(WASTE.title, specs=(SPEC, WASTE, other)) == ("waste", ["waste water"])
    assert read(WASTE.title, heading=(*SHARED, "ปริมาณขยะ"), specs=(SPEC, other, WASTE)) == ("waste", [])
    assert read(WASTE.title, heading=(*SHARED, "กฎหมาย"), specs=(SPEC, WASTE, other)) == (
        "waste",
        ["waste water"],
    )


def test_a_form_that_knows_more_than_one_rival_but_not_than_the_other_is_asked_about() -> None:
    plain = replace(WASTE, id="plain", columns=(*WASTE.columns[:2], Column("depth", "ความลึก", ("ความลึก",))))
    assert read(heading=(*SHARED, "ปริมาณขยะ", "กฎหมาย"), specs=(plain, *BOTH)) == (
        "plain",
        ["plain help-centre waste"],
    )
    assert read(heading=(*SHARED, "ปริมาณขยะ"), specs=(plain, *BOTH)) == ("waste", [])


def test_the_title_of_a_form_whose_columns_these_are_not_is_asked_about() -> None:
    other = replace(
        WASTE,
        id="water",
        title="แบบรายงานน้ำเสีย",
        title_words=("รายงานน้ำเสีย",),
        columns=(
            Column("river", "แม่น้ำ", ("แม่น้ำ",), issue=True),
            Column("depth", "ความลึก", ("ความลึก",)),
        ),
    )
    assert read(other.title, specs=(*BOTH, other)) == ("help-centre", ["help-centre water"])


def test_a_column_of_units_or_of_no_form_is_not_one_that_a_form_knows() -> None:
    villages = replace(WASTE, unit_words=("จังหวัด", "หมู่บ้าน"))
    assets = replace(SPEC, columns=(*SPEC.columns, Column("village", "หมู่บ้าน", ("หมู่บ้าน",))))
    assert read(heading=(*SHARED, "หมู่บ้าน"), specs=(villages, assets)) == ("help-centre", [])
    watched = replace(SPEC, columns=(*SPEC.columns, Column("state", "สถานะของปัญหา", ("สถานะของ",))))
    assert read(heading=(*SHARED, "สถานะของขยะ"), specs=(WASTE, watched)) == ("help-centre", [])


def test_a_title_within_that_of_another_form_is_not_said_beside_it() -> None:
    longer = replace(
        WASTE, id="waste-water", title="แบบรายงานปัญหาการจัดการขยะและน้ำเสีย", title_words=("ขยะและน้ำเสีย",)
    )
    assert read(longer.title, specs=(WASTE, longer)) == ("waste-water", [])
    assert read(WASTE.title, specs=(longer, WASTE)) == ("waste", [])


def test_what_is_asked_names_the_forms_and_their_titles() -> None:
    layout = layout_of(table([SHARED]).rows, 0, SPEC)
    assert layout is not None
    choice = which_form({"help-centre": layout, "waste": replace(layout, spec=WASTE)}, BOTH, (), "")
    values = {"forms": "help-centre waste", "titles": f"{SPEC.title} · {WASTE.title}"}
    assert (choice, unclear(choice)) == (Choice(SPEC, (WASTE,)), (Reason("form-unclear", values),))
    assert unclear(Choice(SPEC)) == ()


def test_one_form_in_force_is_not_asked_about() -> None:
    assert read(specs=(SPEC,)) == ("help-centre", [])


def test_a_sign_is_the_heading_of_its_column_and_of_no_other() -> None:
    rows = [("ปัญหา", "ร้อยละของงบประมาณ", "%"), ("ก", "ข", "40")]
    (match,) = recognise(document(WASTE.title, table(rows)), (WASTE,)) or (None,)
    assert match is not None
    assert match.blocks[0].layout.columns == ("problem", "", "share")


def test_what_waits_may_be_of_several_forms() -> None:
    doubt = (Reason("form-unclear", {"forms": "help-centre waste"}),)
    assert may_be("help-centre", doubt, "waste")
    assert may_be("waste", (), "waste")
    assert may_be(None, (), "waste")
    assert not may_be(
        "help-centre", (Reason("unit-unclear", {"forms": "waste"}), Reason("form-unclear")), "waste"
    )
    assert not may_be("help-centre", (), "waste")
    assert not may_be("help-centre", doubt, "land-tax")
