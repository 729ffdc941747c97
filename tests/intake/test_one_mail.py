"""One waiting mail to its outcome: the size limit, the mail in hand, what is written of it and who is answered."""

from datetime import UTC, timedelta

import pytest
from structlog.testing import capture_logs

from collector.application import Application
from collector.confined.values import MOST_TEXT
from collector.demo import mails
from collector.errors import StoreError
from collector.intake.one_mail import (
    HEAD_OF_MAIL,
    MOST_AHEAD,
    NextMail,
    open_waiting,
    process_mails,
)
from collector.intake.scan_lane import ScanLane
from collector.model.outcomes import Outcome
from collector.readers.limits import MEGABYTE
from tests.e2e.office import NOW, ONE, letter_from, word_mail
from tests.filing.cases import overwrite
from tests.intake.cases import FIRST, everyone, processed, receipt, take_in, told, too_large
from tests.intake.mails import WORD

STRANGER = "someone@elsewhere.example"

# ── how large ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("size", "beyond"),
    [
        pytest.param(MEGABYTE, False, id="as large as may be"),
        pytest.param(MEGABYTE + 1, True, id="one byte more"),
    ],
)
def test_a_mail_beyond_the_limit_is_not_unpacked_and_only_its_head_is_looked_at(
    app: Application, size: int, beyond: bool
) -> None:
    data = too_large(size=size)
    (waiting,) = take_in(app, data)
    opened = open_waiting(app, waiting, NOW)
    given = data[:HEAD_OF_MAIL] if beyond else data
    assert (opened.too_large, opened.waiting, opened.data) == (beyond, waiting, given)
    found = app.understanding.contents(opened.order, opened.data)
    mail = found.mail
    assert (mail.sender.email, mail.subject, mail.received) == ("krabi@local.example", "large", FIRST)
    assert bool(found.attachments) is not beyond
    assert len(mail.text) == (HEAD_OF_MAIL - data.index(b"xx") if beyond else MOST_TEXT)


def test_a_form_in_a_mail_beyond_the_limit_is_not_read(app: Application) -> None:
    mail = word_mail(ONE, 1) + b"\r\n" * MEGABYTE
    take_in(app, mail)
    assert processed(app) == [Outcome.RETURNED]
    assert app.store.current() == ()
    (held,) = app.store.held()
    assert [reason.code for reason in held.reasons] == ["too-large"]
    (letter,) = app.store.letters()
    assert (letter.letter.kind, letter.letter.to) == ("returned", ("krabi@local.example",))
    assert app.archive.read(f"{held.archive}/จดหมาย.eml") == mail  # whole


# ── the mail in hand ────────────────────────────────────────────────────────────────────────────


def test_the_mail_that_is_opened_is_the_one_in_hand(app: Application) -> None:
    first, second = take_in(app, receipt(1), receipt(2))
    ahead = NextMail(app, NOW)
    assert ahead.take(first).waiting == first
    assert app.spool.left_over() == (first.sha256,)
    ahead.open(second, first)
    assert app.spool.left_over() == (first.sha256,)  # the one behind it is only looked at
    assert ahead.take(second).waiting == second
    assert app.spool.left_over() == (second.sha256,)
    ahead.open(None, second)
    assert app.spool.left_over() == (second.sha256,)


@pytest.mark.parametrize(
    ("size", "is_opened"),
    [
        pytest.param(MOST_AHEAD, True, id="a megabyte"),
        pytest.param(MOST_AHEAD + 1, False, id="more than a megabyte"),
    ],
)
def test_a_large_mail_is_not_opened_before_its_turn(app: Application, size: int, is_opened: bool) -> None:
    first, second = take_in(app, receipt(1), too_large(size=size))
    ahead = NextMail(app, NOW)
    ahead.open(second, first)
    path = app.spool.path(second.sha256)
    data = path.read_bytes()
    overwrite(path, b"damaged after it was opened")
    if is_opened:
        assert ahead.take(second).data == data
    with pytest.raises(StoreError, match="damaged"):
        ahead.take(second)  # what was opened is handed out once
    overwrite(path, data)


def test_what_cannot_be_opened_ahead_is_met_again_at_its_turn(app: Application) -> None:
    first, second = take_in(app, receipt(1), receipt(2))
    data = app.spool.read(second.sha256)
    overwrite(app.spool.path(second.sha256), b"damaged")
    ahead = NextMail(app, NOW)
    with capture_logs() as logs:
        ahead.open(second, first)
    assert [(line["event"], line["mail"]) for line in logs] == [("not-ahead", second.sha256)]
    assert "damaged" in logs[0]["why"]
    assert app.spool.left_over() == (first.sha256,)
    with pytest.raises(StoreError, match="damaged"):
        ahead.take(second)
    overwrite(app.spool.path(second.sha256), data)
    assert ahead.take(second).data == data


# ── what is written of it ───────────────────────────────────────────────────────────────────────


def test_what_the_ledger_keeps_of_a_mail(app: Application) -> None:
    take_in(app, receipt(7))
    with capture_logs() as logs:
        assert processed(app) == [Outcome.IGNORED]
    assert told(app, "SELECT sender, subject, message_id, outcome, machine_kind, archive FROM mail") == [
        ("krabi@local.example", "7", "<7@local.example>", "ignored", "disposition", "")
    ]
    assert told(app, "SELECT received, processed_at FROM mail") == [
        tuple(moment.astimezone(UTC).isoformat(timespec="microseconds") for moment in (FIRST, NOW))
    ]
    (done,) = [line for line in logs if line["event"] == "mail-done"]
    assert (done["outcome"], done["reports"], len(done["mail"])) == ("ignored", 0, 64)


@pytest.mark.parametrize(
    ("sender", "headers", "letters"),
    [
        pytest.param("krabi@local.example", (), 1, id="an office is answered"),
        pytest.param("Someone@Elsewhere.example", (), 1, id="a stranger is answered"),
        pytest.param("helpcenter@dept.example", (), 0, id="the department's own address is not"),
        pytest.param("Staff@Dept.example", (), 0, id="its staff is not"),
        pytest.param("krabi@local.example", ("Return-Path: <>",), 0, id="a machine is not"),
        pytest.param(
            "krabi@local.example",
            ("Reply-To: noreply@local.example",),
            1,
            id="a registered sender is, wherever he wants it",
        ),
    ],
)
def test_who_gets_an_answer(app: Application, sender: str, headers: tuple[str, ...], letters: int) -> None:
    take_in(app, too_large(sender, *headers))
    assert processed(app) == [Outcome.RETURNED]
    assert len(app.store.letters()) == letters


@pytest.mark.parametrize(
    ("sender", "headers", "letters"),
    [
        pytest.param(
            "krabi@local.example", "", [("acknowledgement", "krabi@local.example")], id="its reporter"
        ),
        pytest.param(
            "someone@elsewhere.example",
            "",
            [("notice", "krabi@local.example"), ("acknowledgement", "someone@elsewhere.example")],
            id="a stranger, of whom its reporter is told",
        ),
        pytest.param(
            "someone@elsewhere.example",
            "Return-Path: <>\r\n",
            [("notice", "krabi@local.example")],
            id="a stranger's machine, of which its reporter alone is told",
        ),
    ],
)
def test_who_hears_of_a_report(
    app: Application, sender: str, headers: str, letters: list[tuple[str, str]]
) -> None:
    take_in(app, headers.encode() + mails.attached(letter_from(sender, 1), WORD))
    assert processed(app) == [Outcome.FILED]
    assert [(item.letter.kind, *item.letter.to) for item in app.store.letters()] == letters


def test_a_stranger_gets_three_answers_a_day_and_what_comes_after_says_why_it_got_none(
    app: Application,
) -> None:
    take_in(app, *(too_large(STRANGER, f"X-Number: {number}") for number in range(4)))
    assert processed(app) == [Outcome.RETURNED] * 4
    assert [item.letter.to for item in app.store.letters()] == [("someone@elsewhere.example",)] * 3
    reasons = [
        [(reason.code, reason.values) for reason in item.reasons]
        for item in sorted(app.store.held(), key=lambda one: one.received)
    ]
    unanswered = ("not-answered", {"limit": "stranger-day"})
    assert reasons == [[("too-large", {})]] * 3 + [[("too-large", {}), unanswered]]


def test_an_answer_to_a_stranger_counts_for_thirty_days(app: Application) -> None:
    mails = iter(take_in(app, *(too_large(STRANGER, f"X-Number: {number}") for number in range(12))))
    for hours, number in ((0, 3), (25, 3), (50, 3), (75, 1), (29 * 24, 1), (30 * 24 + 1, 1)):
        moment = NOW + timedelta(hours=hours)
        with ScanLane(app.understanding, app.spool) as lane:
            list(process_mails(app, lane, [next(mails) for _ in range(number)], moment, everyone))
        app.spool.release()
    assert len(app.store.letters()) == 11  # ten within thirty days, and one when the first were older
    reasons = [len(item.reasons) for item in sorted(app.store.held(), key=lambda one: one.received)]
    assert reasons == [*[1] * 10, 2, 1]


def test_only_those_that_are_to_be_answered_are(app: Application) -> None:
    mails = take_in(app, *(too_large(f"{name}@local.example") for name in ("krabi", "trang", "loei")))
    processed(app, answers=lambda waiting: waiting == mails[1])
    assert [item.letter.to for item in app.store.letters()] == [("trang@local.example",)]


def test_what_is_ignored_is_not_answered(app: Application) -> None:
    take_in(app, b"From: krabi@local.example\r\nSubject: hello\r\n\r\nhello\r\n")
    assert processed(app) == [Outcome.IGNORED]
    assert app.store.letters() == ()
