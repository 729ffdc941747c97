"""Mails → one pass through spool, ledger, archive and outbox in the order of intake, with a rule in place of forms.

Run as a program it kills itself at the n-th touch of the storage: `python -m tests.filing.one_pass FOLDER N`;
N = 0 counts the touches instead and prints them.
"""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from collector.filing.archive import Archive
from collector.filing.difference import differences
from collector.filing.file_away import file_away, recover
from collector.filing.spool import Spool
from collector.model.mail import RawMail
from collector.model.outcomes import Outcome, Verdict
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, planned, raw, report, ruling, verdict

UNITS = ("TH-81", "TH-20", "TH-11")
CHUNK = 4
TOUCHES = {
    "open",
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.utime",
    "sqlite3.connect",
}


def mailbox() -> list[RawMail]:
    """Reports of three units, revised and repeated, two notes for people, one mail to be looked at; oldest last."""
    return [raw(number, arrived=NOW - timedelta(minutes=number)) for number in range(14)]


def decide(store: Store, number: int) -> Verdict:
    """By the mail's number: unit and content; 6 and 12 are ordinary conversation, 7 is for a person."""
    if number in {6, 12}:
        return verdict(outcome=Outcome.IGNORED)
    found = report(UNITS[number % 3], problem=f"ปัญหาที่ {number // 5}")
    if number == 7:
        return verdict(ruling(found, Outcome.REVIEW, 0), outcome=Outcome.REVIEW)
    there = store.on_file(FORM, UNITS[number % 3], DECEMBER)
    if there is None:
        decided = ruling(found)
    elif there.content_hash == found.content_hash:
        decided = ruling(found, Outcome.DUPLICATE, there.revision)
    else:
        changed = differences(there.entries, found.entries)
        revised = ruling(found, Outcome.REVISED, there.revision + 1)
        decided = replace(revised, reasons=(), differences=changed)
    return verdict(decided, outcome=decided.outcome)


def one_pass(storage: Path, mails: Sequence[RawMail]) -> None:
    """All of it: what a killed pass left, what the mailbox holds, what waits."""
    spool, archive = Spool(storage), Archive(storage)
    with Store(storage) as store:
        recover(store, spool, archive)
        for start in range(0, len(mails), CHUNK):
            new = [mail for mail in mails[start : start + CHUNK] if not store.knows(mail.key)]
            spool.keep(new)
            store.take_in(kept(new))
            work_off(store, spool, archive)


def work_off(store: Store, spool: Spool, archive: Archive) -> None:
    with store.group(), archive.group():
        for waiting in store.waiting(CHUNK):
            spool.hold(waiting.sha256)
            data = spool.read(waiting.sha256)
            number = int(data.split()[1])
            mail = raw(number, data, arrived=waiting.arrived)
            decided = decide(store, number)
            letters = () if decided.outcome is Outcome.IGNORED else None
            file_away(store, archive, planned(mail, decided), completed(mail, decided, letters))
            spool.release()


def main(storage: Path, kill_at: int) -> None:
    touches = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touches
        touched = event in TOUCHES and any(str(storage) in str(item) for item in arguments[:2])
        touches += touched
        if touched and touches == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    one_pass(storage, mailbox())
    sys.stdout.write(f"{touches}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
