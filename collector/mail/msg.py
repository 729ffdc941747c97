"""Turns an Outlook message (.msg, [MS-OXMSG]) into its attachments and its body; the headers of it do not count.

A message in a message is a storage of the same file; it is opened in place.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from collector.errors import UnreadableError
from collector.formats.charset import decode_bytes, decode_page
from collector.formats.charset_names import label_of_code_page
from collector.formats.compound import CompoundFile
from collector.mail.archive_member import Member, rich_members
from collector.mail.headers import file_name
from collector.mail.lzfu import unpacked_rtf

_STREAM = "__substg1.0_{:04X}{:04X}"  # property and type ([MS-OXMSG] 2.2.1)
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_SUBJECT, _BODY, _RTF, _HTML = 0x0037, 0x1000, 0x1009, 0x1013  # [MS-OXPROPS]
_DATA, _SHORT_NAME, _LONG_NAME, _SHOWN_NAME = 0x3701, 0x3704, 0x3707, 0x3001
_CODE_PAGES = (0x3FDE, 0x3FFD)  # of the HTML body, of 8-bit strings
_HEADERS_OF_PROPERTIES = (32, 24)  # bytes: of a message, of one in a message
_DEEPEST = 4  # messages in messages


def msg_members(data: bytes, most_bytes: int, most: int) -> Iterator[Member]:
    """The attachments of a message in their order, those of messages in it, and last its body, with the path "".

    The body is HTML, rich text or plain, in this order of preference, besides the plain text. `most_bytes` bounds
    all together, `most` their number. Raises UnreadableError: `damaged`, `too-large`, `too-many`.
    """
    file = CompoundFile(data, most_bytes)
    yield from _Message(file, 0, 0).members("", _Left(most))


@dataclass(slots=True)
class _Left:
    """How much more is taken of one file."""

    attachments: int
    rich_texts: int = 10  # unpacking one takes up to two seconds


class _Message:
    """One message, by the number of its storage."""

    def __init__(self, file: CompoundFile, storage: int, depth: int) -> None:
        self._file = file
        self._depth = depth
        self._streams = file.children(storage)
        self._code_pages = self._pages(_HEADERS_OF_PROPERTIES[depth > 0])

    def members(self, path: str, left: _Left) -> Iterator[Member]:
        for name in sorted(name for name in self._streams if name.startswith(_ATTACHMENT)):
            left.attachments -= 1
            if left.attachments < 0:
                raise UnreadableError("too-many", "attachments of a message")
            yield from self._attachment(self._streams[name], path, left)
        yield from self._bodies(path, left)

    def _attachment(self, storage: int, path: str, left: _Left) -> Iterator[Member]:
        streams = self._file.children(storage)
        inner = streams.get(_STREAM.format(_DATA, _OBJECT))
        if inner is None:
            data = self._binary(streams, _DATA)
            names = (self._string(streams, key) for key in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
            name = next((clean for name in names if (clean := file_name(name))), "unnamed")
            yield Member(path + name, data, "" if data else "empty-file")
        elif self._file.is_storage(inner):
            shown = file_name(self._string(streams, _SHOWN_NAME)) or "message"
            inside = f"{path}{shown.removesuffix('.msg')}.msg"
            if self._depth >= _DEEPEST:
                yield Member(inside, b"", "too-many")
            else:
                yield from _Message(self._file, inner, self._depth + 1).members(f"{inside}/", left)

    def _bodies(self, path: str, left: _Left) -> Iterator[Member]:
        """The bodies of a message; that of an inner one bears its path."""
        place = path.rstrip("/")
        html = decode_page(self._binary(self._streams, _HTML), self._code_pages[0])
        html = html or self._string(self._streams, _HTML)
        rtf = b""
        if not html and left.rich_texts and (packed := self._binary(self._streams, _RTF)):
            left.rich_texts -= 1
            rtf = unpacked_rtf(packed)
        yield from rich_members(html, rtf, self._string(self._streams, _BODY), place)

    def _binary(self, streams: dict[str, int], key: int) -> bytes:
        number = streams.get(_STREAM.format(key, _BINARY))
        return b"" if number is None else self._file.read(number)

    def _string(self, streams: dict[str, int], key: int) -> str:
        """A string of either type, without characters that no text holds."""
        if (number := streams.get(_STREAM.format(key, _UNICODE))) is not None:
            return decode_bytes(b"\xff\xfe" + self._file.read(number)).rstrip("\0")
        if (number := streams.get(_STREAM.format(key, _STRING8))) is not None:
            return decode_bytes(self._file.read(number), self._code_pages[1]).rstrip("\0")
        return ""

    def _pages(self, header: int) -> tuple[str, str]:
        """The code pages of HTML and of 8-bit strings, as labels; "" where none is given (2.4.2.1)."""
        number = self._streams.get(_PROPERTIES)
        properties = b"" if number is None else self._file.read(number, 1 << 16)
        found: dict[int, int] = {}
        for at in range(header, len(properties) - 15, 16):
            _, key, _, value = struct.unpack_from("<HHLL", properties, at)
            found.setdefault(key, value)
        html, string = (label_of_code_page(found.get(key, 0)) for key in _CODE_PAGES)
        return html or string, string or html
