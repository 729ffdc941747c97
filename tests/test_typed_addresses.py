"""What an administrator types is one plain address, or a domain that is an office's own."""

import pytest

from collector.typed_addresses import typed_address, typed_domain


@pytest.mark.parametrize(
    "text", ["ann@local.example", " Ann.B@LOCAL.example\t", "a+b@xn--12c1fe4d.xn--o3cw4h", "a@localhost"]
)
def test_a_plain_address_stays_as_it_is(text: str) -> None:
    assert typed_address(text) == text.strip()


def test_a_domain_in_thai_letters_is_held_as_servers_know_it() -> None:
    assert typed_address("a@กระบี่.ไทย") == "a@" + "กระบี่.ไทย".encode("idna").decode()
    assert typed_domain("@อบต-กระบี่.ไทย") == "@" + "อบต-กระบี่.ไทย".encode("idna").decode()
    with pytest.raises(ValueError, match="no office's own domain"):
        typed_domain("@ไทย")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "@",
            "a",
            "a@",
            "@b",
            "a@b@c",
            "a b@c",
            "a@b c",
            "<a@b.c>",
            "Ann <a@b.c>",
            "a(b)@c",
            "a@b,c@d",
            "a@b;c@d",
            '"a"@b',
        ),
        *(
            "=?utf-8?q?a?=@b",
            "a=?x@b",
            "a..b@c",
            ".a@b",
            "a.@b",
            "a@b..c",
            "a@.b",
            "a@b.",
            "a@-b",
            "a@[127.0.0.1]",
            "*@*",
            "a@*",
        ),
        *(
            "ก@b.c",
            "a@กระบี่..ไทย",
            "a@กระบี่é.ไทย",
            "a\0@b",
            "a@b\nBcc: c@d",
            "a\u202e@b",
            "\uff41@b",
            "a" * 65 + "@b",
            "a@" + "b" * 64,
            "a@" + "b." * 127 + "b",
        ),
    ],
)
def test_all_else_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no e-mail address.*name@office\.go\.th") as told:
        typed_address(text)
    assert len(str(told.value)) < 350


@pytest.mark.parametrize(
    "text",
    [
        "@krabi.go.th",
        "@Dept.Example",
        "@mail.hotmail.example",
        "@in-th.org",
        "@a.co",
        "@gmail.go.th",
        "@go.th.example",
    ],
)
def test_an_offices_own_domain_stays(text: str) -> None:
    assert typed_domain(text) == text


@pytest.mark.parametrize(
    "domain",
    [
        *(
            "th",
            "com",
            "ไทย".encode("idna").decode(),
            "localhost",
            "go.th",
            "or.th",
            "ac.th",
            "co.th",
            "in.th",
            "mi.th",
            "net.th",
            "GO.TH",
        ),
        *(
            "co.uk",
            "com.au",
            "hotmail.com",
            "outlook.com",
            "gmail.com",
            "yahoo.com",
            "Gmail.Com",
            "googlemail.com",
            "hotmail.co.th",
        ),
    ],
)
def test_a_domain_of_everybody_is_refused(domain: str) -> None:
    with pytest.raises(ValueError, match="no office's own domain"):
        typed_domain(f"@{domain}")


@pytest.mark.parametrize(
    "text",
    [
        "@",
        "@*",
        "@.go.th",
        "@go.th.",
        "@กระบี่é.ไทย",
        "@a b.th",
        "@@krabi.go.th",
        "@" + "a." * 200 + "th",
        "@=?utf-8?q?a?=",
    ],
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no domain; write it like @krabi\.go\.th"):
        typed_domain(text)
