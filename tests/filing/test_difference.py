"""What changed between two revisions, as a reader would say it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.filing.difference import differences
from collector.model.reports import ChangeKind, Difference, Entry, Field
from tests.filing.cases import entry

STAFF = "บุคลากรของศูนย์ช่วยเหลือประชาชนมีไม่เพียงพอ"
MONEY = "งบประมาณในการดำเนินงานไม่เพียงพอ"
SYSTEM = "ระบบ INFO บันทึกข้อมูลไม่ได้ในวันหยุด"


def numbered(*problems: str) -> list[Entry]:
    return [entry(number, problem, f"แก้ {problem}") for number, problem in enumerate(problems, 1)]


def test_nothing_changed() -> None:
    assert differences(numbered(STAFF, MONEY), numbered(STAFF, MONEY)) == ()


def test_an_entry_put_in_at_the_top_is_the_only_difference() -> None:
    added = numbered(SYSTEM, STAFF, MONEY)
    assert differences(numbered(STAFF, MONEY), added) == (
        Difference(ChangeKind.ADDED, 1, "", "", f"{SYSTEM}\nแก้ {SYSTEM}", added[0].fields[:2]),
    )


def test_a_removed_entry_is_told_by_its_old_number() -> None:
    old = numbered(STAFF, MONEY)
    assert differences(old, numbered(MONEY)) == (
        Difference(ChangeKind.REMOVED, 1, "", f"{STAFF}\nแก้ {STAFF}", "", old[0].fields[:2]),
    )


def test_a_whole_entry_tells_what_each_column_said_and_passes_over_empty_ones() -> None:
    (added,) = differences([], [entry(1, STAFF)])
    assert [(item.key, item.text) for item in added.fields] == [("problem", STAFF)]


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


# ── which entry is the same one, edited ─────────────────────────────────────────────────────────

Told = list[tuple[str, int, str]]  # kind, number and column of each difference
ADDED_AND_REMOVED: Told = [("added", 1, ""), ("removed", 1, "")]
LONG = "รายละเอียดเพิ่มเติมที่ไม่เคยมีมาก่อน" * 3


def told(old: list[Entry], new: list[Entry]) -> Told:
    return [(item.kind.value, item.number, item.key) for item in differences(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(("กกกขข",), ("กกกคค",), [("changed", 1, "problem")], id="three letters of five stayed"),
        pytest.param(("กกกขขข",), ("กกกคคคค",), ADDED_AND_REMOVED, id="fewer than six of ten"),
        pytest.param(("กกก",), ("กกกขขขข",), [("changed", 1, "problem")], id="more than twice as long"),
        pytest.param((STAFF, LONG), (STAFF, "ก"), [("changed", 1, "solution")], id="the problem stayed, the solution is short now"),
        pytest.param((STAFF, "ก"), (STAFF, LONG), [("changed", 1, "solution")], id="the problem stayed, the solution is another"),
        pytest.param(("ขข", "กกก"), ("คค", "กกก"), [("changed", 1, "problem")], id="the problem is another, most of the whole stayed"),
        pytest.param(("ขข", "กก"), ("คค", "กก"), ADDED_AND_REMOVED, id="only half of the whole stayed"),
        pytest.param(("", "ข"), ("", "คคค"), ADDED_AND_REMOVED, id="no problem on both sides is nothing in common"),
        pytest.param(("", "กกกข"), ("", "กกกค"), [("changed", 1, "solution")], id="without a problem the rest speaks"),
        pytest.param((STAFF * 9 + "ก",), ("ข" + STAFF * 9,), [("changed", 1, "problem")], id="letters that come often count"),
        pytest.param(("ก" * 400 + "ข" * 900,), ("ก" * 400 + "ค" * 900,), [("changed", 1, "problem")], id="what differs after 400 letters"),
        pytest.param(("ข" * 160 + "ก" * 240 + "ข",), ("ค" * 160 + "ก" * 240 + "ค",), [("changed", 1, "problem")], id="240 of the first 400 stayed"),
        pytest.param(("ก" * 240 + "ข" * 200,), ("ก" * 240 + "ค" * 200,), [("changed", 1, "problem")], id="240 of the first 400 stayed, at the top"),
        pytest.param(("ก" * 239 + "ข" * 200,), ("ก" * 239 + "ค" * 200,), ADDED_AND_REMOVED, id="239 of the first 400 stayed"),
    ],
)  # fmt: skip
def test_an_entry_is_the_same_where_six_tenths_of_its_problem_or_of_the_whole_stayed(
    old: tuple[str, ...], new: tuple[str, ...], expected: Told
) -> None:
    assert told([entry(1, *old)], [entry(1, *new)]) == expected


A, ALMOST_A, LIKE_A = "กขคงจฉชซฌญ", "กขคงจฉชซฌฎ", "กขคงจฉชดตถ"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([LIKE_A, ALMOST_A], [A], [("changed", 1, "problem"), ("removed", 1, "")], id="of two old ones the more alike"),
        pytest.param([ALMOST_A, LIKE_A], [A], [("changed", 1, "problem"), ("removed", 2, "")], id="in whatever order"),
        pytest.param([A], [LIKE_A, ALMOST_A], [("added", 1, ""), ("changed", 2, "problem")], id="of two new ones the more alike"),
        pytest.param([A + "1", STAFF, A + "2"], [MONEY, SYSTEM, A + "3"], [("added", 1, ""), ("added", 2, ""), ("changed", 3, "problem"), ("removed", 1, ""), ("removed", 2, "")], id="of equals the nearest"),
        pytest.param([A + "1", STAFF, A + "2"], [MONEY, A + "3", SYSTEM], [("added", 1, ""), ("changed", 2, "problem"), ("added", 3, ""), ("removed", 2, ""), ("removed", 3, "")], id="of equally near ones the upper"),
        pytest.param([A + "1", STAFF], [A + "2", A + "3"], [("changed", 1, "problem"), ("added", 2, ""), ("removed", 2, "")], id="the nearest of two new ones"),
        pytest.param([STAFF, MONEY, A + "1"], [A + "2", STAFF, A + "3"], [("added", 1, ""), ("changed", 3, "problem"), ("removed", 2, "")], id="the nearest of two new ones, further down"),
        pytest.param([A, A + "1"], [A + "1", A], [], id="what says the same is paired before what is alike"),
    ],
)  # fmt: skip
def test_of_several_entries_that_are_alike(old: list[str], new: list[str], expected: Told) -> None:
    assert (
        told(
            [entry(number, text) for number, text in enumerate(old, 1)],
            [entry(number, text) for number, text in enumerate(new, 1)],
        )
        == expected
    )


def test_a_column_that_only_one_revision_has_is_told() -> None:
    without = Entry(1, (Field("problem", STAFF),))
    more = Entry(1, (Field("problem", STAFF), Field("remark", "ด่วน")))
    assert differences([without], [more]) == (Difference(ChangeKind.CHANGED, 1, "remark", "", "ด่วน"),)
    assert differences([more], [without]) == (Difference(ChangeKind.CHANGED, 1, "remark", "ด่วน", ""),)


# ── very long reports ───────────────────────────────────────────────────────────────────────────


def strangers(number: int, sign: str) -> list[Entry]:
    """Entries that are like no other: of each sign a letter of its own, and the number in a foreign script."""
    return [entry(index, sign + chr(0x4E00 + index) * 3) for index in range(1, number + 1)]


def test_of_fifty_entries_each_is_compared_with_each() -> None:
    old, new = strangers(50, "ก"), strangers(50, "ข")
    old[49], new[0] = entry(50, A), entry(1, ALMOST_A)
    assert ("changed", 1, "problem") in told(old, new)
    old[49], new[0], old[0], new[49] = old[0], new[49], entry(1, A), entry(50, ALMOST_A)
    assert ("changed", 50, "problem") in told(old, new)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param(0, 0, True, id="in the same place"),
        pytest.param(1, 1, True, id="in the same place further down"),
        pytest.param(1, 0, False, id="one place further down"),
    ],
)
def test_an_entry_of_thousands_is_compared_with_the_nearest_only(old: int, new: int, found: bool) -> None:
    before, after = strangers(2, "ก"), strangers(2501, "ข")
    before[old], after[new] = entry(old + 1, A), entry(new + 1, ALMOST_A)
    assert (("changed", new + 1, "problem") in told(before, after)) is found


@pytest.mark.slow
def test_a_hostile_report_of_thousands_of_entries_takes_no_time() -> None:
    old = [entry(n, f"{n} {STAFF}" * 20) for n in range(1500)]
    new = [entry(n, f"{n} {MONEY}" * 20) for n in range(1500)]
    started = time.process_time()
    assert differences(old, new)
    assert time.process_time() - started < 40


@pytest.mark.slow
def test_two_revisions_of_thousands_of_rows_take_seconds_of_the_processor() -> None:
    """Each row was compared with its nearest of thousands that were sorted anew: 42 s for 8,000 rows."""
    old = [entry(number, f"ปัญหาที่ {number} ของอำเภอ " + "ก" * 150) for number in range(8_000)]
    new = [entry(number, f"เรื่องที่ {number} ของตำบล " + "ข" * 150) for number in range(8_000)]
    began = time.process_time()
    assert len(differences(old, new)) == 16_000
    assert time.process_time() - began < 50


@pytest.mark.slow
def test_texts_of_one_letter_cost_no_more_than_others() -> None:
    """As strangers may write them; letters that repeat made difflib go over them again and again: minutes for a report."""
    old = [entry(number, "กข" * 200, str(number) + "ก" * 150) for number in range(500)]
    new = [entry(number, "ขกค" * 130, str(number) + "ข" * 150) for number in range(500)]
    began = time.process_time()
    assert differences(old, new)
    assert time.process_time() - began < 60  # usually one


def test_of_many_reports_each_entry_is_compared_with_fewer() -> None:
    old, new = strangers(50, "ก"), strangers(50, "ข")
    old[49], new[0] = entry(50, A), entry(1, ALMOST_A)
    assert ("changed", 1, "problem") in told(old, new)
    assert ("added", 1, "") in [
        (item.kind.value, item.number, item.key) for item in differences(old, new, 100)
    ]
    assert len(differences(old, new, 0)) == 100
