"""The limits of the process that we are: memory, files, processor time, time on the clock; reads nothing."""

import resource
import signal
import time

from collector.readers.limits import ReadingLimits

OPEN_FILES = 32  # for modules that are imported late; it opens nothing else
GIVEN_TO_PROGRAMS = 1 << 28  # bytes of a file in memory


def bound(limits: ReadingLimits, *, programs: bool = False) -> None:
    """Bounds this process for good; `programs` leaves it what it needs to start another program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    bounds = [
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, GIVEN_TO_PROGRAMS if programs else 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ]
    if not programs:
        bounds.append((resource.RLIMIT_NPROC, 0))
    for kind, most in bounds:
        resource.setrlimit(kind, (most, most))


def start_clocks(cpu_seconds: float, wall_seconds: float) -> None:
    """Let the kernel end this process when the step that begins now takes too long.

    The parent watches the wall clock as well; the alarm is for the case that it has been killed, or does something else.
    """
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + int(cpu_seconds), resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, max(wall_seconds, 0.1))


def stop_clocks() -> None:
    """The step is over."""
    signal.setitimer(signal.ITIMER_REAL, 0)
