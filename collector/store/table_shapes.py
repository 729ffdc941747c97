"""The tables of a database as SQLite describes them → how the journal names their rows; reads no row."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from collector.store import journal
from collector.store.journal import Change, Value
from collector.store.later_changes import lasting

JOURNALS = ("journal", "journal_change")


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table that the journal covers."""

    name: str
    columns: tuple[str, ...]
    usual: tuple[Value, ...]  # their defaults
    keys: tuple[str, ...]  # the columns that name a row

    def key(self, of: str = "") -> str:
        """The SQL that makes a row's name, a JSON list; `of` is the row's name in the statement."""
        dot = f"{of}." if of else ""
        return f"json_array({', '.join(dot + _quoted(key) for key in self.keys)})"

    def noted(self, key: str, columns: Mapping[str, Value], before: str = "") -> Change:
        """A row by its key and columns, as the journal notes it; `before` is its digest as it was."""
        said = journal.unusual(columns, self.usual)
        stays = lasting(self.name, self.columns)
        return Change(
            self.name,
            key,
            before,
            journal.row_digest(said),
            journal.marks_of(said, self.columns),
            journal.row_digest({name: said[name] for name in stays if name in said}) if stays else "",
        )


def table_shapes(connection: sqlite3.Connection) -> tuple[TableShape, ...]:
    """Every table but the journal's own, by name."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    ).fetchall()
    return tuple(_shape(connection, name) for (name,) in names if name not in JOURNALS)


def _shape(connection: sqlite3.Connection, name: str) -> TableShape:
    # number, name, type, not null, default, place in the primary key
    rows = [tuple(row) for row in connection.execute(f"PRAGMA table_info({_quoted(name)})")]
    columns = tuple(row[1] for row in rows)
    usual = tuple(_default(connection, row[4]) for row in rows)
    primary = tuple(row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5])
    return TableShape(name, columns, usual, primary or _unique(connection, name) or ("rowid",))


def _unique(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The columns of the first UNIQUE of a table without a primary key."""
    # number, name, unique, origin, partial
    rows = [tuple(row) for row in connection.execute(f"PRAGMA index_list({_quoted(name)})")]
    declared = sorted(row[1] for row in rows if row[3] == "u")
    if not declared:
        return ()
    return tuple(row[2] for row in connection.execute(f"PRAGMA index_info({_quoted(declared[0])})"))


def _default(connection: sqlite3.Connection, written: str | None) -> Value:
    if written is None:
        return None
    value: Value = connection.execute(f"SELECT {written}").fetchone()[0]
    return value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
