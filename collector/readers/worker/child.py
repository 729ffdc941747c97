"""The worker process: attachments from standard input into documents on standard output (see wire.py).

It has no file, no network, no setting and no database. It ends when its standard input does, and at
the latest when the time for the attachment in hand is over.
"""

import json
import sys
from typing import BinaryIO

from collector.errors import UnreadableError
from collector.readers.choose_reader import readers_of
from collector.readers.limits import ReadingLimits
from collector.readers.worker.bounds import bound, start_clocks, stop_clocks
from collector.readers.worker.confinement import confine
from collector.readers.worker.wire import ANSWER, REQUEST, encode_document, encode_refusal


def main(arguments: list[str]) -> None:
    """Serve until standard input ends; the one argument holds the limits as JSON."""
    limits = ReadingLimits(**json.loads(arguments[0]))
    bound(limits)
    confine()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _send(target, b"")
    while (request := _receive(source)) is not None:
        start_clocks(limits.cpu_seconds, limits.wall_seconds + 1)
        answer = _answer(*request, limits)
        stop_clocks()
        _send(target, answer)


def _answer(attempt: int, kind: str, data: bytes, limits: ReadingLimits) -> bytes:
    readers = readers_of(kind)
    more = attempt + 1 < len(readers)
    if attempt >= len(readers):
        return encode_refusal(UnreadableError("unsupported", kind), more=False)
    try:
        return encode_document(readers[attempt](data, limits), limits)
    except UnreadableError as error:
        return encode_refusal(error, more=more and error.code == "damaged")
    except MemoryError:
        return encode_refusal(UnreadableError("too-large", "out of memory"), more=more)
    except BaseException as error:  # noqa: BLE001 - calamine's PanicException is no Exception; it is reported, and we are replaced
        return encode_refusal(UnreadableError("crashed", repr(error)), more=more)


def _receive(source: BinaryIO) -> tuple[int, str, bytes] | None:
    """Return attempt, kind and data; None when the parent is gone."""
    head = source.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    attempt, name, size = REQUEST.unpack(head)
    kind, data = source.read(name), source.read(size)
    return (attempt, kind.decode("ascii"), data) if len(data) == size else None


def _send(target: BinaryIO, answer: bytes) -> None:
    target.write(ANSWER.pack(len(answer)) + answer)
    target.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
