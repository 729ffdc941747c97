"""What each report says, where it is filed, and what is on file for a unit and month: the tables `report` and `archived_file`."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from collector.errors import StoreError
from collector.model.outcomes import Filed, Outcome, Presumed, Ruling, Timeliness
from collector.model.reasons import Reason
from collector.periods import Period
from collector.possible_times import possible
from collector.store import codec
from collector.store.database import Database
from collector.store.records import Completed, HeldReport, Placement, SentBackMail

_ON_FILE = (Outcome.FILED, Outcome.REVISED)

_INSERT = """
    INSERT INTO report (mail, position, form, unit, period, outcome, revision, content_hash, nil, entries, evidence,
        notes, reasons, differences, timeliness, attachment, known_sender, receipt, archive, counts_from)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FILED = """
    SELECT form, unit, period, revision, content_hash, nil, entries, received, processed_at, receipt, sender, message_id,
        -- what a registered sender said too, before or after, counts as his
        (known_sender OR EXISTS (SELECT 1 FROM report AS same WHERE same.form = report.form AND same.unit = report.unit
            AND same.period = report.period AND same.content_hash = report.content_hash AND same.known_sender
            AND same.outcome IN ('filed', 'revised', 'duplicate'))) AS known_sender,
        report.archive AS archive,
        -- a unit that reported on time and mended it later has reported on time
        (SELECT timeliness FROM report AS first WHERE first.form = report.form AND first.unit = report.unit
            AND first.period = report.period AND first.revision = 1
            AND first.outcome IN ('filed', 'revised')  -- else the partial index goes unused, and all rows are read for each
            ) AS timeliness,
        (SELECT coalesce(first.counts_from, began.received) FROM report AS first JOIN mail AS began ON began.sha256 = first.mail
            WHERE first.form = report.form AND first.unit = report.unit AND first.period = report.period
            AND first.revision = 1 AND first.outcome IN ('filed', 'revised')) AS first_received
    FROM report JOIN mail ON mail.sha256 = report.mail
    WHERE report.outcome IN ('filed', 'revised')
"""
_CURRENT = """
    AND revision = (SELECT max(newer.revision) FROM report AS newer
        WHERE newer.form = report.form AND newer.unit = report.unit AND newer.period = report.period
          AND newer.outcome IN ('filed', 'revised'))
"""
_HELD = """
    SELECT report.outcome, report.reasons, form, unit, period, sha256, received, processed_at, sender, sender_name,
        subject, attachment, mail.archive AS archive, presumed_unit, presumed_period
    FROM report JOIN mail ON mail.sha256 = report.mail
    WHERE report.outcome IN ('review', 'returned')
    UNION ALL
    SELECT outcome, reasons, NULL, NULL, NULL, sha256, received, processed_at, sender, sender_name,
        subject, '', archive, presumed_unit, presumed_period
    FROM mail
    WHERE outcome IN ('review', 'returned')
        AND NOT EXISTS (SELECT 1 FROM report WHERE report.mail = sha256 AND report.outcome = mail.outcome)
    ORDER BY received, sha256
"""
# What of a unit and month was sent back or questioned by a letter, by its mail or by a form in it.
_SENT_BACK = """
    SELECT sha256, received, processed_at, sender, mail.reasons AS reasons, min(letter.created) AS answered FROM mail
    JOIN letter ON letter.cause = sha256 AND letter.kind IN ('returned', 'review')
    WHERE mail.outcome IN ('review', 'returned') AND presumed_unit = ?2 AND presumed_period = ?3 GROUP BY sha256
    UNION
    SELECT sha256, received, processed_at, sender, mail.reasons AS reasons, min(letter.created) AS answered
    FROM report JOIN mail ON sha256 = report.mail
    JOIN letter ON letter.cause = sha256 AND letter.kind IN ('returned', 'review')
    WHERE report.form = ?1 AND report.unit = ?2 AND report.period = ?3 AND report.outcome IN ('review', 'returned')
    GROUP BY sha256
"""
# From one form to the next by the index, however many reports each has.
_FORMS = """
    WITH RECURSIVE known (form) AS (
        SELECT min(form) FROM report WHERE outcome IN ('filed', 'revised')
        UNION ALL
        SELECT (SELECT min(form) FROM report WHERE outcome IN ('filed', 'revised') AND form > known.form)
        FROM known WHERE known.form IS NOT NULL)
    SELECT form FROM known WHERE form IS NOT NULL
"""
_NEWEST_ENTRIES = """
    SELECT entries FROM report
    WHERE +form = ? AND outcome IN ('filed', 'revised') AND entries <> '[]'  -- +: from the end, not by the index
    ORDER BY rowid DESC LIMIT 1
"""


class Reports(Database):
    """Reports and their places. A revision never replaces the one before: both stay."""

    def on_file(self, form: str, unit: str, period: Period) -> Filed | None:
        """The current revision with those before it, what the open group wrote included; None if nothing is on file."""
        *earlier, current = (None, *self.revisions(form, unit, period))
        return replace(current, earlier=tuple(filter(None, earlier))) if current else None

    def revisions(self, form: str, unit: str, period: Period) -> tuple[Filed, ...]:
        """All revisions on file for a unit and month, the first one first."""
        rows = self._execute(
            f"{_FILED} AND form = ? AND unit = ? AND period = ? ORDER BY revision", (form, unit, str(period))
        )
        return tuple(map(_filed, rows))

    def current(self, periods: Iterable[Period] | None = None, form: str | None = None) -> tuple[Filed, ...]:
        """The current revision of every unit and month on file, by month, then unit; None is all months or forms."""
        sql, values = _FILED + _CURRENT, []
        if periods is not None:
            sql += " AND period IN (SELECT value FROM json_each(?))"
            values.append(codec.dump_periods(periods))
        if form is not None:
            sql += " AND form = ?"
            values.append(form)
        return tuple(map(_filed, self._execute(f"{sql} ORDER BY period, unit, form", values)))

    def columns_on_file(self, forms: Collection[str]) -> dict[str, frozenset[str]]:
        """Each form of which reports are on file; those of `forms` with the keys of their newest entries.

        None where all of them say nil. The newest of a form that is long out of force would have to be searched for.
        """
        found: dict[str, frozenset[str]] = {}
        for row in self._execute(_FORMS):
            newest = self._execute(_NEWEST_ENTRIES, (row["form"],)) if row["form"] in forms else ()
            entries = codec.load_entries(newest[0]["entries"]) if newest else ()
            found[row["form"]] = frozenset(field.key for entry in entries for field in entry.fields)
        return found

    def held(self) -> tuple[HeldReport, ...]:
        """Reports and mails that were returned or wait for a person, the oldest first.

        A mail stands for itself when none of its reports bears its outcome.
        """
        return tuple(map(_held, self._execute(_HELD)))

    def sent_back(self, form: str, unit: str, period: Period) -> tuple[SentBackMail, ...]:
        """Mails of a unit and month, told or presumed, that were sent back or questioned, with when our letter said so.

        What the open group wrote is among them; mails whose sender our server contradicts are not.
        """
        rows = self._execute(_SENT_BACK, (form, unit, str(period)))
        return tuple(
            SentBackMail(_received(row), row["sender"], codec.from_time(row["answered"]))
            for row in rows
            if "sender-contradicted" not in {reason.code for reason in codec.load_reasons(row["reasons"])}
        )

    def is_archived(self, path: str) -> bool:
        """Whether a row speaks of this file of the archive."""
        return bool(self._execute("SELECT 1 FROM archived_file WHERE path = ?", (path,)))

    def _insert_reports(self, done: Completed) -> None:
        rulings = done.verdict.rulings
        places = list(done.report_places) or [Placement()] * len(rulings)
        if len(places) != len(rulings):
            raise StoreError(
                f"{self.path}: {len(rulings)} reports and {len(places)} places for mail {done.sha256}"
            )
        for position, (ruling, place) in enumerate(zip(rulings, places, strict=True)):
            self._insert_report(done.sha256, position, ruling, place)
        for file in {
            file.path: file for place in [*places, done.mail_place] for file in place.files
        }.values():
            self._execute(
                "INSERT INTO archived_file (path, sha256, size, mail) VALUES (?, ?, ?, ?)",
                (file.path, file.sha256, file.size, done.sha256),
            )

    def _insert_report(self, sha256: str, position: int, ruling: Ruling, place: Placement) -> None:
        report = ruling.report
        values = (
            sha256,
            position,
            report.form,
            report.unit,
            str(report.period) if report.period else None,
            str(ruling.outcome),
            ruling.revision or None,
            report.content_hash,
            int(report.nil),
            codec.dump_entries(report.entries),
            codec.dump_evidence(report.evidence),
            codec.dump_reasons(report.notes),
            codec.dump_reasons(ruling.reasons),
            codec.dump_differences(ruling.differences),
            str(ruling.timeliness) if ruling.timeliness else None,
            report.attachment,
            int(ruling.known_sender),
            ruling.receipt
            if ruling.outcome in _ON_FILE
            else None,  # a duplicate bears that of what it repeats
            place.folder,
            codec.to_optional_time(ruling.counts_from),
        )
        self._execute(_INSERT, values)


def _filed(row: sqlite3.Row) -> Filed:
    decided = codec.from_time(row["processed_at"])
    return Filed(
        form=row["form"],
        unit=row["unit"],
        period=Period.parse(row["period"]),
        revision=row["revision"],
        content_hash=row["content_hash"],
        nil=bool(row["nil"]),
        entries=codec.load_entries(row["entries"]),
        received=_received(row),
        first_received=possible(codec.from_time(row["first_received"]), decided)
        if row["revision"] > 1 or row["first_received"] != row["received"]
        else None,
        timeliness=Timeliness(row["timeliness"]),
        known_sender=bool(row["known_sender"]),
        receipt=row["receipt"],
        sender=row["sender"],
        archive=row["archive"],
        message_id=row["message_id"] or "",
    )


def _held(row: sqlite3.Row) -> HeldReport:
    reasons: tuple[Reason, ...] = codec.load_reasons(row["reasons"])
    return HeldReport(
        outcome=Outcome(row["outcome"]),
        reasons=reasons,
        form=row["form"],
        unit=row["unit"],
        period=Period.parse(row["period"]) if row["period"] else None,
        sha256=row["sha256"],
        received=_received(row),
        sender=row["sender"],
        sender_name=row["sender_name"],
        subject=row["subject"],
        attachment=row["attachment"],
        archive=row["archive"],
        presumed=Presumed(
            row["presumed_unit"], Period.parse(row["presumed_period"]) if row["presumed_period"] else None
        ),
    )


def _received(row: sqlite3.Row) -> datetime:
    """When the mail came; when it was decided on, where a row of earlier times bears one that cannot be."""
    decided = codec.from_time(row["processed_at"])
    return possible(codec.from_time(row["received"]), decided) or decided
