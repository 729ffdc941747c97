"""Runs a program that is not ours on bytes that are not ours: within limits, killed with all that it started.

Knows no mail and no document. The program gets the bytes as standard input, an empty environment, and no file of its
own; what it writes to standard output comes back.
"""

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collector.errors import UnreadableError

_CHUNK = 1 << 16
_COMPLAINT = 4_096  # bytes of standard error that are kept
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one run may cost."""

    seconds: float = 30.0
    memory_bytes: int = 1024 * _MEGABYTE  # address space of each process
    output_bytes: int = 100 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that came to its end."""

    code: int  # 0 for success
    output: bytes
    complaint: str  # the beginning of standard error


def run(
    command: Sequence[str], given: bytes, bounds: Bounds, environment: Mapping[str, str] | None = None
) -> Finished:
    """Runs `command`, which is never made of a mail's words, on `given`; it knows of no environment but `environment`.

    Raises UnreadableError: "timeout", "too-large" when it writes more than allowed, "crashed" when it does not start.
    """
    with tempfile.TemporaryFile() as source:  # a file and no pipe: formats are read from their end
        source.write(given)
        source.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the callers' commands are constants and found programs
                command,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd="/",
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "LC_ALL": "C.UTF-8",
                    "OMP_THREAD_LIMIT": "1",
                    **(environment or {}),
                },
                start_new_session=True,
            )
        except OSError as error:
            raise UnreadableError("crashed", f"{command[0]}: {error}") from error
        with process:
            try:
                _confine(process.pid, bounds)
                output, complaint = _collect(process, bounds)
                code = process.wait(timeout=5)
            except subprocess.TimeoutExpired as error:
                raise UnreadableError("timeout", command[0]) from error
            finally:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
        return Finished(code, output, complaint)


def _confine(pid: int, bounds: Bounds) -> None:
    cpu = int(bounds.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, bounds.memory_bytes),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(pid, kind, (most, most))


def _collect(process: subprocess.Popen[bytes], bounds: Bounds) -> tuple[bytes, str]:
    """What the program writes, until it closes both of its outputs."""
    deadline = time.monotonic() + bounds.seconds
    output, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as pipes:
        for pipe, kept in ((process.stdout, output), (process.stderr, complaint)):
            if pipe is not None:
                pipes.register(pipe, selectors.EVENT_READ, kept)
        while pipes.get_map():
            left = deadline - time.monotonic()
            ready = pipes.select(left) if left > 0 else []
            if not ready:
                raise UnreadableError("timeout", f"{process.args!r}")
            for key, _ in ready:
                piece = os.read(key.fd, _CHUNK)
                if not piece:
                    pipes.unregister(key.fileobj)
                elif key.data is output or len(complaint) < _COMPLAINT:
                    key.data.extend(piece)
            if len(output) > bounds.output_bytes:
                raise UnreadableError("too-large", f"{process.args!r} writes too much")
    return bytes(output), complaint.decode("utf-8", "replace")
