"""The answer to a mail and the limit that keeps it back: an office that sends, and one whose machine answers each letter."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from collector.application import Application
from collector.demo import forms, mails
from collector.demo.mails import File
from tests.e2e.office import NOW, ONE, TWO, form, letter_from
from tests.intake.cases import processed, take_in, too_large

STRANGER = "someone@elsewhere.example"
LIMIT = 3  # answers a day to replies that bring no report


def answered(app: Application, *sent: bytes, now: datetime = NOW) -> list[bool]:
    """Whether each mail, one after the other, was answered; the reason stands with those that were not."""
    found = []
    for mail in sent:
        before = {item.letter.cause for item in app.store.letters()}
        waiting = take_in(app, mail)[-1]
        processed(app, now=now)
        found.append({item.letter.cause for item in app.store.letters()} > before)
        codes = [
            reason.code
            for held in app.store.held()
            if held.sha256 == waiting.sha256
            for reason in held.reasons
        ]
        assert ("not-answered" in codes) is (not found[-1])
    return found


def large(number: int, *headers: str) -> bytes:
    return too_large("krabi@local.example", f"X-Number: {number}", *headers)


def name_of_our_letter(app: Application) -> str:
    (item,) = app.store.letters()
    return item.letter.message_id


def test_an_office_that_sends_anew_each_time_is_answered_each_time(app: Application) -> None:
    assert answered(app, *map(large, range(LIMIT + 2))) == [True] * (LIMIT + 2)


@pytest.mark.parametrize("thread", ["<other@local.example> {ours}", "{ours} <other@local.example>", "{ours}"])
def test_replies_that_bring_no_report_are_answered_a_few_times(app: Application, thread: str) -> None:
    assert answered(app, large(0)) == [True]
    header = "References: " + thread.format(ours=name_of_our_letter(app))
    replies = [large(number, header) for number in range(1, LIMIT + 2)]
    assert answered(app, *replies) == [True] * (LIMIT - 1) + [False] * 2
    assert answered(app, large(9)) == [True]  # a mail that answers nothing


@pytest.mark.parametrize(("hours", "again"), [(23, False), (25, True)])
def test_after_a_day_a_reply_is_answered_again(app: Application, hours: int, again: bool) -> None:
    assert answered(app, large(0)) == [True]
    header = f"References: {name_of_our_letter(app)}"
    replies = [large(number, header) for number in range(1, LIMIT + 2)]
    assert answered(app, *replies[:-1]) == [True] * (LIMIT - 1) + [False]
    assert answered(app, replies[-1], now=NOW + timedelta(hours=hours)) == [again]


def test_a_reply_is_known_by_its_subject_too(app: Application) -> None:
    assert answered(app, large(0)) == [True]
    (item,) = app.store.letters()
    subject = f"Subject: Re: {item.letter.subject}"
    replies = [
        large(number).replace(b"Subject: large", subject.encode(), 1) for number in range(1, LIMIT + 2)
    ]
    assert answered(app, *replies) == [True] * (LIMIT - 1) + [False] * 2


def reply_with(rows: Sequence[tuple[str, ...]], number: int, thread: str) -> bytes:
    report = File("รายงาน.docx", forms.word(form(tuple(rows))))
    data = mails.attached(letter_from("krabi@local.example", number), report)
    return f"References: {thread}\r\n".encode() + data


def test_a_reply_that_brings_a_report_or_mends_one_is_always_answered(app: Application) -> None:
    assert answered(app, large(0)) == [True]
    ours = name_of_our_letter(app)
    silent = [large(number, f"References: {ours}") for number in range(1, LIMIT + 2)]
    assert answered(app, *silent)[-1] is False
    assert answered(app, reply_with(ONE, 1, ours), reply_with(TWO, 2, ours)) == [True, True]


def test_a_stranger_gets_his_few_answers_and_offices_count_for_themselves(app: Application) -> None:
    assert answered(app, *(too_large(STRANGER, f"X-Number: {number}") for number in range(LIMIT + 1))) == [
        *[True] * LIMIT,
        False,
    ]
    assert answered(app, large(1)) == [True]
