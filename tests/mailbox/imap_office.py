"""A department whose mail comes over IMAP: its folder, its settings and a month or more of mails in the server's mailbox."""

import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collector.demo.mailbox import DemoMail, build
from collector.model.outcomes import Outcome
from collector.periods import Period
from collector.registry_files import load_registry
from tests.conftest import DEPARTMENT
from tests.e2e.office import DECEMBER, Office
from tests.mailbox.dovecot import PASSWORD
from tests.mailbox.dovecot_folder import DovecotFolder, wire

MAILBOX = """[mailbox]
type = "imap"
host = "127.0.0.1"
port = {port}
security = "none"
user = "{user}"
password_file = "password.txt"
after = "{after}"
"""

RECEIVED, REVIEW, RETURNED = "รับรายงานแล้ว", "รอตรวจสอบ", "ส่งคืนแล้ว"
PLACES = {
    Outcome.FILED: RECEIVED,
    Outcome.REVISED: RECEIVED,
    Outcome.DUPLICATE: RECEIVED,
    Outcome.REVIEW: REVIEW,
    Outcome.RETURNED: RETURNED,
    Outcome.IGNORED: "INBOX",
}
FOLDERS = tuple(dict.fromkeys(PLACES.values()))


def truth(mails: Sequence[tuple[Path, DemoMail]]) -> dict[str, int]:
    """What should become of mails, counted."""
    return dict(Counter(str(mail.outcome) for _, mail in mails))


def moved(expected: Mapping[str, int]) -> dict[str, int]:
    """Where mails of these outcomes stand."""
    found = dict.fromkeys(FOLDERS, 0)
    for outcome, number in expected.items():
        found[PLACES[Outcome(outcome)]] += number
    return found


@cache
def _month(folder: Path, period: Period) -> tuple[DemoMail, ...]:
    return build(folder, load_registry(None, None), period, seed=period.month).mails


@dataclass(kw_only=True)
class ImapOffice(Office):
    """An `Office` with a user's mailbox on the server in place of the inbox folder."""

    dovecot_folder: DovecotFolder
    store: Path  # where the demo's mails are kept for all tests

    def configure(self, port: int, *, after: str = "move", more: str = "") -> None:
        """Writes config.toml; reports are expected from so early that every demo month counts."""
        mailbox = MAILBOX.format(port=port, user=self.dovecot_folder.user, after=after)
        text = DEPARTMENT.replace('[mailbox]\ntype = "folder"\npath = "inbox"\n', mailbox)
        text = text.replace('since = "2018-10"', 'since = "2010-01"')
        (self.folder / "config.toml").write_text(text + more, encoding="utf-8")
        (self.folder / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")

    def months(self, number: int) -> list[tuple[Path, DemoMail]]:
        """So many of the demo's mails, each month's in a folder of its own; written once for all tests."""
        found: list[tuple[Path, DemoMail]] = []
        for back in range(number):
            if len(found) < number:
                period = DECEMBER.plus(-back)
                folder = self.store / str(period)
                found += [(folder / mail.file, mail) for mail in _month(folder, period)]
        return found[:number]

    def deliver(self, paths: Sequence[Path]) -> None:
        """Puts mails into the user's Maildir, as a delivery agent does; its time is that of the file."""
        server = self.dovecot_folder.server
        maildir = server.maildir(self.dovecot_folder.user)
        if not maildir.exists():
            with self.dovecot_folder.person():
                pass  # makes it
        for number, path in enumerate(paths):
            target = maildir / "tmp" / f"{path.stat().st_mtime_ns}.M{number}P{self.mails}.host"
            self.mails += 1
            shutil.copy2(path, target)
            if os.getuid() == 0:
                shutil.chown(target, server.user, server.group)
            target.rename(maildir / "new" / target.name)

    def outcomes(self) -> dict[str, int]:
        """What the ledger counts; every letter went out once."""
        with self.open(read_only=True) as app:
            counts = app.store.mail_counts()
            letters = app.store.letters()
        assert {letter.state for letter in letters} <= {"sent"}
        assert len(self.letters()) == len(letters)
        return {outcome: number for outcome, number in counts.items() if number}

    def standing(self, *folders: str) -> dict[str, int]:
        """How many mails stand in each folder."""
        found = {}
        with self.dovecot_folder.person() as client:
            for folder in folders:
                status, number = client.select(wire(folder), readonly=True)
                found[folder] = int(number[0] or b"0") if status == "OK" else 0
        return found
