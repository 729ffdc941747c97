"""An e-mail address or a whole domain as an administrator types it → the same checked, or a ValueError that says what to write.

Stricter than the standards: what goes into headers and is compared with senders is one plain address (RFC 5321, 4.1.2),
neither quoted nor encoded, of letters that every mail server takes. A domain in Thai letters is taken in the form that
servers know it by, which is how senders' addresses are held too.
"""

import re

from collector.public_domains import is_everybodys
from collector.thai_domains import ascii_domain, is_thai

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+")
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*+")
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 253  # RFC 5321, 4.5.3.1
_LONGEST_SHOWN = 60
_USUAL = "write the address alone, like name@office.go.th"


def typed_address(text: str) -> str:
    """One address, without blanks around it. ValueError for all that is none or cannot be written to by every server."""
    local, at, domain = text.strip().rpartition("@")
    domain = ascii_domain(domain) if at and is_thai(domain) else domain
    address = f"{local}{at}{domain}"
    if not address.isascii() and address.isprintable():
        raise ValueError(
            f"{_shown(address)} is no e-mail address that every server can write to: it may hold the letters a to z, digits and "
            f"signs only, and Thai letters behind the @; {_USUAL}"
        )
    if len(local) > _LONGEST_LOCAL or len(domain) > _LONGEST_DOMAIN:
        raise ValueError(
            f"{_shown(address)} is no e-mail address: there may be {_LONGEST_LOCAL} letters before the @ and "
            f"{_LONGEST_DOMAIN} behind it; {_USUAL}"
        )
    if "=?" in address or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"{_shown(address)} is no e-mail address; {_USUAL}")
    return address


def typed_domain(text: str) -> str:
    """A whole domain, written as @krabi.go.th. ValueError for what is none, and for one in which everybody may have an address."""
    domain = text.strip().removeprefix("@")
    domain = ascii_domain(domain) if is_thai(domain) else domain
    if len(domain) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"{_shown(f'@{domain}')} is no domain; write it like @krabi.go.th")
    if is_everybodys(domain):
        raise ValueError(
            f"@{domain} is no office's own domain: whoever has an address there would count as the unit; write the office's "
            "domain, like @krabi.go.th, or single addresses"
        )
    return f"@{domain}"


def _shown(address: str) -> str:
    return f'"{address}"' if len(address) <= _LONGEST_SHOWN else f'"{address[:_LONGEST_SHOWN]}…"'
