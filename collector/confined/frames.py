"""The messages between the confined process and its parent; see frozen.py for the values in them.

    request   4 bytes length of order · 4 bytes length of data · order as JSON · data; the first one is the setup
    answer    4 bytes length · one letter · the rest: `S` a step begins, `R` a refusal, `A` the contents, `B` the
              contents, and the process should be replaced

An empty answer says that the process is there; the answer to the setup is its `Confinement`, as JSON.

Contents are 4 bytes length of JSON · JSON `[value, [length of each piece]]` · the pieces.
"""

import json
import struct
from collections.abc import Sequence

from collector.confined.frozen import Beside, Known, decode, encode
from collector.confined.values import Contents, Order, Setup
from collector.forms.spec import FormSpec
from collector.readers.limits import ReadingLimits
from collector.readers.worker.wire import WireError

REQUEST = struct.Struct(">II")
STEP = struct.Struct(">hh")
_LENGTH = struct.Struct(">I")


def request(what: Setup | Order, data: bytes = b"") -> tuple[bytes, bytes]:
    """A request, and its bytes apart: a large mail is in memory once."""
    told, _ = encode(what)
    return REQUEST.pack(len(told), len(data)) + told, data


def contents_out(contents: Contents, specs: Sequence[FormSpec], limits: ReadingLimits) -> list[bytes] | None:
    """The answer's bytes, in pieces; None where there are too many, or more forms, entries or letters than a mail may bring."""
    entries = [entry for form in contents.found for entry in form.extract.entries]
    letters = sum(len(field.text) for entry in entries for field in entry.fields)
    if len(contents.found) > limits.forms or len(entries) > limits.entries or letters > limits.letters:
        return None
    told, pieces = encode(contents, _known(specs))
    sizes = json.dumps([len(piece) for piece in pieces]).encode()
    if len(told) + len(sizes) > limits.told_bytes or sum(map(len, pieces)) > limits.files_bytes:
        return None
    whole = b"[" + told + b"," + sizes + b"]"
    return [_LENGTH.pack(len(whole)), whole, *pieces]


def contents_in(answer: bytes | memoryview, specs: Sequence[FormSpec], limits: ReadingLimits) -> Contents:
    """What the confined process answered; raises WireError unless its shape and sizes are right."""
    try:
        (size,) = _LENGTH.unpack_from(answer)
        if size > limits.told_bytes + 16:
            raise WireError(f"{size} bytes of JSON")
        told, sizes = _halves(bytes(answer[_LENGTH.size : _LENGTH.size + size]))
        pieces, at = [], _LENGTH.size + size
        for length in sizes:
            pieces.append(bytes(answer[at : at + length]))
            at += length
    except (struct.error, ValueError, TypeError) as error:
        raise WireError(f"no contents: {error!r:.200}") from error
    if at != len(answer):
        raise WireError("lengths that do not fit")
    return decode(Contents, told, Beside(pieces, _known(specs)))


def _known(specs: Sequence[FormSpec]) -> Known:
    return {FormSpec: {spec.id: spec for spec in specs}}


def _halves(whole: bytes) -> tuple[bytes, list[int]]:
    """`[value,[sizes]]` → the value's JSON and the sizes."""
    cut = whole.rindex(b",[")
    sizes = json.loads(whole[cut + 1 : -1])
    if whole[:1] != b"[" or not all(type(size) is int and size >= 0 for size in sizes):
        raise WireError("no sizes")
    return whole[1:cut], sizes
