"""One SQLite file → rows: opened for one writer or many readers, in groups and savepoints; knows no table."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from collector import disk, privacy
from collector.errors import StoreError
from collector.store import database_errors, schema
from collector.store.lock import LOCK, Lock
from collector.store.recorder import Recorder

DATABASE = "collector.db"
_LEVELS = 2  # of folders below the storage that are looked at though it is closed: spool/ab, archive/2561
_BUSY_TIMEOUT = 10_000  # milliseconds: a backup program may hold the file for a moment

Value = str | bytes | int | float | None


class Database:
    """`<storage>/collector.db`, opened by `with`.

    A writer takes the lock, makes or migrates the file, and commits in WAL mode with every commit on the disk
    (synchronous=FULL) and in the journal. A reader works beside it, changes nothing, and sees an empty database where none was made
    yet. `beside` writes without the lock: for the few changes of one commit that a running daemon only ever reads, as
    the release of letters; it makes and migrates nothing. Every sqlite3.Error comes out as a StoreError.
    """

    def __init__(self, storage: Path, *, read_only: bool = False, beside: bool = False) -> None:
        self.storage = storage
        self.read_only = read_only
        self.beside = beside or read_only
        self.path = storage / DATABASE
        self.lock = Lock(storage / LOCK)
        self.died_before = False  # the last writer did not end well
        self._connection: sqlite3.Connection | None = None
        self._recorder: Recorder | None = None
        self._in_group = False

    def __enter__(self) -> Self:
        if not self.beside:
            with disk.wrap_disk_errors(self.storage):
                privacy.make_folder(self.storage)
            privacy.tighten(self.storage, _LEVELS)
            self.died_before = self.lock.take()
        try:
            self._connection = self._open()
        except BaseException:
            self.lock.give_back(ended_well=False)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        self.lock.give_back(ended_well=kind is None)

    @contextmanager
    def group(self) -> Iterator[None]:
        """One commit for all that the block writes; nothing of it if the block raises. May be nested.

        Raises StoreError as soon as SQLite itself has undone the group (a full disk), so that what comes after
        it in the block is not committed without what came before.
        """
        if self._in_group:
            self._see_that_group_stands()
            yield
            return
        self._execute("BEGIN IMMEDIATE")
        self._in_group = True
        try:
            yield
            self._see_that_group_stands()
            self._append_to_journal()
            self._execute("COMMIT")
        finally:
            self._in_group = False
            if self.connection.in_transaction:
                self.connection.rollback()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Inside a group: what the block wrote is undone if it raises, what came before it in the group stays."""
        self._execute("SAVEPOINT one")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # SQLite itself rolls back all of it when the disk is full
                self._execute("ROLLBACK TO one")
                self._execute("RELEASE one")
            raise
        self._execute("RELEASE one")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads of the block see the database of one moment."""
        self._execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    @property
    def connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError(f"{self.path} is not open: use it in a `with` statement")
        return self._connection

    def _see_that_group_stands(self) -> None:
        if not self.connection.in_transaction:
            raise StoreError(f"{self.path}: the database undid this group of changes (is the disk full?)")

    def _append_to_journal(self) -> None:
        """The row of the journal for what the group wrote."""
        if self._recorder is None:
            return
        with self._told():
            self._recorder.record()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what SQLite raises in the block into a StoreError, where the connection itself is handed on."""
        try:
            yield
        except sqlite3.Error as error:
            raise database_errors.of_sqlite(error, self.path) from error

    def _execute(self, sql: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Runs one statement and returns all its rows."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise database_errors.of_sqlite(error, self.path) from error
        except UnicodeEncodeError:  # half a surrogate pair, from a header that was labelled falsely
            return self._execute(sql, [_encodable(value) for value in values])

    def _each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[sqlite3.Row]:
        """Runs one statement and hands out its rows one by one."""
        try:
            yield from self.connection.execute(sql, values)
        except sqlite3.Error as error:
            raise database_errors.of_sqlite(error, self.path) from error

    def _changed(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Runs one statement and returns how many rows it changed, those of triggers not counted."""
        self._execute(sql, values)
        return int(self._execute("SELECT changes()")[0][0])

    def _open(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = None
        try:
            connection = self._connect()
            connection.row_factory = sqlite3.Row
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT}")
            self._prepare(connection)
        except (sqlite3.Error, StoreError) as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise database_errors.of_sqlite(error, self.path) from error
            raise StoreError(f"{self.path}: {error}") from error
        return connection

    def _connect(self) -> sqlite3.Connection:
        if not self.beside:
            if not self.path.exists():
                with disk.wrap_disk_errors(self.path):
                    self.path.touch(privacy.FILE)  # SQLite gives what it puts beside it the same rights
            return sqlite3.connect(self.path, isolation_level=None)
        if not self.path.exists() or not self.path.stat().st_size:  # nothing was ever collected
            return sqlite3.connect(":memory:", isolation_level=None)
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version, present = schema.recognise(connection), len(schema.MIGRATIONS)
        if not self.beside or version == 0:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            schema.migrate(connection)
        elif version != present:
            raise StoreError(
                f"the database has version {version} and this program needs {present}: "
                "run `collector once` of the newest program first"
            )
        if self.read_only:
            connection.execute("PRAGMA query_only = ON")
            # What somebody made no text is shown as it can be: `verify` is to name its row, not to stop there.
            connection.text_factory = _decoded
        else:
            self._recorder = Recorder(connection)


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _encodable(value: Value) -> Value:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
