"""Whom a letter may answer, and how many letters may leave."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from collector.letters.addressee import addressee_of
from collector.letters.policy import (
    URGENT,
    SendingLimits,
    is_address,
    is_quiet,
    may_answer,
    may_answer_again,
    may_send,
    may_write_to_stranger,
    must_hold,
    repeats_subject,
)
from collector.model.letters import LetterKind
from collector.model.mail import Authenticity, Machine, Mail, SenderVerdict
from tests.letters.samples import REGISTRY, mail

OWN = ("helpcenter@dept.example", "Staff@dept.example")


@pytest.mark.parametrize(
    ("about", "rule"),
    [
        (mail(), ""),
        (mail(reply_to="officer@krabi.example"), ""),
        (mail(sender="o'neill+report@krabi.go.th"), ""),
        (mail(headers=(("return-path", "<krabi@dla.example>"),)), ""),
        (mail(headers=(("return-path", "<>"),)), "null-sender"),
        (mail(headers=(("return-path", ""),)), "null-sender"),
        (mail(headers=(("return-path", " <> "),)), "null-sender"),
        (mail(headers=(("x-return-path", "<>"),)), ""),
        (mail(sender=""), "no-address"),
        (mail(sender="krabi"), "no-address"),
        (mail(sender="krabi@localhost"), "no-address"),
        (mail(sender="กระบี่@dla.example"), "no-address"),
        (mail(sender="a@b.example\r\nbcc: c@d.example"), "no-address"),
        (mail(sender="a@b.example, c@d.example"), "no-address"),
        (mail(reply_to="not an address"), ""),
        (mail(sender="helpcenter@dept.example"), "own-address"),
        (mail(sender="HelpCenter@dept.example"), "own-address"),
        (mail(reply_to="staff@dept.example"), ""),
        (mail(sender="chief@dept.example", reply_to="staff@dept.example"), "own-address"),
        (mail(sender="staff@dept.example", reply_to="officer@dept.example"), "own-address"),
        (mail(sender="mailer-daemon@dla.example"), "nobody"),
        (mail(sender="MAILER-DAEMON@dla.example"), "nobody"),
        (mail(sender="postmaster@dla.example"), "nobody"),
        (mail(sender="noreply@dla.example"), "nobody"),
        (mail(sender="no-reply@dla.example"), "nobody"),
        (mail(sender="do_not_reply@dla.example"), "nobody"),
        (mail(sender="system-noreply@dla.example"), "nobody"),
        (mail(sender="bounces+123=x@dla.example"), "nobody"),
        (mail(sender="owner-news@dla.example"), "nobody"),
        (mail(sender="news-request@dla.example"), "nobody"),
        (mail(reply_to="noreply@dla.example"), ""),  # goes to the registered sender himself
        (mail(sender="noreply@dla.example", reply_to="krabi@dla.example"), "nobody"),
        (mail(sender="office_donotreply@dla.example"), "nobody"),
        (mail(sender="office.noreply@dla.example"), "nobody"),
        (mail(sender="news-relay@dla.example"), "nobody"),
        (mail(sender="never-reply@dla.example"), "nobody"),
        (mail(sender="root+cron@dla.example"), "nobody"),
        (mail(sender="norepresentative@dla.example"), ""),
        (mail(sender="rooted@dla.example"), ""),
    ],
)
def test_may_answer(about: Mail, rule: str) -> None:
    answer = may_answer(about, None, OWN, addressee_of(about, REGISTRY))
    assert answer.rule == rule
    assert bool(answer) is (rule == "")


@pytest.mark.parametrize("kind", ["own", "bounce", "disposition", "automatic", "vacation", "list"])
def test_no_machine_is_answered(kind: str) -> None:
    machine = Machine(kind, "Auto-Submitted")
    assert may_answer(mail(), machine, OWN, addressee_of(mail(), REGISTRY)).rule == "machine"


def test_nobody_is_answered_who_by_the_mail_server_wrote_nothing_unless_he_is_registered() -> None:
    forged = Authenticity(SenderVerdict.CONTRADICTED)
    for sender, rule in (("krabi@dla.example", ""), ("victim@x.example", "contradicted")):
        about = replace(mail(sender=sender), authenticity=forged)
        assert may_answer(about, None, OWN, addressee_of(about, REGISTRY)).rule == rule


@pytest.mark.parametrize(
    ("today", "hour", "limits", "rule"),
    [
        (0, 0, SendingLimits(), ""),
        (19, 499, SendingLimits(), ""),
        (20, 0, SendingLimits(), "recipient-cap"),
        (0, 500, SendingLimits(), "hour-cap"),
        (20, 500, SendingLimits(), "recipient-cap"),
        (0, 0, SendingLimits(shadow=True), "shadow"),
        (1, 0, SendingLimits(per_recipient_per_day=1), "recipient-cap"),
        (0, 1, SendingLimits(per_hour=1), "hour-cap"),
    ],
)
def test_may_send(today: int, hour: int, limits: SendingLimits, rule: str) -> None:
    answer = may_send(today, hour, limits)
    assert (answer.allowed, answer.rule) == (rule == "", rule)


def test_strangers_have_a_small_part_of_the_hour_of_their_own() -> None:
    limits = SendingLimits(per_hour=30)
    found = [may_send(0, 0, limits, to_strangers=sent).rule for sent in (0, 2, 3, 99)]
    assert found == ["", "", "stranger-cap", "stranger-cap"]
    assert SendingLimits(per_hour=5).strangers_per_hour == 1
    assert may_send(0, 0, SendingLimits(per_hour=5))


@pytest.mark.parametrize(
    ("today", "month", "to_all", "rule"),
    [
        (0, 0, 0, ""),
        (2, 9, 24 * 50 - 1, ""),
        (3, 3, 0, "stranger-day"),
        (0, 10, 0, "stranger-month"),
        (0, 0, 24 * 50, "strangers-day"),
    ],
)
def test_how_many_answers_a_stranger_gets(today: int, month: int, to_all: int, rule: str) -> None:
    answer = may_write_to_stranger(today, month, to_all, SendingLimits())
    assert (answer.allowed, answer.rule) == (rule == "", rule)


@pytest.mark.parametrize(
    ("today", "hour", "shadow", "rule"),
    [
        (0, 0, True, "shadow"),
        (0, 500, False, ""),
        (20, 0, False, "recipient-cap"),
        (20, 500, False, "recipient-cap"),
    ],
)
def test_what_is_urgent_is_bound_by_its_addressee_and_by_shadow_mode(
    today: int, hour: int, shadow: bool, rule: str
) -> None:
    assert may_send(today, hour, SendingLimits(shadow=shadow), urgent=True).rule == rule


def test_longest_address() -> None:
    assert is_address("a" * 244 + "@b.example")  # 254 letters (RFC 5321, 4.5.3.1)
    assert not is_address("a" * 245 + "@b.example")


def test_what_a_department_that_sets_nothing_gets() -> None:
    limits = SendingLimits()
    assert (limits.per_recipient_per_day, limits.per_hour) == (20, 500)
    assert (limits.hold_above_per_hour, limits.hold_after_failures) == (10_000, 10)
    assert (limits.shadow, limits.quiet) == (False, None)
    assert {LetterKind.ALERT, LetterKind.RECOVERED} == URGENT


NIGHT, LUNCH = (time(20), time(7)), (time(12), time(13))


@pytest.mark.parametrize(
    ("quiet", "clock", "expected"),
    [
        pytest.param(None, time(3), False, id="no quiet hours"),
        pytest.param(NIGHT, time(19, 59, 59), False, id="a second before the night"),
        pytest.param(NIGHT, time(20), True, id="the night begins"),
        pytest.param(NIGHT, time(23, 59, 59), True, id="before midnight"),
        pytest.param(NIGHT, time(0), True, id="midnight"),
        pytest.param(NIGHT, time(6, 59, 59), True, id="a second before the morning"),
        pytest.param(NIGHT, time(7), False, id="the morning begins"),
        pytest.param(LUNCH, time(11, 59, 59), False, id="a second before lunch"),
        pytest.param(LUNCH, time(12), True, id="lunch begins"),
        pytest.param(LUNCH, time(12, 59, 59), True, id="a second before its end"),
        pytest.param(LUNCH, time(13), False, id="lunch is over"),
        pytest.param(LUNCH, time(0), False, id="at night people may work"),
    ],
)
def test_quiet_hours(quiet: tuple[time, time] | None, clock: time, expected: bool) -> None:
    assert is_quiet(datetime.combine(date(2019, 1, 7), clock), SendingLimits(quiet=quiet)) is expected


RAISED = SendingLimits(per_hour=20_000)
LOW = SendingLimits(per_hour=3, hold_above_per_hour=5, hold_after_failures=2)


@pytest.mark.parametrize(
    ("answers", "failures", "limits", "why"),
    [
        pytest.param(0, 0, SendingLimits(), "", id="nothing"),
        pytest.param(10_000, 9, SendingLimits(), "", id="just as much as may be"),
        pytest.param(10_001, 0, SendingLimits(), "10001 answers were written within an hour", id="one answer more"),
        pytest.param(0, 10, SendingLimits(), "10 letters in a row were refused for good", id="one refusal more"),
        pytest.param(10_001, 10, SendingLimits(), "10001 answers were written within an hour", id="both: the answers are told"),
        pytest.param(20_000, 0, RAISED, "", id="who sends more an hour expects more"),
        pytest.param(20_001, 0, RAISED, "20001 answers were written within an hour", id="and no more than that"),
        pytest.param(5, 1, LOW, "", id="a department's own limits"),
        pytest.param(6, 1, LOW, "6 answers were written within an hour", id="its limit of answers"),
        pytest.param(5, 2, LOW, "2 letters in a row were refused for good", id="its limit of refusals"),
    ],
)  # fmt: skip
def test_the_breaker(answers: int, failures: int, limits: SendingLimits, why: str) -> None:
    assert must_hold(answers, failures, limits) == why


@pytest.mark.parametrize(
    ("today", "is_reply", "rule"),
    [
        (2, True, ""),
        (3, True, "replies-day"),
        (3, False, ""),
        (19, False, ""),
        (20, False, "answers-day"),
        (20, True, "replies-day"),
    ],
)
def test_mails_that_bring_nothing_new_are_answered_a_few_times_a_day(
    today: int, is_reply: bool, rule: str
) -> None:
    answer = may_answer_again(today, SendingLimits(), is_reply=is_reply)
    assert (answer.rule, bool(answer)) == (rule, not rule)


@pytest.mark.parametrize(
    ("subject", "is_ours"),
    [
        ("แจ้งการได้รับรายงาน", True),
        ("Re: แจ้งการได้รับ รายงาน", True),
        ("[list] FW: แจ้งการได้รับรายงาน (ลาพักผ่อน)", True),
        ("ส่งรายงาน", False),
        ("", False),
    ],
)
def test_a_subject_of_ours_is_known_whatever_stands_around_it(subject: str, is_ours: bool) -> None:
    ours = ("แจ้งการได้รับรายงาน", "ขอให้แก้ไขและจัดส่งแบบรายงานอีกครั้ง")
    assert repeats_subject(mail(subject=subject), ours) is is_ours
    assert not repeats_subject(mail(subject=subject), ())
