"""What changed between two revisions, as a reader would say it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.filing.difference import differences
from collector.model import ChangeKind, Difference, Entry
from tests.filing.cases import entry

STAFF = "บุคลากรของศูนย์ช่วยเหลือประชาชนมีไม่เพียงพอ"
MONEY = "งบประมาณในการดำเนินงานไม่เพียงพอ"
SYSTEM = "ระบบ INFO บันทึกข้อมูลไม่ได้ในวันหยุด"


def numbered(*problems: str) -> list[Entry]:
    return [entry(number, problem, f"แก้ {problem}") for number, problem in enumerate(problems, 1)]


def test_nothing_changed() -> None:
    assert differences(numbered(STAFF, MONEY), numbered(STAFF, MONEY)) == ()


def test_an_entry_put_in_at_the_top_is_the_only_difference() -> None:
    found = differences(numbered(STAFF, MONEY), numbered(SYSTEM, STAFF, MONEY))
    assert found == (Difference(ChangeKind.ADDED, 1, "", "", f"{SYSTEM}\nแก้ {SYSTEM}"),)


def test_a_removed_entry_is_told_by_its_old_number() -> None:
    assert differences(numbered(STAFF, MONEY), numbered(MONEY)) == (
        Difference(ChangeKind.REMOVED, 1, "", f"{STAFF}\nแก้ {STAFF}", ""),
    )


def test_entries_that_only_moved_are_no_difference() -> None:
    assert differences(numbered(STAFF, MONEY, SYSTEM), numbered(SYSTEM, STAFF, MONEY)) == ()


def test_an_edited_entry_is_told_column_by_column() -> None:
    old = [entry(1, MONEY), entry(2, STAFF, "อบรม", "มาตรา ๕")]
    new = [entry(1, STAFF + "จำนวน 3 คน", "จ้างเพิ่ม", "มาตรา 5"), entry(2, MONEY)]
    assert differences(old, new) == (
        Difference(ChangeKind.CHANGED, 1, "problem", STAFF, STAFF + "จำนวน 3 คน"),
        Difference(ChangeKind.CHANGED, 1, "solution", "อบรม", "จ้างเพิ่ม"),
    )


def test_another_problem_in_the_same_place_is_added_and_removed() -> None:
    assert [item.kind for item in differences(numbered(STAFF), numbered(SYSTEM))] == ["added", "removed"]


def test_spelling_is_no_difference() -> None:
    assert differences([entry(1, "น\u0e49\u0e4d\u0e32 ท่วม ๓ ครั้ง")], [entry(1, "น้ำท่วม 3 ครั้ง")]) == ()


def test_the_same_entry_twice_is_paired_twice() -> None:
    assert [item.kind for item in differences(numbered(STAFF, STAFF), numbered(STAFF))] == ["removed"]
    assert [item.kind for item in differences(numbered(STAFF), numbered(STAFF, STAFF))] == ["added"]


def test_to_and_from_a_nil_report() -> None:
    assert [item.kind for item in differences([], numbered(STAFF, MONEY))] == ["added", "added"]
    assert [item.kind for item in differences(numbered(STAFF, MONEY), [])] == ["removed", "removed"]


TEXTS = st.lists(st.text("กขคง ๑1", max_size=8), max_size=6)


@given(TEXTS, TEXTS)
def test_every_entry_is_accounted_for(before: list[str], after: list[str]) -> None:
    old, new = (
        [entry(n, text) for n, text in enumerate(before, 1)],
        [entry(n, text) for n, text in enumerate(after, 1)],
    )
    kinds = [item.kind for item in differences(old, new)]
    assert len(old) - kinds.count("removed") == len(new) - kinds.count("added")  # what is left is paired
    assert differences(new, new) == ()


@pytest.mark.slow
def test_a_hostile_report_of_thousands_of_entries_takes_no_time() -> None:
    old = [entry(n, f"{n} {STAFF}" * 20) for n in range(1500)]
    new = [entry(n, f"{n} {MONEY}" * 20) for n in range(1500)]
    started = time.process_time()
    assert differences(old, new)
    assert time.process_time() - started < 10
