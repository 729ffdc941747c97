"""How the daemon stands ↔ `<storage>/heartbeat`, a small JSON file for whoever watches it; knows no mail."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = "heartbeat"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The daemon at one moment."""

    time: datetime  # aware
    last_fetch: datetime | None  # when the mailbox was last read without an error; None: never
    waiting_letters: int
    waiting_pictures: int  # mails whose pictures are to be looked at
    process: int


def write_heartbeat(storage: Path, now: Heartbeat) -> None:
    """Puts the file in place of the one before, whole or not at all; OSError when the disk refuses.

    It is not fsynced: after a power cut nobody asks how the daemon stood before it.
    """
    part = storage / f".{NAME}.part"
    told = {
        "time": now.time.isoformat(timespec="seconds"),
        "last_fetch": now.last_fetch.isoformat(timespec="seconds") if now.last_fetch else None,
        "waiting_letters": now.waiting_letters,
        "waiting_pictures": now.waiting_pictures,
        "process": now.process,
    }
    part.write_text(json.dumps(told) + "\n", encoding="ascii")
    part.replace(storage / NAME)


def last_fetch(storage: Path) -> datetime | None:
    """When an earlier daemon last read the mailbox; None where no file says so in a form that we understand."""
    try:
        told = json.loads((storage / NAME).read_bytes())
        moment = datetime.fromisoformat(told["last_fetch"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return moment if moment.tzinfo else None
