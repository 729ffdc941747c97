"""The brakes on letters: the counts that limit them, the breaker that holds all of them and its release: the table `breaker`.

What is counted lies within a span from now on both sides. A clock that was set back a little leaves letters in the
future, which count; one set back by days would hold letters for days if they did, so those further off do not.
"""

from datetime import datetime, timedelta

from collector.store import codec
from collector.store.database import Database
from collector.store.records import Breaker

_FAILURES = "failures-in-a-row"
_SENT = """
    SELECT count(*) AS number FROM letter
    WHERE sent BETWEEN ?2 AND ?3 AND (?4 OR stranger IS NULL) AND (?1 IS NULL OR EXISTS (
        SELECT 1 FROM json_each(recipients) WHERE value = ?1 UNION ALL SELECT 1 FROM json_each(copies) WHERE value = ?1))
"""
_SENT_TO_STRANGERS = """
    SELECT count(*) AS number FROM letter WHERE stranger IS NOT NULL AND sent BETWEEN ?1 AND ?2
"""
_TO_STRANGERS = """
    SELECT count(*) AS number FROM letter
    WHERE stranger IS NOT NULL AND kind <> 'notice' AND created BETWEEN ?2 AND ?3 AND (?1 IS NULL OR stranger = ?1)
"""
_WITHOUT_REPORT = """
    SELECT count(*) AS number FROM mail JOIN letter ON letter.cause = mail.sha256
    WHERE mail.sender = ?1 AND mail.outcome NOT IN ('filed', 'revised')
        AND letter.kind IN ('acknowledgement', 'returned', 'review') AND letter.created BETWEEN ?2 AND ?3
"""
_SUBJECTS = """
    SELECT DISTINCT subject FROM letter
    WHERE created BETWEEN ?2 AND ?3 AND EXISTS (SELECT 1 FROM json_each(recipients) WHERE value = ?1)
"""
# Reminders are bounded by the calendar: a unit gets one a step, so however many there are they are no loop.
_ANSWERS = """
    SELECT count(*) AS number FROM letter
    WHERE kind NOT IN ('reminder', 'alert', 'recovered') AND stranger IS NULL AND created BETWEEN ?1 AND ?2
        AND created > coalesce((SELECT max(released) FROM breaker WHERE released <= ?2), '')
"""


class Breakers(Database):
    """Whether all letters are held, and the counts that decide it."""

    def breaker(self) -> Breaker | None:
        """Since when and why all letters are held; None while they may go."""
        rows = self._execute("SELECT tripped, why FROM breaker WHERE released IS NULL")
        return Breaker(codec.from_time(rows[0]["tripped"]), rows[0]["why"]) if rows else None

    def trip(self, why: str, now: datetime) -> None:
        """From now on all letters are held."""
        with self.group():
            self._execute(
                "INSERT INTO breaker (tripped, why) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (codec.to_time(now), why),
            )

    def sent_around(
        self, address: str | None, now: datetime, span: timedelta, *, strangers: bool = True
    ) -> int:
        """How many letters were sent to an address (To or Cc) at most a `span` from `now`; None: to anyone.

        Without `strangers` those do not count that went to strangers, or tell of a stranger's report.
        """
        return int(self._execute(_SENT, (address, *_around(now, span), strangers))[0]["number"])

    def sent_to_strangers(self, now: datetime, span: timedelta) -> int:
        """How many letters were sent to strangers, or told of a stranger's report, at most a `span` from `now`."""
        return int(self._execute(_SENT_TO_STRANGERS, _around(now, span))[0]["number"])

    def written_to_strangers(self, stranger: str | None, now: datetime, span: timedelta) -> int:
        """How many answers were written to a mailbox that is registered for nothing (None: to all of them), sent or not."""
        return int(self._execute(_TO_STRANGERS, (stranger, *_around(now, span)))[0]["number"])

    def answers_without_report(self, sender: str, now: datetime, span: timedelta) -> int:
        """How many mails of a sender that brought nothing new were answered at most a `span` from `now`."""
        return int(self._execute(_WITHOUT_REPORT, (sender, *_around(now, span)))[0]["number"])

    def subjects_to(self, address: str, now: datetime, span: timedelta) -> tuple[str, ...]:
        """The subjects of the letters that were written to an address at most a `span` from `now`."""
        return tuple(row["subject"] for row in self._execute(_SUBJECTS, (address, *_around(now, span))))

    def answers_around(self, now: datetime, span: timedelta) -> int:
        """How many answers were written at most a `span` from `now`, not counting those before the last release."""
        return int(self._execute(_ANSWERS, _around(now, span))[0]["number"])

    def failures_in_a_row(self) -> int:
        """How many letters were given up since the last one that was sent, or since the last release."""
        rows = self._execute(
            "SELECT CAST(value AS INTEGER) AS number FROM setting WHERE name = ?", (_FAILURES,)
        )
        return int(rows[0]["number"]) if rows else 0

    def _count_failure(self, letter_id: int) -> None:
        """One more letter was given up; one to a stranger says nothing of our account: he chose the address."""
        self._execute(
            """INSERT INTO setting (name, value)
               SELECT ?1, CAST('1' AS BLOB) FROM letter WHERE id = ?2 AND stranger IS NULL
               ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS BLOB)""",
            (_FAILURES, letter_id),
        )

    def _forget_failures(self) -> None:
        self._execute("DELETE FROM setting WHERE name = ?", (_FAILURES,))

    def _release_breaker(self, now: datetime) -> None:
        self._forget_failures()
        self._execute("UPDATE breaker SET released = ? WHERE released IS NULL", (codec.to_time(now),))


def _around(now: datetime, span: timedelta) -> tuple[str, str]:
    return codec.to_time(now - span), codec.to_time(now + span)
