"""Nothing to report, in the words that offices use, and a lack of something, which is a problem."""

from dataclasses import replace

import pytest

from collector.forms.nil import is_nil
from collector.forms.spec import FormSpec, FormWords
from tests.forms.sheets import SPEC


@pytest.mark.parametrize(
    "text",
    [
        "ไม่มี",
        "๑. ไม่พบปัญหาอุปสรรคในการดำเนินงาน",
        "1. ไม่มี\n2. ไม่พบ",
        "1. ไม่มี\n2.",
        "- ไม่มี",
        "ไม่ มี ปัญหา / อุปสรรค",
        "ไม่มีปัญหาประจำเดือน ธ.ค. 61",
        "เดือนธันวาคม ๒๕๖๑ ไม่มีปัญหา",
        "ในเดือนนี้ไม่มีปัญหาครับ",
        "NIL",
        "None",
        "no problems",
        "จากการติดตามผลการดำเนินงาน ไม่มีปัญหาอุปสรรค",
        "ขอรายงานว่าไม่มีปัญหาอุปสรรค ครับ",
        "ได้ตรวจสอบกับ อปท. ในพื้นที่แล้ว ไม่มีประเด็นปัญหา",
        "จังหวัดได้รับรายงานจาก อปท. ครบถ้วน ปรากฏว่าไม่พบปัญหาอุปสรรค",
        "สำรวจแล้วไม่พบปัญหาและอุปสรรค",
        "ยืนยันว่าไม่มีปัญหาอุปสรรค",
        "อปท. ในเขตจังหวัดไม่มีปัญหาอุปสรรค",
        "สรุป ไม่มี",
        "ปัญหา อุปสรรค : ไม่มี",
        "ไม่มีเรื่องที่ต้องรายงานแต่ประการใด",
        "อำเภอทุกอำเภอรายงานว่าไม่มีปัญหา",
        "อปท. ทั้ง ๕๒ แห่ง ไม่มีปัญหา",
        "ไม่มีปัญหาอุปสรรค สามารถปฏิบัติงานได้ตามปกติ จึงเรียนมาเพื่อโปรดทราบ",
        "N/A",
    ],
)
def test_nothing_to_report(text: str) -> None:
    assert is_nil(text, SPEC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1.",
        "ปัญหา",
        "ในเดือนนี้",
        "ไม่มีงบประมาณเพียงพอ",
        "ไม่มีพื้นที่ให้บริการ",
        "ไม่มีบุคลากร",
        "ปัญหาบุคลากร : ไม่มี",
        "ปัญหา : ไม่มีบุคลากร",
        "สำรวจแล้วไม่มีบุคลากร",
        "ขอรายงานว่าไม่มีงบประมาณ",
        "เทศบาลไม่มีข้อมูล",
        "ไม่มีข้อมูลจากการติดตาม",
        "เจ้าหน้าที่ไม่มี",
        "ได้ตรวจสอบกับ อปท. แล้ว ไม่มีเจ้าหน้าที่",
        "ตรวจสอบแล้วไม่พบบ้านเลขที่ผู้ยื่นคำขอ",
        "สำรวจแล้วไม่พบปัญหา แต่ขาดงบประมาณ",
        "ไม่มีปัญหา เจ้าหน้าที่ อปท. ลาออก",
        "ไม่มีปัญหา 52",
        "ทั้ง 52 ไม่มีปัญหา",
        "รายงานว่ามีปัญหา",
        "ไม่มีระบบ",
        "ไม่มี ข้าว",
        "ปัญหาไม่มี",
        "ขาดคน ไม่มี",
        "1. ไม่มี\n2. ขาดคน",
        "1. ขาดคน\n2. ไม่มี",
        "ไม่มีปัญหา แต่ขาดคน",
        "nobody",
        "November 2018",
        "ไม่ ธ.ค. 61 มี",
        "Nonthaburi",
        "#N/A",
        "1. #n/a",
    ],
)
def test_something_to_report_or_nothing_said(text: str) -> None:
    assert not is_nil(text, SPEC)


def form_with(nil: tuple[str, ...], objects: tuple[str, ...] = (), filler: tuple[str, ...] = ()) -> FormSpec:
    return replace(SPEC, nil=nil, nil_objects=objects, nil_filler=filler, said=FormWords())


@pytest.mark.parametrize(
    ("text", "nil"),
    [("nix", True), ("so nix", True), ("so so nix", True), ("nix da", True), ("nix da so da", True), ("nix da nix", True),
     ("nix so", False), ("da nix", False), ("so", False), ("nix da xx", False), ("xx nix", False), ("nix nix", False)],
    ids=repr,
)  # fmt: skip
def test_filler_a_nil_word_and_then_first_one_of_its_objects(text: str, nil: bool) -> None:
    assert is_nil(text, form_with(("nix",), ("da",), ("so",))) is nil


def test_no_word_before_takes_letters_of_a_nil_word() -> None:
    assert is_nil("ว่าว่าง", form_with(("ว่าง",)))
    assert is_nil("so sonix", form_with(("sonix",), ("da",), ("so",)))


def test_of_two_words_the_longer_is_read() -> None:
    assert is_nil("nixes da", form_with(("nix", "nixes"), ("da",)))
    assert is_nil("nix dada", form_with(("nix",), ("da d", "dad", "dada")))


def test_a_form_without_nil_words_has_no_nil() -> None:
    assert not is_nil("ไม่มี", form_with(()))
    assert not is_nil("", form_with(("", ". .")))
    assert not is_nil("da", form_with((), ("da",)))
    assert is_nil("a+b", form_with(("a+b",)))
    assert not is_nil("aab", form_with(("a+b",)))
    assert is_nil("ไม่มี", form_with(("ไม่มี",)))
    assert not is_nil("ไม่มี", form_with(("ไม่มี!x",)))


WILDFIRE = replace(
    form_with(("ไม่มี", "ไม่พบ"), ("ใดๆ",), ("ใน", "พื้นที่", "รับผิดชอบ", "ได้")),
    said=FormWords("", "เหตุการณ์", "เหตุการณ์ไฟป่า", "ไม่มีจุดความร้อน", "ไม่มีหมอกควัน"),
)


@pytest.mark.parametrize(
    "text",
    [
        "ไม่มีเหตุการณ์ไฟป่า",
        "ไม่มีเหตุการณ์",
        "ไม่พบเหตุการณ์ไฟป่าในพื้นที่รับผิดชอบ",
        "ไม่มีจุดความร้อน",
        "ไม่พบจุดความร้อนในพื้นที่",
        "ไม่มีหมอกควัน",
    ],
)
def test_nothing_in_the_words_of_the_forms_own_wording(text: str) -> None:
    assert is_nil(text, WILDFIRE)
    assert not is_nil(text, replace(WILDFIRE, said=FormWords()))


def test_a_lack_of_something_stays_an_entry_with_the_forms_own_wording() -> None:
    assert not is_nil("ไม่มีรถดับไฟป่า", WILDFIRE)
    assert not is_nil("เหตุการณ์ไฟป่า", WILDFIRE)
    assert not is_nil("จุดความร้อน", WILDFIRE)


def test_a_short_word_for_entries_counts_only_as_the_whole() -> None:
    form = replace(WILDFIRE, said=FormWords(entry="ราย", entries="{entry}"))
    assert is_nil("ไม่มีราย", form)
    assert not is_nil("ไม่มีรายได้", form)
    assert not is_nil("ไม่มีใดๆ รายได้", form)


def test_behind_a_longer_word_for_entries_more_may_follow() -> None:
    form = replace(WILDFIRE, said=FormWords(entry="เหตุ"))
    assert is_nil("ไม่มีเหตุ", form)
    assert is_nil("ไม่มีเหตุในพื้นที่", form)


def test_a_wording_that_says_nothing_twice() -> None:
    form = replace(WILDFIRE, said=FormWords(nothing="ไม่มีจุดความร้อนและไม่มีหมอกควัน"))
    assert is_nil("ไม่มีจุดความร้อนและไม่มีหมอกควัน", form)


def test_a_wording_with_the_forms_only_nil_word_and_one_without_any() -> None:
    assert is_nil("ไม่มีจุดความร้อน", replace(WILDFIRE, nil=("ไม่มี",)))
    assert not is_nil("ไม่มีเหตุการณ์ปกติ", replace(WILDFIRE, said=FormWords(nothing="เหตุการณ์ปกติ")))


def test_a_form_speaks_of_its_entries_within_its_own_wording() -> None:
    form = replace(WILDFIRE, said=FormWords(entry="เหตุการณ์", entries="{entry}ไฟป่า", nothing="ไม่มี{entries}"))
    assert is_nil("ไม่มีเหตุการณ์ไฟป่า", form)
