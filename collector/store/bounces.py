"""Bounces of our letters → which contacts cannot be reached: the table `contact_failure`."""

from collector.model.mail import ContactFailure
from collector.store import codec
from collector.store.database import Database
from collector.store.records import Bounce, Completed

_INSERT = """
    INSERT INTO contact_failure (mail, address, permanent, status, diagnostic, happened, letter)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT id FROM letter WHERE message_id = ?7))
    ON CONFLICT DO NOTHING
"""
# A bounce tells of the address alone that its letter went to, or anybody who got one could bury another's.
_LIST = """
    SELECT contact_failure.*, letter.unit, letter.subject, letter.message_id
    FROM contact_failure LEFT JOIN letter ON letter.id = contact_failure.letter
    WHERE letter.id IS NULL OR contact_failure.address IN (
        SELECT lower(value) FROM json_each(recipients) UNION ALL SELECT lower(value) FROM json_each(copies))
    ORDER BY happened, contact_failure.rowid
"""
# Not there (5.1.x), closed (5.2.1), or refused for good without a code; a full mailbox or a filter may pass (RFC 3463).
_DEAD = """
    SELECT DISTINCT address FROM contact_failure JOIN letter ON letter.id = contact_failure.letter
    WHERE contact_failure.address IN (
        SELECT lower(value) FROM json_each(recipients) UNION ALL SELECT lower(value) FROM json_each(copies))
        AND permanent AND (status = '' OR status LIKE '5.1.%' OR status = '5.2.1')
        AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.sender = contact_failure.address AND mail.received > contact_failure.happened)
"""


class Bounces(Database):
    """Contacts that letters did not reach. Nothing here is ever removed."""

    def bounces(self) -> tuple[Bounce, ...]:
        """Every bounce of a letter of ours, in the order in which they came."""
        return tuple(
            Bounce(
                ContactFailure(
                    row["address"],
                    bool(row["permanent"]),
                    row["status"],
                    row["diagnostic"],
                    row["message_id"] or "",
                ),
                codec.from_time(row["happened"]),
                row["letter"],
                row["unit"] or "",
                row["subject"] or "",
            )
            for row in self._execute(_LIST)
        )

    def dead_addresses(self) -> frozenset[str]:
        """Addresses that do not exist any more, as far as bounces tell; one that has written since is alive."""
        return frozenset(row["address"] for row in self._execute(_DEAD))

    def _insert_failures(self, done: Completed) -> None:
        for failure in done.failures:
            self._execute(
                _INSERT,
                (
                    done.sha256,
                    failure.address,
                    int(failure.permanent),
                    failure.status,
                    failure.diagnostic,
                    codec.to_time(done.mail.received),
                    failure.message_id,
                ),
            )
