"""A registry, a month and a seed → a folder of .eml files, and the truth about them; reads none of them."""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from collector.demo.kinds import write
from collector.demo.plan import plan
from collector.demo.province import Writer, address_of
from collector.demo.texts import load_texts
from collector.periods import Period
from collector.registry import Registry

Progress = Callable[[int, int], None]  # mails written, mails in all


@dataclass(frozen=True, slots=True)
class DemoMail:
    """One mail of the demo: what it is and what should become of it."""

    file: str
    kind: str
    unit: str
    received: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class DemoTruth:
    """What the demo knows because it wrote the mails; `silent` units never report."""

    period: Period
    mails: tuple[DemoMail, ...]
    silent: tuple[str, ...]


def build(
    folder: Path, registry: Registry, period: Period, seed: int = 2561, progress: Progress | None = None
) -> DemoTruth:
    """Writes some 90 mails of one month into `folder`, oldest first by name; a file's time is its receipt.

    `period` is the month that the mails report, `seed` draws names, texts and faults of the `registry`'s units, and
    `progress` hears of each mail. The same arguments give the same bytes. OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    planned = plan(registry.units, period, seed)
    writer = Writer(load_texts(), registry.units, period, seed)
    mails = []
    for number, job in enumerate(planned.jobs, 1):
        path = folder / f"{number:03d}.eml"
        path.write_bytes(write(writer, job, number))
        stamp = job.received.timestamp()
        os.utime(path, (stamp, stamp))
        mails.append(DemoMail(path.name, job.kind, job.unit.code, job.received, job.outcome))
        if progress:
            progress(number, len(planned.jobs))
    return DemoTruth(period, tuple(mails), tuple(unit.code for unit in planned.silent))


def write_contacts(path: Path, registry: Registry) -> None:
    """Writes contacts.csv: a reporter and a supervisor for each unit, at the addresses that `build` sends from."""
    words = load_texts().words
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("unit", "email", "name", "role"))
        for unit in registry.units:
            address = address_of(unit)
            rows.writerow((unit.code, address, words["office"].format(unit=unit.name), "reporter"))
            rows.writerow(
                (unit.code, f"head.{address}", words["supervisor"].format(unit=unit.name), "supervisor")
            )
