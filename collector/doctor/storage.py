"""The storage folder → whether all state is safe there: rights, room, database, the daemon that uses it; changes nothing."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from collector.daemon import heartbeat
from collector.doctor.finding import Finding, none, well, wrong
from collector.english import counted
from collector.errors import StoreError
from collector.settings.sections import Settings
from collector.store.lock import LOCK, Lock
from collector.store.store import Store

_MEGABYTE = 1_000_000
_QUIET = timedelta(minutes=10)  # a daemon that lives gives a sign of life each minute


def check(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Where everything is stored."""
    folder = settings.storage.path
    if not folder.exists():
        yield none("storage", f"{folder} is not there yet; the first `collector once` makes it")
        return
    yield _writable(folder)
    yield _private(settings)
    yield _room(folder, settings.alerts.free_megabytes)
    yield _database(folder)
    yield _daemon(folder, now)


def _writable(folder: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return wrong(
            "storage",
            f"{folder} cannot be written: {error.strerror}",
            "give the collector's user the right to write there, or make room",
        )
    return well("storage", str(folder))


def _private(settings: Settings) -> Finding:
    """Passwords and tokens are nobody else's business."""
    named = (getattr(place, "password_file", None) for place in (settings.mailbox, settings.outgoing))
    candidates = [settings.storage.path / "secrets", *(path for path in named if path)]
    there = [path for path in candidates if path.exists()]
    loose = [path for path in there if path.stat().st_mode & stat.S_IRWXO]
    if loose:
        shown = " ".join(map(str, loose))
        return wrong("secrets", f"every user of this computer may read {shown}", f"chmod o-rwx {shown}")
    return well("secrets", "nobody else can read them") if there else none("secrets", "none in files")


def _room(folder: Path, wanted: int) -> Finding:
    free = shutil.disk_usage(folder).free // _MEGABYTE
    if free < wanted:
        return wrong(
            "disk", f"{free} MB free, {wanted} wanted", "make room, or change [alerts] free_megabytes"
        )
    return well("disk", f"{free} MB free")


def _database(folder: Path) -> Finding:
    try:
        with Store(folder, read_only=True) as store:
            mails = sum(store.mail_counts().values())
    except StoreError as error:
        return wrong("database", str(error), "what to do stands in the message; else restore the back-up")
    return well("database", f"{counted(mails, 'mail')} on file; `collector verify` checks them all")


def _daemon(folder: Path, now: datetime) -> Finding:
    if not Lock(folder / LOCK).is_held_elsewhere():
        return none("daemon", "no collector runs on this storage at present")
    path = folder / heartbeat.NAME
    seen = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo) if path.exists() else None
    if seen and now - seen > _QUIET:
        return wrong(
            "daemon",
            f"a collector holds the storage and gave no sign of life since {seen:%Y-%m-%d %H:%M}",
            "look into its log, then restart it",
        )
    return well("daemon", "a collector works on this storage")
