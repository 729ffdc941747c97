"""Letters are rows before they are mail: once a cause, tried again, counted, never edited."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from collector.errors import StoreError
from collector.message_ids import conversation_name, make, mark_of
from collector.model.letters import AnsweredLetter
from collector.model.outcomes import Outcome
from collector.periods import Period
from collector.store.records import Breaker, ReminderLetter
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, letter, raw, ruling, verdict

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
LATER = NOW + HOUR
NOVEMBER = Period(2018, 11)


def test_one_letter_a_kind_and_cause_for_ever(store: Store) -> None:
    assert store.queue([letter("a"), letter("a"), letter("b")], NOW) == 2
    assert store.queue([letter("a"), letter("a", kind="reminder")], LATER) == 1
    assert [(item.letter.kind, item.letter.cause) for item in store.letters()] == [
        ("acknowledgement", "a"),
        ("acknowledgement", "b"),
        ("reminder", "a"),
    ]
    assert store.letters()[0].letter == letter("a")


def test_a_letter_goes_its_way_to_sent(store: Store) -> None:
    store.queue([letter("a")], NOW)
    (due,) = store.due_letters(NOW, 10)
    store.letter_sending(due.id)
    (on_the_wire,) = store.due_letters(NOW, 10)  # what a process that died here has to send again
    assert (on_the_wire.state, on_the_wire.attempts) == ("sending", 1)
    store.letter_sent(due.id, "250 OK", LATER)
    assert store.due_letters(LATER, 10) == ()
    (sent,) = store.letters("sent")
    assert (sent.sent, sent.answer, sent.attempts) == (LATER, "250 OK", 1)
    with pytest.raises(StoreError, match="stays sent"):
        store.letter_failed(due.id, "too late", None, LATER)


def test_a_refused_letter_waits_and_one_given_up_is_failed(store: Store) -> None:
    store.queue([letter("a"), letter("b")], NOW)
    first, second = store.due_letters(NOW, 10)
    store.letter_failed(first.id, "451 later", LATER, NOW)
    store.letter_failed(second.id, "550 unknown user", None, NOW)
    assert store.due_letters(NOW, 10) == ()
    assert [item.id for item in store.due_letters(LATER, 10)] == [first.id]
    assert store.letter_counts() == {"queued": 1, "sending": 0, "sent": 0, "failed": 1, "held": 0}
    assert "550 unknown user" in store.letters("failed")[0].answer


def test_due_letters_come_in_order_and_no_more_than_asked_for(store: Store) -> None:
    store.queue([letter(str(n)) for n in range(5)], NOW)
    assert [item.letter.cause for item in store.due_letters(NOW, 3)] == ["0", "1", "2"]


def test_held_letters_stay_until_they_are_released(store: Store) -> None:
    store.queue([letter("shadow")], NOW, held="shadow mode")
    store.queue([letter("a")], NOW)
    assert store.hold_letters("too many letters in an hour") == 1
    assert store.due_letters(NOW, 10) == ()
    assert {item.answer for item in store.letters("held")} == {"shadow mode", "too many letters in an hour"}
    assert store.release_letters(NOW) == 2
    assert len(store.due_letters(NOW, 10)) == 2


def test_a_letter_that_may_have_arrived_is_told_from_one_that_did_not(store: Store) -> None:
    store.queue([letter("a")], NOW)
    (due,) = store.due_letters(NOW, 10)
    assert due.uncertain == 0
    store.letter_sending(due.id)
    assert store.due_letters(NOW, 10)[0].uncertain == 1  # the process died with it on the wire
    store.letter_sending(due.id)
    assert store.due_letters(NOW, 10)[0].uncertain == 2
    store.letter_failed(due.id, "451 later", NOW, NOW)
    assert store.due_letters(NOW, 10)[0].uncertain == 1
    store.letter_sending(due.id)
    store.letter_failed(due.id, "the line broke", NOW, NOW, uncertain=True)
    assert store.due_letters(NOW, 10)[0].uncertain == 2


def test_given_up_letters_are_tried_again_when_somebody_says_so(store: Store) -> None:
    store.queue([letter(str(n)) for n in range(4)], NOW)
    for item in store.due_letters(NOW, 3):
        store.letter_failed(item.id, "550 no", None, NOW)
    first, second, third = store.letters("failed")
    assert store.retry_letters([second.id, 4, 99]) == 1
    assert [item.id for item in store.letters("failed")] == [first.id, third.id]
    assert store.retry_letters([]) == 0
    assert store.retry_letters() == 2
    assert len(store.due_letters(NOW, 10)) == 4


def test_the_breaker_grips_once_and_is_released(store: Store) -> None:
    assert store.breaker() is None
    store.trip("too many", NOW)
    store.trip("again", LATER)
    assert store.breaker() == Breaker(NOW, "too many")
    store.release_letters(LATER)
    assert store.breaker() is None
    store.trip("another day", LATER)
    assert store.breaker() == Breaker(LATER, "another day")


def test_failures_in_a_row_are_counted_across_passes(store: Store) -> None:
    store.queue([letter(str(n)) for n in range(6)], NOW)
    due = store.due_letters(NOW, 10)
    for item in due[:3]:
        store.letter_failed(item.id, "550", None, NOW)
    store.letter_failed(due[3].id, "451", LATER, NOW)  # not given up
    assert store.failures_in_a_row() == 3
    store.letter_sent(due[4].id, "250", NOW)
    assert store.failures_in_a_row() == 0
    store.letter_failed(due[5].id, "550", None, NOW)
    assert store.failures_in_a_row() == 1
    store.release_letters(LATER)
    assert store.failures_in_a_row() == 0


def test_answers_are_counted_since_the_last_release(store: Store) -> None:
    store.queue([letter("a"), letter("b"), letter("c", kind="reminder")], NOW)
    assert store.answers_around(NOW, HOUR) == 2
    store.trip("too many", NOW)
    store.release_letters(NOW + timedelta(minutes=1))
    assert store.answers_around(NOW, HOUR) == 0
    store.queue([letter("d")], LATER)
    assert store.answers_around(LATER, HOUR) == 1


def test_letters_are_counted_by_recipient_copies_included(store: Store) -> None:
    store.queue([letter("a"), letter("b", to=["other@example.go.th"])], NOW)
    for item in store.due_letters(NOW, 10):
        store.letter_sent(item.id, "250", LATER)
    store.queue([letter("c")], LATER)
    assert store.sent_around("krabi@example.go.th", LATER, HOUR) == 1
    assert store.sent_around("boss@example.go.th", LATER, HOUR) == 2
    assert store.sent_around("example.go.th", LATER, HOUR) == 0
    assert store.sent_around(None, LATER, HOUR) == 2
    assert store.sent_around(None, LATER + HOUR + SECOND, HOUR) == 0
    assert store.sent_around(None, LATER - HOUR, HOUR) == 2  # the clock was set back a little
    assert store.sent_around(None, LATER - HOUR - SECOND, HOUR) == 0  # by much


def test_what_could_not_be_noted_is_noted_before_anything_else_is_sent(store: Store) -> None:
    store.queue([letter("a"), letter("b")], NOW)
    first, _ = store.due_letters(NOW, 10)
    store.letter_sending(first.id)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.connection.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreError, match="another program holds"):
        store.letter_sent(first.id, "250 ok", NOW)
    with pytest.raises(StoreError, match="another program holds"):
        store.due_letters(NOW, 10)
    other.execute("ROLLBACK")
    other.close()
    assert [item.letter.cause for item in store.due_letters(LATER, 10)] == ["b"]
    (sent,) = store.letters("sent")
    assert (sent.id, sent.answer, sent.sent) == (first.id, "250 ok", NOW)


def test_letters_put_off_by_a_clock_that_was_set_back_since_are_due(store: Store) -> None:
    store.queue([letter("a"), letter("b")], NOW + timedelta(days=9))
    for item, wait in zip(store.due_letters(NOW, 10), (HOUR, timedelta(days=9)), strict=True):
        store.letter_failed(item.id, "451 busy", NOW + wait, NOW)
    assert [item.letter.cause for item in store.due_letters(NOW, 10)] == ["b"]


def test_letters_of_some_kinds_only(store: Store) -> None:
    store.queue([letter("a"), letter("b", kind="alert"), letter("c", kind="recovered")], NOW)
    urgent = {"alert", "recovered"}
    assert [item.letter.cause for item in store.due_letters(NOW, 10, kinds=urgent)] == ["b", "c"]
    assert store.hold_letters("why", but=urgent) == 1
    assert [item.letter.cause for item in store.due_letters(NOW, 10)] == ["b", "c"]
    assert store.answers_around(NOW, HOUR) == 1  # alerts answer nothing


def test_our_letter_is_known_by_its_message_id(store: Store) -> None:
    store.queue([letter("a"), replace(letter("b"), unit="", periods=())], NOW)
    assert store.letter_by_message_id(letter("a").message_id) == AnsweredLetter("TH-81", (DECEMBER,))
    assert store.letter_by_message_id(letter("b").message_id) == AnsweredLetter()
    assert store.letter_by_message_id(conversation_name(letter("a").message_id)) == AnsweredLetter(
        "TH-81", (DECEMBER,)
    )
    assert store.letter_by_message_id("<foreign@example.com>") is None
    assert store.letter_by_message_id(conversation_name("<foreign@example.com>")) is None
    reminder = replace(letter("c", kind="reminder"), cause="help-centre/TH-81/due-day/2019-01-07")
    store.queue([reminder], NOW)
    assert store.letter_by_message_id(reminder.message_id) == AnsweredLetter(
        "TH-81", (DECEMBER,), "help-centre"
    )


def test_a_month_is_reminded_of_once_a_stage(store: Store) -> None:
    first = ReminderLetter(
        FORM, "TH-81", ((NOVEMBER, "overdue-1"), (DECEMBER, "due-day")), letter("1", "reminder")
    )
    assert store.queue_reminders([first], NOW) == (first,)
    assert store.reminded(FORM, "TH-81", DECEMBER, "due-day")
    assert not store.reminded(FORM, "TH-81", DECEMBER, "overdue-1")
    assert store.reminded_of(FORM) == {("TH-81", NOVEMBER, "overdue-1"), ("TH-81", DECEMBER, "due-day")}
    again = replace(first, letter=letter("2", "reminder"))  # another day, so another cause
    assert store.queue_reminders([first, again], LATER) == ()
    next_stage = replace(again, keys=((NOVEMBER, "overdue-1"), (DECEMBER, "overdue-1")))
    assert store.queue_reminders([next_stage], LATER) == (next_stage,)
    assert not list(store.broken_rules())


def test_the_secret_is_made_once(store: Store) -> None:
    assert store.secret() == store.secret()
    assert len(store.secret()) == 32


def test_letters_to_strangers_are_not_counted_for_alerts(store: Store) -> None:
    ours = [letter("a"), letter("b")]
    strangers = [replace(letter(name), stranger="x@y.example") for name in ("c", "d", "e")]
    store.queue([*ours, *strangers], NOW)
    store.letter_failed(1, "550 no", None, NOW)
    store.letter_failed(3, "550 no", None, NOW)
    assert (store.letters_written_before(LATER), store.letters_failed_since(NOW)) == (1, 1)


def test_a_withdrawn_letter_neither_leaves_nor_waits_and_stays_on_record(store: Store) -> None:
    store.queue([letter("a"), letter("b")], NOW)
    store.withdraw_letter(1, NOW)
    assert [item.letter.cause for item in store.due_letters(NOW, 10)] == ["b"]
    assert [item.letter.cause for item in store.letters()] == ["b"]
    assert (store.letter_counts()["queued"], store.letters_written_before(LATER)) == (1, 1)
    assert store.queue([letter("a")], LATER) == 0


def test_answers_to_mails_that_brought_no_report_are_counted_by_their_sender(store: Store) -> None:
    """Not those that filed something, not letters of ours that answer nobody, not those of other days."""
    mails = [raw(number) for number in range(5)]
    store.take_in(kept(mails))
    store.record([completed(mails[0], verdict(ruling()))])
    for mail, kind in ((mails[1], "returned"), (mails[2], "review"), (mails[3], "notice")):
        done = verdict(outcome=Outcome.RETURNED)
        store.record([completed(mail, done, [letter(mail.sha256, kind)])])
    store.record([completed(mails[4], verdict(outcome=Outcome.IGNORED), [])])
    sender = "krabi@example.go.th"
    assert store.answers_without_report(sender, NOW, HOUR) == 2
    assert store.answers_without_report(sender, NOW + 3 * HOUR, HOUR) == 0
    assert store.answers_without_report("other@example.go.th", NOW, HOUR) == 0


def test_subjects_are_those_written_to_the_address(store: Store) -> None:
    store.queue([letter("a"), letter("b"), letter("c", to=["other@example.go.th"])], NOW)
    assert store.subjects_to("krabi@example.go.th", LATER, 2 * HOUR) == ("ตอบรับรายงาน",)
    assert store.subjects_to("krabi@example.go.th", LATER, SECOND) == ()
    assert store.subjects_to("boss@example.go.th", LATER, 2 * HOUR) == ()  # a copy


def test_a_letter_is_found_by_its_mark_its_message_id_and_its_thread(store: Store) -> None:
    secret = b"secret"
    made = []
    for kind in ("acknowledgement", "reminder"):
        name = make(kind, f"cause of {kind}", secret, "dept.example")
        made.append(replace(letter(kind, kind=kind), message_id=name, raw=kind.encode()))
    store.queue(made, NOW)
    for one in made:
        signs = (mark_of(one.message_id, secret), one.message_id, conversation_name(one.message_id))
        assert [store.letter_written(sign) for sign in signs] == [one.raw] * 3
    for sign in ("00000000-00000000", "<reminder.0@dept.example>"):
        assert store.letter_written(sign) is None
