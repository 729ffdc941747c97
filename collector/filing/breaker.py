"""The brake on all letters: what makes it grip, that it grips, and its release: the table `breaker`."""

from datetime import datetime

from collector.filing import codec
from collector.filing.database import Database
from collector.filing.records import Breaker

_FAILURES = "failures-in-a-row"
# Reminders are bounded by the calendar: a unit gets one a step, so however many there are they are no loop.
_ANSWERS = """
    SELECT count(*) AS number FROM letter
    WHERE kind <> 'reminder' AND created >= ?1 AND created > coalesce((SELECT max(released) FROM breaker), '')
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

    def answers_since(self, since: datetime) -> int:
        """How many letters but reminders were written from `since` on, not counting those before the last release."""
        return int(self._execute(_ANSWERS, (codec.to_time(since),))[0]["number"])

    def failures_in_a_row(self) -> int:
        """How many letters were given up since the last one that was sent, or since the last release."""
        rows = self._execute(
            "SELECT CAST(value AS INTEGER) AS number FROM setting WHERE name = ?", (_FAILURES,)
        )
        return int(rows[0]["number"]) if rows else 0

    def _count_failure(self) -> None:
        self._execute(
            """INSERT INTO setting (name, value) VALUES (?1, CAST('1' AS BLOB))
               ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS BLOB)""",
            (_FAILURES,),
        )

    def _forget_failures(self) -> None:
        self._execute("DELETE FROM setting WHERE name = ?", (_FAILURES,))

    def _release_breaker(self, now: datetime) -> None:
        self._forget_failures()
        self._execute("UPDATE breaker SET released = ? WHERE released IS NULL", (codec.to_time(now),))
