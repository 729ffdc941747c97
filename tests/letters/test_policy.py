"""Whom a letter may answer, and how many letters may leave."""

from dataclasses import replace

import pytest

from collector.letters.policy import SendingLimits, answer_address, is_address, may_answer, may_send
from collector.model import Address, Machine, Mail
from tests.letters.samples import mail

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
        (mail(sender=""), "no-address"),
        (mail(sender="krabi"), "no-address"),
        (mail(sender="krabi@localhost"), "no-address"),
        (mail(sender="กระบี่@dla.example"), "no-address"),
        (mail(sender="a@b.example\r\nbcc: c@d.example"), "no-address"),
        (mail(sender="a@b.example, c@d.example"), "no-address"),
        (mail(reply_to="not an address"), "no-address"),
        (mail(sender="helpcenter@dept.example"), "own-address"),
        (mail(sender="HelpCenter@dept.example"), "own-address"),
        (mail(reply_to="staff@dept.example"), "own-address"),
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
        (mail(reply_to="noreply@dla.example"), "nobody"),
        (mail(sender="noreply@dla.example", reply_to="krabi@dla.example"), "nobody"),
        (mail(sender="norepresentative@dla.example"), ""),
        (mail(sender="rooted@dla.example"), ""),
    ],
)
def test_may_answer(about: Mail, rule: str) -> None:
    answer = may_answer(about, None, OWN)
    assert answer.rule == rule
    assert bool(answer) is (rule == "")


@pytest.mark.parametrize("kind", ["own", "bounce", "disposition", "automatic", "vacation", "list"])
def test_no_machine_is_answered(kind: str) -> None:
    assert may_answer(mail(), Machine(kind, "Auto-Submitted"), OWN).rule == "machine"


def test_answer_goes_to_reply_to_else_to_the_sender() -> None:
    assert answer_address(mail(reply_to=" Officer@Krabi.example ")) == "officer@krabi.example"
    assert answer_address(replace(mail(), reply_to=Address("", ""))) == "krabi@dla.example"


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
    assert is_address("a" * 64 + "@" + "b" * 60 + ".example")
    assert not is_address("a" * 250 + "@b.example")
