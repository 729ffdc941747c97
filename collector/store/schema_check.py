"""The tables, indexes and triggers of a database against those that this program makes; changes nothing."""

import sqlite3
from collections.abc import Iterator

from collector.store import schema
from collector.store.database import Database

_OBJECTS = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!'"

Objects = dict[tuple[str, str], str | None]


class SchemaCheck(Database):
    """Whether the database guards what it holds as this program made it."""

    def broken_schema(self) -> Iterator[tuple[str, str]]:
        """Code and words for each table, index or trigger that is missing, was changed or is not ours."""
        with self._told():
            ours, there = _ours(), _objects(self.connection)
        for kind, name in sorted(ours.keys() | there.keys()):
            if (kind, name) not in there:
                yield "schema-missing", f"the {kind} {name} is missing: it was removed from the database"
            elif (kind, name) not in ours:
                yield (
                    "schema-added",
                    f"the {kind} {name} is none of this program's: it was added to the database",
                )
            elif ours[kind, name] != there[kind, name]:
                yield "schema-changed", f"the {kind} {name} was changed in the database"


def _ours() -> Objects:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.migrate(connection)
        return _objects(connection)
    finally:
        connection.close()


def _objects(connection: sqlite3.Connection) -> Objects:
    """By kind and name; blanks do not count, as versions of SQLite may set them otherwise when a column is added."""
    return {
        (kind, name): " ".join(sql.split()) if sql else None
        for kind, name, sql in connection.execute(_OBJECTS)
    }
