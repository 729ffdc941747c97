"""The journal → its head, and whether it is whole and says of every row what stands there; changes nothing."""

import hashlib
import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from collector.model.letters import JournalHead
from collector.store import journal
from collector.store.database import Database
from collector.store.journal import Change
from collector.store.later_changes import forbidden, keeps_order
from collector.store.recorder import rows_of
from collector.store.row_names import name_columns, name_row
from collector.store.table_shapes import TableShape, table_shapes

_ROWS = "SELECT number, kind, changes, hash FROM journal ORDER BY number"
_CHANGES = (
    "SELECT journal, what, row, before, digest, marks, lasting FROM journal_change ORDER BY journal, position"
)
# With each line how many rows of its table had been written by then: a new row gets the next number.
_HISTORY = """
    SELECT row, journal, before, digest, marks, lasting, sum(before = '') OVER (ORDER BY journal, position) AS rows
    FROM journal_change WHERE what = ? ORDER BY row, journal, position
"""
_TABLES = "SELECT what, min(journal) FROM journal_change GROUP BY what ORDER BY what"
_MISPLACED = """
    SELECT journal FROM journal_change GROUP BY journal HAVING min(position) <> 0 OR max(position) <> count(*) - 1 ORDER BY journal
"""
_FORGED = "another program wrote that row of the journal"
_MOVED = "have other numbers (rowid) than the collector gave them: another program changed those"
_NONE = hashlib.sha256(b"").hexdigest()

Fault = tuple[str, str]  # code and words


@dataclass(frozen=True, slots=True)
class _Said:
    """What one row of the journal says of a row of a table."""

    key: str
    number: int
    change: Change
    rows: int  # of the table, written by then


@dataclass(frozen=True, slots=True)
class _There:
    """A row of a table as it stands, by its rowid."""

    key: str
    id: int


class Journals(Database):
    """The journal as it is read; `recorder` writes it."""

    def journal_head(self) -> JournalHead:
        """The newest row; number 0 where there is none, which no sound store shows."""
        rows = self._execute("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1")
        return JournalHead(rows[0]["number"], rows[0]["hash"]) if rows else JournalHead(0, "")

    def journal_hash(self, number: int) -> str:
        """The hash of one row; "" where it is not there."""
        rows = self._execute("SELECT hash FROM journal WHERE number = ?", (number,))
        return str(rows[0]["hash"]) if rows else ""

    def broken_journal(self) -> Iterator[Fault]:
        """Where the chain does not hold: rows that are missing, were changed, or do not follow from the one before."""
        rows = ((int(row["number"]), row) for row in self._each(_ROWS))
        both: Iterable[tuple[int, Any]] = heapq.merge(rows, self._covered(), key=lambda found: found[0])
        before, expected = journal.BEGINNING, 1
        for number, parts in groupby(both, key=lambda found: found[0]):
            found = [part for _, part in parts]
            row = next((part for part in found if not isinstance(part, str)), None)
            if row is None:
                continue  # told of as a gap
            if number != expected:
                yield "journal-gap", _gap(expected, number - 1)
            yield from _link(row, before if number == expected else None, found)
            before, expected = row["hash"], number + 1
        if expected == 1:
            yield "journal-gap", "the journal is empty: all of it was removed"
        elif last := self._execute("SELECT max(journal) FROM journal_change WHERE journal >= ?", (expected,))[
            0
        ][0]:
            yield "journal-gap", _gap(expected, last)
        yield from self._misplaced()

    def _misplaced(self) -> Iterator[Fault]:
        """Rows of the journal whose changes have other positions than were written: no hash covers those."""
        for row in self._each(_MISPLACED):
            yield (
                "journal-broken",
                f"the positions of what row {row['journal']} of the journal covers do not go from 0 without gaps: they were changed",
            )

    def _covered(self) -> Iterator[tuple[int, str]]:
        """What each row should cover, by its number: the digest of its changes as they stand."""
        for number, rows in groupby(self._each(_CHANGES), key=lambda row: int(row["journal"])):
            digest = hashlib.sha256()
            for row in rows:
                digest.update(Change(*tuple(row)[1:]).cover)
            yield number, digest.hexdigest()

    def rows_unlike_journal(self) -> Iterator[Fault]:
        """Rows that were changed, removed or added by another program than this one."""
        with self._told():
            shapes = table_shapes(self.connection)
        for shape in shapes:
            yield from self._unlike_journal(shape)
        for name, number in self._execute(_TABLES):
            if name not in {shape.name for shape in shapes}:
                yield (
                    "journal-broken",
                    f"row {number} of the journal covers a table {name}, which is not there",
                )

    def _unlike_journal(self, shape: TableShape) -> Iterator[Fault]:
        """The same for one table."""
        moved = 0
        for key, history, ids in self._histories(shape):
            yield from self._compare(shape, name_row(shape.name, key), history, ids)
            moved += bool(history and ids and keeps_order(shape.name) and history[0].rows != ids[0])
        if moved:
            yield "row-order", f"{moved} rows of the table {shape.name} {_MOVED}"

    def _histories(self, shape: TableShape) -> Iterator[tuple[str, list[_Said], list[int]]]:
        """Each row of a table by its key: what the journal says of it, and its rowid, if it is there."""
        said = (
            _Said(key, number, Change(shape.name, key, *line), rows)
            for key, number, *line, rows in self._each(_HISTORY, (shape.name,))
        )
        rows = self._each(f'SELECT {shape.key()}, rowid FROM "{shape.name}" ORDER BY 1')  # noqa: S608 - from our schema
        there = (_There(*tuple(row)) for row in rows)
        both: Iterable[_Said | _There] = heapq.merge(said, there, key=_key)
        for key, parts in groupby(both, key=_key):
            found = list(parts)
            yield (
                key,
                [part for part in found if isinstance(part, _Said)],
                [part.id for part in found if isinstance(part, _There)],
            )

    def _compare(
        self, shape: TableShape, name: str, history: Sequence[_Said], ids: Sequence[int]
    ) -> Iterator[Fault]:
        """One row of a table against its history in the journal; `ids` is its rowid, empty where it is not there."""
        yield from _breaks(name, history, shape)
        newest = history[-1] if history and history[-1].change.digest else None
        with self._told():  # in a damaged database an index may know rows that are not there
            now = (
                next(iter(rows_of(self.connection, shape, f"t.rowid = {int(ids[0])}")), None) if ids else None
            )
        if newest and now is None:
            yield (
                "row-removed",
                f"{name} was removed by another program; row {newest.number} of the journal wrote it",
            )
        elif now is not None and not newest:
            yield "row-added", f"{name} was added by another program: no row of the journal wrote it"
        elif newest and now is not None:
            yield from _unlike_now(name, newest, now, shape)


def _key(part: _Said | _There) -> str:
    return part.key


def _breaks(name: str, history: Sequence[_Said], shape: TableShape) -> Iterator[Fault]:
    """Where a commit wrote over a change of another program, or is itself none of the collector's."""
    earlier = Change(shape.name, "")
    for said in history:
        later = said.change
        if later.before != earlier.digest:
            names = journal.differing(earlier.marks, later.marks, shape.columns) if earlier.digest else []
            what = f" ({name_columns(names)} differ)" if names else ""
            yield (
                "row-changed",
                f"{name} was changed by another program before row {said.number} of the journal wrote it again{what}",
            )
        elif done := forbidden(shape.columns, earlier, later):
            yield (
                "row-rewritten",
                f"{name}: row {said.number} of the journal {done}, which the collector never does: {_FORGED}",
            )
        earlier = later


def _unlike_now(name: str, newest: _Said, now: Change, shape: TableShape) -> Iterator[Fault]:
    """A row as it stands against the newest row of the journal that names it."""
    said = newest.change
    names = journal.differing(said.marks, now.marks, shape.columns)
    if now.digest != said.digest:
        yield (
            "row-changed",
            f"{name}: {name_columns(names)} changed by another program since row {newest.number} of the journal wrote it",
        )
    elif names or said.lasting not in {"", now.lasting}:
        yield (
            "row-rewritten",
            f"{name}: row {newest.number} of the journal has a hash of all of it, and others of its columns: {_FORGED}",
        )


def _gap(first: int, last: int) -> str:
    rows = f"row {first}" if first == last else f"rows {first} to {last}"
    return f"the journal lacks {rows}, which somebody removed"


def _link(row: sqlite3.Row, before: str | None, found: Sequence[object]) -> Iterator[Fault]:
    """One row of the chain: its kind, its hash after the hash `before` (None: not known), and what it covers."""
    number = row["number"]
    if (row["kind"] == journal.SEAL) != (number == 1):
        yield (
            "journal-broken",
            f"row {number} of the journal is a {row['kind']}; only its first row is the seal",
        )
    if before is not None and row["hash"] != journal.chained(before, number, row["kind"], row["changes"]):
        yield (
            "journal-broken",
            f"row {number} of the journal does not follow from the row before it: it was rewritten",
        )
    covered = next((part for part in found if isinstance(part, str)), _NONE)
    if covered != row["changes"]:
        yield "journal-broken", f"what row {number} of the journal covers was changed, removed or added to"
