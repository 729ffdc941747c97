"""Every commit leaves one row in the journal that covers the row before it and all that was written, whoever wrote it."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.store import schema
from collector.store.journal import differing
from collector.store.store import Store
from tests.filing.cases import NOW, completed, kept, letter, raw, ruling, verdict


def rows(store: Store) -> list[tuple[int, str, str, str]]:
    return [tuple(row) for row in store.connection.execute("SELECT * FROM journal ORDER BY number")]


def changes(store: Store, number: int) -> list[tuple[str, str, str, str, str]]:
    sql = "SELECT what, row, before, digest, marks FROM journal_change WHERE journal = ? ORDER BY position"
    return [tuple(row) for row in store.connection.execute(sql, (number,))]


def last(store: Store) -> list[tuple[str, str, str, str, str]]:
    return changes(store, len(rows(store)))


def test_the_first_row_seals_what_was_there(store: Store) -> None:
    ((number, kind, covered, _),) = rows(store)
    assert (number, kind) == (1, "seal")
    assert covered == hashlib.sha256(b"").hexdigest()  # a new store holds nothing


def test_the_recipe_of_the_documents_gives_the_hashes(filled: Store) -> None:
    """Written again from docs/journal.md, so that another program can do it."""
    filled.letter_sending(1)
    before = ""
    for number, kind, covered, hashed in rows(filled):
        sql = "SELECT what, row, before, digest, marks, lasting FROM journal_change WHERE journal = ? ORDER BY position"
        lines = ["\t".join(row).removesuffix("\t") for row in filled.connection.execute(sql, (number,))]
        hashes = "".join(hashlib.sha256(line.encode()).hexdigest() + "\n" for line in lines)
        assert hashlib.sha256(hashes.encode()).hexdigest() == covered
        assert hashlib.sha256(f"{before}\n{number}\n{kind}\n{covered}".encode()).hexdigest() == hashed
        before = hashed
    row = filled.connection.execute("SELECT * FROM letter").fetchone()
    said = {name: row[name] for name in row.keys() if row[name] not in (None, 0)}  # noqa: SIM118 - a Row
    said["raw"] = "sha256:" + hashlib.sha256(row["raw"]).hexdigest()
    told = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ((table, key, found, left, _),) = last(filled)
    assert (table, key, left) == ("letter", "[1]", hashlib.sha256(told).hexdigest())
    assert found == next(
        change[3] for change in changes(filled, len(rows(filled)) - 1) if change[0] == "letter"
    )


def test_all_that_one_commit_wrote_is_in_one_row(store: Store) -> None:
    mails = [raw(1), raw(2)]
    store.take_in(kept(mails))
    before = len(rows(store))
    with store.group():
        store.record([completed(mails[0], verdict(ruling()))])
        store.record([completed(mails[1], verdict(ruling(revision=2)))])
    assert len(rows(store)) == before + 1
    tables = [table for table, *_ in last(store)]
    assert {table: tables.count(table) for table in tables} == {
        "archived_file": 6,
        "letter": 2,
        "mail": 2,
        "report": 2,
    }


def test_what_was_undone_is_not_in_it(store: Store) -> None:
    good, bad = raw(1), raw(2)
    store.take_in(kept([good, bad]))
    with store.group():
        store.record([completed(good, verdict(ruling()))])
        with pytest.raises(StoreError, match="UNIQUE"):
            store.record([completed(bad, verdict(ruling()))])
    assert [key for table, key, *_ in last(store) if table == "mail"] == [json.dumps([good.sha256])]


def test_a_commit_that_fails_leaves_no_row(store: Store) -> None:
    before = rows(store)

    def interrupted() -> None:
        with store.group():
            store.take_in(kept([raw()]))
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert rows(store) == before
    store.take_in(kept([raw(2)]))
    assert [json.loads(key)[-1] for _, key, *_ in last(store)] == ["2", raw(2).sha256]


def test_where_nothing_is_written_no_row_is(store: Store) -> None:
    store.take_in(kept([raw()]))
    before = rows(store)
    store.take_in(kept([raw()]))
    store.release_letters(NOW)
    with store.group():
        assert store.has_mail(raw().sha256)
    assert rows(store) == before


def test_who_works_beside_the_writer_is_in_the_same_chain(tmp_path: Path, store: Store) -> None:
    store.queue([letter("a")], NOW, held="shadow")
    with Store(tmp_path, beside=True) as person:
        person.release_letters(NOW)
    store.take_in(kept([raw()]))
    assert [number for number, *_ in rows(store)] == [1, 2, 3, 4]
    assert [table for table, *_ in changes(store, 3)] == ["letter"]


def test_a_row_that_is_removed_is_noted(store: Store) -> None:
    store.queue([letter("a")], NOW)
    store.letter_failed(1, "550", None, NOW)  # counts a failure
    store.letter_sent(1, "250", NOW)  # and this forgets it
    (gone,) = [change for change in last(store) if change[0] == "setting"]
    assert (gone[1], len(gone[2]), gone[3:]) == ('["failures-in-a-row"]', 64, ("", ""))


def test_what_comes_and_goes_in_one_commit_leaves_nothing(store: Store) -> None:
    before = len(rows(store))
    with store.group():
        store.connection.execute("INSERT INTO setting VALUES ('x', x'00')")
        store.connection.execute("DELETE FROM setting")
        store.queue([letter("a")], NOW)
    assert len(rows(store)) == before + 1
    assert [table for table, *_ in last(store)] == ["letter"]


def test_a_row_that_is_removed_and_written_again_goes_on(store: Store) -> None:
    store.secret()
    written = last(store)[0][3]
    with store.group():
        store.connection.execute("DELETE FROM setting")
        store.connection.execute("INSERT INTO setting VALUES ('secret', x'00')")
        store.connection.execute("UPDATE setting SET value = x'01'")
    ((_, key, found, left, _),) = last(store)
    assert (key, found) == ('["secret"]', written)
    assert left != written


def test_a_row_under_another_key_is_gone_and_new(store: Store) -> None:
    store.secret()
    written = last(store)[0][3]
    with store.group():
        store.connection.execute("UPDATE setting SET name = 'other'")
    assert [(key, found, bool(left)) for _, key, found, left, _ in last(store)] == [
        ('["other"]', "", True),
        ('["secret"]', written, False),
    ]


def test_what_is_written_past_a_group_is_covered_by_the_next(store: Store) -> None:
    store.connection.execute("INSERT INTO breaker (tripped, why) VALUES ('2019', 'many')")
    store.take_in(kept([raw()]))
    assert [table for table, *_ in last(store)] == ["breaker", "ledger", "mail"]


def test_a_store_from_before_the_journal_is_sealed_whole(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "collector.db", isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:3])
    connection.execute("INSERT INTO mail (sha256, size) VALUES (?, 5)", (raw().sha256,))
    connection.close()
    with Store(tmp_path) as store:
        assert [kind for _, kind, *_ in rows(store)] == ["seal", "commit"]
        for number in (1, 2):  # the second for what may still change, with the hash of what may not
            assert [(table, key) for table, key, *_ in changes(store, number)] == [
                ("mail", json.dumps([raw().sha256]))
            ]


def test_a_column_that_comes_later_changes_no_digest(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.take_in(kept([raw()]))
        before = last(store)
    connection = sqlite3.connect(tmp_path / "collector.db", isolation_level=None)
    connection.execute("ALTER TABLE mail ADD COLUMN lane INTEGER NOT NULL DEFAULT 7")
    connection.execute("ALTER TABLE mail ADD COLUMN phone TEXT")
    connection.close()
    with Store(tmp_path) as store:
        store.fail(raw().sha256, "Traceback", NOW)
        store.connection.execute("UPDATE mail SET attempts = 0, error = NULL, failed_at = NULL")
        store.crashed(raw().sha256)
        store.connection.execute("UPDATE mail SET crashes = 0")
        store.take_in(kept([raw(2)]))
        (change,) = [change for change in last(store) if raw().sha256 in change[1]]
    written = next(change[3] for change in before if change[0] == "mail")
    assert change[3] == written


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("aaaabbbb", "aaaabbbb", []),
        ("aaaabbbb", "aaaacccc", ["two"]),
        ("aaaa", "aaaa00000000", []),  # written before the other columns came
        ("aaaa", "aaaa0000cccc", ["three"]),
    ],
)
def test_the_marks_tell_which_column_differs(before: str, after: str, names: list[str]) -> None:
    assert differing(before, after, ("one", "two", "three")) == names


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM journal",
        "UPDATE journal SET hash = changes",
        "DELETE FROM journal_change",
        "UPDATE journal_change SET digest = ''",
    ],
)
def test_the_journal_is_only_added_to(filled: Store, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        filled.connection.execute(sql)
