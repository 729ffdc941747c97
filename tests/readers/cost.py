"""A Reader → the processor time that it has taken, here and in its workers; what else the machine does makes no difference."""

import os
import resource
from dataclasses import replace
from pathlib import Path

from collector.readers.limits import ReadingLimits
from collector.readers.worker.reader import Reader

_TICKS = os.sysconf("SC_CLK_TCK")
# Only the limit on processor time tells a file that never ends from a machine that is busy.
PATIENT = replace(ReadingLimits(), wall_seconds=30 * ReadingLimits().wall_seconds)


def processor_seconds(reader: Reader) -> float:
    """Of this process, of all its children that have ended, and of the worker that is alive (proc(5))."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    ended = sum(usage.ru_utime + usage.ru_stime for usage in spent)
    if reader.pid is None:
        return ended
    fields = Path(f"/proc/{reader.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return ended + (int(fields[11]) + int(fields[12])) / _TICKS
