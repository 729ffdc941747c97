"""The confined process: mails from standard input, what is in them to standard output (see frames.py).

It has no network, no database and no secret, and writes no file: after its imports it gives up the right to. It ends when its
standard input does, or when the time of the step in hand is over.
"""

import json
import sys
import time
from dataclasses import replace
from typing import BinaryIO

from collector.confined.frames import REQUEST, STEP, contents_out
from collector.confined.frozen import decode, encode
from collector.confined.steps import Room, contents
from collector.confined.values import Order, Setup
from collector.errors import NeedsProgramError
from collector.formats import charset_names
from collector.readers.limits import ReadingLimits
from collector.readers.worker.bounds import bound, start_clocks, stop_clocks
from collector.readers.worker.confinement import confine
from collector.readers.worker.wire import ANSWER

PROGRAMS = "programs"  # the argument of the one that may start other programs


def main(arguments: list[str]) -> None:
    """Serve until standard input ends; the arguments are the limits as JSON, and `programs` or nothing."""
    limits, programs = ReadingLimits(**json.loads(arguments[0])), PROGRAMS in arguments[1:]
    charset_names.install()
    bound(limits, programs=programs)
    given, _ = encode(confine(programs=programs))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _send(target, b"")
    first = _receive(source)
    if first is None:
        return
    setup = decode(Setup, first[0]).with_shared_words
    setup = replace(setup, unpack=replace(setup.unpack, programs=programs))
    setup.names.named("-", is_name=True)  # builds its tables before anybody waits
    _send(target, given)
    while (request := _receive(source)) is not None:
        order, data = decode(Order, request[0]), request[1]
        answer = _Work(target, order, setup, limits).answer(data)
        stop_clocks()
        _send(target, *answer)


class _Work:
    """One mail's way through the steps, each of which is told and timed."""

    def __init__(self, target: BinaryIO, order: Order, setup: Setup, limits: ReadingLimits) -> None:
        self._target = target
        self._order = order
        self._limits = limits
        self._room = Room(setup, limits, self._begin)
        self._end = time.monotonic() + order.seconds
        self._documents: set[int] = set()
        self._searched: set[int] = set()

    def answer(self, data: bytes) -> list[bytes]:
        """The contents, or why there are none."""
        self._clock(self._order.seconds, self._order.seconds)
        try:
            found = contents_out(
                contents(self._order, data, self._room), self._room.setup.specs, self._limits
            )
        except NeedsProgramError:
            return _refused("needs-program", "")
        except MemoryError:
            return _refused("mail-too-large", "out of memory")
        except BaseException as error:  # noqa: BLE001 - reported, and we are replaced
            return _refused("mail-crashed", repr(error))
        if found is None:
            return _refused("mail-too-large", "more than is taken out of one mail")
        failed = self._documents - self._searched  # a parser that failed may have left anything behind
        return [b"B" if failed else b"A", *found]

    def _begin(self, number: int, attempt: int) -> None:
        if attempt < 0:
            self._searched.add(number)
            self._clock(self._limits.mail_seconds, self._limits.mail_seconds)
        else:
            self._documents.add(number)
            self._clock(self._limits.cpu_seconds, self._limits.wall_seconds)
        _send(self._target, b"S" + STEP.pack(min(number, 32_000), attempt))

    def _clock(self, cpu: float, wall: float) -> None:
        start_clocks(cpu, min(wall, self._end - time.monotonic()))


def _refused(code: str, detail: str) -> list[bytes]:
    return [b"R", json.dumps([code, detail[:500]]).encode("utf-8", "replace")]


def _receive(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return order and data; None when the parent is gone."""
    head = source.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    order, size = REQUEST.unpack(head)
    told, data = source.read(order), source.read(size)
    return (told, data) if len(data) == size else None


def _send(target: BinaryIO, *pieces: bytes) -> None:
    target.write(ANSWER.pack(sum(map(len, pieces))))
    for piece in pieces:
        target.write(piece)
    target.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
