"""One waiting mail to its outcome: the size limit, the mail in hand, what is answered, and what goes wrong on the way."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

import pytest
from structlog.testing import capture_logs

from collector.application import Application
from collector.errors import NoRoomError, StoreError, WorkerError
from collector.intake.one_mail import (
    HEAD_OF_MAIL,
    MOST_AHEAD,
    NextMail,
    hold_for_person,
    open_waiting,
    process_mails,
)
from collector.model import MailKey, Outcome, RawMail
from collector.readers.limits import MEGABYTE
from collector.store.records import WaitingMail
from tests.e2e.office import NOW, ONE, Office, word_mail
from tests.filing.cases import overwrite
from tests.intake.cases import FIRST, receipt, take_in, told, too_large


@pytest.fixture
def app(office: Office) -> Iterator[Application]:
    """A department that takes mails of up to one megabyte."""
    office.environ["COLLECTOR_LIMITS__MAIL_MEGABYTES"] = "1"
    with office.open() as opened:
        yield opened


def everyone(_waiting: WaitingMail) -> bool:
    return True


def processed(app: Application, *, answers: Callable[[WaitingMail], bool] = everyone) -> list[Outcome | None]:
    """The outcomes of all that waits, each mail in a commit of its own."""
    return list(process_mails(app, app.store.waiting(100), NOW, answers))


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
    assert (opened.too_large, opened.waiting, opened.data) == (beyond, waiting, data)
    mail = opened.unpacked.mail
    assert (mail.sender.email, mail.subject, mail.received) == ("krabi@local.example", "large", FIRST)
    assert bool(opened.unpacked.attachments) is not beyond
    assert len(mail.text) == (HEAD_OF_MAIL if beyond else size) - data.index(b"xx")


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
    assert app.spool.left_over() == first.sha256
    ahead.open(second, first)
    assert app.spool.left_over() == first.sha256  # the one behind it is only looked at
    assert ahead.take(second).waiting == second
    assert app.spool.left_over() == second.sha256
    ahead.open(None, second)
    assert app.spool.left_over() == second.sha256


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
    assert app.spool.left_over() == first.sha256
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
        pytest.param("krabi@local.example", ("Reply-To: noreply@local.example",), 0, id="nobody is not"),
    ],
)
def test_who_gets_an_answer(app: Application, sender: str, headers: tuple[str, ...], letters: int) -> None:
    take_in(app, too_large(sender, *headers))
    assert processed(app) == [Outcome.RETURNED]
    assert len(app.store.letters()) == letters


def test_only_those_that_are_to_be_answered_are(app: Application) -> None:
    mails = take_in(app, *(too_large(f"{name}@local.example") for name in ("krabi", "trang", "loei")))
    processed(app, answers=lambda waiting: waiting == mails[1])
    assert [item.letter.to for item in app.store.letters()] == [("trang@local.example",)]


def test_what_is_ignored_is_not_answered(app: Application) -> None:
    take_in(app, b"From: krabi@local.example\r\nSubject: hello\r\n\r\nhello\r\n")
    assert processed(app) == [Outcome.IGNORED]
    assert app.store.letters() == ()


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────


def test_a_mail_whose_processing_raises_is_tried_three_times_and_never_in_the_way(app: Application) -> None:
    first, _second = take_in(app, receipt(1), receipt(2))
    data = app.spool.read(first.sha256)
    overwrite(app.spool.path(first.sha256), b"damaged")
    with capture_logs() as logs:
        assert processed(app) == [None, Outcome.IGNORED]
        assert processed(app) == [None]
    failed = [line["mail"] for line in logs if line["event"] == "mail-failed"]
    assert failed == [first.sha256, first.sha256]
    ((attempts, error),) = told(app, "SELECT attempts, error FROM mail WHERE error IS NOT NULL")
    assert attempts == 2
    assert str(error).startswith("Traceback")
    assert "is damaged" in str(error)
    with capture_logs():
        assert processed(app) == [Outcome.REVIEW]
    assert app.store.waiting(9) == ()
    overwrite(app.spool.path(first.sha256), data)


def test_of_a_long_traceback_its_end_is_kept(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.EIO, "x" * 20_000)

    take_in(app, too_large())
    monkeypatch.setattr(os, "mkdir", refuse)
    with capture_logs():
        assert processed(app) == [None]
    ((error,),) = told(app, "SELECT error FROM mail")
    assert len(str(error)) == 10_000
    assert str(error).endswith("look at the system's log\n")


def test_a_full_disk_is_no_mails_fault(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    take_in(app, too_large())
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", full)
        with pytest.raises(NoRoomError):
            processed(app)
    assert [mail.attempts for mail in app.store.waiting(9)] == [0]
    assert processed(app) == [Outcome.RETURNED]


def test_a_reading_process_that_does_not_start_is_no_mails_fault(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(app, word_mail(ONE, 1))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(WorkerError):
            processed(app)
    assert [mail.attempts for mail in app.store.waiting(9)] == [0]
    app.understanding.reader.close()
    assert processed(app) == [Outcome.FILED]


@pytest.mark.parametrize("whole", [True, False], ids=["with its bytes", "when they are damaged, without"])
def test_a_mail_that_is_held_is_told_of_without_being_understood(app: Application, whole: bool) -> None:
    (waiting,) = take_in(app, receipt(1))
    if not whole:
        overwrite(app.spool.path(waiting.sha256), b"damaged")
    assert hold_for_person(app, waiting, NOW, "ZeroDivisionError") is Outcome.REVIEW
    (held,) = app.store.held()
    assert (held.outcome, held.sender, held.sender_name, held.subject) == (Outcome.REVIEW, "", "", "")
    assert [(reason.code, reason.values) for reason in held.reasons] == [
        ("internal-error", {"detail": "ZeroDivisionError"})
    ]
    assert held.received == FIRST
    assert told(app, "SELECT message_id FROM mail") == [("",)]
    assert app.store.letters() == ()
    assert held.archive.startswith("2562/รอตรวจสอบ/2562-01-04 ") is whole
    overwrite(app.spool.path(waiting.sha256), receipt(1))


def test_a_held_mail_without_a_time_of_its_own_came_when_it_was_held(app: Application) -> None:
    raw = RawMail(MailKey(app.mailbox().name, 0, "1"), receipt(1), None)
    app.store.take_in(app.spool.keep([raw]))
    later = NOW + timedelta(days=1)
    hold_for_person(app, app.store.waiting(1)[0], later, "x")
    assert [held.received for held in app.store.held()] == [later]
