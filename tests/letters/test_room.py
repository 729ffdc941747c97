"""How much stands in a letter: cut texts, counted rests, and a megabyte that no mail exceeds."""

import pytest

from collector.letters.compose import answer
from collector.letters.room import (
    LONGEST_CELL,
    LONGEST_NOTE,
    MOST_ENTRIES,
    MOST_ISSUES,
    MOST_REPORTS,
    cut,
    fitting,
    share_of,
    weight_of,
)
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from collector.model.reports import ChangeKind, Difference
from tests.letters.samples import NOW, context, entry, report, ruling
from tests.letters.test_compose import WORDING, html_of, text_of

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000


def test_a_text_is_cut_and_says_how_much_more_there_was() -> None:
    assert cut("ก" * LONGEST_CELL, WORDING) == "ก" * LONGEST_CELL
    assert cut("ก" * 600, WORDING, LONGEST_NOTE) == "ก" * 600
    assert cut("ก" * 601, WORDING, LONGEST_NOTE).endswith("(ตัดข้อความอีก ๑ ตัวอักษร)")
    assert cut("ก" * (LONGEST_CELL + 12), WORDING) == "ก" * LONGEST_CELL + " … (ตัดข้อความอีก ๑๒ ตัวอักษร)"


@pytest.mark.parametrize(
    ("sizes", "room", "most", "count"),
    [
        ([10, 10, 10], 30, 9, 3),
        ([10, 10, 10], 29, 9, 2),
        ([10, 10, 10], 30, 2, 2),
        ([10, 10], 5, 9, 0),
        ([], 10, 9, 0),
    ],
)
def test_the_first_that_have_room(sizes: list[int], room: int, most: int, count: int) -> None:
    items = list(range(len(sizes)))
    assert fitting(items, sizes, room, most) == items[:count]


def test_a_row_weighs_its_texts_twice_and_what_html_makes_of_them() -> None:
    assert weight_of(["กข", ""]) == 2 * 6 + 2 * weight_of([""])
    assert weight_of(["&"]) > weight_of(["a"])
    assert weight_of(["ก" * LONGEST_CELL]) == weight_of(["ก" * (LONGEST_CELL + 1)])


def test_a_sign_that_html_writes_out_weighs_twelve_bytes_more_than_a_letter() -> None:
    for sign in "&<>\"'\n":
        assert weight_of([sign]) == weight_of(["a"]) + 12
    assert weight_of(["~"]) == weight_of(["a"])
    assert weight_of([""]) == 270


def test_of_a_mail_thirty_reports_are_listed_and_of_a_report_a_hundred_and_fifty_entries() -> None:
    assert share_of(29) > share_of(30) == share_of(31) == 380_000 // 30
    assert len(fitting(range(200), [0] * 200, 0)) == 150


def test_reports_share_the_room_of_a_letter() -> None:
    assert share_of(0) == share_of(1) == 4 * share_of(4)
    assert share_of(500) == share_of(MOST_REPORTS)


LONG = "ข้อความยาว <b>&\n" * 60_000
LONG_ENTRIES = tuple(entry(number, LONG, LONG, LONG, LONG) for number in range(1, 400))
SHORT_ENTRIES = tuple(entry(number, "<&" * 30, "&" * 30, "&", "") for number in range(1, 400))
CHANGES = tuple(Difference(ChangeKind.CHANGED, number, "problem", LONG, LONG) for number in range(400))
SMALL_CHANGES = tuple(
    Difference(ChangeKind.CHANGED, number, "problem", "&" * 9, "&") for number in range(400)
)


@pytest.mark.parametrize(
    "entries", [LONG_ENTRIES[:2], LONG_ENTRIES, SHORT_ENTRIES], ids=["two cells", "long", "many"]
)
@pytest.mark.parametrize("changes", [CHANGES, SMALL_CHANGES], ids=["long changes", "many changes"])
@pytest.mark.parametrize("reports", [1, 100])
def test_no_acknowledgement_is_larger_than_a_megabyte(entries: tuple, changes: tuple, reports: int) -> None:  # type: ignore[type-arg]
    one = ruling(report(entries=entries), Outcome.REVISED, revision=2, differences=changes)
    letter = answer(context(*[one] * reports), WORDING, NOW)
    assert letter is not None
    assert len(letter.raw) < MEGABYTE


def test_a_letter_says_how_many_entries_changes_and_reports_it_does_not_list() -> None:
    one = ruling(report(entries=SHORT_ENTRIES), Outcome.REVISED, revision=2, differences=SMALL_CHANGES)
    letter = answer(context(*[one] * (MOST_REPORTS + 3)), WORDING, NOW)
    assert letter is not None
    for said in (text_of(letter), html_of(letter)):
        assert "และรายงานอื่นอีก ๓ ฉบับ" in said
        assert "และรายการเปลี่ยนแปลงอื่นอีก" in said
        assert "ประเด็นอื่นอีก" in said


def test_thousands_of_files_that_cannot_be_read_are_counted() -> None:
    files = tuple(Reason("damaged", {"attachment": f"{'ก' * 190}{number}.pdf"}) for number in range(5_000))
    letter = answer(context(outcome=Outcome.RETURNED, reasons=files), WORDING, NOW)
    assert letter is not None
    assert len(letter.raw) < MEGABYTE
    assert text_of(letter).count("ไฟล์ “") == MOST_ISSUES
    assert "อีก ๔๙๕๐ รายการ" in text_of(letter)


def test_as_many_entries_as_there_are_at_most() -> None:
    entries = tuple(entry(number, "ก") for number in range(1, MOST_ENTRIES + 2))
    letter = answer(context(ruling(report(entries=entries))), WORDING, NOW)
    assert letter is not None
    assert "ประเด็นอื่นอีก ๑ ประเด็น" in text_of(letter)
