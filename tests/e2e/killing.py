"""Starts `collector once` and kills it at a moment of chance, again and again, until a pass ends by itself."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Campaign:
    """How it went: kills that hit a running pass, and passes that ended before their kill."""

    kills: int
    ended: int


def once(config: Path) -> subprocess.Popen[bytes]:
    """A pass in a process group of its own."""
    command = [sys.executable, "-m", "collector", "--config", str(config), "once", "--json"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kill_at_random(config: Path, kills: int, within: tuple[float, float], seed: int) -> Campaign:
    """Kills passes after a random time until `kills` of them were hit, then lets one end."""
    chance = random.Random(seed)
    hit = ended = 0
    while hit < kills and ended < kills:
        running = once(config)
        try:
            running.wait(chance.uniform(*within))
            ended += 1
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)  # the collector alone: its worker has to notice by itself
            running.wait()
            hit += 1
    return Campaign(hit, ended)


def orphans() -> list[int]:
    """Reading processes whose collector is gone."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            arguments = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if b"collector.readers.child" in arguments and parent == 1:
            found.append(int(entry.name))
    return found


def gone_within(seconds: float) -> bool:
    """Whether every orphan ends by itself in that time."""
    deadline = time.monotonic() + seconds
    while orphans() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not orphans()
