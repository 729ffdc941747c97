"""A daemon and a mailbox that is filled and emptied again and again → how much memory its main process holds, over time."""

import os
from collections.abc import Iterator
from pathlib import Path

from collector.store.store import Store
from tests.daemon.running import Daemon, wait_for
from tests.e2e.office import NOW
from tests.mailbox.dovecot_folder import wire, written
from tests.mailbox.imap_office import FOLDERS, ImapOffice

BATCH = 500
REPORTS = 50  # of a batch; the others are ordinary mail
SECONDS = 600.0  # for one batch, at the most
UNLIMITED = """[letters]
max_per_hour = 10000000
max_per_recipient_per_day = 10000000
hold_above_per_hour = 10000000
[daemon]
poll_seconds = 5
[reminders]
enabled = false
[alerts]
email_via = "none"
free_megabytes = 1
"""


def megabytes(process: int, what: str = "VmRSS") -> float:
    """A figure of /proc/PID/status (proc(5)): VmRSS is what the process holds now, VmHWM what it held at most."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    (line,) = (line for line in lines if line.startswith(f"{what}:"))
    return int(line.split()[1]) / 1024


def held(imap_office: ImapOffice, mails: int) -> Iterator[tuple[int, float]]:
    """Feeds a daemon so many mails; after each batch (mails so far, megabytes of the main process)."""
    imap_office.configure(imap_office.dovecot_folder.server.port, more=UNLIMITED)
    reports = [path.read_bytes() for path, _ in imap_office.months(REPORTS)]
    with Daemon(imap_office.folder) as daemon:
        for start in range(0, mails, BATCH):
            number = min(BATCH, mails - start)
            imap_office.deliver(list(_batch(imap_office.folder / "batch", reports, start, number)))
            assert wait_for(lambda done=start + number: _done(imap_office) >= done, SECONDS), daemon.log()[
                -2000:
            ]
            _tidy(imap_office)
            yield start + number, megabytes(daemon.process.pid)
        daemon.stop()
    assert "Traceback" not in daemon.log()


def _batch(folder: Path, reports: list[bytes], start: int, number: int) -> Iterator[Path]:
    """Mails of which no two have the same bytes."""
    folder.mkdir(exist_ok=True)
    for position in range(number):
        serial = start + position
        path = folder / f"{position:04d}.eml"
        if position < REPORTS:
            path.write_bytes(b"X-Serial: %d\r\n" % serial + reports[position])
        else:
            path.write_bytes(written(serial))
        os.utime(path, (NOW.timestamp() + serial,) * 2)
        yield path


def _done(imap_office: ImapOffice) -> int:
    with Store(imap_office.folder / "data", read_only=True) as store:
        return sum(store.mail_counts().values()) - store.mail_counts().get("waiting", 0)


def _tidy(imap_office: ImapOffice) -> None:
    """Staff empty the mailbox, and the letters' folder is emptied."""
    with imap_office.dovecot_folder.person() as client:
        for folder in FOLDERS:
            if client.select(wire(folder))[0] == "OK":
                client.store("1:*", "+FLAGS.SILENT", r"(\Deleted)")
                client.expunge()
    for path in (imap_office.folder / "outbox").glob("*.eml"):
        path.unlink()
