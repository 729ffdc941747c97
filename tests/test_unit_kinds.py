"""Kinds of units before a name, in every way they are written."""

import pytest

from collector.thai import fold
from collector.unit_kinds import UnitKind, UnitKinds, kind_before, kinds_within, split_kind
from tests.shipped import KINDS


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("อำเภอเขาพนม", "district", "เขาพนม"),
        ("อ.เขาพนม", "district", "เขาพนม"),
        ("อ. เขาพนม", "district", "เขาพนม"),
        ("ที่ว่าการอำเภอ : เขาพนม", "district", "เขาพนม"),
        ("สถอ.เขาพนม", "district", "เขาพนม"),
        ("จังหวัดกระบี่", "province", "กระบี่"),
        ("  จังหวัด – กระบี่.", "province", "กระบี่"),
        ("จ.กระบี่", "province", "กระบี่"),
        ("จว.กระบี่", "province", "กระบี่"),
        ("สถจ.กระบี่", "province", "กระบี่"),
        ("สถจ กระบี่", "province", "กระบี่"),
        ("ส ถ จ. กระบี่", "province", "กระบี่"),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่", "province", "กระบี่"),
        ("Province of Krabi", "province", "Krabi"),
        ("PROVINCE OF Krabi", "province", "Krabi"),
        ("อบจ.กระบี่", "provincial-organisation", "กระบี่"),
        ("องค์การบริหารส่วนจังหวัดกระบี่", "provincial-organisation", "กระบี่"),
        ("เทศบาลเมืองกระบี่", "town", "กระบี่"),
        ("ทม.กระบี่", "town", "กระบี่"),
        ("ทน.ตรัง", "city", "ตรัง"),
        ("ทต.อ่าวนาง", "subdistrict-municipality", "อ่าวนาง"),
        ("อบต.อ่าวนาง", "subdistrict-organisation", "อ่าวนาง"),
        ("ต.อ่าวนาง", "subdistrict", "อ่าวนาง"),
        ("ต.ก", "subdistrict", "ก"),
    ],
)
def test_the_kind_and_the_name_without_it(text: str, kind: str, name: str) -> None:
    assert split_kind(text, KINDS) == (kind, name)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("กระบี่", "กระบี่"),
        ("  กระบี่ ", "กระบี่"),
        ("จังหวัด", "จังหวัด"),
        ("จังหวัด ...", "จังหวัด ..."),
        ("อ.", "อ."),
        ("ที่อำเภอเขาพนม", "ที่อำเภอเขาพนม"),
        ("", ""),
    ],
)
def test_without_a_kind_or_without_a_name_the_text_is_left_alone(text: str, kept: str) -> None:
    assert split_kind(text, KINDS) == ("", kept)


def test_a_short_kind_at_the_end_of_a_word_is_none() -> None:
    found = [
        fold(match[0]) for match in KINDS.pattern.finditer("นายก อบต.อ่าวนาง อ.เมือง กอ.รมน. และต.ค. หนต.ก")
    ]
    assert found == ["อบต", "อ"]
    assert [match[0] for match in KINDS.pattern.finditer("รายงานจ.ระยอง")] == ["จ."]
    assert [match[0] for match in KINDS.pattern.finditer("ที่อำเภอเขาพนม")] == ["อำเภอ"]
    assert [match[0] for match in KINDS.pattern.finditer("ส่งเสริมสุขภาพตำบลบ้านนา")] == []


@pytest.mark.parametrize(
    ("folded", "kind"),
    [
        ("องค์การบริหารส่วนจังหวัด", "provincial-organisation"),
        ("ของจังหวัด", "province"),
        ("ในอำเภอ", "district"),
        ("สำนักงานเทศบาลเมือง", "town"),
        ("เทศบาลตำบล", "subdistrict-municipality"),
        ("ตำบล", "subdistrict"),
        ("อบต", "subdistrict-organisation"),
        ("ทน", ""),
        ("จ", ""),
        ("กอ", ""),
        ("อำเภอเมือง", ""),
        ("", ""),
    ],
)
def test_the_longest_kind_that_stands_right_before_a_name(folded: str, kind: str) -> None:
    assert kind_before(folded, KINDS) == kind


NESTED = UnitKinds((UnitKind("part", ("ขคฆ",)), UnitKind("long", ("กขคฆ",)), UnitKind("longest", ("กขคฆง",))))


def test_of_two_kinds_of_which_one_is_a_part_of_the_other_the_longer_is_meant() -> None:
    assert split_kind("กขคฆงบ้านนา", NESTED) == ("longest", "บ้านนา")
    assert (kind_before("ที่กขคฆ", NESTED), kind_before("ที่ขคฆ", NESTED)) == ("long", "part")
    blanks = UnitKinds((UnitKind("two", ("กข",)), UnitKind("three", ("ก ขค",))))
    assert split_kind("ก ขคบ้านนา", blanks) == ("three", "บ้านนา")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("เขาพนม จังหวัดกระบี่", ["เขาพนม", "จังหวัดกระบี่"]),
        ("เขาพนม   จ.กระบี่", ["เขาพนม", "จ.กระบี่"]),
        ("บ้านนา อ.เมือง จ.กระบี่", ["บ้านนา", "อ.เมือง", "จ.กระบี่"]),
        ("Khao Phanom PROVINCE OF Krabi", ["Khao Phanom", "PROVINCE OF Krabi"]),
        ("เขาพนมจังหวัดกระบี่", ["เขาพนมจังหวัดกระบี่"]),
        ("เขา พนม", ["เขา พนม"]),
    ],
)
def test_a_name_ends_where_another_kind_begins(text: str, parts: list[str]) -> None:
    assert KINDS.before_another.split(text) == parts


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("อ.แม่แตง", [("district", "แม่แตง")]),
        ("บ้านนา อ.เมือง จังหวัดกระบี่", [("district", "เมือง จังหวัดกระบี่"), ("province", "กระบี่")]),
        ("PROVINCE OF Krabi", [("province", "Krabi")]),
        ("แม่แตง", []),
    ],
)
def test_where_in_folded_words_a_name_stands_behind_a_kind(text: str, behind: list[tuple[str, str]]) -> None:
    found = [(kind, fold(text)[at:]) for at, kind in kinds_within(text, KINDS).items()]
    assert found == [(kind, fold(rest)) for kind, rest in behind]


def test_kinds_are_told_apart_as_objects_so_that_what_is_found_with_them_can_be_remembered() -> None:
    kinds = (UnitKind("part", ("กอง",)),)
    assert UnitKinds(kinds) != UnitKinds(kinds)
    assert len({KINDS, KINDS}) == 1


def test_a_kind_is_no_part_of_the_country_unless_it_says_so() -> None:
    part = UnitKinds((UnitKind("part", ("กอง",)),)).of("กองช่าง")
    assert part is not None
    assert not part.area


ADDRESSED = UnitKinds((UnitKind("health", ("รพ.สต.",), (), "ผู้อำนวยการ รพ.สต.{rest}", "{name}", "ที่{rest}"),))


@pytest.mark.parametrize(
    ("key", "pattern"),
    [("salutation", "ผู้อำนวยการ รพ.สต.{rest}"), ("office", "{name}"), ("place", "ที่{rest}")],
)
def test_how_a_unit_is_addressed(key: str, pattern: str) -> None:
    assert ADDRESSED.address("รพ.สต.บ้านนา", key) == (pattern, "บ้านนา")
    assert ADDRESSED.address("บ้านนา", key) == ("{name}", "บ้านนา")
    assert UnitKinds((UnitKind("part", ("กอง",)),)).address("กองช่าง", key) == ("{name}", "ช่าง")


def test_the_kind_of_a_name_is_its_first_word_or_a_list() -> None:
    found = [kind and kind.id for kind in map(KINDS.of, ("อำเภอเขาพนม", "กระบี่", "จังหวัดกระบี่", "บ้านนา"))]
    assert found == ["district", "province", "province", None]
