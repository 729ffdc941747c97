"""Letters that wait to be sent, were sent or failed, and the reminders they carry: the tables `letter` and `reminder`."""

import secrets
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from collector.message_ids import name_letters, token_begin
from collector.model.letters import AnsweredLetter, Letter, LetterKind, LetterState
from collector.periods import Period
from collector.store import codec
from collector.store.breaker import Breakers
from collector.store.records import QueuedLetter, ReminderLetter

_SECRET_LENGTH = 32  # bytes, as long as a SHA-256 (RFC 2104, 3)
_INSERT = """
    INSERT INTO letter (kind, cause, unit, periods, recipients, copies, subject, message_id, raw, created, state, stranger, next_attempt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, cause) DO NOTHING
"""
# `sending` is the letter that was on the wire when a process died: it goes out again under the same Message-ID
_DUE = """
    SELECT * FROM letter
    WHERE state IN ('queued', 'sending') AND withdrawn IS NULL AND (next_attempt IS NULL OR next_attempt <= ?1 OR next_attempt > ?2)
        AND (?3 = '[]' OR kind IN (SELECT value FROM json_each(?3)))
    ORDER BY stranger IS NOT NULL, id LIMIT ?4
"""
_ABOUT = """
    SELECT recipients FROM letter WHERE kind IN ('acknowledgement', 'returned', 'review') AND cause = ?1 AND state <> 'failed'
    UNION ALL
    SELECT recipients FROM letter WHERE kind = 'notice' AND cause > ?1 || '/' AND cause < ?1 || '0' AND state <> 'failed'
"""
# No letter is put off for longer: one that is was so by a clock since set back.
_LONGEST_WAIT = timedelta(days=1)
# one that was on the wire already may have arrived
_SENDING = """
    UPDATE letter SET state = 'sending', attempts = attempts + 1, uncertain = uncertain + (state = 'sending') WHERE id = ?
"""
_HOLD = "UPDATE letter SET state = 'held', answer = ? WHERE state = 'queued' AND withdrawn IS NULL"
_BUT = " AND kind NOT IN (SELECT value FROM json_each(?))"
_RETRY = "UPDATE letter SET state = 'queued', next_attempt = NULL, uncertain = 0 WHERE state = 'failed'"
_MARKED = "SELECT raw FROM letter WHERE message_id > ? AND message_id < ?"
_THERE = "SELECT id FROM letter WHERE id IN (SELECT value FROM json_each(?))"
_OF_THESE = " AND id IN (SELECT value FROM json_each(?))"


class Outbox(Breakers):
    """The outbox. A letter is unique by (kind, cause) for ever and is never edited."""

    def __init__(self, storage: Path, *, read_only: bool = False, beside: bool = False) -> None:
        super().__init__(storage, read_only=read_only, beside=beside)
        self._unnoted: list[tuple[str, str, int]] = []  # sent: when, with what answer, which letter

    def queue(self, letters: Sequence[Letter], now: datetime, *, held: str = "") -> int:
        """Writes letters to be sent, in one commit; one whose (kind, cause) is there already is left as it is.

        `held` says why they are not to go out (shadow mode, a breaker). Returns how many were new.
        """
        with self.group():
            new = sum(self._insert_letter(letter, now) for letter in letters)
            if held:
                for letter in letters:
                    self._execute(f"{_HOLD} AND kind = ? AND cause = ?", (held, letter.kind, letter.cause))
        return new

    def queue_reminders(
        self, reminders: Sequence[ReminderLetter], now: datetime
    ) -> tuple[ReminderLetter, ...]:
        """Writes reminder letters with the months they speak of, in one commit; returns those that were new.

        One whose months were all reminded at their stage before is passed over, whatever its cause.
        """
        new: list[ReminderLetter] = []
        with self.group():
            for reminder in reminders:
                keys = [key for key in reminder.keys if not self.reminded(reminder.form, reminder.unit, *key)]
                if keys and self._insert_letter(reminder.letter, now):
                    self._insert_reminder(reminder, keys)
                    new.append(reminder)
        return tuple(new)

    def reminded(self, form: str, unit: str, period: Period, stage: str) -> bool:
        """Whether a unit was reminded of a month at this stage."""
        return bool(
            self._execute(
                "SELECT 1 FROM reminder WHERE form = ? AND unit = ? AND period = ? AND stage = ?",
                (form, unit, str(period), stage),
            )
        )

    def reminded_of(self, form: str) -> frozenset[tuple[str, Period, str]]:
        """Everything that units were reminded of: unit, month and stage."""
        rows = self._execute("SELECT unit, period, stage FROM reminder WHERE form = ?", (form,))
        return frozenset((row["unit"], Period.parse(row["period"]), row["stage"]) for row in rows)

    def due_letters(
        self, now: datetime, limit: int, *, kinds: Collection[str] = ()
    ) -> tuple[QueuedLetter, ...]:
        """Letters whose time has come, of some kinds or (none named) of all: first those to the registered, each in the order in which they were written.

        What was sent before and could not be noted is noted first, so that nothing is sent twice for it.
        """
        if self._unnoted:
            self._note_sent()
        values = (codec.to_time(now), codec.to_time(now + _LONGEST_WAIT), codec.dump(sorted(kinds)), limit)
        return tuple(map(_queued, self._execute(_DUE, values)))

    def letters(self, state: LetterState | None = None) -> tuple[QueuedLetter, ...]:
        """All letters, or those in one state, in the order in which they were written."""
        return tuple(
            map(
                _queued,
                self._execute(
                    "SELECT * FROM letter WHERE withdrawn IS NULL AND (?1 IS NULL OR state = ?1) ORDER BY id",
                    (state,),
                ),
            )
        )

    def letter_counts(self) -> dict[LetterState, int]:
        """How many letters are in each state; every state is always there."""
        rows = self._execute(
            "SELECT state, count(*) AS number FROM letter WHERE withdrawn IS NULL GROUP BY state"
        )
        counted = {LetterState(row["state"]): row["number"] for row in rows}
        return dict.fromkeys(LetterState, 0) | counted

    def letter_sending(self, letter_id: int) -> None:
        """Notes, before the letter goes to the server, that it is on the wire."""
        with self.group():
            self._execute(_SENDING, (letter_id,))

    def letter_sent(self, letter_id: int, response: str, now: datetime) -> None:
        """Notes that the server took it, with the server's answer.

        Where the database refuses, this object keeps it in mind and notes it before it hands out letters again.
        """
        self._unnoted.append((codec.to_time(now), response, letter_id))
        self._note_sent()

    def _note_sent(self) -> None:
        with self.group():
            for noted in self._unnoted:
                self._execute(
                    "UPDATE letter SET state = 'sent', sent = ?, answer = ?, next_attempt = NULL WHERE id = ?",
                    noted,
                )
            self._forget_failures()
        self._unnoted.clear()

    def letter_failed(
        self,
        letter_id: int,
        error: str,
        next_attempt: datetime | None,
        now: datetime,
        *,
        uncertain: bool = False,
        chosen: bool = False,
    ) -> None:
        """Notes that the server did not take it; `next_attempt` None: it is not tried again by itself.

        `error` is the server's answer, kept with the time `now`.
        `uncertain`: the line broke before the server's answer, so that it may have arrived all the same. `chosen`: whoever
        wrote to us chose the address, so that a refusal says nothing of our account.
        """
        state = LetterState.FAILED if next_attempt is None else LetterState.QUEUED
        answer = f"{codec.to_time(now)} {error}"
        with self.group():
            self._execute(
                "UPDATE letter SET state = ?, answer = ?, next_attempt = ?, uncertain = uncertain + ? WHERE id = ?",
                (state, answer, codec.to_optional_time(next_attempt), int(uncertain), letter_id),
            )
            if next_attempt is None and not chosen:
                self._count_failure(letter_id)

    def written_about(self, sha256: str) -> tuple[str, ...]:
        """The addresses to which a letter about a mail went, or is to go; one that was refused does not count."""
        return tuple(
            address
            for row in self._execute(_ABOUT, (sha256,))
            for address in codec.load_texts(row["recipients"])
        )

    def withdraw_letter(self, letter_id: int, now: datetime) -> None:
        """Notes that a letter is not to leave: what it says is not so any more. It stays on record."""
        with self.group():
            self._execute("UPDATE letter SET withdrawn = ? WHERE id = ?", (codec.to_time(now), letter_id))

    def hold_letters(self, why: str, *, but: Collection[str] = ()) -> int:
        """Holds every letter that has not gone out (the breaker), `but` those of some kinds; returns how many."""
        with self.group():
            return self._changed(_HOLD + _BUT, (why, codec.dump(sorted(but))))

    def release_letters(self, now: datetime) -> int:
        """Lets held letters go out again and releases the breaker; returns how many letters."""
        with self.group():
            self._release_breaker(now)
            return self._changed(
                "UPDATE letter SET state = 'queued', next_attempt = NULL WHERE state = 'held'"
            )

    def retry_letters(self, ids: Sequence[int] | None = None) -> int:
        """Lets letters that were given up be tried again, all or some by their number; returns how many."""
        with self.group():
            return self._changed(
                _RETRY if ids is None else _RETRY + _OF_THESE, [] if ids is None else [codec.dump(ids)]
            )

    def no_letters(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Those of the numbers that are of no letter, in their order."""
        there = {row["id"] for row in self._execute(_THERE, [codec.dump(ids)])}
        return tuple(number for number in ids if number not in there)

    def letter_by_message_id(self, message_id: str) -> AnsweredLetter | None:
        """Our letter of that Message-ID or thread; None if it is not ours."""
        name = name_letters(message_id)
        rows = self._execute("SELECT kind, cause, unit, periods FROM letter WHERE message_id = ?", (name,))
        if not rows:
            return None
        (row,) = rows
        form = row["cause"].partition("/")[0] if row["kind"] == LetterKind.REMINDER else ""
        return AnsweredLetter(row["unit"] or "", codec.load_periods(row["periods"]), form)

    def letter_written(self, sign: str) -> bytes | None:
        """The bytes of our letter of that mark, or of that Message-ID or thread; None if it is not ours."""
        if "@" in sign:
            rows = self._execute("SELECT raw FROM letter WHERE message_id = ?", (name_letters(sign),))
            return bytes(rows[0]["raw"]) if rows else None
        for kind in LetterKind:
            first = f"<{kind}.{token_begin(sign)}"
            rows = self._execute(_MARKED, (first, f"{first}~"))
            if rows:
                return bytes(rows[0]["raw"])
        return None

    def secret(self) -> bytes:
        """The key that signs our Message-IDs: random, made once; a reader of an empty store gets one that signs nothing."""
        if self.read_only:
            kept = self._execute("SELECT value FROM setting WHERE name = 'secret'")
            return bytes(kept[0]["value"]) if kept else secrets.token_bytes(_SECRET_LENGTH)
        with self.group():
            self._execute(
                "INSERT INTO setting (name, value) VALUES ('secret', ?) ON CONFLICT DO NOTHING",
                (secrets.token_bytes(_SECRET_LENGTH),),
            )
            return bytes(self._execute("SELECT value FROM setting WHERE name = 'secret'")[0]["value"])

    def _insert_letter(self, letter: Letter, now: datetime) -> int:
        values = (
            letter.kind,
            letter.cause,
            letter.unit or None,
            codec.dump_periods(letter.periods),
            codec.dump(letter.to),
            codec.dump(letter.cc),
            letter.subject,
            letter.message_id,
            letter.raw,
            codec.to_time(now),
            "queued",
            letter.stranger or None,
            codec.to_optional_time(letter.not_before),
        )
        return self._changed(_INSERT, values)

    def _insert_reminder(self, reminder: ReminderLetter, keys: Sequence[tuple[Period, str]]) -> None:
        letter = reminder.letter
        for period, stage in keys:
            self._execute(
                "INSERT INTO reminder (form, unit, period, stage, letter) "
                "SELECT ?, ?, ?, ?, id FROM letter WHERE kind = ? AND cause = ?",
                (reminder.form, reminder.unit, str(period), stage, letter.kind, letter.cause),
            )


def _queued(row: sqlite3.Row) -> QueuedLetter:
    return QueuedLetter(
        id=row["id"],
        letter=Letter(
            kind=LetterKind(row["kind"]),
            cause=row["cause"],
            to=tuple(codec.load_texts(row["recipients"])),
            cc=tuple(codec.load_texts(row["copies"])),
            subject=row["subject"],
            message_id=row["message_id"],
            raw=bytes(row["raw"]),
            unit=row["unit"] or "",
            periods=codec.load_periods(row["periods"]),
            stranger=row["stranger"] or "",
        ),
        state=LetterState(row["state"]),
        attempts=row["attempts"],
        created=codec.from_time(row["created"]),
        next_attempt=codec.from_optional_time(row["next_attempt"]),
        answer=row["answer"] or "",
        sent=codec.from_optional_time(row["sent"]),
        uncertain=row["uncertain"] + (row["state"] == LetterState.SENDING),
    )
