"""Starts `collector once` and kills it at a moment of chance; finds reading processes that were left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from collector.confined.room import PROGRAM
from collector.readers.worker.process import READING

_READING = {PROGRAM.encode(), READING.encode()}  # an argument that tells a reading process


def _at_once() -> bool:
    return True


def killed_once(
    config: Path, chance: random.Random, within: tuple[float, float], begun: Callable[[], bool] = _at_once
) -> bool:
    """Starts a pass and kills it a random time, in seconds, after it has `begun`; False if it had ended before."""
    command = [sys.executable, "-m", "collector", "--config", str(config), "once", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not begun():
        time.sleep(0.005)
    try:
        _, complaint = running.communicate(timeout=chance.uniform(*within))
    except subprocess.TimeoutExpired:
        os.kill(running.pid, signal.SIGKILL)  # the collector alone: its worker has to notice by itself
        running.communicate()
        return True
    assert running.returncode == 0, complaint
    return False


def orphans() -> list[int]:
    """Reading processes whose collector is gone."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            arguments = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == 1 and set(arguments.split(b"\0")) & _READING:
            found.append(int(entry.name))
    return found


def gone_within(seconds: float) -> bool:
    """Whether every orphan ends by itself in that time."""
    deadline = time.monotonic() + seconds
    while orphans() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not orphans()
