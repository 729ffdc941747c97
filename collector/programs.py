"""Runs a program that is not ours: without a shell, in bounded time, with bounded output, and says plainly what went wrong.

Knows no mail and no document. A program for strangers' bytes is confined as well: it has next to no environment, writes
no file, and is killed with all that it started. One of the administrator's choosing is left what it needs.
"""

import contextlib
import os
import resource
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from collector.errors import ProgramError
from collector.stop import Stop, never

_CHUNK = 1 << 16
_COMPLAINT = 4_096  # bytes of standard error that are kept
_MEGABYTE = 1 << 20
# Seconds between looks at whether a program is to end before its time; so long what it has started may still say
# something after its end.
_HELD = 0.5


@dataclass(frozen=True, slots=True)
class ProgramLimits:
    """What one run may cost."""

    seconds: float = 30.0
    memory_bytes: int = 1024 * _MEGABYTE  # address space of each process, where it is confined
    output_bytes: int = 100 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that came to its end."""

    code: int  # 0 for success
    output: bytes
    complaint: str  # the beginning of standard error


def find(program: str) -> str | None:
    """Where an optional program is installed; None if it is not."""
    return shutil.which(program)


def run(
    command: Sequence[str],
    given: bytes,
    limits: ProgramLimits,
    environment: Mapping[str, str] | None = None,
    stop: Stop = never,
) -> Finished:
    """Runs `command`, which is never made of a mail's words, confined, on bytes of strangers; raises ProgramError.

    It knows of no environment but `environment`, and is ended within half a second when `stop` says so. Its standard input is a file, for some formats are read from their end:
    one in memory, so that the confined process, which may write nowhere, can start it too.
    """
    with _file_in_memory() as source:
        source.write(given)
        source.seek(0)
        surroundings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "OMP_THREAD_LIMIT": "1",
            **(environment or {}),
        }
        process = _started(command, source, surroundings, confined=True)
        with process:
            try:
                _confine(process.pid, limits)
                return _Conversation(process, b"", limits, stop).finished()
            finally:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)


def run_as_we_are(
    command: Sequence[str],
    given: bytes | None,
    limits: ProgramLimits,
    environment: Mapping[str, str] | None = None,
) -> Finished:
    """Runs `command` with our folder, terminal and process group, in time and with bounded output; raises ProgramError.

    For what the administrator has set, which may ask its user or write a file, and for the children of a process that
    is confined itself. `given` None leaves it our standard input, `environment` None our environment.
    """
    process = _started(command, None if given is None else subprocess.PIPE, environment, confined=False)
    with process:
        try:
            return _Conversation(process, given or b"", limits).finished()
        finally:
            process.kill()


def _file_in_memory() -> IO[bytes]:
    """A file without a name; on the disk where the system keeps none in memory, or a filter does not let us ask for one."""
    with contextlib.suppress(AttributeError, OSError):
        return os.fdopen(os.memfd_create("given"), "w+b")
    return tempfile.TemporaryFile()


def _started(
    command: Sequence[str],
    source: IO[bytes] | int | None,
    environment: Mapping[str, str] | None,
    *,
    confined: bool,
) -> subprocess.Popen[bytes]:
    if not command:
        raise ProgramError("crashed", "the program", "has no name")
    try:
        return subprocess.Popen(  # noqa: S603 - constants, found programs, or the administrator's own; read by no shell
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/" if confined else None,
            env=environment,
            start_new_session=confined,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not a command"
        raise ProgramError("crashed", command[0], f"cannot be started: {why}") from None


def _confine(pid: int, limits: ProgramLimits) -> None:
    cpu = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        own = resource.getrlimit(kind)[1]  # it cannot be given more than we have
        given = most if own == resource.RLIM_INFINITY else min(most, own)
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(pid, kind, (given, given))


class _Conversation:
    """What is given to a program and what it answers, until its pipes are at their end."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        given: bytes,
        limits: ProgramLimits,
        stop: Stop = never,
    ) -> None:
        self._process = process
        self._stop = stop
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds
        self._rest = memoryview(given)
        self._output, self._complaint = bytearray(), bytearray()

    def finished(self) -> Finished:
        """Raises ProgramError."""
        with selectors.DefaultSelector() as pipes:
            self._watch(pipes)
            while pipes.get_map():
                ready = pipes.select(min(self._left(), _HELD))
                if not ready and self._process.poll() is not None:  # one that it left behind holds the pipes
                    break
                for key, _ in ready:
                    if not key.data():
                        pipes.unregister(key.fileobj)
        return Finished(self._code(), bytes(self._output), self._complaint.decode("utf-8", "replace"))

    def _code(self) -> int:
        """How it ended, when it does: it may have closed its pipes long before."""
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(timeout=min(self._left(), _HELD))

    def _watch(self, pipes: selectors.BaseSelector) -> None:
        """Each pipe with what moves its next piece and tells whether there may be another."""
        if self._process.stdin is not None:
            os.set_blocking(self._process.stdin.fileno(), False)
            pipes.register(self._process.stdin, selectors.EVENT_WRITE, self._give)
        if self._process.stdout is not None:
            pipes.register(self._process.stdout, selectors.EVENT_READ, self._hear)
        if self._process.stderr is not None:
            pipes.register(self._process.stderr, selectors.EVENT_READ, self._hear_complaint)

    def _give(self) -> bool:
        source = self._process.stdin
        if source is None:
            return False
        with contextlib.suppress(BlockingIOError):
            try:
                self._rest = self._rest[os.write(source.fileno(), self._rest[:_CHUNK]) :]
            except BrokenPipeError:  # it wants to know no more
                self._rest = self._rest[:0]
        if not self._rest:
            source.close()
        return bool(self._rest)

    def _hear(self) -> bool:
        piece = _piece(self._process.stdout)
        self._output += piece
        if len(self._output) > self._limits.output_bytes:
            raise ProgramError("too-large", self._name, "writes too much")
        return bool(piece)

    def _hear_complaint(self) -> bool:
        piece = _piece(self._process.stderr)
        self._complaint += piece[: _COMPLAINT - len(self._complaint)]
        return bool(piece)

    def _left(self) -> float:
        """The seconds that it still has; raises ProgramError when there are none, or nobody waits any more."""
        if self._stop():
            raise ProgramError("stopped", self._name, "was told to stop")
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise ProgramError("timeout", self._name, f"did not end within {self._limits.seconds:g} seconds")
        return left

    @property
    def _name(self) -> str:
        command = self._process.args
        return str(command[0]) if isinstance(command, Sequence) else ""


def _piece(pipe: IO[bytes] | None) -> bytes:
    return os.read(pipe.fileno(), _CHUNK) if pipe is not None else b""
