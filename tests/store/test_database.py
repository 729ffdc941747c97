"""One writer, many readers; groups and savepoints; every failure says where and what to do."""

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.store.store import Store
from tests.filing.cases import NOW, completed, kept, letter, raw, ruling, verdict

HOLDS_THE_STORE = """
import sys
from contextlib import suppress
from pathlib import Path
from collector.store.store import Store
with Store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_every_commit_is_flushed_and_foreign_keys_count(store: Store) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "application_id")
    assert [store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == [
        "wal",
        2,
        1,
        0x52504331,
    ]


def test_a_second_process_is_told_who_writes_and_may_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS_THE_STORE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=rf"held by process {other.pid}"), Store(tmp_path):
            pass
        with Store(tmp_path, read_only=True) as reader:
            assert reader.mail_counts()["waiting"] == 0
            assert reader.lock.is_held_elsewhere()
        other.communicate("")
    with Store(tmp_path) as writer:
        assert not writer.died_before


def test_a_killed_writer_leaves_word_of_it_and_no_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS_THE_STORE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
    with Store(tmp_path) as writer:
        assert writer.died_before
        assert not writer.lock.is_held_elsewhere()
    with Store(tmp_path) as writer:
        assert not writer.died_before


def test_a_block_that_raises_counts_as_a_bad_end(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Store(tmp_path):
        raise KeyError
    with Store(tmp_path) as writer:
        assert writer.died_before


def test_a_reader_sees_what_is_committed_and_writes_nothing(tmp_path: Path, store: Store) -> None:
    with Store(tmp_path, read_only=True) as reader:
        with store.group():
            store.take_in(kept([raw()]))
            assert reader.mail_counts()["waiting"] == 0
        assert reader.mail_counts()["waiting"] == 1
        with pytest.raises(StoreError, match="readonly"):
            reader.take_in(kept([raw(2)]))


def test_where_nothing_was_collected_a_reader_sees_nothing_and_makes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "none", read_only=True) as reader:
        assert reader.current() == ()
        assert len(reader.secret()) == 32
    assert not (tmp_path / "none").exists()


def test_a_snapshot_stays_at_one_moment(tmp_path: Path, store: Store) -> None:
    with Store(tmp_path, read_only=True) as reader:
        with reader.snapshot():
            assert reader.mails() == {}
            store.take_in(kept([raw()]))
            assert reader.mails() == {}
        assert len(reader.mails()) == 1


def test_a_group_that_raises_leaves_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.group():
            store.take_in(kept([raw()]))
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert store.mails() == {}


def test_a_mail_that_cannot_be_recorded_does_not_lose_the_others_of_its_group(store: Store) -> None:
    good, bad, last = raw(1), raw(2), raw(3)
    store.take_in(kept([good, bad, last]))
    with store.group():
        store.record([completed(good, verdict(ruling()))])
        with pytest.raises(StoreError, match="UNIQUE"):  # revision 1 of this month is on file
            store.record([completed(bad, verdict(ruling()))])
        store.fail(bad.sha256, "Traceback …", NOW)
        store.record([completed(last, verdict(ruling(revision=2)))])
    assert store.mail_counts() | {"filed": 2, "waiting": 1} == store.mail_counts()
    assert [letter.letter.cause for letter in store.letters()] == [good.sha256, last.sha256]


def test_the_group_says_so_when_sqlite_gave_it_up(store: Store) -> None:
    def undone() -> None:
        with store.group():
            store.take_in(kept([raw()]))
            store.connection.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
            with suppress(StoreError):  # as intake, which goes on with the next mail
                store.take_in(kept([raw(2)]))

    with pytest.raises(StoreError, match="undid this group"):
        undone()
    assert store.mails() == {}


def test_a_full_disk_is_named_with_its_remedy(store: Store) -> None:
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"collector\.db.*make room"):
        store.take_in(kept([raw(n) for n in range(2000)]))
    assert store.mails() == {}


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="file"), Store(tmp_path / "file"):
        pass


def test_a_store_that_is_not_open_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not open"):
        Store(tmp_path).mails()


def test_the_lock_is_not_inherited(store: Store) -> None:
    handle = store.lock._handle
    assert handle is not None
    assert not os.get_inheritable(handle)


def test_one_who_works_beside_the_writer_changes_a_little_and_takes_no_lock(tmp_path: Path) -> None:
    with Store(tmp_path) as daemon:
        daemon.queue([letter("a")], NOW, held="shadow")
        with Store(tmp_path, beside=True) as person:
            assert person.release_letters(NOW) == 1
        assert len(daemon.due_letters(NOW, 5)) == 1
        assert not daemon.lock.is_held_elsewhere()


def test_one_who_works_beside_makes_no_storage(tmp_path: Path) -> None:
    with Store(tmp_path / "none", beside=True) as person:
        assert person.release_letters(NOW) == 0
    assert not (tmp_path / "none").exists()


def test_one_who_works_beside_migrates_nothing(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    older = sqlite3.connect(tmp_path / "collector.db")
    older.execute("PRAGMA user_version = 1")
    older.close()
    with pytest.raises(StoreError, match="version 1"), Store(tmp_path, beside=True):
        pass
