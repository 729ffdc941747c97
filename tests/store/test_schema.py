"""The schema: an older database is brought up, a foreign or newer one refused, a bad step undone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.store import schema
from collector.store.store import Store
from tests.filing.cases import kept, raw

ADDS_PHONE = (
    "ALTER TABLE mail ADD COLUMN phone TEXT; CREATE TABLE note (mail TEXT REFERENCES mail (sha256)) STRICT"
)
BREAKS_A_REFERENCE = (
    "INSERT INTO ledger (mailbox, uidvalidity, uid, mail) VALUES ('x', 0, 'y', 'no such mail')"
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "collector.db", isolation_level=None)
    yield opened
    opened.close()


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_empty_file_becomes_the_present_version(connection: sqlite3.Connection) -> None:
    assert schema.migrate(connection) == len(schema.MIGRATIONS) == version(connection)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_an_older_database_keeps_its_rows_and_gets_the_new_column(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    with Store(tmp_path) as store:
        store.take_in(kept([raw()]))
    schema.migrate(connection, [*schema.MIGRATIONS, ADDS_PHONE])
    assert version(connection) == len(schema.MIGRATIONS) + 1
    assert connection.execute("SELECT sha256, phone FROM mail").fetchall() == [(raw().sha256, None)]


def test_a_database_of_version_1_becomes_the_present_one(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    schema.migrate(connection, schema.MIGRATIONS[:1])
    connection.execute("INSERT INTO mail (sha256, size) VALUES (?, 5)", (raw().sha256,))
    connection.execute(
        """INSERT INTO letter (kind, cause, periods, recipients, copies, subject, message_id, raw, created, state, sent)
           VALUES ('review', 'x', '[]', '["a@b.example"]', '[]', 's', '<1@b>', x'00', ?, 'sent', ?)""",
        ("2019-01-03T07:05:00.000000+00:00",) * 2,
    )
    connection.close()
    with Store(tmp_path) as store:
        assert version(store.connection) == len(schema.MIGRATIONS)
        assert store.has_mail(raw().sha256)
        (letter,) = store.letters("sent")
        assert (letter.letter.subject, letter.uncertain) == ("s", 0)
        assert store.bounces() == ()
        assert store.breaker() is None


def test_a_step_that_breaks_a_reference_changes_nothing(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    with pytest.raises(StoreError, match="1 references"):
        schema.migrate(connection, [*schema.MIGRATIONS, ADDS_PHONE + ";" + BREAKS_A_REFERENCE])
    assert version(connection) == len(schema.MIGRATIONS)
    assert "phone" not in {row[1] for row in connection.execute("PRAGMA table_info(mail)")}
    assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (0,)


def test_a_step_that_fails_half_way_changes_nothing(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection, [*schema.MIGRATIONS, ADDS_PHONE + "; SELECT nonsense FROM nowhere"])
    assert "phone" not in {row[1] for row in connection.execute("PRAGMA table_info(mail)")}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("PRAGMA application_id = 7", "another program"),
        ("CREATE TABLE mine (a)", "another program"),
        (f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = 99", "99"),
    ],
)
def test_a_database_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, connection: sqlite3.Connection, sql: str, words: str, read_only: bool
) -> None:
    connection.executescript(sql)
    connection.close()
    before = (tmp_path / "collector.db").read_bytes()
    with pytest.raises(StoreError, match=words), Store(tmp_path, read_only=read_only):
        pass
    assert (tmp_path / "collector.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "collector.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"collector\.db.*backup"), Store(tmp_path):
        pass


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM mail",
        "DELETE FROM ledger",
        "DELETE FROM report",
        "DELETE FROM letter",
        "DELETE FROM archived_file",
        "UPDATE report SET entries = '[]'",
        "UPDATE letter SET raw = x'00'",
        "UPDATE letter SET recipients = '[]'",
        "UPDATE mail SET size = 0",
        "UPDATE mail SET outcome = 'ignored'",
        "UPDATE ledger SET uid = 'other'",
        "UPDATE archived_file SET sha256 = ''",
        "DELETE FROM contact_failure",
        "UPDATE contact_failure SET permanent = 0",
        "DELETE FROM breaker",
        "UPDATE breaker SET why = ''",
    ],
)
def test_what_was_received_filed_and_written_cannot_be_edited(filled: Store, sql: str) -> None:
    connection = filled.connection
    connection.execute(
        "INSERT INTO contact_failure SELECT sha256, 'a@b', 1, '', '', received, NULL FROM mail"
    )
    connection.execute("INSERT INTO breaker VALUES ('2019', 'many', '2019')")
    with pytest.raises(sqlite3.IntegrityError, match=r"never|for ever|only added"):
        filled.connection.execute(sql)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("number", [0, 1, len(schema.MIGRATIONS) - 1, -3])
def test_a_number_that_was_set_back_is_told_in_plain_words_and_nothing_is_done(
    tmp_path: Path, connection: sqlite3.Connection, number: int, read_only: bool
) -> None:
    schema.migrate(connection)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()
    before = (tmp_path / "collector.db").read_bytes()
    with pytest.raises(StoreError) as told, Store(tmp_path, read_only=read_only):
        pass
    present = len(schema.MIGRATIONS)
    assert f"says that it has version {number}, but its tables are those of version {present}" in str(
        told.value
    )
    assert f"`PRAGMA user_version = {present}`" in str(told.value)
    assert "already exists" not in str(told.value)
    assert (tmp_path / "collector.db").read_bytes() == before


def test_a_number_that_was_set_ahead_is_told_too(tmp_path: Path, connection: sqlite3.Connection) -> None:
    schema.migrate(connection, schema.MIGRATIONS[:3])
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS)}")
    connection.close()
    with pytest.raises(StoreError, match=r"tables are those of version 3.*removed.*backup"), Store(tmp_path):
        pass


def test_a_number_without_tables_is_told_too(tmp_path: Path, connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = {len(schema.MIGRATIONS)}"
    )
    connection.close()
    with pytest.raises(StoreError, match=r"tables are those of an empty one.*backup"), Store(tmp_path):
        pass


def test_every_step_makes_something_by_which_it_is_known(connection: sqlite3.Connection) -> None:
    """Otherwise a number that was set back over that step would not be seen."""
    for count in range(len(schema.MIGRATIONS) + 1):
        steps = schema.MIGRATIONS[:count]
        schema.migrate(connection, steps)
        assert schema.recognise(connection) == count
