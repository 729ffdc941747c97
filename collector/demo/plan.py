"""Units and a seed → who does what in the demo's month, and when; writes no mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from collector.model.units import Unit
from collector.periods import Period

BANGKOK = ZoneInfo("Asia/Bangkok")

# kind of the first mail, how many units send it; what is left over sends `word`
KINDS = (
    ("silent", 4),
    ("excel", 12),
    ("one-cell", 5),
    ("own-columns", 6),
    ("body", 4),
    ("nil", 6),
    ("late", 5),
    ("blank", 2),
    ("forgotten", 1),
    ("conflicting", 1),
    ("windows-874", 2),
    ("zip", 2),
    ("forwarded", 2),
    ("no-month", 3),
    ("misspelt", 1),
    ("unknown-sender", 1),
    ("scanned-pdf", 1),
    ("scanned-jpg", 1),
    ("damaged", 1),
)
# a second mail of some unit: its kind, how many, the kind of its first mail
SECONDS = (
    ("revised", 4, "word"),
    ("duplicate", 4, "excel"),
    ("found", 1, "forgotten"),
    ("corrected", 1, "blank"),
)
MACHINES = (("vacation", 3), ("bounce", 1), ("newsletter", 2), ("conversation", 2))

OUTCOMES = {
    "blank": "returned",
    "forgotten": "returned",
    "scanned-pdf": "review",
    "scanned-jpg": "review",
    "damaged": "returned",
    "conflicting": "review",
    "revised": "revised",
    "duplicate": "duplicate",
    "vacation": "ignored",
    "bounce": "ignored",
    "newsletter": "ignored",
    "conversation": "ignored",
}  # every other kind is filed


@dataclass(frozen=True, slots=True)
class Job:
    """One mail that is to be written."""

    kind: str
    unit: Unit
    received: datetime
    first: str = ""  # of a second mail: the kind of the unit's first one

    @property
    def outcome(self) -> str:
        return OUTCOMES.get(self.kind, "filed")


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """All mails of the month by time of receipt, and who never reports."""

    jobs: tuple[Job, ...]
    silent: tuple[Unit, ...]


def plan(units: Sequence[Unit], period: Period, seed: int) -> DemoPlan:
    """Deals the kinds out to the units; fewer units than kinds simply leaves the last kinds out."""
    random = Random(seed)  # noqa: S311 - a demo must repeat itself, nothing here is secret
    shuffled = random.sample(list(units), len(units))
    kinds = [kind for kind, count in KINDS for _ in range(count)]
    kinds += ["word"] * (len(shuffled) - len(kinds))
    _give_long_name(shuffled, kinds.index("misspelt"))
    dealt = list(zip(kinds, shuffled, strict=False))
    firsts = [Job(kind, unit, _moment(random, period, kind)) for kind, unit in dealt if kind != "silent"]
    jobs = firsts + _seconds(random, firsts) + _machines(random, shuffled, period)
    silent = tuple(unit for kind, unit in dealt if kind == "silent")
    return DemoPlan(tuple(sorted(jobs, key=lambda job: (job.received, job.kind, job.unit.code))), silent)


def _give_long_name(units: list[Unit], place: int) -> None:
    """Puts a unit with a long name there: one letter less of ตาก would be no slip that anybody could mend."""
    if place < len(units):
        longest = max(range(len(units)), key=lambda index: len(units[index].name))
        units[place], units[longest] = units[longest], units[place]


def _seconds(random: Random, firsts: Sequence[Job]) -> list[Job]:
    found = []
    for kind, count, first in SECONDS:
        candidates = [job for job in firsts if job.kind == first]
        for job in candidates[:count]:
            later = timedelta(days=random.randint(1, 3), minutes=random.randint(1, 90))
            found.append(Job(kind, job.unit, job.received + later, first))
    return found


def _machines(random: Random, units: Sequence[Unit], period: Period) -> list[Job]:
    return [
        Job(kind, random.choice(units), _moment(random, period, kind))
        for kind, count in MACHINES
        for _ in range(count)
    ]


def _moment(random: Random, period: Period, kind: str) -> datetime:
    """Office hours of the first days of the month after; `late` comes in its second or third week."""
    day = random.randint(9, 19) if kind == "late" else random.choice((1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5))
    after = period.next()
    return datetime(
        after.year,
        after.month,
        day,
        random.randint(8, 16),
        random.randint(0, 59),
        random.randint(0, 59),
        tzinfo=BANGKOK,
    )
