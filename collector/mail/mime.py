"""Turns the bytes of a mail into its headers and its leaves (RFC 5322, RFC 2045, RFC 2046); knows no charset of a body.

Offsets into the one bytes object instead of copies: a mail of 10,000 attachments or 200 levels costs no memory until a
leaf is decoded, and what lies beyond the limits is never looked at. The standard library's parser was not used because
it recurses with the nesting, keeps several copies of a mail, and raises on 41 of 730 real mails when headers are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collector.mail.headers import Structured, structured
from collector.mail.transfer import decode_transfer

MOST_LEAVES = 1_000
DEEPEST = 50
_MOST_LINES = 5_000  # of headers
_LONGEST_BLOCK = 1 << 20  # bytes of headers before the body is taken to begin
_LONGEST_DELIMITER = 400

Fields = tuple[tuple[str, bytes], ...]

_BLOCK_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_STRUCTURAL = re.compile(
    rb"(?:from|to|subject|date|message-id|mime-version|content-[a-z-]+)[ \t]*:", re.IGNORECASE
)
_MBOX = re.compile(rb">?From [^\r\n]*\r?\n")
_LEADING_BLANK = re.compile(rb"(?:[ \t]*\r?\n)+")
_GUESSED = re.compile(rb"^--([^\r\n]{1,400})\r?\n(?=Content-)", re.MULTILINE | re.IGNORECASE)
_TYPE = re.compile(r"[!-.0-~]+/[!-.0-~]+")


@dataclass(frozen=True, slots=True)
class Entity:
    """The mail itself or one part of it: headers and the span of its body in the mail's bytes."""

    fields: Fields  # names in lower case, values raw and folded
    start: int
    end: int
    content_type: Structured
    disposition: Structured
    cut: bool = False  # its headers go on beyond where they are looked at

    def raw(self, name: str) -> bytes:
        """The first header of that name (lower case), b"" without one."""
        return next((value for field, value in self.fields if field == name), b"")

    def every(self, name: str) -> list[bytes]:
        """All headers of that name (lower case), from top to bottom."""
        return [value for field, value in self.fields if field == name]


@dataclass(frozen=True, slots=True)
class Tree:
    """A mail taken apart: `cut` tells that there were more parts than the limits allow, `headers_cut` more headers."""

    top: Entity
    leaves: tuple[Entity, ...]
    cut: bool
    headers_cut: bool = False


def _goes_on(lines: list[bytes]) -> bool:
    """Whether headers follow a line that is none: a subject folded without the blank that folding needs."""
    return any(_STRUCTURAL.match(line) for line in lines)


def _fields(block: bytes) -> tuple[Fields, int, bool]:
    """The header fields of a block, how many of its bytes they take, and whether a body without a blank line ended them."""
    found: list[tuple[str, list[bytes]]] = []
    lines = block.splitlines(keepends=True)[:_MOST_LINES]
    used, ended = 0, False
    for number, line in enumerate(lines):
        field = None if line[:1] in b" \t" else _FIELD.match(line)
        if field is not None:
            found.append((field[1].decode("ascii").lower(), [field[2]]))
        elif found and (line[:1] in b" \t" or _goes_on(lines[number + 1 : number + 20])):
            found[-1][1].append(line)
        elif not _goes_on(lines[number + 1 : number + 20]):
            ended = True
            break
        used += len(line)
    return tuple((name, b"".join(value).strip()) for name, value in found), used, ended


def _head(data: bytes, start: int, end: int) -> tuple[Fields, int, bool]:
    """The header fields from `start`, where the body begins, and whether headers that are not looked at stand in it."""
    if data.startswith((b"\r\n", b"\n"), start, end):  # no headers at all (RFC 2046, 5.1)
        return (), data.index(b"\n", start) + 1, False
    closed = _BLOCK_END.search(data, start, min(end, start + _LONGEST_BLOCK))
    block_end = closed.start() if closed else min(end, start + _LONGEST_BLOCK)
    fields, used, ended = _fields(data[start:block_end])
    whole = closed is not None and start + used >= block_end
    cut = not ended and start + used < (closed.start() if closed else end)
    return fields, closed.end() if closed and whole else start + used, cut


def _entity(data: bytes, start: int, end: int, default: str) -> Entity:
    fields, body, cut = _head(data, start, end)
    named = dict(fields[::-1])  # the first of several counts
    labelled = structured(named.get("content-type", b""))
    if not _TYPE.fullmatch(labelled.value):
        labelled = Structured(default, labelled.parameters)
    return Entity(fields, body, end, labelled, structured(named.get("content-disposition", b"")), cut)


def _boundary(data: bytes, entity: Entity) -> bytes:
    """The delimiter of a multipart; guessed from the body when it is missing or does not occur there."""
    told = entity.content_type.parameters.get("boundary", "").rstrip().encode("utf-8")
    if told and data.find(b"--" + told, entity.start, entity.end) >= 0:
        return told
    guess = _GUESSED.search(data, entity.start, min(entity.end, entity.start + _LONGEST_BLOCK))
    return guess[1].rstrip(b" \t") if guess else b""


def _spans(data: bytes, entity: Entity, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where the parts of a multipart stand (RFC 2046, 5.1.1); one without a last delimiter ends with its parent."""
    mark, begin = b"--" + boundary, -1
    at = data.find(mark, entity.start, entity.end)
    while at >= 0:
        after = at + len(mark)
        newline = data.find(b"\n", after, min(entity.end, after + _LONGEST_DELIMITER))
        line_end = newline if newline >= 0 else min(entity.end, after + _LONGEST_DELIMITER)
        tail = data[after:line_end].strip(b" \t\r")
        if (at == entity.start or data[at - 1] == 10) and tail in {b"", b"--"}:
            if begin >= 0:
                yield begin, max(begin, at - (2 if data[at - 2 : at] == b"\r\n" else 1))
            if tail:
                return
            begin = min(line_end + 1, entity.end)
        at = data.find(mark, after, entity.end)
    if begin >= 0:
        yield begin, entity.end


def take_apart(data: bytes, most: int = MOST_LEAVES, deepest: int = DEEPEST) -> Tree:
    """A mail's headers and its leaves in reading order, at most `most` of them and `deepest` levels down; never raises.

    A `message/rfc822` is a leaf: what it holds is another mail.
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    skipped = _LEADING_BLANK.match(data)
    start = skipped.end() if skipped else 0
    mbox = _MBOX.match(data, start)
    top = _entity(data, mbox.end() if mbox else start, len(data), "text/plain")
    leaves: list[Entity] = []
    pending: list[Iterator[Entity]] = [iter((top,))]
    seen, cut, headers_cut = 0, False, False
    while pending:
        entity = next(pending[-1], None)
        if entity is None:
            pending.pop()
            continue
        seen += 1
        headers_cut = headers_cut or entity.cut
        if len(leaves) >= most or seen > 2 * most:
            return Tree(top, tuple(leaves), cut=True, headers_cut=headers_cut)
        boundary = _boundary(data, entity) if entity.content_type.value.startswith("multipart/") else b""
        if boundary and len(pending) > deepest:
            cut = True
        elif boundary:
            pending.append(_parts(data, entity, boundary))
        else:
            leaves.append(entity)
    return Tree(top, tuple(leaves), cut, headers_cut)


def _parts(data: bytes, entity: Entity, boundary: bytes) -> Iterator[Entity]:
    default = "message/rfc822" if entity.content_type.value == "multipart/digest" else "text/plain"
    for start, end in _spans(data, entity, boundary):
        yield _entity(data, start, end, default)


def content(data: bytes, entity: Entity) -> bytes:
    """The bytes of a leaf without their transfer encoding."""
    label = entity.raw("content-transfer-encoding").split(b";")[0].strip(b" \t\"'").lower()
    return decode_transfer(data[entity.start : entity.end], label.decode("ascii", "replace"))
