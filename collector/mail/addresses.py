"""Turns the raw value of a From, To or Reply-To header into addresses (RFC 5322, 3.4); never raises."""

import re

from collector.formats.charset import clean
from collector.mail.encoded_words import decode_words
from collector.mail.headers import unfold
from collector.model.mail import Address

NOBODY = Address("", "")

_MOST = 200
_LONGEST = 20_000
# Top-level commas only: not those inside quotes, angle brackets or comments.
_ITEM = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|<[^<>]*>|\([^()]*\)|\\[^,;]|[^,;])++')
_MOST_PIECES = 8  # that commas make of one unquoted name
_LONGEST_PIECE = 500
_ANGLE = re.compile(r"<([^<>]*)>[^<>]*\Z")
# Whole tokens with one @ only: of krabi@local.example@evil.example nothing is taken.
_SPEC = re.compile(r'(?<![^\s<>()\[\]",;:])[^\s<>()\[\]",;:@]{1,200}@[^\s<>()",;:@]{1,250}+(?!@)')
_COMMENT = re.compile(r"\(([^()]*)\)")
_GROUP = re.compile(r'\A[^"<>@,:=?]{0,200}:(?!\S*\?)')
_ESCAPED = re.compile(r"\\(.)")
_BLANKS = re.compile(r"\s+")


def _name(text: str) -> str:
    """A display name without its quotes and with its encoded words decoded, those inside quotes too."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = _ESCAPED.sub(r"\1", text[1:-1])
    return _BLANKS.sub(" ", clean(decode_words(text))).strip(" '\"")


def _address(item: str) -> Address:
    angle = _ANGLE.search(item)
    if angle and (spec := _SPEC.search(angle[1])):
        return Address(_name(item[: angle.start()]), spec[0].lower())
    plain = decode_words(_COMMENT.sub(" ", item))
    if spec := _SPEC.search(plain):
        comment = _COMMENT.search(item)
        before = plain[: spec.start()].strip(" <'\"")
        return Address(_name(comment[1]) if comment else _name(before), spec[0].lower())
    return Address(_name(item), "")


def addresses(raw: bytes) -> tuple[Address, ...]:
    """The addresses of a header in order, at most 200; e-mail in lower case, "" where none could be read."""
    text = _GROUP.sub("", unfold(raw[:_LONGEST]))
    found: list[Address] = []
    loose: list[str] = []  # the first half of an unquoted name with a comma in it: Somchai, Krabi <a@b>
    for match in _ITEM.finditer(text):
        item = match[0].strip()
        if not item:
            continue
        address = _address(" ".join((*loose, item))) if "@" in item or "=?" in item else NOBODY
        if address.email:
            found.append(address)
            loose = []
        else:
            loose = [*loose, item[:_LONGEST_PIECE]][-_MOST_PIECES:]
        if len(found) >= _MOST:
            break
    return tuple(found) or ((Address(_name(" ".join(loose)), ""),) if loose else ())
