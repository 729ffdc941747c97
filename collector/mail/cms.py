"""Takes what was signed out of an S/MIME message (RFC 8551) or a .p7m file (RFC 5652); checks no signature.

Who a report comes from is told by the same evidence as without a signature, so none has to hold. A walker of DER and
of BER with indefinite lengths, as Outlook writes it; of the structure only the way to the content is looked at.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from collector.errors import UnreadableError

_PEM = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----")
_PEM_END = b"-----END"
_SEQUENCE, _OCTETS, _OBJECT, _EXPLICIT = 0x10, 0x04, 0x06, 0x00
_PKCS7 = bytes.fromhex("2a864886f70d0107")  # 1.2.840.113549.1.7
_SIGNED, _ENVELOPED, _ENCRYPTED = _PKCS7 + b"\x02", _PKCS7 + b"\x03", _PKCS7 + b"\x06"
_AUTH_ENVELOPED = bytes.fromhex("2a864886f70d010910") + b"\x01\x17"
_DEEPEST = 8  # octet strings in octet strings
_MOST_PIECES = 200_000


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of BER: where its value begins and ends; `end` is -1 for an indefinite length."""

    tag: int
    constructed: bool
    start: int
    end: int


def signed_content(data: bytes) -> bytes:
    """The content of SignedData: the MIME entity of a mail, or the file of a .p7m; b"" for a detached signature.

    Raises UnreadableError: `encrypted` for EnvelopedData, `unsupported` for other kinds of content, `damaged`.
    """
    armoured = _armoured(data)
    try:
        der = data if armoured is None else base64.b64decode(armoured)
        return _Walker(der).content()
    except (IndexError, binascii.Error) as error:
        raise UnreadableError("damaged", "a torn CMS message") from error


def _armoured(data: bytes) -> bytes | None:
    """What stands between the first BEGIN and the END behind it; None where there is none."""
    begin = _PEM.search(data)
    end = data.find(_PEM_END, begin.end() + 1) if begin else -1
    return data[begin.end() : end] if begin and end >= 0 else None


class _Walker:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pieces = 0

    def content(self) -> bytes:
        """RFC 5652, 3: ContentInfo; 5.1: SignedData; 5.2: EncapsulatedContentInfo."""
        info = self._expect(0, _SEQUENCE)
        kind = self._expect(info.start, _OBJECT)
        name = self._data[kind.start : kind.end]
        if name in {_ENVELOPED, _ENCRYPTED, _AUTH_ENVELOPED}:
            raise UnreadableError("encrypted", "CMS")
        if name != _SIGNED:
            raise UnreadableError("unsupported", f"CMS {name.hex()}")
        signed = self._expect(self._expect(kind.end, _EXPLICIT).start, _SEQUENCE)
        version = self._element(signed.start)
        algorithms = self._element(version.end)
        capsule = self._expect(self._after(algorithms), _SEQUENCE)
        inner = self._expect(capsule.start, _OBJECT)
        if self._over(inner.end, capsule):
            return b""
        octets = self._element(self._expect(inner.end, _EXPLICIT).start)
        return b"".join(self._octets(octets, 0))

    def _element(self, at: int) -> _Element:
        """The element at `at` (X.690, 8.1); one that says it is longer than the data is torn: IndexError."""
        first, length = self._data[at], self._data[at + 1]
        if first & 0x1F == 0x1F:  # a tag of several bytes: none occurs on the way
            raise UnreadableError("damaged", "a tag of no CMS message")
        start, constructed = at + 2, bool(first & 0x20)
        if length == 0x80 and constructed:
            return _Element(first & 0x1F, constructed, start, -1)
        if length > 0x7F:
            size = length & 0x7F
            if not 0 < size <= 4:
                raise UnreadableError("damaged", "a length of no CMS message")
            start += size
            length = int.from_bytes(self._data[at + 2 : start], "big")
        if start + length > len(self._data):
            raise IndexError
        return _Element(first & 0x1F, constructed, start, start + length)

    def _expect(self, at: int, tag: int) -> _Element:
        found = self._element(at)
        if found.tag != tag:
            raise UnreadableError("damaged", "no CMS message")
        return found

    def _over(self, at: int, inside: _Element) -> bool:
        """Whether `at` is behind the last element of `inside`."""
        return at >= inside.end if inside.end >= 0 else self._data[at : at + 2] == b"\0\0"

    def _after(self, element: _Element, depth: int = 0) -> int:
        """Where the next element begins."""
        if element.end >= 0:
            return element.end
        self._count(depth)
        at = element.start
        while not self._over(at, element):
            at = self._after(self._element(at), depth + 1)
        return at + 2

    def _octets(self, element: _Element, depth: int) -> list[bytes]:
        """The pieces of an octet string, which BER allows to be cut up (X.690, 8.7)."""
        self._count(depth)
        if not element.constructed:
            return [self._data[element.start : element.end]]
        pieces: list[bytes] = []
        at = element.start
        while not self._over(at, element):
            inner = self._element(at)
            pieces += self._octets(inner, depth + 1)
            at = self._after(inner, depth + 1)
        return pieces

    def _count(self, depth: int) -> None:
        self._pieces += 1
        if depth > _DEEPEST or self._pieces > _MOST_PIECES:
            raise UnreadableError("damaged", "a CMS message of too many pieces")
