"""The From fields of a mail → the one address that says it wrote it, or nobody; believes it no further (`authenticity.py` does)."""

import re
from collections.abc import Sequence

from collector.mail.addresses import NOBODY, addresses
from collector.mail.headers import on_one_line
from collector.model.mail import Address
from collector.thai_domains import THAI, ascii_domain

_LONGEST = 2_000  # bytes of a From field; what one person's name and address never reach
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_LOCAL = r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+)@"
_DOMAIN = r"(?P<domain>[A-Za-z0-9.-]+)"
_THAI_DOMAIN = rf"(?P<domain>[A-Za-z0-9.{THAI}-]+)"
_COMMENTS = r"[ \t]*(?:\([^()\\]*\)[ \t]*)*"
_ALONE = re.compile("(?P<name>)" + _LOCAL + _DOMAIN + _COMMENTS)
_IN_ANGLES = re.compile(r"(?P<name>[^\n]*)<" + _LOCAL + _DOMAIN + ">" + _COMMENTS)
_THAI_ALONE = re.compile("(?P<name>)" + _LOCAL + _THAI_DOMAIN + _COMMENTS)
_THAI_IN_ANGLES = re.compile(r"(?P<name>[^\n]*)<" + _LOCAL + _THAI_DOMAIN + ">" + _COMMENTS)
# What a name may hide signs in. The first that begins wins, as in every reader of mails: a quote in a comment opens nothing.
_HIDDEN = re.compile(
    r'"(?:[^"\\]|\\.)*+"'
    r"|\([^()\\]*\)"
    r'|=\?[A-Za-z0-9*._:+-]{1,80}\?[bBqQ]\?(?:[^?\s@<>"()\\]|\([^?\s@<>"()\\]*\))*+\?='
)
_SIGNS = frozenset('<>;:()"@\\')


def sender_of(fields: Sequence[bytes]) -> Address:
    """The sender by the values of all From fields of a mail (RFC 5322, 3.6.2).

    An address counts only where there is exactly one field, and in it exactly one plain address, which stands there
    letter by letter: alone or at the end in angle brackets, with nothing but comments behind it. Nothing is repaired: a
    server that checks the sender might read another one. Otherwise the answer has what is written as its name and no
    e-mail: it names nobody who could be known.
    """
    found = [address for value in fields for address in addresses(value[:_LONGEST])]
    shown = next((address for address in found if address.email or address.name), NOBODY)
    if len(fields) == 1 and len(fields[0]) <= _LONGEST and (plain := _plain_address(fields[0])):
        return Address(shown.name, plain)
    return Address(shown.name or shown.email, "")


def _plain_address(field: bytes) -> str:
    """The one plain address of a field in lower case; "" where there is none, or anything like a second."""
    # Latin-1 makes one letter of each byte: the decoders of names leave out what no name needs, and so would repair.
    text = on_one_line(field).decode("latin-1")
    found = _ALONE.fullmatch(text) or _IN_ANGLES.fullmatch(text)
    if found is None and _is_utf_8(field):  # RFC 6532: a domain under .ไทย, say
        text = on_one_line(field).decode("utf-8")
        found = _THAI_ALONE.fullmatch(text) or _THAI_IN_ANGLES.fullmatch(text)
    if found is None or _CONTROL.search(text) or "=?" in found["local"]:
        return ""
    written = found["domain"]
    domain = written if written.isascii() else ascii_domain(written)
    if not domain or set(_HIDDEN.sub(" ", found["name"])) & _SIGNS:
        return ""
    return f"{found['local']}@{domain}".lower()


def _is_utf_8(field: bytes) -> bool:
    try:
        field.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
