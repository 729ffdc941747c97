"""What becomes of a report: filed, revised, the same again, or left to a person; never under the wrong unit or month."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from collector.model.outcomes import Filed, Outcome, Timeliness
from collector.model.reports import ChangeKind, Difference, Report
from collector.periods import Period
from tests.filing.cases import DECEMBER
from tests.filing.decisions import (
    KRABI,
    MONEY,
    NOVEMBER,
    OCTOBER,
    STAFF,
    TRANG,
    codes,
    decided,
    filed,
    mail,
    report,
    shelf,
    told,
)

FILED, REVISED, DUPLICATE, REVIEW = Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE, Outcome.REVIEW
ADDED = Difference(ChangeKind.ADDED, 2, "", "", MONEY, report(STAFF, MONEY).entries[1].fields[:1])


def test_the_first_report_of_a_unit_and_month_is_filed_under_its_receipt_number() -> None:
    verdict = decided(report())
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, ruling.revision) == (FILED, FILED, 1)
    assert (ruling.receipt, ruling.known_sender, ruling.differences) == ("HC-2561-12/TH-81/1", True, ())
    assert told(ruling.reasons) == told(verdict.reasons) == [("filed", {})]


def test_other_content_for_the_same_unit_and_month_is_the_next_revision_with_what_changed() -> None:
    verdict = decided(report(STAFF, MONEY), on_file=shelf(filed(report(STAFF), revision=3)))
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, ruling.revision) == (REVISED, REVISED, 4)
    assert (ruling.receipt, ruling.known_sender) == ("HC-2561-12/TH-81/4", True)
    assert ruling.differences == (ADDED,)
    assert told(ruling.reasons) == [("revised", {"revision": "4"})]


def test_the_same_content_again_is_a_duplicate_and_bears_the_number_of_what_it_repeats() -> None:
    verdict = decided(report(), on_file=shelf(filed(report(), revision=2)))
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, ruling.revision) == (DUPLICATE, DUPLICATE, 2)
    assert (ruling.receipt, ruling.differences) == ("HC-2561-12/TH-81/2", ())
    assert told(ruling.reasons) == [("duplicate", {"revision": "2"})]


@pytest.mark.parametrize(
    ("message_id", "outcome"),
    [
        pytest.param("<1@local.example>", DUPLICATE, id="the very mail comes once more"),
        pytest.param("<2@local.example>", REVISED, id="another mail takes the later one back"),
        pytest.param("", REVISED, id="a mail without a name"),
    ],
)
def test_a_mail_that_comes_once_more_takes_back_nothing_that_was_mended_since(
    message_id: str, outcome: Outcome
) -> None:
    first = replace(filed(report()), message_id="<1@local.example>" if message_id else "")
    second = replace(filed(report("ใหม่"), revision=2), message_id="<9@local.example>", earlier=(first,))
    about = replace(mail(), message_id=message_id)
    (ruling,) = decided(report(), about=about, on_file=shelf(second)).rulings
    assert ruling.outcome is outcome
    assert (ruling.revision, ruling.receipt.rpartition("/")[2]) == (
        (1, "1") if outcome is DUPLICATE else (3, "3")
    )


def test_a_mail_of_an_earlier_ones_name_with_other_figures_is_a_revision() -> None:
    first = replace(filed(report("เจ้าหน้าที่ 1.5 คน")), message_id="<1@local.example>")
    second = replace(filed(report("ใหม่"), revision=2), message_id="<9@local.example>", earlier=(first,))
    about = replace(mail(), message_id="<1@local.example>")
    (ruling,) = decided(report("เจ้าหน้าที่ 15 คน"), about=about, on_file=shelf(second)).rulings
    assert (ruling.outcome, ruling.revision) == (REVISED, 3)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report(period=NOVEMBER), id="the month before"),
        pytest.param(report(period=Period(2019, 1)), id="the month after"),
        pytest.param(report(period=Period(2017, 12)), id="the same month of another year"),
        pytest.param(report(unit=TRANG), id="another unit"),
        pytest.param(report(form="waste"), id="another form"),
    ],
)
def test_what_is_on_file_for_another_unit_month_or_form_is_not_touched(other: Report) -> None:
    (ruling,) = decided(report(MONEY), on_file=shelf(filed(other))).rulings
    assert (ruling.outcome, ruling.receipt) == (FILED, "HC-2561-12/TH-81/1")
    back = decided(other, on_file=shelf(filed(report(MONEY))), sender_units=(KRABI, TRANG))
    assert back.outcome is FILED


def test_a_nil_report_after_one_with_entries_is_a_revision_and_nil_again_a_duplicate() -> None:
    assert decided(report(nil=True), on_file=shelf(filed(report()))).outcome is REVISED
    assert decided(report(nil=True), on_file=shelf(filed(report(nil=True)))).outcome is DUPLICATE


# ── who sent it ─────────────────────────────────────────────────────────────────────────────────

BY_KNOWN, BY_STRANGER = filed(report()), filed(report(), known_sender=False)


@pytest.mark.parametrize(
    ("on_file", "problem", "units", "outcome", "reasons"),
    [
        pytest.param(None, STAFF, (KRABI,), FILED, ["filed"], id="known files"),
        pytest.param(None, STAFF, (TRANG, KRABI), FILED, ["filed"], id="known for two units files"),
        pytest.param(None, STAFF, (), FILED, ["filed", "unknown-sender"], id="stranger files and is marked"),
        pytest.param(None, STAFF, (TRANG,), FILED, ["filed", "unknown-sender"], id="another unit's sender is a stranger"),
        pytest.param(BY_KNOWN, MONEY, (KRABI,), REVISED, ["revised"], id="known replaces known"),
        pytest.param(BY_STRANGER, MONEY, (KRABI,), REVISED, ["revised"], id="known replaces stranger"),
        pytest.param(BY_STRANGER, MONEY, (), REVIEW, ["unknown-sender-would-replace"], id="nor another stranger"),
        pytest.param(BY_KNOWN, MONEY, (), REVIEW, ["unknown-sender-would-replace"], id="stranger may not replace known"),
        pytest.param(BY_KNOWN, MONEY, (TRANG,), REVIEW, ["unknown-sender-would-replace"], id="nor another unit's sender"),
        pytest.param(BY_KNOWN, STAFF, (), DUPLICATE, ["duplicate", "unknown-sender"], id="stranger says the same again"),
    ],
)  # fmt: skip
def test_who_may_file_and_who_may_replace(
    on_file: Filed | None, problem: str, units: tuple[str, ...], outcome: Outcome, reasons: list[str]
) -> None:
    there = shelf(on_file) if on_file else shelf()
    verdict = decided(report(problem), on_file=there, sender_units=units)
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, codes(ruling.reasons)) == (outcome, outcome, reasons)
    assert ruling.known_sender is (KRABI in units)


def test_what_a_stranger_would_replace_is_shown_to_the_person_and_nothing_is_numbered() -> None:
    on_file = shelf(filed(report(STAFF)))
    (ruling,) = decided(report(STAFF, MONEY), on_file=on_file, sender_units=()).rulings
    assert (ruling.differences, ruling.revision, ruling.receipt) == ((ADDED,), 0, "")


def test_a_mail_without_a_readable_sender_is_no_known_one_and_is_not_told_that_it_is_unknown() -> None:
    verdict = decided(report(), about=mail(sender=""), sender_units=())
    assert (verdict.outcome, codes(verdict.reasons), verdict.rulings[0].known_sender) == (
        FILED,
        ["filed"],
        False,
    )


# ── when ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("received", "period", "form", "expected"),
    [
        pytest.param("2019-01-05T12:00+07:00", DECEMBER, "help-centre", "on_time", id="the fifth, a Saturday"),
        pytest.param("2019-01-07T23:59+07:00", DECEMBER, "help-centre", "on_time", id="the last minute of Monday"),
        pytest.param("2019-01-07T16:59+00:00", DECEMBER, "help-centre", "on_time", id="the same minute in UTC"),
        pytest.param("2019-01-08T00:00+07:00", DECEMBER, "help-centre", "late", id="midnight"),
        pytest.param("2019-01-07T17:00+00:00", DECEMBER, "help-centre", "late", id="the same midnight in UTC"),
        pytest.param("2018-12-07T09:00+07:00", NOVEMBER, "help-centre", "late", id="November, due on Wednesday the fifth"),
        pytest.param("2018-12-20T09:00+07:00", DECEMBER, "help-centre", "on_time", id="before the month is over"),
        pytest.param("2019-01-15T09:00+07:00", DECEMBER, "waste", "on_time", id="a form that is due on the fifteenth"),
        pytest.param("2019-01-16T09:00+07:00", DECEMBER, "waste", "late", id="the day after"),
    ],
)  # fmt: skip
def test_on_time_is_by_the_day_on_which_the_server_received_it(
    received: str, period: Period, form: str, expected: str
) -> None:
    about = mail(received=datetime.fromisoformat(received))
    (ruling,) = decided(report(period=period, form=form), about=about).rulings
    assert ruling.timeliness == Timeliness(expected)


@pytest.mark.parametrize(
    ("period", "reasons"),
    [
        pytest.param(OCTOBER, ["filed"], id="the first month that is owed"),
        pytest.param(OCTOBER.previous(), ["filed", "not-expected"], id="the month before it"),
    ],
)
def test_a_month_that_is_not_owed_is_filed_and_marked(period: Period, reasons: list[str]) -> None:
    verdict = decided(report(period=period))
    assert (verdict.outcome, codes(verdict.reasons)) == (FILED, reasons)


def test_a_strangers_report_of_a_month_that_is_not_owed_bears_both_marks_and_keeps_them() -> None:
    early = report(period=OCTOBER.previous())
    assert codes(decided(early, sender_units=()).reasons) == ["filed", "unknown-sender", "not-expected"]
    again = decided(early, on_file=shelf(filed(early)), sender_units=())
    assert codes(again.reasons) == ["duplicate", "unknown-sender", "not-expected"]


# ── what is not filed ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("doubtful", "timeliness"),
    [
        pytest.param(report(doubts=("unit-conflict",)), Timeliness.LATE, id="sources disagree"),
        pytest.param(report(unit=None, doubts=("no-unit",)), None, id="whose it is is not known"),
        pytest.param(report(period=None, doubts=("no-month",)), None, id="for which month is not known"),
        pytest.param(report(unit=None), None, id="no unit, though nobody said so"),
        pytest.param(report(period=None), None, id="no month, though nobody said so"),
    ],
)
def test_what_is_in_doubt_goes_to_a_person_with_its_doubts_whatever_is_on_file(
    doubtful: Report, timeliness: Timeliness | None
) -> None:
    about = mail(received=datetime(2019, 1, 9, tzinfo=UTC))
    verdict = decided(doubtful, about=about, on_file=shelf(filed(report())))
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, ruling.reasons) == (REVIEW, REVIEW, doubtful.doubts)
    assert (ruling.revision, ruling.receipt, ruling.timeliness) == (0, "", timeliness)


@pytest.mark.parametrize("blank", [True, False], ids=["blank", "in doubt"])
@pytest.mark.parametrize(
    ("unit", "units", "known"),
    [
        pytest.param(KRABI, (KRABI,), True, id="registered for it"),
        pytest.param(KRABI, (TRANG,), False, id="registered for another"),
        pytest.param(None, (KRABI,), False, id="nobody's form"),
    ],
)
def test_whether_the_sender_is_known_is_kept_with_what_is_not_filed_too(
    unit: str | None, units: tuple[str, ...], known: bool, blank: bool
) -> None:
    doubts = () if blank else ("unit-conflict",)
    (ruling,) = decided(report(unit=unit, blank=blank, doubts=doubts), sender_units=units).rulings
    assert ruling.known_sender is known


@pytest.mark.parametrize("doubts", [(), ("unit-conflict",)], ids=["clear", "in doubt"])
def test_a_blank_form_goes_back_by_name_and_is_no_report(doubts: tuple[str, ...]) -> None:
    verdict = decided(report(blank=True, attachment="blank.docx", doubts=doubts))
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome) == (Outcome.RETURNED, Outcome.RETURNED)
    assert told(ruling.reasons) == told(verdict.reasons) == [("blank-form", {"attachment": "blank.docx"})]
    assert (ruling.revision, ruling.receipt, ruling.timeliness) == (0, "", None)
