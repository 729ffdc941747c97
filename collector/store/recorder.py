"""What a commit writes, whichever function writes it → one row of the journal in that same commit.

SQLite itself notes which rows are touched, by triggers that live in this connection only. So nothing that the package
writes can be forgotten, and nothing that another program writes gets into the journal.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from collector.store import journal
from collector.store.journal import Change, Value
from collector.store.later_changes import LATER, Later
from collector.store.table_shapes import TableShape, table_shapes

_TOUCHED = """
    -- Rows by their key; the id of one that was removed is null. `before` is the digest of the row as it was.
    CREATE TEMP TABLE touched (name TEXT NOT NULL, id INTEGER, key TEXT NOT NULL, before TEXT NOT NULL)
"""
_TRIGGERS = """
    CREATE TEMP TRIGGER "{name} inserted" AFTER INSERT ON main."{name}"
        BEGIN INSERT INTO touched VALUES ('{name}', NEW.rowid, {new}, ''); END;
    CREATE TEMP TRIGGER "{name} updated" AFTER UPDATE ON main."{name}" WHEN {old} = {new}
        BEGIN INSERT INTO touched VALUES ('{name}', NEW.rowid, {new}, {digest}); END;
    CREATE TEMP TRIGGER "{name} renamed" AFTER UPDATE ON main."{name}" WHEN {old} <> {new}
        BEGIN INSERT INTO touched VALUES ('{name}', NULL, {old}, {digest}), ('{name}', NEW.rowid, {new}, ''); END;
    CREATE TEMP TRIGGER "{name} deleted" AFTER DELETE ON main."{name}"
        BEGIN INSERT INTO touched VALUES ('{name}', NULL, {old}, {digest}); END;
"""
_LAST = "SELECT number, hash FROM main.journal ORDER BY number DESC LIMIT 1"
_INSERT = "INSERT INTO main.journal (number, kind, changes, hash) VALUES (?, ?, ?, ?)"
_INSERT_CHANGE = """
    INSERT INTO main.journal_change (journal, position, what, row, before, digest, marks, lasting) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
# The table as it was when the journal began.
_SEAL_CHANGE = "INSERT INTO main.journal_change (journal, position, what, row, before, digest, marks) VALUES (?, ?, ?, ?, ?, ?, ?)"


NOTHING: Mapping[str, Value] = MappingProxyType({})


class Recorder:
    """Watches one connection that writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shapes = {shape.name: shape for shape in table_shapes(connection)}
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("journal_digest", -1, self._digest, deterministic=True)
        connection.executescript(f"{_TOUCHED};{''.join(map(_triggers, self._shapes.values()))}")

    def record(self) -> None:
        """Appends what was written since the last commit, nothing if that is nothing. Raises sqlite3.Error."""
        touched = self._connection.execute("SELECT DISTINCT name FROM temp.touched").fetchall()
        if not touched:
            return
        names = {row[0] for row in touched}
        changes = [
            item for name, shape in self._shapes.items() if name in names for item in self._changes(shape)
        ]
        self._connection.execute("DELETE FROM temp.touched")
        _append(self._connection, journal.COMMIT, changes)

    def _changes(self, shape: TableShape) -> Iterator[Change]:
        before: dict[str, str] = {}  # as the commit found it: what was noted first
        for key, digest in self._connection.execute(
            "SELECT key, before FROM temp.touched WHERE name = ? ORDER BY rowid", (shape.name,)
        ):
            before.setdefault(key, digest)
        chosen = f"t.rowid IN (SELECT id FROM temp.touched WHERE name = '{shape.name}' AND id IS NOT NULL)"  # noqa: S608 - a name from our own schema
        for key, columns in columns_of(self._connection, shape, chosen):
            yield shape.noted(key, columns, before.pop(key))
        yield from (Change(shape.name, key, digest) for key, digest in before.items() if digest)

    def _digest(self, name: str, *values: Value) -> str:
        """What the triggers ask: the digest of a row as it was before it was changed."""
        shape = self._shapes[name]
        said = journal.unusual(dict(zip(shape.columns, values, strict=True)), shape.usual)
        return journal.row_digest(said)


def _triggers(shape: TableShape) -> str:
    was = ", ".join(f'OLD."{column}"' for column in shape.columns)
    digest = f"journal_digest('{shape.name}', {was})"
    return _TRIGGERS.format(name=shape.name, old=shape.key("OLD"), new=shape.key("NEW"), digest=digest)


def rows_of(connection: sqlite3.Connection, shape: TableShape, chosen: str = "TRUE") -> Iterator[Change]:
    """Rows of a table as they stand, by SQL that chooses among `t`, one after the other."""
    for key, columns in columns_of(connection, shape, chosen):
        yield shape.noted(key, columns)


def columns_of(
    connection: sqlite3.Connection, shape: TableShape, chosen: str, values: Mapping[str, Value] = NOTHING
) -> Iterator[tuple[str, dict[str, Value]]]:
    """The same rows as their key and columns; `values` for the parameters of the SQL."""
    sql = f'SELECT {shape.key("t")}, t.* FROM main."{shape.name}" AS t WHERE {chosen} ORDER BY t.rowid'  # noqa: S608 - names from our own schema
    for row in connection.execute(sql, dict(values)):
        key, *found = tuple(row)
        yield key, dict(zip(shape.columns, found, strict=True))


def seal(connection: sqlite3.Connection) -> None:
    """Begins the journal: its first row covers every row that is there."""
    everything = (item for shape in table_shapes(connection) for item in rows_of(connection, shape))
    _append(connection, journal.SEAL, everything)


def seal_lasting(connection: sqlite3.Connection) -> None:
    """A row for what an older version wrote and may still change: from now on it stays as it is but for that."""
    rows = []
    for shape in table_shapes(connection):
        if closes := LATER.get(shape.name, Later()).closes:
            unfilled = " AND ".join(f't."{name}" IS NULL' for name in closes)
            rows += [replace(row, before=row.digest) for row in rows_of(connection, shape, unfilled)]
    if rows:
        _append(connection, journal.COMMIT, rows)


def _append(connection: sqlite3.Connection, kind: str, changes: Iterable[Change]) -> None:
    """Appends one row that covers `changes`, inside the open transaction; holds one change at a time."""
    last = connection.execute(_LAST).fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, journal.BEGINNING)
    digest = hashlib.sha256()

    def lines() -> Iterator[tuple[int | str, ...]]:
        for position, noted in enumerate(changes):
            item = replace(noted, lasting="") if kind == journal.SEAL else noted
            digest.update(item.cover)
            said = (number, position, item.table, item.row, item.before, item.digest, item.marks)
            yield said if kind == journal.SEAL else (*said, item.lasting)

    connection.executemany(_SEAL_CHANGE if kind == journal.SEAL else _INSERT_CHANGE, lines())
    covered = digest.hexdigest()
    connection.execute(_INSERT, (number, kind, covered, journal.chained(before, number, kind, covered)))
