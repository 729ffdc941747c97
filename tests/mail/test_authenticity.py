"""Authentication-Results as real servers write them, and as those who forge would like them to be read."""

import pytest

from collector.mail.authenticity import judge_sender, server_named_in
from collector.model import SenderVerdict

PROVEN, UNPROVEN = SenderVerdict.PROVEN, SenderVerdict.UNPROVEN
CONTRADICTED, UNKNOWN = SenderVerdict.CONTRADICTED, SenderVerdict.UNKNOWN
GOOGLE = "mx.google.com"

OUTLOOK = (
    "spf=pass (sender IP is 209.85.222.48) smtp.mailfrom={0}; dkim=pass (signature was verified) header.d={0};"
    "dmarc=pass action=none header.from={0};compauth=pass reason=100"
)
OFFICE = (
    "spf=fail (sender IP is 1.1.1.1) smtp.mailfrom=eu-west-1.amazonses.com; receiving.com; dkim=pass "
    "(signature was verified) header.d=krabi.go.th;domain1.com; dmarc=bestguesspass action=none header.from=krabi.go.th;"
)
NO_POLICY = (
    "spf=none (sender IP is 10.0.0.1) smtp.mailfrom=krabi.go.th; hotmail.com; dkim=none header.d=krabi.go.th;hotmail.com; "
    "dmarc=none action=none header.from=krabi.go.th;compauth={} reason=001"
)
GMAIL = (
    "mx.google.com; dkim=pass header.i=@krabi.go.th header.s=sel; spf=pass (google.com: domain of x@krabi.go.th designates "
    "1.2.3.4 as permitted sender) smtp.mailfrom=x@krabi.go.th; dmarc=pass (p=NONE) header.from=krabi.go.th"
)


def verdict(*fields: str, trusted: str = GOOGLE, email: str = "office@krabi.go.th") -> SenderVerdict:
    return judge_sender(fields, email, trusted).verdict


@pytest.mark.parametrize(
    ("field", "trusted", "expected"),
    [
        (OUTLOOK.format("krabi.go.th"), "microsoft", PROVEN),
        (OUTLOOK.format("evil.example"), "microsoft", CONTRADICTED),
        (OFFICE, "microsoft", PROVEN),
        (NO_POLICY.format("fail"), "microsoft", CONTRADICTED),
        (NO_POLICY.format("pass"), "microsoft", UNPROVEN),
        (NO_POLICY.format("none"), "microsoft", UNPROVEN),
        (GMAIL, GOOGLE, PROVEN),
        (GMAIL.replace("mx.google.com;", "MX.Google.com 1;"), GOOGLE, PROVEN),
        (GMAIL.replace("dmarc=pass", "dmarc=fail"), GOOGLE, CONTRADICTED),
        ("mx.google.com; none", GOOGLE, UNPROVEN),
        ("mx.google.com; dmarc=temperror header.from=krabi.go.th", GOOGLE, UNPROVEN),
        ("mx.google.com; dkim=pass header.d=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; dkim/1=pass header.d=mail.krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; dkim=pass header.d=th", GOOGLE, UNPROVEN),
        ("mx.google.com; dmarc=pass", GOOGLE, UNPROVEN),
        (
            "mx.google.com; dmarc=none header.from=krabi.go.th; spf=pass smtp.helo=krabi.go.th",
            GOOGLE,
            UNPROVEN,
        ),
        ("mx.google.com; dkim=pass header.d=xkrabi.go.th", GOOGLE, UNPROVEN),
        (
            "mx.google.com; dkim=fail header.d=krabi.go.th; spf=softfail smtp.mailfrom=krabi.go.th",
            GOOGLE,
            UNPROVEN,
        ),
        ("mx.google.com; dkim=fail header.d=krabi.go.th; dkim=pass header.d=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; spf=pass smtp.mailfrom=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; spf=pass smtp.mailfrom=bounces@evil.example", GOOGLE, UNPROVEN),
        (
            "mx.google.com; dmarc=pass header.from=krabi.go.th; dmarc=fail header.from=krabi.go.th",
            GOOGLE,
            CONTRADICTED,
        ),
        (
            "mx.google.com; dmarc=fail (p=reject dis=none) header.from=krabi.go.th; dkim=pass header.d=krabi.go.th",
            GOOGLE,
            CONTRADICTED,
        ),
    ],
)
def test_what_servers_say(field: str, trusted: str, expected: SenderVerdict) -> None:
    assert verdict(field, trusted=trusted) is expected


@pytest.mark.parametrize(
    "field",
    [
        "mx.google.com; dmarc=fail (dmarc=pass) header.from=krabi.go.th",
        "mx.google.com; dmarc=fail (a (nested; dmarc=pass) one) header.from=krabi.go.th",
        "mx.google.com; dmarc=fail (\\); dmarc=pass) header.from=krabi.go.th",
        'mx.google.com; spf=none smtp.mailfrom="a; dmarc=pass"@x.example; dmarc=fail header.from=krabi.go.th',
        "mx.google.com; spf=pass smtp.mailfrom=dmarc=pass@krabi.go.th; dmarc=fail header.from=krabi.go.th",
    ],
)
def test_words_that_a_sender_put_into_the_field_prove_nothing(field: str) -> None:
    assert verdict(field) is CONTRADICTED


def test_only_our_own_servers_field_proves() -> None:
    forged = "evil.example; dmarc=pass header.from=krabi.go.th"
    assert verdict(forged) is UNKNOWN
    assert verdict(forged, trusted="microsoft") is UNKNOWN
    assert verdict(GMAIL, trusted="") is UNKNOWN
    assert verdict(GMAIL.replace("dmarc=pass", "dmarc=fail"), GMAIL) is CONTRADICTED
    assert verdict(GMAIL, GMAIL.replace("dmarc=pass", "dmarc=fail")) is PROVEN
    assert verdict(forged, OUTLOOK.format("krabi.go.th"), trusted="microsoft") is PROVEN


def test_the_topmost_field_of_any_server_may_contradict() -> None:
    failing = "mx.dept.example; dmarc=fail (p=reject) header.from=krabi.go.th"
    assert verdict(failing, trusted="") is CONTRADICTED
    assert verdict(failing) is CONTRADICTED
    assert verdict("other.example; dmarc=pass header.from=krabi.go.th", failing, trusted="") is UNKNOWN


def test_without_a_field_or_an_address_nothing_is_known() -> None:
    assert verdict() is UNKNOWN
    assert verdict(GMAIL, email="") is UNKNOWN
    assert judge_sender((), "a@krabi.go.th", GOOGLE).said == ""


def test_by_whom_a_mail_passed_is_told_by_our_own_server_alone() -> None:
    field = (
        "mx.google.com; dmarc=fail header.from=krabi.go.th; spf=pass smtp.mailfrom=relay@center.go.th; "
        "dkim=pass header.d=center.go.th; dkim=fail header.d=krabi.go.th"
    )
    found = judge_sender((field,), "a@krabi.go.th", GOOGLE)
    assert (found.verdict, found.passed_by) == (
        CONTRADICTED,
        ("relay@center.go.th", "@center.go.th", "@center.go.th"),
    )
    assert judge_sender((field,), "a@krabi.go.th", "").passed_by == ()


def test_the_servers_words_are_kept() -> None:
    assert judge_sender((GMAIL,), "a@krabi.go.th", GOOGLE).said == GMAIL[:200]
    assert judge_sender(("mx.google.com;\r\n\tnone",), "a@krabi.go.th", GOOGLE).said == "mx.google.com; none"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (GMAIL, GOOGLE),
        (OFFICE, ""),
        ('"mx.a.th"; none', "mx.a.th"),
        ("", ""),
        ("(mx.b.th) mx.a.th 1; none", "mx.a.th"),
    ],
)
def test_the_server_that_wrote_a_field(field: str, name: str) -> None:
    assert server_named_in(field) == name
