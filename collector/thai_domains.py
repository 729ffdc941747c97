"""Turns domains in Thai script (`.ไทย`) into the form that DNS and every mail server know (RFC 5890); leaves all else alone."""

import re

THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
# A domain with a Thai letter in it, behind @ or where a server names one.
_DOMAIN = re.compile(
    rf"(?<![{THAI}\w.-])(?=[A-Za-z0-9.-]{{0,253}}[{THAI}])[A-Za-z0-9.{THAI}-]{{1,253}}(?![{THAI}\w-])"
)


def ascii_domain(domain: str) -> str:
    """`กระบี่.ไทย` → `xn--….xn--o3cw4h`, in lower case; "" for what is no domain."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:  # a label that is empty or too long
        return ""


def is_thai(domain: str) -> bool:
    """Whether it is a domain with Thai letters, and with no others that DNS has not."""
    return _DOMAIN.fullmatch(domain) is not None


def with_ascii_domains(text: str) -> str:
    """A server's words with each Thai domain in them in its ASCII form."""
    return _DOMAIN.sub(lambda found: ascii_domain(found[0]) or found[0], text)
