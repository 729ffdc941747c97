"""What a commit writes, whichever function writes it → one row of the journal in that same commit.

SQLite itself notes which rows are touched, by triggers that live in this connection only. So nothing that the package
writes can be forgotten, and nothing that another program writes gets into the journal.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

from collector.store import journal
from collector.store.journal import Change
from collector.store.table_shapes import TableShape, table_shapes

_TOUCHED = """
    -- Rows that were inserted or updated, and the names of those that are gone.
    CREATE TEMP TABLE touched (name TEXT NOT NULL, id INTEGER, gone TEXT)
"""
_TRIGGERS = """
    CREATE TEMP TRIGGER "{name} inserted" AFTER INSERT ON main."{name}"
        BEGIN INSERT INTO touched VALUES ('{name}', NEW.rowid, NULL); END;
    CREATE TEMP TRIGGER "{name} updated" AFTER UPDATE ON main."{name}"
        BEGIN INSERT INTO touched VALUES ('{name}', NEW.rowid, NULL); END;
    CREATE TEMP TRIGGER "{name} renamed" AFTER UPDATE ON main."{name}" WHEN {old} <> {new}
        BEGIN INSERT INTO touched VALUES ('{name}', NULL, {old}); END;
    CREATE TEMP TRIGGER "{name} deleted" AFTER DELETE ON main."{name}"
        BEGIN INSERT INTO touched VALUES ('{name}', NULL, {old}); END;
"""
_LAST = "SELECT number, hash FROM main.journal ORDER BY number DESC LIMIT 1"
_INSERT = "INSERT INTO main.journal (number, kind, changes, hash) VALUES (?, ?, ?, ?)"
_INSERT_CHANGE = (
    "INSERT INTO main.journal_change (journal, position, what, row, digest, marks) VALUES (?, ?, ?, ?, ?, ?)"
)


class Recorder:
    """Watches one connection that writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shapes = table_shapes(connection)
        connection.execute("PRAGMA temp_store = MEMORY")
        triggers = "".join(
            _TRIGGERS.format(name=shape.name, old=shape.key("OLD"), new=shape.key("NEW"))
            for shape in self._shapes
        )
        connection.executescript(f"{_TOUCHED};{triggers}")

    def record(self) -> None:
        """Appends what was written since the last commit, nothing if that is nothing. Raises sqlite3.Error."""
        touched = self._connection.execute("SELECT DISTINCT name FROM temp.touched").fetchall()
        if not touched:
            return
        names = {row[0] for row in touched}
        changes = [item for shape in self._shapes if shape.name in names for item in self._changes(shape)]
        self._connection.execute("DELETE FROM temp.touched")
        append(self._connection, journal.COMMIT, changes)

    def _changes(self, shape: TableShape) -> Iterator[Change]:
        chosen = f"t.rowid IN (SELECT id FROM temp.touched WHERE name = '{shape.name}' AND id IS NOT NULL)"  # noqa: S608 - a name from our own schema
        there = set()
        for item in rows_of(self._connection, shape, chosen):
            there.add(item.row)
            yield item
        gone = self._connection.execute(
            "SELECT DISTINCT gone FROM temp.touched WHERE name = ? AND gone IS NOT NULL ORDER BY gone",
            (shape.name,),
        ).fetchall()
        yield from (Change(shape.name, row[0]) for row in gone if row[0] not in there)


def rows_of(connection: sqlite3.Connection, shape: TableShape, chosen: str = "TRUE") -> Iterator[Change]:
    """Rows of a table as they stand, by SQL that chooses among `t`, one after the other."""
    sql = f'SELECT {shape.key("t")}, t.* FROM main."{shape.name}" AS t WHERE {chosen} ORDER BY t.rowid'  # noqa: S608 - names from our own schema
    for row in connection.execute(sql):
        key, *values = tuple(row)
        yield journal.change(shape.name, key, dict(zip(shape.columns, values, strict=True)), shape.usual)


def seal(connection: sqlite3.Connection) -> None:
    """Begins the journal: its first row covers every row that is there."""
    everything = (item for shape in table_shapes(connection) for item in rows_of(connection, shape))
    append(connection, journal.SEAL, everything)


def append(connection: sqlite3.Connection, kind: str, changes: Iterable[Change]) -> None:
    """Appends one row that covers `changes`, inside the open transaction; holds one change at a time."""
    last = connection.execute(_LAST).fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, journal.BEGINNING)
    digest = hashlib.sha256()

    def lines() -> Iterator[tuple[int, int, str, str, str, str]]:
        for position, item in enumerate(changes):
            digest.update(item.line)
            yield number, position, item.table, item.row, item.digest, item.marks

    connection.executemany(_INSERT_CHANGE, lines())
    covered = digest.hexdigest()
    connection.execute(_INSERT, (number, kind, covered, journal.chained(before, number, kind, covered)))
