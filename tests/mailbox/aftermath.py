"""A department's folder and mailbox after a kill → the work that the kill fell into, and the letters it left on the wire."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from collector.filing.spool import IN_HAND
from tests.mailbox.imap_office import ImapOffice

STARTING = "starting"  # before it held the storage
LOOKING = "looking"  # connecting, listing, fetching; or all was done


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a kill left behind."""

    phase: str
    on_the_wire: frozenset[str]  # Message-IDs that the mail server may have taken and had not confirmed


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the database says, read from a copy: the next start has to recover from what the kill left."""

    sending: frozenset[str]
    queued: int
    waiting: int
    mails: frozenset[str]
    ignored: int


def of(imap_office: ImapOffice, before: str) -> Aftermath:
    """What the last kill left; `before` is what the lock's file held when the process was started."""
    storage = imap_office.folder / "data"
    if lock(storage) == before:
        return Aftermath(STARTING, frozenset())
    rows = _rows(storage)
    return Aftermath(_phase(imap_office, storage, rows), rows.sending)


def lock(storage: Path) -> str:
    """Who holds the storage, or held it when it was killed; "" for a good end."""
    path = storage / "lock"
    return path.read_text("ascii") if path.exists() else ""


def in_hand(storage: Path) -> tuple[str, int]:
    """Which mail was noted last as the one in hand, and when; a kill leaves the note behind."""
    path = storage / IN_HAND
    try:
        return path.read_text("ascii"), path.stat().st_mtime_ns
    except FileNotFoundError:  # a pass that ends well takes it away
        return "", 0


def _phase(imap_office: ImapOffice, storage: Path, rows: _Rows) -> str:
    """The first that fits: what is later in the way of a mail leaves more behind."""
    unmarked = imap_office.standing("INBOX")["INBOX"] > rows.ignored
    signs = (
        ("sending", rows.sending),
        ("filing", list((storage / "unfinished").glob("*"))),
        ("reading", (storage / IN_HAND).exists()),
        ("keeping", list((storage / "spool" / "tmp").glob("*.tmp")) or _spooled(storage) - rows.mails),
        ("entered", rows.waiting),
        ("marking", rows.queued and unmarked),
        ("before sending", rows.queued),
        (LOOKING, True),
    )
    return next(phase for phase, sign in signs if sign)


def _spooled(storage: Path) -> set[str]:
    return {path.stem for path in (storage / "spool").glob("??/*.eml")}


def _rows(storage: Path) -> _Rows:
    with tempfile.TemporaryDirectory() as name:
        for path in storage.glob("collector.db*"):
            shutil.copy(path, name)
        with closing(sqlite3.connect(Path(name) / "collector.db")) as copy:
            if not copy.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                return _Rows(frozenset(), 0, 0, frozenset(), 0)
            letters = copy.execute("SELECT state, message_id FROM letter").fetchall()
            mails = copy.execute("SELECT sha256, state, outcome FROM mail").fetchall()
    return _Rows(
        frozenset(message_id for state, message_id in letters if state == "sending"),
        sum(state == "queued" for state, _ in letters),
        sum(state == "waiting" for _, state, _ in mails),
        frozenset(sha256 for sha256, _, _ in mails),
        sum(outcome == "ignored" for _, _, outcome in mails),
    )
