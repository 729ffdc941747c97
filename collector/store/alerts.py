"""What stands wrong, since when, and what was told of it: the table `alert`, and the counts that alerts are made of.

Letters to strangers do not count: whoever writes chooses the address, so that what becomes of them says nothing of the
collector, and anybody could raise an alert.
"""

from datetime import datetime

from collector.store import codec
from collector.store.database import Database
from collector.store.records import Alert

_STANDING = "SELECT kind, since, cause FROM alert WHERE ended IS NULL ORDER BY since, kind"
_RAISE = "INSERT INTO alert (kind, since, cause) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_END = "UPDATE alert SET ended = ? WHERE kind = ? AND ended IS NULL"


class Alerts(Database):
    """Each alert is raised once and ended once; in one `group()` with the letters that tell of it."""

    def standing_alerts(self) -> tuple[Alert, ...]:
        """What is wrong, the oldest first."""
        return tuple(
            Alert(row["kind"], codec.from_time(row["since"]), row["cause"])
            for row in self._execute(_STANDING)
        )

    def raise_alert(self, alert: Alert) -> bool:
        """Notes that something is wrong; False where an alert of its kind stands already."""
        with self.group():
            return self._changed(_RAISE, (alert.kind, codec.to_time(alert.since), alert.cause)) > 0

    def end_alert(self, kind: str, now: datetime) -> bool:
        """Notes that it is over; False where nothing of the kind stood."""
        with self.group():
            return self._changed(_END, (codec.to_time(now), kind)) > 0

    def letters_written_before(self, moment: datetime) -> int:
        """How many letters that were written before a moment still wait to be sent, without those to strangers."""
        return self._number(
            "SELECT count(*) FROM letter WHERE state IN ('queued', 'sending') AND withdrawn IS NULL "
            "AND stranger IS NULL AND created < ?",
            moment,
        )

    def letters_failed_since(self, moment: datetime) -> int:
        """How many letters were given up, among those written from a moment on, without those to strangers."""
        return self._number(
            "SELECT count(*) FROM letter WHERE state = 'failed' AND stranger IS NULL AND created >= ?", moment
        )

    def _number(self, sql: str, moment: datetime) -> int:
        return int(self._execute(sql, (codec.to_time(moment),))[0][0])
