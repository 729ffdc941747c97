"""Nothing to report, in the words that offices use, and a lack of something, which is a problem."""

import pytest

from collector.forms.nil import is_nil
from collector.forms.spec import FormSpec
from tests.forms.sheets import SPEC, spec_with


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
        "ไม่มีระบบ",
        "ไม่มี ข้าว",
        "ปัญหาไม่มี",
        "ขาดคน ไม่มี",
        "1. ไม่มี\n2. ขาดคน",
        "1. ขาดคน\n2. ไม่มี",
        "ไม่มีปัญหา แต่ขาดคน",
        "nobody",
        "Nonthaburi",
    ],
)
def test_something_to_report_or_nothing_said(text: str) -> None:
    assert not is_nil(text, SPEC)


def form_with(nil: tuple[str, ...], objects: tuple[str, ...] = (), filler: tuple[str, ...] = ()) -> FormSpec:
    return spec_with(nil=nil, nil_objects=objects, nil_filler=filler)


@pytest.mark.parametrize(
    ("text", "nil"),
    [("nix", True), ("so nix", True), ("so so nix", True), ("nix da", True), ("nix da so da", True), ("nix da nix", True),
     ("nix so", False), ("da nix", False), ("so", False), ("nix da xx", False), ("xx nix", False), ("nix nix", False)],
    ids=repr,
)  # fmt: skip
def test_filler_a_nil_word_and_then_first_one_of_its_objects(text: str, nil: bool) -> None:
    assert is_nil(text, form_with(("nix",), ("da",), ("so",))) is nil


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
