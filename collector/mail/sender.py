"""The From fields of a mail → the one address that says it wrote it, or nobody; believes it no further (`authenticity.py` does)."""

import re
from collections.abc import Sequence

from collector.mail.addresses import NOBODY, addresses
from collector.mail.headers import unfold
from collector.model import Address

_LONGEST = 2_000  # bytes of a From field; what one person's name and address never reach
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ENCODED = re.compile(r"=\?[^?\s]{1,80}\?[bBqQ]\?[^?\s]*\?=")
_COMMENT = re.compile(r"\([^()]*\)")
_ANGLE = re.compile(r"<([^<>]*)>")


def sender_of(fields: Sequence[bytes]) -> Address:
    """The sender by the values of all From fields of a mail (RFC 5322, 3.6.2).

    An address counts only where there is exactly one field, and in it exactly one plain address: in angle brackets or
    alone, no group, no second one beside it, none that stands only in an encoded word. Otherwise the answer has what
    is written as its name and no e-mail: it names nobody who could be known.
    """
    found = [address for value in fields for address in addresses(value[:_LONGEST])]
    shown = next((address for address in found if address.email or address.name), NOBODY)
    if len(fields) == 1 and len(fields[0]) <= _LONGEST and _is_one_plain_address(unfold(fields[0])):
        return shown
    return Address(shown.name or shown.email, "")


def _is_one_plain_address(text: str) -> bool:
    """Whether a field holds one address outside of quotes, comments and encoded words, and nothing like a second."""
    bare = _COMMENT.sub(" ", _ENCODED.sub(" ", _QUOTED.sub(" ", text)))
    angles = _ANGLE.findall(bare)
    rest = _ANGLE.sub(" ", bare)
    if len(angles) > 1 or set(rest) & set('<>;:()"'):
        return False
    return [holder.count("@") for holder in (*angles, rest) if "@" in holder] == [1]
