"""The tables → what came, was decided, left and came back for one unit and month, oldest first; changes nothing."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from collector.model.reasons import Reason
from collector.store import codec
from collector.store.database import Database

_REPORTS = """
    SELECT sha256, sender, subject, received, processed_at, report.outcome, report.reasons, report.receipt
    FROM report JOIN mail ON mail.sha256 = report.mail WHERE unit = ? AND period = ?
    ORDER BY processed_at, mail.rowid, position
"""
_LETTERS = """
    SELECT id, kind, recipients, subject, message_id, created, state, sent, answer FROM letter
    WHERE unit = ? AND EXISTS (SELECT 1 FROM json_each(periods) WHERE value = ?)
    ORDER BY id
"""
_BOUNCES = (
    "SELECT address, status, diagnostic, happened FROM contact_failure WHERE letter = ? ORDER BY happened"
)


class Happening(StrEnum):
    """What a line of the history tells, beside the outcomes of reports."""

    RECEIVED = "received"  # a mail came with a report of that unit and month
    LETTER = "letter"  # a letter was written
    SENT = "sent"  # the mail server took it
    BOUNCED = "bounced"  # it came back


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened; `reasons` are those of a decision, `said` other words that belong to it."""

    at: datetime
    by: str  # "evidence" for what was decided by what was read, "collector" for its letters, an address for what came
    what: str  # a Happening, or the outcome of a report
    said: str
    ref: str  # receipt number, the mail's hash, or the letter's Message-ID
    reasons: tuple[Reason, ...] = ()


class History(Database):
    """What is on record of one unit and month."""

    def history(self, unit: str, period: str) -> tuple[HistoryLine, ...]:
        """All that happened, oldest first; nothing where no report came and no letter left."""
        with self.snapshot():
            lines = [line for row in self._execute(_REPORTS, (unit, period)) for line in _of_report(row)]
            for row in self._execute(_LETTERS, (unit, period)):
                lines += _of_letter(row)
                lines += map(_of_bounce, self._execute(_BOUNCES, (row["id"],)))
        return tuple(sorted(lines, key=lambda line: line.at))


def _of_report(row: sqlite3.Row) -> Iterator[HistoryLine]:
    yield HistoryLine(
        codec.from_time(row["received"]), row["sender"], Happening.RECEIVED, row["subject"], row["sha256"]
    )
    yield HistoryLine(
        codec.from_time(row["processed_at"]),
        "evidence",
        row["outcome"],
        "",
        row["receipt"] or row["sha256"],
        codec.load_reasons(row["reasons"]),
    )


def _of_letter(row: sqlite3.Row) -> Iterator[HistoryLine]:
    to = ", ".join(codec.load_texts(row["recipients"]))
    written = codec.from_time(row["created"])
    said = f"{row['kind']}: {row['subject']}"
    yield HistoryLine(written, "collector", Happening.LETTER, said, row["message_id"])
    if row["sent"]:
        yield HistoryLine(codec.from_time(row["sent"]), "collector", Happening.SENT, to, row["message_id"])


def _of_bounce(row: sqlite3.Row) -> HistoryLine:
    said = " ".join(filter(None, (row["status"], row["diagnostic"])))
    return HistoryLine(
        codec.from_time(row["happened"]), row["address"], Happening.BOUNCED, said, row["address"]
    )
