"""What goes wrong with one mail: counted where it is the mail's fault, tried three times, then left to a person."""

import errno
import os
import sys
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from collector.application import Application
from collector.confined.room import ConfinedRoom
from collector.confined.values import Contents, Order, Task
from collector.errors import HeldMailError, NoRoomError, WorkerError
from collector.intake.one_mail import (
    hold_for_person,
)
from collector.model.mail import MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from tests.e2e.office import NOW, ONE, word_mail
from tests.filing.cases import overwrite
from tests.intake.cases import FIRST, processed, receipt, take_in, told, too_large


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
    (held,) = app.store.held()
    assert [(reason.code, reason.values) for reason in held.reasons] == [
        ("internal-error", {"detail": "StoreError"})
    ]
    overwrite(app.spool.path(first.sha256), data)


def test_of_a_long_traceback_its_end_is_kept(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.EACCES, "x" * 20_000)

    take_in(app, too_large())
    monkeypatch.setattr(os, "mkdir", refuse)
    with capture_logs():
        assert processed(app) == [None]
    ((error,),) = told(app, "SELECT error FROM mail")
    assert len(str(error)) == 10_000
    assert str(error).endswith("[storage] path\n")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_is_no_mails_fault(
    app: Application, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

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
        assert app.spool.left_over() == ()  # nor would a kill have been, while it was waited for
    assert [mail.attempts for mail in app.store.waiting(9)] == [0]
    app.understanding.room.close()
    assert processed(app) == [Outcome.FILED]


@pytest.mark.parametrize("whole", [True, False], ids=["with its bytes", "when they are damaged, without"])
def test_a_mail_that_is_held_is_told_of_without_being_understood(app: Application, whole: bool) -> None:
    (waiting,) = take_in(app, receipt(1))
    if not whole:
        overwrite(app.spool.path(waiting.sha256), b"damaged")
    assert (
        hold_for_person(app, waiting, NOW, Reason("internal-error", {"detail": "ZeroDivisionError"}))
        is Outcome.REVIEW
    )
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
    hold_for_person(app, app.store.waiting(1)[0], later, Reason("internal-error"))
    assert [held.received for held in app.store.held()] == [later]


@pytest.mark.parametrize("head_works", [True, False], ids=["its head tells who sent it", "nor its head"])
def test_a_mail_that_costs_too_much_is_held_at_the_first_try_and_the_next_is_served(
    app: Application, monkeypatch: pytest.MonkeyPatch, head_works: bool
) -> None:
    slow, _next = take_in(app, letter_to_hold(), word_mail(ONE, 1))
    contents = ConfinedRoom.contents

    def costly(room: ConfinedRoom, order: Order, data: bytes) -> Contents:
        if b"endless" in data and (order.task is Task.MAIL or not head_works):
            raise HeldMailError("mail-timeout")
        return contents(room, order, data)

    monkeypatch.setattr(ConfinedRoom, "contents", costly)
    with capture_logs() as logs:
        assert processed(app) == [Outcome.REVIEW, Outcome.FILED]
    told_of = [(line["mail"], line["why"]) for line in logs if line["event"] == "mail-held"]
    assert told_of == [(slow.sha256, str(HeldMailError("mail-timeout")))]
    (held,) = app.store.held()
    assert [reason.code for reason in held.reasons] == ["mail-timeout"]
    assert (held.sender, held.subject) == (("trang@local.example", "endless") if head_works else ("", ""))
    assert not [letter for letter in app.store.letters() if letter.letter.cause == slow.sha256]
    assert told(app, "SELECT attempts FROM mail WHERE outcome = 'review'") == [(0,)]


def letter_to_hold() -> bytes:
    return b"From: trang@local.example\nSubject: endless\nMessage-ID: <e@local.example>\n\nx\n"
