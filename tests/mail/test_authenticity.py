"""Authentication-Results as real servers write them, and as those who forge would like them to be read."""

import pytest

from collector.mail.authenticity import judge_sender, server_named_in
from collector.model.mail import SenderVerdict

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


def verdict(
    *fields: str, trusted: str = GOOGLE, email: str = "office@krabi.go.th", path: str = ""
) -> SenderVerdict:
    return judge_sender(fields, email, trusted, path).verdict


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
        ("mx.google.com; dmarc=pass header.from=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; DMARC=Pass Header.From=Krabi.go.th", GOOGLE, PROVEN),
        ('mx.google.com; dmarc=pass header.from="krabi.go.th"', GOOGLE, PROVEN),
        ("mx.google.com; dkim=pass header.i=@krabi.go.th header.d=evil.example", GOOGLE, UNPROVEN),
        ('mx.google.com; dkim=pass header.i="office=1"@krabi.go.th', GOOGLE, PROVEN),
        ("mx.google.com; header.from=krabi.go.th dmarc=pass; dkim=none", GOOGLE, UNPROVEN),
        ("mx.google.com; spf=pass smtp.mailfrom=office@krabi.go.th", GOOGLE, PROVEN),
        (
            "mx.google.com; spf=pass (a \\) smtp.mailfrom=evil.example) smtp.mailfrom=krabi.go.th",
            GOOGLE,
            PROVEN,
        ),
        ('mx.google.com; spf=pass (an odd " sign) smtp.mailfrom=krabi.go.th', GOOGLE, PROVEN),
        ('mx.google.com; spf=pass reason="a) (b" smtp.mailfrom=krabi.go.th', GOOGLE, PROVEN),
        (
            'mx.google.com; dkim=pass header.d=krabi.go.th; spf=none smtp.mailfrom="a b@c; d"@x.example',
            GOOGLE,
            PROVEN,
        ),
        ("mx.google.com; odd dmarc=fail header.from=krabi.go.th", GOOGLE, CONTRADICTED),
        ("mx.google.com; spf=pass (a)smtp.mailfrom=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; spf=pass smtp.mailfrom=krabi.go.th :)", GOOGLE, PROVEN),
        ("mx.google.com; spf=pass smtp.mailfrom=a@krabi.go.th; dkim=pass reason=x@y", GOOGLE, UNPROVEN),
        ("mx.google.com; dmarc=temperror header.from=krabi.go.th", GOOGLE, UNPROVEN),
        ("mx.google.com; dkim=pass header.d=krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; dkim/1=pass header.d=mail.krabi.go.th", GOOGLE, PROVEN),
        ("mx.google.com; arc=pass header.d=krabi.go.th smtp.mailfrom=krabi.go.th", GOOGLE, UNPROVEN),
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


UNQUOTED = "mx.google.com; {}spf=pass smtp.mailfrom={}@evil.example{}"


@pytest.mark.parametrize(
    "chosen",
    [
        "a;dmarc=pass header.from=krabi.go.th",
        "a;dmarc=pass header.from=krabi.go.th;x",
        "a;dmarc=pass header.from=krabi.go.th;x=",
        "a;dmarc=pass header.from=krabi.go.th x",
        "a;dmarc=pass header.from=krabi.go.th;spf=pass smtp.mailfrom=",
        "a=b;dkim=pass header.d=krabi.go.th;spf=pass smtp.mailfrom=x=",
        "a;dkim=pass header.d=krabi.go.th;spf=pass SMTP.MailFrom=",
        'a;dkim=pass header.d=krabi.go.th;dkim=pass header.i="',
        "a;dkim=pass header.d=krabi.go.th;x",
        "a;dkim=pass header.d=krabi.go.th (",
        'a;dkim=pass header.d=krabi.go.th "',
        "a@krabi.go.th;",
        "a@krabi.go.th ",
        "a@krabi.go.th smtp.mailfrom=",
        "a@krabi.go.th (",
    ],
)
def test_an_envelope_address_that_a_server_wrote_without_its_quotes_proves_nothing(chosen: str) -> None:
    for before in ("", "dkim=none; "):
        field = UNQUOTED.format(before, chosen, "; dkim=none")
        assert verdict(field) is not PROVEN
        assert "@krabi.go.th" not in judge_sender((field,), "a@krabi.go.th", GOOGLE).passed_by
        assert (
            verdict(UNQUOTED.format(before, chosen, "; dmarc=fail header.from=krabi.go.th")) is CONTRADICTED
        )
        assert verdict(UNQUOTED.format(before, chosen, "; dmarc=none header.from=krabi.go.th")) is not PROVEN


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", PROVEN),
        ("<>", PROVEN),
        ("<office@krabi.go.th>", PROVEN),
        ("office@krabi.go.th", PROVEN),
        ("<prvs=1234=bounce+office=krabi.go.th@krabi.go.th>", PROVEN),
        ('<"a;dkim=pass"@evil.example>', UNPROVEN),
        ("<a;dkim=pass@evil.example>", UNPROVEN),
        ("<a dkim=pass@evil.example>", UNPROVEN),
        ("<a(dkim=pass@evil.example>", UNPROVEN),
    ],
)
def test_the_path_itself_tells_of_an_address_that_looks_like_a_servers_words(
    path: str, expected: SenderVerdict
) -> None:
    """Whatever the server makes of it: this field has nothing by which it could be told from an honest one."""
    field = "mx.google.com; spf=pass smtp.mailfrom=a@evil.example;dkim=pass header.d=krabi.go.th;dkim=pass header.i=@evil.example"
    assert verdict(field, path=path) is expected
    found = judge_sender((field,), "a@krabi.go.th", GOOGLE, path)
    assert ("@krabi.go.th" in found.passed_by) is (expected is PROVEN)
    assert found.said == field[:200]


def test_of_two_results_of_one_method_the_worse_counts() -> None:
    for first, second in (("pass", "none"), ("none", "pass"), ("pass", "temperror")):
        twice = (
            f"mx.google.com; dmarc={first} header.from=krabi.go.th; dmarc={second} header.from=krabi.go.th"
        )
        assert verdict(twice) is UNPROVEN
    for other in (
        "krabi.go.th; dmarc=none header.from=evil.example",
        "evil.example; x=y header.from=krabi.go.th",
    ):
        assert verdict(f"mx.google.com; dmarc=pass header.from={other}") is CONTRADICTED
    spf = "mx.google.com; spf={} smtp.mailfrom=krabi.go.th; spf={} smtp.mailfrom=krabi.go.th"
    assert verdict(spf.format("pass", "softfail")) is UNPROVEN
    assert (
        verdict("mx.google.com; spf=none smtp.helo=mx.krabi.go.th; spf=pass smtp.mailfrom=krabi.go.th")
        is PROVEN
    )


@pytest.mark.parametrize(
    ("signer", "domain", "expected"),
    [
        ("krabi.go.th", "krabi.go.th", PROVEN),
        ("mail.krabi.go.th", "krabi.go.th", PROVEN),
        ("krabi.go.th", "mail.krabi.go.th", PROVEN),
        ("xkrabi.go.th", "krabi.go.th", UNPROVEN),
        ("krabi.go.th", "xkrabi.go.th", UNPROVEN),
        ("krabi.go.th.evil.example", "krabi.go.th", UNPROVEN),
        ("krabi.go.th", "krabi.go.th.evil.example", UNPROVEN),
        ("th", "krabi.go.th", UNPROVEN),
        ("krabi.go.th", "th", UNPROVEN),
        ("trang.go.th", "krabi.go.th", UNPROVEN),
    ],
)
def test_a_domain_signs_for_itself_and_what_lies_below_or_above(
    signer: str, domain: str, expected: SenderVerdict
) -> None:
    assert verdict(f"mx.google.com; dkim=pass header.d={signer}", email=f"office@{domain}") is expected


def test_a_field_is_read_as_far_as_an_honest_one_reaches() -> None:
    long = f"mx.google.com; spf=none ({'a' * 80_000}); dmarc=pass header.from=krabi.go.th"
    assert verdict(long) is PROVEN
    # whoever chose so long a word wants to hide what stands behind it
    assert verdict(long.replace("(a", "(" + "a" * 20_000)) is CONTRADICTED


@pytest.mark.parametrize("length", [3_000, 9_000, 20_000, 60_000, 99_000])
def test_no_length_of_the_senders_words_hides_a_failure(length: int) -> None:
    said = f"mx.google.com; dkim=permerror header.s={'s' * length}; dmarc=fail header.from=krabi.go.th"
    assert verdict(said) is CONTRADICTED
    many = "; ".join(["dkim=pass header.d=x.example header.s=" + "s" * 40] * (length // 60))
    assert verdict(f"mx.google.com; {many}; dmarc=fail header.from=krabi.go.th") is CONTRADICTED


def test_a_failure_from_before_a_filter_counts_and_nothing_else_from_there() -> None:
    failed = "mx.google.com; dmarc=fail header.from=krabi.go.th"
    passed = failed.replace("fail", "pass")
    for fields in ([], [passed], ["filter.example; dmarc=pass header.from=krabi.go.th"]):
        found = judge_sender(fields, "office@krabi.go.th", "mx.google.com", before=[failed])
        assert found.verdict is CONTRADICTED
    assert judge_sender([], "office@krabi.go.th", "mx.google.com", before=[passed]).verdict is UNKNOWN


def test_only_our_own_servers_field_proves() -> None:
    forged = "evil.example; dmarc=pass header.from=krabi.go.th"
    assert verdict(forged) is UNKNOWN
    assert verdict(forged, trusted="microsoft") is UNKNOWN
    assert verdict(GMAIL, trusted="") is UNKNOWN
    assert verdict(OUTLOOK.format("krabi.go.th"), trusted="") is UNKNOWN
    assert verdict(GMAIL.replace("dmarc=pass", "dmarc=fail"), GMAIL) is CONTRADICTED
    assert verdict(GMAIL, GMAIL) is PROVEN
    assert verdict(forged, OUTLOOK.format("krabi.go.th"), trusted="microsoft") is PROVEN


def test_the_topmost_field_of_any_server_may_contradict() -> None:
    failing = "mx.dept.example; dmarc=fail (p=reject) header.from=krabi.go.th"
    assert verdict(failing, trusted="") is CONTRADICTED
    assert verdict(failing) is CONTRADICTED
    passing = "other.example; dmarc=pass header.from=krabi.go.th"
    assert verdict(passing, failing, trusted="") is UNKNOWN
    assert judge_sender((failing, passing), "a@krabi.go.th", "").said == failing
    other = (
        "mx.dept.example (amavis); dkim=none"  # a filter of the same server that writes a field of its own
    )
    assert verdict(other, failing, trusted="") is CONTRADICTED
    assert verdict(other, passing.replace("pass", "fail"), trusted="mx.dept.exampl") is UNKNOWN
    assert (
        verdict(
            OUTLOOK.format("krabi.go.th").replace("dmarc=pass", "dmarc=none"),
            "dkim=none; dmarc=fail",
            trusted="",
        )
        is CONTRADICTED
    )


@pytest.mark.parametrize(
    "said", ["fail", "hardfail", "softfail", "fail_monitor", "fail.permerror", "reject", "quarantine"]
)
def test_whatever_word_a_server_has_for_a_failed_dmarc_counts(said: str) -> None:
    assert verdict(GMAIL.replace("dmarc=pass", f"dmarc={said}")) is CONTRADICTED
    assert verdict(GMAIL, GMAIL.replace("dmarc=pass", f"dmarc={said}")) is CONTRADICTED


@pytest.mark.parametrize("said", ["none", "temperror", "permerror", "bestguesspass"])
def test_a_dmarc_that_says_nothing_contradicts_nobody(said: str) -> None:
    assert verdict(GMAIL.replace("dmarc=pass", f"dmarc={said}")) is not CONTRADICTED


FAILED = "dmarc=fail (p=none dis=none) header.from=krabi.go.th"


@pytest.mark.parametrize(
    "chosen",
    ["x\\", "x\\\\", "x\\ smtp.mailfrom=a@evil.example", "x\\(", "x\\)", 'x\\"', "\\", "x\\;y\\"],
)
def test_a_backslash_outside_of_quotes_hides_nothing_and_proves_nothing(chosen: str) -> None:
    """A sender chose it, in the name of his host: within a word that is in no quotes it is no sign (RFC 2045, 5.1)."""
    assert verdict(f"mx.google.com; spf=none smtp.helo={chosen}; {FAILED}") is CONTRADICTED
    assert verdict(f"mx.google.com; spf=none smtp.helo={chosen}; {FAILED}; dkim=none (a)") is CONTRADICTED
    passed = FAILED.replace("fail", "pass")
    assert verdict(f"mx.google.com; spf=none smtp.helo={chosen}; {passed}") is UNPROVEN


def test_a_backslash_in_quotes_or_comments_is_the_servers() -> None:
    for said in ('smtp.helo="x\\\\"', 'smtp.helo="a\\"; dmarc=fail"', "(an odd \\) name; dmarc=fail)"):
        assert verdict(f"mx.google.com; spf=none {said}; dmarc=pass header.from=krabi.go.th") is PROVEN


@pytest.mark.parametrize(
    "said",
    [
        "dmarc = fail",
        "dmarc =fail",
        "dmarc= fail",
        "dmarc\t=\tfail",
        "dmarc  =  fail",
        "dmarc (a) = (b) fail",
        "dmarc(a)=fail",
        "dmarc=(b)fail",
        "dmarc = fail reason = bad header.from = krabi.go.th",
        "dmarc= fail;",
        "dmarc /1=fail",
        "dmarc/ 1 = fail",
        "dmarc / 1=fail",
        "dmarc/1.0=fail",
    ],
)
def test_blanks_within_a_result_are_no_part_of_it(said: str) -> None:
    assert verdict(f"mx.google.com; {said}") is CONTRADICTED
    assert verdict(f"mx.google.com; dkim=pass header.d=krabi.go.th; {said}") is CONTRADICTED
    assert verdict(GMAIL, f"mx.google.com; {said}") is CONTRADICTED
    assert verdict(f"mx.other.example; {said}", trusted="") is CONTRADICTED


def test_blanks_within_properties_are_no_part_of_them() -> None:
    assert verdict("mx.google.com; dmarc = pass header.from = krabi.go.th") is PROVEN
    assert verdict("mx.google.com; dmarc = pass header.from = evil.example") is CONTRADICTED
    assert verdict("mx.google.com; spf = pass smtp.mailfrom = office@krabi.go.th") is PROVEN
    assert verdict("mx.google.com; spf=pass smtp.helo= smtp.mailfrom=krabi.go.th") is PROVEN
    assert verdict("mx.google.com; spf=none smtp.mailfrom= ; dkim=pass header.d=krabi.go.th") is PROVEN
    assert verdict("mx.google.com; spf=none smtp.mailfrom= header.from=evil.example") is CONTRADICTED


@pytest.mark.parametrize(
    "first",
    [
        GMAIL,
        "mx.google.com; none",
        "mx.google.com; dkim=none",
        "mx.google.com; dkim=pass header.d=krabi.go.th",
        "mx.google.com; spf=pass smtp.mailfrom=krabi.go.th",
        "mx.google.com; spf=pass smtp.mailfrom=a;x@evil.example",
    ],
)
def test_a_lower_field_of_our_server_counts_against_the_sender_and_never_for_him(first: str) -> None:
    """Filters of one server write one each: that of DKIM on top, that of DMARC below."""
    lower = f"mx.google.com; {FAILED}"
    other = "mx.other.example; dmarc=fail header.from=krabi.go.th"
    assert verdict(first, lower) is CONTRADICTED
    assert verdict(first, other, "mx.google.com; none", lower) is CONTRADICTED
    assert verdict(first, lower, "mx.google.com; none") is CONTRADICTED
    for harmless in (
        GMAIL,
        other,
        "mx.google.com; spf=fail smtp.mailfrom=krabi.go.th",
        "mx.google.com; x=fail",
    ):
        assert verdict(first, harmless) is verdict(first)


def test_a_lower_field_of_our_server_hides_no_failure_in_the_senders_words() -> None:
    hidden = 'mx.google.com; spf=none smtp.mailfrom="a; dmarc=fail; x"@evil.example'
    assert verdict(GMAIL, hidden, path="office@krabi.go.th") is PROVEN
    assert verdict(GMAIL, hidden, path='"a; dmarc=fail; x"@evil.example') is CONTRADICTED
    assert verdict(GMAIL, hidden + " (") is CONTRADICTED


def test_of_a_lower_field_that_contradicts_the_words_are_kept_and_of_the_first_by_whom_the_mail_passed() -> (
    None
):
    first, lower = "mx.google.com; dkim=pass header.d=center.go.th", f"mx.google.com; {FAILED}"
    found = judge_sender((first, lower), "a@krabi.go.th", GOOGLE)
    assert (found.verdict, found.said, found.passed_by) == (CONTRADICTED, lower, ("@center.go.th",))
    assert judge_sender((first, GMAIL), "a@krabi.go.th", GOOGLE).passed_by == ("@center.go.th",)


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
    nothing_told = (
        "mx.google.com; spf=pass smtp.helo=mx.center.go.th; dkim=pass; arc=pass header.d=center.go.th"
    )
    assert judge_sender((nothing_told,), "a@krabi.go.th", GOOGLE).passed_by == ()
    by_identity = "mx.google.com; dkim=pass header.i=@center.go.th header.s=sel"
    assert judge_sender((by_identity,), "a@krabi.go.th", GOOGLE).passed_by == ("@center.go.th",)


def test_the_servers_words_are_kept() -> None:
    assert judge_sender((GMAIL,), "a@krabi.go.th", GOOGLE).said == GMAIL[:200]
    assert judge_sender(("mx.google.com;\r\n\tnone",), "a@krabi.go.th", GOOGLE).said == "mx.google.com; none"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (GMAIL, GOOGLE),
        (OFFICE, ""),
        ('"mx.a.th"; none', "mx.a.th"),
        ('mx.a.th; spf=none smtp.mailfrom="(', "mx.a.th"),
        ("mx.a.th (office; mx.b.th)", "mx.a.th"),
        ("", ""),
        ("(mx.b.th) mx.a.th 1; none", "mx.a.th"),
        ("mx.a.th x=1; none", "mx.a.th"),
    ],
)
def test_the_server_that_wrote_a_field(field: str, name: str) -> None:
    assert server_named_in(field) == name
