"""A mail's bytes → its contents, by a confined process that is replaced after any failure; understands none of it.

The parent gives the bytes to a child, waits a bounded time and takes back values of a bounded size; it runs no pattern
over them. A document that ends the child is noted, and the mail tried again without it while its time lasts; a mail that
runs out of its time or memory, or ends the child twice, is for a person.
"""

import json
import struct
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Self

from collector.confined.frames import STEP, contents_in, request
from collector.confined.frozen import decode
from collector.confined.values import Contents, Order, Setup, Spoiled
from collector.errors import HeldMailError, UnreadableError, WorkerError
from collector.readers.limits import ReadingLimits
from collector.readers.worker.confinement import Confinement
from collector.readers.worker.process import Child, ChildEndedError
from collector.readers.worker.relay import Relay
from collector.readers.worker.wire import WireError

PROGRAM = "collector.confined.child"
MOST_SPOILED = 3  # documents of one mail that end the process: each costs the start of another
LEAST = 0.2  # seconds that are worth another try
START_SECONDS = 60.0


class _EndedError(Exception):
    """The child gave no contents: `code` says why, `step` at which document and reader (-1: at none)."""

    def __init__(self, code: str, detail: str, step: tuple[int, int] = (-1, -1)) -> None:
        super().__init__(code, detail)
        self.code = code
        self.step = step


class ConfinedRoom:
    """Opens one mail after the other; a context manager, because it owns a process.

    The process is started when it is first needed. Not for several threads at once.
    """

    def __init__(self, setup: Setup, limits: ReadingLimits | None = None) -> None:
        self._limits = limits or ReadingLimits()
        self.specs, self.known = setup.specs, setup.known
        self._setup = request(setup)
        self._relay = Relay(self._child, self._limits.attachments_per_worker, self._prepare)
        self._confinement = Confinement()
        self._ahead: tuple[Order, bytes] | None = (
            None  # what the child has, and whose answer was not taken yet
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def limits(self) -> ReadingLimits:
        """What one mail and one document may cost."""
        return self._limits

    @property
    def pid(self) -> int | None:
        """The confined process's id, None while there is none."""
        return self._relay.pid

    def confinement(self) -> Confinement:
        """What this kernel holds the process to, as the process itself tells; raises WorkerError when none starts."""
        self.wait()
        return self._confinement

    def close(self) -> None:
        """End the process, if there is one; another mail starts a new one."""
        self._relay.close()
        self._ahead = None

    def start(self) -> None:
        """Start the process if there is none; it loads its parsers while the caller goes on."""
        self._relay.started()

    def wait(self) -> None:
        """Wait until a process can take a mail, which a fresh one cannot at once; raises WorkerError when none starts."""
        self._relay.ready()

    def ahead(self, order: Order, data: bytes) -> None:
        """Hand over a mail, which is opened while the caller does other things; its `contents` have to be asked for next.

        One that the pipe does not take at once is left for then.
        """
        if self._ahead:
            return
        try:
            if self._relay.ready().offer(request(order, data)):
                self._relay.given()
                self._ahead = order, data
        except ChildEndedError:  # no fault of this mail, which is opened later, by another child
            self.close()

    def contents(self, order: Order, data: bytes) -> Contents:
        """All that is in a mail. Raises HeldMailError, or WorkerError when no process can be started."""
        end, crashes = self._fresh(order, data) + order.seconds, 0
        while True:
            try:
                return self._once(order, data, end)
            except _EndedError as error:
                if error.code == "needs-program":
                    left = max(end - time.monotonic(), LEAST)
                    return self._with_programs(replace(order, seconds=left), data)
                crashes += error.step[1] < 0
                order = _spared(order, error, end - time.monotonic(), crashes)
            left = end - time.monotonic()  # what a fresh process takes to start is nobody's time
            end = self._fresh(order, data) + left
            order = replace(order, seconds=left)

    def _has(self, order: Order, data: bytes) -> bool:
        """Whether the child works on this mail already."""
        return self._ahead is not None and self._ahead[0] == order and self._ahead[1] is data

    def _fresh(self, order: Order, data: bytes) -> float:
        """Waits for a process that can take the mail; the time at which there is one."""
        if not self._has(order, data):
            if self._ahead:  # the caller changed its mind
                self.close()
            self.wait()
        return time.monotonic()

    def _once(self, order: Order, data: bytes, end: float) -> Contents:
        try:
            handed, self._ahead = self._has(order, data), None
            if not handed:
                self._relay.given()
            return self._asked(self._relay.started(), None if handed else request(order, data), end)
        except (
            BaseException
        ):  # a failure, or Ctrl-C in the middle of a message: the rest of it must never be read
            self.close()
            self.start()
            raise

    def _asked(self, child: Child, asked: Sequence[bytes] | None, end: float) -> Contents:
        """What the child answers to a request; None: to the one that it has."""
        step = (-1, -1)
        try:
            if asked is not None:
                child.send(asked, end)
            while (frame := child.frame(end))[:1] == b"S":
                step = STEP.unpack(frame[1:])
            child.answered()
            if frame[:1] == b"R":
                raise _EndedError(*_refusal(frame))
            contents = contents_in(memoryview(frame)[1:].toreadonly(), self.specs, self._limits)
        except UnreadableError as error:
            raise _EndedError("timeout", str(error), step) from error
        except (ChildEndedError, WireError, struct.error) as error:
            raise _EndedError("crashed", str(error), step) from error
        if frame[:1] == b"B":
            self.close()
            self.start()
        return contents

    def _with_programs(self, order: Order, data: bytes) -> Contents:
        """The contents by a process of its own that may start other programs, for this mail alone."""
        child = self._child("programs")
        try:
            self._prepare(child)
            return self._asked(child, request(order, data), time.monotonic() + order.seconds)
        except _EndedError as error:
            raise HeldMailError(_held(error.code), str(error)) from error
        finally:
            child.end()

    def _child(self, *more: str) -> Child:
        most = self._limits.told_bytes + self._limits.files_bytes + 64
        return Child(self._limits, PROGRAM, *more, most=most)

    def _prepare(self, child: Child) -> None:
        """Waits for a fresh child and tells it what it has to know; raises WorkerError."""
        if child.ready:
            return
        child.wait_until_ready()
        child.ready = False
        try:
            told = child.exchange(self._setup, time.monotonic() + START_SECONDS)
            self._confinement = decode(Confinement, told)
        except (ChildEndedError, UnreadableError, WireError) as error:
            raise WorkerError(f"the reading process does not start: {error}") from error
        child.ready = True


def _spared(order: Order, error: _EndedError, left: float, crashes: int) -> Order:
    """The order without the document that ended the child; raises HeldMailError where it was the mail itself."""
    number, attempt = error.step
    hopeless = left < LEAST or len(order.spoiled) >= MOST_SPOILED or crashes > 1
    if hopeless or (attempt < 0 and error.code != "crashed"):
        raise HeldMailError("mail-timeout" if left < LEAST else _held(error.code), str(error)) from error
    if attempt < 0:
        return order
    return replace(order, spoiled=(*order.spoiled, Spoiled(number, attempt, error.code)))


def _held(code: str) -> str:
    return code if code.startswith("mail-") else f"mail-{code}"


def _refusal(frame: bytearray) -> tuple[str, str]:
    with suppress(ValueError, TypeError):
        code, detail = json.loads(frame[1:])
        if code in ("needs-program", "mail-too-large", "mail-crashed") and isinstance(detail, str):
            return code, detail
    return "mail-crashed", "a refusal of no known kind"
