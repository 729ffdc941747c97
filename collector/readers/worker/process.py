"""A child process and its two pipes, read and written without ever waiting for too long.

It knows no attachment and no document, only messages. The child inherits the two pipes and nothing
else: no database handle, no socket, no password in the environment. Not run by `programs.py`, whose
programs answer once and end: this one answers many times over, and is given the next request while it
still works on the last.
"""

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict

from collector.errors import UnreadableError, WorkerError
from collector.readers.limits import ReadingLimits
from collector.readers.worker.wire import ANSWER

READING = "collector.readers.worker.child"
CHUNK = 1024 * 1024
PAGE = 4096  # a pipe holds so many pages, however full each is (pipe(7))
ROOM = 1024 * 1024  # what a pipe may hold on Linux unless the administrator has set another limit
START_SECONDS = 60.0  # on a machine that is busy with something else
OVERTIME = {-signal.SIGXCPU, -signal.SIGALRM}


class ChildEndedError(Exception):
    """The child is gone, or it does not keep to the protocol."""


class Child:
    """One worker process; `end` must be called."""

    def __init__(self, limits: ReadingLimits, program: str = READING, *more: str, most: int = 0) -> None:
        """`program` is the module that is run, `more` its further arguments, `most` the bytes of its longest answer."""
        self._most = most or limits.answer_bytes
        command = [sys.executable, "-m", program, json.dumps(asdict(limits)), *more]
        self._process = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # panics of a parser, which come back as an answer or an exit code
            bufsize=0,
            env=environment(),
            start_new_session=True,  # a Ctrl-C for the parent is not for the child
        )
        if self._process.stdin is None or self._process.stdout is None:  # never with PIPE
            raise WorkerError("a worker without pipes")
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self.ready = False
        self._room = _widened(self._to) // PAGE
        _widened(self._from)  # so that it can go on while nobody listens
        self._unanswered: deque[int] = deque()  # the pages that each request takes in the pipe at most

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait until the parsers are loaded; raises WorkerError when the child cannot start."""
        if self.ready:
            return
        try:
            self.frame(time.monotonic() + START_SECONDS)
        except (ChildEndedError, UnreadableError) as error:
            raise WorkerError(f"the reading process does not start: {error}") from error
        self.ready = True

    def exchange(self, request: Sequence[bytes], deadline: float) -> bytearray:
        """Return the answer to `request`, whose pieces are sent one after the other.

        Raises UnreadableError("timeout") after `deadline` (of time.monotonic) or when the kernel
        ended the child for it, ChildEndedError when it is gone for another reason.
        """
        self.send(request, deadline)
        return self.answer(deadline)

    def offer(self, request: Sequence[bytes]) -> bool:
        """Send `request` if the pipe takes it without waiting; `answer` then gives the answers in their order.

        Raises ChildEndedError when the child is gone or took only half of it.
        """
        size = sum(map(len, request))
        pages = size // PAGE + 2
        if sum(self._unanswered) + pages > self._room:
            return False
        try:
            whole = os.writev(self._to, request) == size
        except OSError as error:
            raise ChildEndedError(str(error)) from error
        if not whole:
            raise ChildEndedError("a pipe of less room than it told")
        self._unanswered.append(pages)
        return True

    def answer(self, deadline: float) -> bytearray:
        """Return the answer to the first request that was sent and not answered; raises as `exchange` does."""
        answer = self.frame(deadline)
        self.answered()
        return answer

    def answered(self) -> None:
        """Note that the first request has its answer, where that consists of several frames."""
        if self._unanswered:
            self._unanswered.popleft()

    def end(self) -> None:
        """Kill the process and wait for it, so that no zombie stays."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def send(self, request: Sequence[bytes], deadline: float) -> None:
        """Send a request, as the child takes it; raises as `exchange` does."""
        for piece in request:
            self._send(memoryview(piece), deadline)

    def _send(self, rest: memoryview, deadline: float) -> None:
        while rest:
            _wait(self._to, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._to, rest[:CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise self._ended() from error

    def frame(self, deadline: float) -> bytearray:
        """Return the next message of the child; raises as `exchange` does."""
        (size,) = ANSWER.unpack(self._take(ANSWER.size, deadline))
        if size > self._most:
            raise ChildEndedError(f"an answer of {size} bytes")
        return self._take(size, deadline)

    def _take(self, size: int, deadline: float) -> bytearray:
        taken = bytearray(size)  # filled in place: an answer may be large, and is in memory once
        rest = memoryview(taken)
        while rest:
            _wait(self._from, select.POLLIN, deadline)
            try:
                came = os.readv(self._from, [rest[:CHUNK]])
            except BlockingIOError:
                continue
            if not came:
                raise self._ended()
            rest = rest[came:]
        return taken

    def _ended(self) -> UnreadableError | ChildEndedError:
        """Return the error that says how the child ended."""
        try:
            code = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return ChildEndedError("it closed its pipes")
        if code in OVERTIME:
            return UnreadableError("timeout", f"ended by {signal.Signals(-code).name}")
        return ChildEndedError(f"it ended with {code}")


def _widened(pipe: int) -> int:
    """Makes room in a pipe for several attachments; how many bytes it holds now."""
    with suppress(OSError):  # not this user, or not so much: it works with less
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)
    return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise UnreadableError("timeout", "no answer in time")


def environment() -> dict[str, str]:
    """Return what the child may know: where this package, its libraries and programs are, and nothing else."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONSAFEPATH": "1",  # nothing is imported from the current folder
        "LC_ALL": "C.UTF-8",
        "MALLOC_ARENA_MAX": "1",
    }
