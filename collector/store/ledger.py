"""Which mails came, under which names, and what became of each: the tables `ledger` and `mail`."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from collector.errors import StoreError
from collector.model.mail import MailKey
from collector.model.outcomes import Outcome
from collector.store import codec
from collector.store.database import Database
from collector.store.records import Completed, KeptMail, WaitingMail

_WAITING = """
    SELECT sha256, size, arrived, attempts, crashes, mailbox, uidvalidity, uid
    FROM mail JOIN ledger ON ledger.rowid = (SELECT min(rowid) FROM ledger WHERE ledger.mail = mail.sha256)
    WHERE state = 'waiting'
"""
_IN_TURN = " AND sha256 NOT IN (SELECT value FROM json_each(?)) ORDER BY arrived IS NULL, arrived, mail.rowid LIMIT ?"
_FINISH = """
    UPDATE mail SET state = 'done', received = ?, sender = ?, sender_name = ?, subject = ?, message_id = ?,
        outcome = ?, reasons = ?, machine_kind = ?, machine_sign = ?, archive = ?, processed_at = ?,
        presumed_unit = ?, presumed_period = ?
    WHERE sha256 = ?
"""


class Ledger(Database):
    """Mails by their names on the server and by their bytes. Nothing here is ever removed."""

    def take_in(self, mails: Sequence[KeptMail]) -> None:
        """Enters mails whose bytes the spool already keeps, in one commit; what is known already stays as it is.

        Bytes known under another name get that name too, and are not processed again.
        """
        with self.group():
            for mail in mails:
                self._take_in(mail)

    def knows(self, key: MailKey) -> bool:
        """Whether a mail of this name was ever taken in."""
        return self._mail_of(key) is not None

    def newest(self, limit: int) -> tuple[str, ...]:
        """The hashes of the mails that were taken in last, the newest first."""
        rows = self._execute("SELECT sha256 FROM mail ORDER BY rowid DESC LIMIT ?", (limit,))
        return tuple(row["sha256"] for row in rows)

    def has_mail(self, sha256: str) -> bool:
        """Whether a mail with these bytes was ever taken in."""
        return bool(self._execute("SELECT 1 FROM mail WHERE sha256 = ?", (sha256,)))

    def is_waiting(self, sha256: str) -> bool:
        """Whether a mail with these bytes was taken in and has no outcome yet."""
        return bool(self._execute("SELECT 1 FROM mail WHERE sha256 = ? AND state = 'waiting'", (sha256,)))

    def is_in(self, sha256: str, mailbox: str) -> bool:
        """Whether a mailbox ever offered a mail with these bytes."""
        return bool(self._execute("SELECT 1 FROM ledger WHERE mail = ? AND mailbox = ?", (sha256, mailbox)))

    def outcome(self, key: MailKey) -> Outcome | None:
        """What became of the mail of this name; None while it waits, or if it is not known."""
        rows = self._execute("SELECT outcome FROM mail WHERE sha256 = ?", (self._mail_of(key),))
        return Outcome(rows[0][0]) if rows and rows[0][0] else None

    def waiting(self, limit: int, but: Collection[str] = ()) -> tuple[WaitingMail, ...]:
        """Mails without an outcome, the oldest first; those of the hashes `but` are left out and do not count."""
        rows = self._execute(_WAITING + _IN_TURN, (codec.dump(list(but)), limit))
        return tuple(_waiting(row) for row in rows)

    def waiting_mail(self, sha256: str) -> WaitingMail | None:
        """The mail with these bytes, None unless it waits."""
        rows = self._execute(f"{_WAITING} AND sha256 = ?", (sha256,))
        return _waiting(rows[0]) if rows else None

    def fail(self, sha256: str, traceback: str, now: datetime) -> int:
        """Notes that processing a waiting mail raised; returns how often it did. A mail that is done stays done."""
        with self.group():
            self._execute(
                "UPDATE mail SET attempts = attempts + 1, error = ?, failed_at = ? WHERE sha256 = ? AND state = 'waiting'",
                (traceback, codec.to_time(now), sha256),
            )
            return int(self._mail(sha256)["attempts"])

    def crashed(self, sha256: str) -> int:
        """Notes that the process died with a waiting mail in hand; returns how often it did."""
        with self.group():
            self._execute(
                "UPDATE mail SET crashes = crashes + 1 WHERE sha256 = ? AND state = 'waiting'", (sha256,)
            )
            return int(self._mail(sha256)["crashes"])

    def mail_counts(self) -> dict[str, int]:
        """How many mails ended in each outcome, and how many are `waiting`; every key is always there."""
        counts = {**{str(outcome): 0 for outcome in Outcome}, "waiting": 0}
        counted = self._execute(
            "SELECT coalesce(outcome, state) AS what, count(*) AS number FROM mail GROUP BY 1"
        )
        return counts | {row["what"]: row["number"] for row in counted}

    def _take_in(self, mail: KeptMail) -> None:
        sha256 = mail.sha256
        self._execute(
            "INSERT INTO mail (sha256, size, arrived) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            (sha256, mail.size, codec.to_optional_time(mail.arrived)),
        )
        uid = mail.key.uid
        # The name stands for other bytes now: keep both mails.
        if self._mail_of(mail.key) not in {None, sha256}:
            uid = f"{uid}#{sha256[:16]}"
        self._execute(
            "INSERT INTO ledger (mailbox, uidvalidity, uid, mail) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (mail.key.mailbox, mail.key.uidvalidity, uid, sha256),
        )

    def _mail_of(self, key: MailKey) -> str | None:
        rows = self._execute(
            "SELECT mail FROM ledger WHERE mailbox = ? AND uidvalidity = ? AND uid = ?",
            (key.mailbox, key.uidvalidity, key.uid),
        )
        return rows[0]["mail"] if rows else None

    def _mail(self, sha256: str) -> sqlite3.Row:
        rows = self._execute("SELECT * FROM mail WHERE sha256 = ?", (sha256,))
        if not rows:
            raise StoreError(f"{self.path}: the mail {sha256} was never taken in")
        return rows[0]

    def _finish(self, done: Completed) -> None:
        """Writes a mail's one outcome; the last statement of its record, as a row that is done is closed."""
        mail, verdict = done.mail, done.verdict
        machine = verdict.machine
        self._execute(
            _FINISH,
            (
                codec.to_time(mail.received),
                mail.sender.email,
                mail.sender.name,
                mail.subject,
                mail.message_id,
                str(verdict.outcome),
                codec.dump_reasons(verdict.reasons),
                machine.kind if machine else None,
                machine.sign if machine else None,
                done.mail_place.folder,
                codec.to_time(done.processed_at),
                verdict.presumed.unit,
                str(verdict.presumed.period) if verdict.presumed.period else None,
                done.sha256,
            ),
        )


def _waiting(row: sqlite3.Row) -> WaitingMail:
    return WaitingMail(
        sha256=row["sha256"],
        key=MailKey(row["mailbox"], row["uidvalidity"], row["uid"]),
        arrived=codec.from_optional_time(row["arrived"]),
        attempts=row["attempts"],
        crashes=row["crashes"],
        size=row["size"],
    )
