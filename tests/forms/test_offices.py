"""Offices of kinds that a registry lacks, in words, and those that are only larger parts of the country."""

import pytest

from collector.forms.offices import Office, Offices
from collector.forms.units import UnitNames
from collector.model.units import Unit
from tests.shipped import KINDS, PROVINCES

OF_PROVINCES = PROVINCES.offices
OF_DISTRICTS = UnitNames((Unit("K1", "อำเภอเขาพนม"), Unit("K2", "โรงพยาบาลกระบี่")), KINDS).offices


@pytest.mark.parametrize(
    ("offices", "foreign"),
    [
        (OF_PROVINCES, {"district", "subdistrict", "town", "health-office", "bangkok", ""}),
        (OF_DISTRICTS, {"subdistrict", "town", "health-office", "bangkok"}),
    ],
)
def test_which_kinds_are_foreign(offices: Offices, foreign: set[str]) -> None:
    known = {"province", "district", "subdistrict", "town", "health-office", "bangkok", ""}
    assert {kind for kind in known if offices.is_foreign(kind)} == foreign


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("อบต.แม่แรม", "อบต.แม่แรม"),
        ("1. อบต. แม่แรม", "อบต. แม่แรม"),
        ("เทศบาลเมืองแพร่จังหวัดแพร่", "เทศบาลเมืองแพร่"),
        ("โรงเรียนบ้านแม่ริม (สังกัด สพฐ.)", "โรงเรียนบ้านแม่ริม"),
        ("กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("กระบี่", ""),
        ("จังหวัดกระบี่", ""),
        ("อบต.", ""),
        ("อบต. 40 แห่ง", ""),
        ("เทศบาลตำบล ๕ แห่ง", ""),
        ("เทศบาลทุกแห่ง", ""),
        ("อบต.ในพื้นที่", ""),
        ("อบต.ในเมือง", "อบต.ในเมือง"),
        ("ปัญหาของ อบต.แม่แรม", ""),
        ("สถานีตำรวจภูธรจังหวัดกระบี่", ""),
    ],
)
def test_the_office_with_which_a_text_begins(text: str, office: str) -> None:
    assert OF_PROVINCES.led_by(text) == office


def test_offices_within_words() -> None:
    text = "ปลัด อบต.แม่แรม จ.แพร่ เทศบาลเมืองแพร่"
    assert list(OF_PROVINCES.inside(text)) == [
        Office("อบต.แม่แรม", 5, 15),
        Office("เทศบาลเมืองแพร่", 23, 38),
    ]
    assert OF_PROVINCES.without(text) == "ปลัด" + " " * 12 + "จ.แพร่" + " " * 16


def test_a_word_with_which_a_unit_begins_is_no_foreign_office() -> None:
    assert OF_DISTRICTS.led_by("โรงพยาบาลตรัง") == ""
    assert OF_DISTRICTS.led_by("โรงเรียนตรัง") == "โรงเรียนตรัง"
    assert OF_DISTRICTS.led_by("เทศบาลเมืองตรัง") == "เทศบาลเมืองตรัง"
