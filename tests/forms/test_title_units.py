"""Title lines: a parent on a line of its own tells namesakes apart, is no unit itself beside an office, and can contradict."""

import pytest

from collector.forms.named import Named
from collector.forms.title_units import placed, titled
from collector.model.documents import Line
from collector.model.units import Unit
from tests.shipped import names_of

NAMES = names_of(
    Unit("K1", "รพ.สต.บ้านนา", parent="อำเภอเมืองกระบี่"),
    Unit("K2", "รพ.สต.บ้านนา", parent="อำเภอเขาพนม"),
    Unit("K3", "รพ.สต.ทรายขาว", parent="อำเภอเขาพนม"),
    Unit("S1", "งานช่างเครื่องกล", parent="อำเภอเขาพนม"),
    Unit("S2", "งานช่างเครื่องกล", parent="อำเภอเมืองกระบี่"),
)
WITH_DISTRICTS = names_of(*NAMES.units, Unit("D1", "อำเภอเขาพนม"))


def named(*texts: str, names: object = NAMES) -> list[tuple[str, ...]]:
    lines = tuple(Line(text, f"line {number}") for number, text in enumerate(texts, 1))
    found = titled(lines, names)  # type: ignore[arg-type]  # one of the two above
    return [unit.codes for line in found for unit in line.named if unit.certain]


@pytest.mark.parametrize("district", ["อำเภอเขาพนม", "อ.เขาพนม", "อ. เขาพนม จ. กระบี่"])
@pytest.mark.parametrize(
    ("office", "code"),
    [
        ("รพ.สต.บ้านนา", "K2"),
        ("แบบรายงานยาขาดคลัง รพ.สต.บ้านนา ประจำเดือนธันวาคม 2561", "K2"),
        ("หน่วยบริการ : รพ.สต.บ้านนา", "K2"),
        ("งานช่างเครื่องกล", "S1"),
        ("รพ.สต.ทรายขาว", "K3"),
    ],
)
def test_a_district_above_or_below_tells_which_namesake_is_meant(
    office: str, district: str, code: str
) -> None:
    assert named("แบบรายงาน", office, district) == [(code,)]
    assert named("แบบรายงาน", district, office) == [(code,)]


def test_without_a_district_namesakes_stay_uncertain() -> None:
    assert named("แบบรายงาน", "รพ.สต.บ้านนา") == []
    assert named("รพ.สต.บ้านนา", "อำเภอเขาพนม", "อำเภอเมืองกระบี่") == []


def test_a_district_in_which_no_namesake_lies_contradicts_them() -> None:
    names = names_of(*NAMES.units, Unit("K9", "รพ.สต.อื่น", parent="อำเภอลำทับ"))
    (office, district) = titled((Line("รพ.สต.บ้านนา"), Line("อำเภอลำทับ")), names)
    assert [unit.elsewhere for unit in office.named] == [("K1", "K2")]
    assert district.below == ("K9",)


def test_a_unit_that_is_sure_is_not_denied_by_a_district_on_another_line() -> None:
    assert named("รพ.สต.ทรายขาว", "อำเภอเมืองกระบี่") == [("K3",)]


def test_a_district_that_is_a_unit_itself_is_not_meant_beside_its_office() -> None:
    assert named("รพ.สต.บ้านนา", "อำเภอเขาพนม", names=WITH_DISTRICTS) == [("K2",)]
    assert named("รพ.สต.ทรายขาว", "อำเภอเขาพนม", names=WITH_DISTRICTS) == [("K3",)]
    assert named("แบบรายงาน", "อำเภอเขาพนม", "รพ.สต.ทรายขาว", names=WITH_DISTRICTS) == [("K3",)]
    assert named("แบบรายงาน", "อำเภอเขาพนม", names=WITH_DISTRICTS) == [("D1",)]


def test_namesakes_in_the_column_of_units_are_told_apart_by_the_lines_above() -> None:
    lines = titled((Line("แบบรายงาน"), Line("อำเภอเขาพนม")), NAMES)
    both = Named(("K1", "K2"), "รพ.สต.บ้านนา", certain=False)
    assert (placed(both, lines, NAMES).codes, placed(both, lines, NAMES).certain) == (("K2",), True)
    sure = Named(("K1",), "รพ.สต.บ้านนา อำเภอเมือง", certain=True)
    assert placed(sure, lines, NAMES) is sure
    elsewhere = Named(("K1",), "รพ.สต.บ้านนา", certain=True)
    assert placed(elsewhere, lines, NAMES) is elsewhere  # the cell itself is sure
    assert placed(both, lines[:1], NAMES) is both
    another = titled((Line("รพ.สต.ทรายขาว อำเภอเขาพนม"),), NAMES)
    assert placed(both, another, NAMES) is both  # it says where that one lies


def test_an_office_under_another_district_than_its_own_is_told_on_one_line() -> None:
    (line,) = titled((Line("รพ.สต.ทรายขาว อำเภอเมืองกระบี่"),), NAMES)
    assert [(unit.codes, unit.elsewhere) for unit in line.named] == [((), ("K3",))]


def test_a_misspelt_name_beside_its_district_stays_a_slip() -> None:
    office, district = titled((Line("รพ.สต.ทรายข่าว"), Line("อำเภอเขาพนม")), NAMES)
    assert [(unit.codes, unit.misspelt) for unit in office.named] == [(("K3",), True)]
    assert (district.named, district.below) == ((), ("K2", "K3", "S1"))


def test_a_misspelt_name_is_a_heading_in_a_line_of_60_characters() -> None:
    short = "รพ.สต." + " " * 47 + "ทรายข่าว"[:7]
    assert len(short) == 60
    (heading,) = titled((Line(short),), NAMES)
    assert [unit.codes for unit in heading.named] == [("K3",)]
    (longer,) = titled((Line(short.replace("รพ.สต. ", "รพ.สต.  ")),), NAMES)
    assert longer.named == ()
