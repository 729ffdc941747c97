"""Somebody drops the triggers and changes the register: `verify` names what; what leaves no trace, the witness tells."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.filing.verify import find_problems
from collector.filing.witness import unlike_witness, witnessed
from collector.letters.envelope import Heads, envelop
from collector.model.letters import JournalHead
from collector.model.outcomes import Outcome
from collector.store.records import Alert, ReminderLetter
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, letter, overwrite, raw, verdict
from tests.filing.one_pass import mailbox, one_pass
from tests.filing.tampering import BY_THE_WITNESS, CHANGES, COVERED, FIRST, NEWEST, rewritten, sql, tamper

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], list[JournalHead]]:
    """The files of a storage in which everything agrees, and the heads that letters bear witness of."""
    storage = tmp_path_factory.mktemp("sound")
    heads = []
    one_pass(storage, mailbox()[1:])
    with Store(storage) as store:
        keys = ((DECEMBER, "due-day"),)
        store.queue_reminders([ReminderLetter(FORM, "TH-12", keys, letter("r", "reminder"))], NOW)
        store.letter_sending(1)
        store.letter_sent(1, "250 OK", NOW)
        heads.append(store.journal_head())
        ignored = raw(501, arrived=NOW)
        Spool(storage).keep([ignored])
        store.take_in(kept([ignored]))
        store.record([completed(ignored, verdict(outcome=Outcome.IGNORED), ())])
    one_pass(storage, [NEWEST])
    with Store(storage) as store:
        heads.append(store.journal_head())
    paths = (path for path in storage.rglob("*") if path.is_file())
    return {path.relative_to(storage).as_posix(): path.read_bytes() for path in paths}, heads


@pytest.fixture
def storage(tmp_path: Path, sound: tuple[dict[str, bytes], list[JournalHead]]) -> Path:
    for name, data in sound[0].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def heads(sound: tuple[dict[str, bytes], list[JournalHead]]) -> list[str]:
    """As a letter says it."""
    return [f"ลำดับที่ {head.number} รหัสตรวจสอบ {head.code}" for head in sound[1]]


def found(storage: Path, heads: list[str] | None = None) -> list[str]:
    with Store(storage, read_only=True) as store:
        problems = [str(problem) for problem in find_problems(store, Spool(storage), Archive(storage), NOW)]
        asked = [witnessed(text) for text in heads or []]
        return [*problems, *(f"{code}: {text}" for code, text in unlike_witness(store, asked))]


def test_nothing_is_wrong_with_a_sound_storage(storage: Path, heads: list[str]) -> None:
    assert found(storage, heads) == []
    tamper(storage, lambda _storage, _connection: None)
    assert found(storage, heads) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_and_named(storage: Path, name: str) -> None:
    change, words = CHANGES[name]
    tamper(storage, change)
    told = "\n".join(found(storage))
    assert [word for word in words if word not in told] == [], told


@pytest.fixture
def busy(storage: Path) -> Path:
    """The storage with what may still change: a mail that waits, letters queued and given up, an alert."""
    with Store(storage) as store:
        store.secret()
        waiting = raw(502, arrived=NOW)
        Spool(storage).keep([waiting])
        store.take_in(kept([waiting]))
        store.queue([letter("failed"), letter("queued")], NOW)
        number = next(each.id for each in store.letters("queued") if each.letter.cause == "failed")
        store.letter_sending(number)
        store.letter_failed(number, "550", None, NOW)
        store.raise_alert(Alert("disk", NOW, "full"))
        store.end_alert("disk", NOW)
        store.raise_alert(Alert("disk", NOW, "full again"))
    return storage


def test_nothing_is_wrong_with_a_busy_storage(busy: Path) -> None:
    assert found(busy) == []


@pytest.mark.parametrize("name", COVERED)
def test_a_change_that_the_journal_was_made_to_cover_is_found_and_named(busy: Path, name: str) -> None:
    change, words = COVERED[name]
    tamper(busy, change)
    told = "\n".join(found(busy))
    assert [word for word in words if word not in told] == [], told


@pytest.mark.parametrize("name", BY_THE_WITNESS)
def test_a_change_that_leaves_no_trace_is_found_by_the_witness(
    storage: Path, heads: list[str], name: str
) -> None:
    change, words = BY_THE_WITNESS[name]
    tamper(storage, change)
    assert found(storage) == []  # nobody could tell
    assert found(storage, heads[:1]) == []  # an older letter still holds
    (problem,) = found(storage, heads)
    assert problem.startswith(words)


def test_letters_to_staff_in_the_database_bear_witness_by_themselves(storage: Path) -> None:
    with Store(storage) as store:
        told = replace(letter("w", "alert"), raw=b"")
        heads = Heads("กรม", "dept@dept.example", told.to, told.cc, told.subject, told.message_id)
        line = f"สมุดทะเบียนลำดับที่ {store.journal_head().number} รหัสตรวจสอบ {store.journal_head().code}"
        raw_letter = envelop(heads, f"เรียน\n17 1111-2222-3333-4444-5555\n\n\n{line}", "", (), NOW)
        store.queue([replace(told, raw=raw_letter)], NOW)
    assert found(storage) == []
    tamper(storage, rewritten)
    (problem,) = found(storage)
    assert problem.startswith("head-differs: row")


def test_a_trigger_that_was_dropped_is_named(storage: Path) -> None:
    with closing(sqlite3.connect(storage / "collector.db")) as connection:
        connection.execute("DROP TRIGGER report_is_as_filed")
    assert found(storage) == [
        "schema-missing: the trigger report_is_as_filed is missing: it was removed from the database"
    ]


def test_a_trigger_that_was_weakened_or_added_is_named(storage: Path) -> None:
    with closing(sqlite3.connect(storage / "collector.db")) as connection:
        connection.execute("DROP TRIGGER report_is_as_filed")
        for name in ("report_is_as_filed", "mine"):
            connection.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON report WHEN FALSE BEGIN SELECT 1; END"
            )
    assert [line.partition(":")[0] for line in found(storage)] == ["schema-added", "schema-changed"]


def test_the_collector_goes_on_over_a_change_and_it_stays_found(storage: Path) -> None:
    """A later commit that writes the same row does not bless what somebody changed before."""
    with Store(storage) as store:
        store.queue([letter("q", "alert")], NOW)
    assert found(storage) == []
    tamper(
        storage,
        sql("UPDATE letter SET raw = CAST(replace(raw, 'base64', 'BASE64') AS BLOB) WHERE cause = 'q'"),
    )
    with Store(storage) as store:
        number = store.letters("queued")[-1].id
        store.letter_sending(number)
        store.letter_sent(number, "250 OK", NOW)
    (problem,) = found(storage)
    assert problem.startswith(f"row-changed: letter {number} was changed by another program before row")
    assert "text" in problem


JSON = [
    ("mail", "reasons", "sha256", "outcome = 'review'"),
    *(("report", name, "mail", FIRST) for name in ("entries", "evidence", "notes", "reasons", "differences")),
    *(("letter", name, "id", "id = 1") for name in ("recipients", "copies", "periods")),
]
UNREADABLE = [(*column, value) for column in JSON for value in ("[x", "[1]")]
UNREADABLE += [(*JSON[1], value) for value in ("{}", "7", "[{}]", "null", "[" * 100_000)]
UNREADABLE += [(*JSON[6], value) for value in ("7", "[[]]", '["', "NaN", "[" * 100_000)]


@pytest.mark.parametrize(
    ("table", "column", "key", "chosen", "value"),
    UNREADABLE,
    ids=[f"{row[1]} {row[4][:5]}" for row in UNREADABLE],
)
def test_a_row_that_cannot_be_read_is_named_and_all_else_looked_at(
    storage: Path, table: str, column: str, key: str, chosen: str, value: str
) -> None:
    def change(_storage: Path, connection: sqlite3.Connection) -> str:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {chosen}", (value,))
        connection.execute("DELETE FROM reminder")
        (name,) = connection.execute(f"SELECT {key} FROM {table} WHERE {chosen}").fetchone()
        return str(name)

    names: list[str] = []
    tamper(storage, lambda folder, connection: names.append(change(folder, connection)))
    next(storage.glob("spool/??/*.eml")).unlink()
    told = found(storage)
    assert any(line.startswith(("row-changed", "row-unreadable")) and names[0] in line for line in told)
    codes = {line.partition(":")[0] for line in told}
    assert {"row-removed", "reminder-without-debt", "spool-missing"} <= codes  # looked at before and after it
    assert sum(line.startswith("row-unreadable") and names[0] in line for line in told) <= 1


@pytest.mark.parametrize("value", ["[x", "2019-13-01", "", "\x00"])
def test_a_time_that_is_none_is_named(storage: Path, value: str) -> None:
    def change(_storage: Path, connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE mail SET received = ? WHERE outcome = 'filed'", (value,))

    tamper(storage, change)
    assert any(line.startswith("row-unreadable: report 0 of mail") for line in found(storage))


def test_bytes_that_are_no_text_are_named_by_their_row(storage: Path) -> None:
    tamper(storage, sql(f"UPDATE report SET attachment = CAST(x'ff' AS TEXT) WHERE {FIRST}"))
    told = "\n".join(found(storage))
    assert "row-changed: report 0 of mail" in told
    assert "attachment changed" in told


@pytest.mark.parametrize(
    "raw_letter",
    [b"", b"Subject: =?x?b?a?=\r\n\r\n", b"Subject: =?utf-8?b?a?=\r\nTo: \xff\r\n\r\n", b"\x00" * 99],
)
def test_a_letter_that_is_none_is_named(storage: Path, raw_letter: bytes) -> None:
    def change(_storage: Path, connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE letter SET raw = ?, kind = 'alert' WHERE id = 1", (raw_letter,))

    tamper(storage, change)
    told = found(storage)
    assert any(line.startswith("row-changed: letter 1:") for line in told)
    assert any(line.startswith("letter-differs: letter 1:") for line in told)


@pytest.mark.parametrize(
    "data", [b"[1]", b"{", b"[" * 100_000, b'{"reasons": [1], "reports": [1], "received": "x"}']
)
def test_an_archived_json_of_another_kind_is_named(storage: Path, data: bytes) -> None:
    paths = list((storage / "archive").rglob("*.json"))
    for path in paths:
        overwrite(path, data)
    told = "\n".join(found(storage))
    assert [path for path in paths if str(path) not in told] == []


def test_a_pipe_in_the_archive_is_not_waited_for(storage: Path) -> None:
    paths = list((storage / "archive").rglob("*.json"))
    for path in paths:
        path.unlink()
        os.mkfifo(path)
    told = "\n".join(found(storage))
    assert [path for path in paths if f"archive-missing: {path}" not in told] == []


def test_the_files_are_not_written_to(storage: Path) -> None:
    before = {path: path.read_bytes() for path in storage.rglob("*") if path.is_file()}
    found(storage)
    assert {path for path in before if path.read_bytes() != before[path]} == set()
