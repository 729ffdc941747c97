"""Every kind of damage is found, named by its code, and nothing else is."""

import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.filing.verify import find_problems
from collector.store.records import ReminderLetter
from collector.store.store import Store
from tests.filing.cases import (
    DECEMBER,
    FORM,
    NOW,
    kept,
    letter,
    overwrite,
    planned,
    raw,
    report,
    ruling,
    verdict,
)
from tests.filing.one_pass import mailbox, one_pass

REPORT = "archive/2561/12 ธันวาคม/ชลบุรี (TH-20)/ฉบับที่ 1 help-centre"

PAGE = 4096  # bytes, as SQLite divides a file


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a storage in which everything agrees."""
    storage = tmp_path_factory.mktemp("sound")
    one_pass(storage, mailbox())
    with Store(storage) as store:
        keys = ((DECEMBER, "due-day"),)
        store.queue_reminders([ReminderLetter(FORM, "TH-12", keys, letter("r", "reminder"))], NOW)
        store.take_in(kept([raw(99, arrived=NOW + timedelta(days=1))]))
        Spool(storage).keep([raw(99)])  # waits: no problem
    return {
        path.relative_to(storage).as_posix(): path.read_bytes()
        for path in storage.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def storage(tmp_path: Path, sound: dict[str, bytes]) -> Path:
    for name, data in sound.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def everything_found(storage: Path) -> list[str]:
    with Store(storage, read_only=True) as store:
        return [problem.code for problem in find_problems(store, Spool(storage), Archive(storage), NOW)]


def found(storage: Path) -> list[str]:
    """The damage itself; what the journal says of it is in test_tampering."""
    return [code for code in everything_found(storage) if not code.startswith(("row-", "schema-"))]


def test_nothing_is_wrong_with_a_sound_storage(storage: Path) -> None:
    assert everything_found(storage) == []


def test_an_empty_storage_agrees_with_itself(tmp_path: Path) -> None:
    assert found(tmp_path) == []


Damage = Callable[[Path], object]

FILES: dict[str, tuple[str, Damage]] = {
    "a raw mail is gone": ("spool-missing", lambda s: next(s.glob("spool/??/*.eml")).unlink()),
    "a raw mail is cut": ("spool-damaged", lambda s: overwrite(next(s.glob("spool/??/*.eml")), b"Subj")),
    "a raw mail is a folder": ("spool-missing", lambda s: _folder_instead(next(s.glob("spool/??/*.eml")))),
    "a raw mail without a row": ("spool-orphan", lambda s: Spool(s).keep([raw(1000)])),
    "a report is gone": ("archive-missing", lambda s: (s / REPORT / "รายงาน.json").unlink()),
    "an attachment is edited": (
        "archive-damaged",
        lambda s: (s / REPORT / "แบบรายงาน.xlsx").write_bytes(b"other"),
    ),
    "a mail in the archive is empty": (
        "archive-damaged",
        lambda s: overwrite(s / REPORT / "จดหมาย.eml", b""),
    ),
    "a file of someone else": (
        "archive-orphan",
        lambda s: (s / "archive" / "2561" / "~lock.docx").write_bytes(b""),
    ),
    "a file beside a report": ("archive-orphan", lambda s: (s / REPORT / "สำเนา.xlsx").write_bytes(b"")),
}


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


LINKS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "a raw mail": ("spool-link", lambda s: next(s.glob("spool/??/*.eml"))),
    "a folder of the spool": ("spool-link", lambda s: next(s.glob("spool/[0-9a-f][0-9a-f]"))),
    "a report": ("archive-link", lambda s: s / REPORT / "รายงาน.json"),
    "a folder of a report": ("archive-link", lambda s: s / REPORT),
    "a folder of a month": ("archive-link", lambda s: (s / REPORT).parent.parent),
}


@pytest.mark.parametrize("name", LINKS)
def test_links_to_the_same_bytes_are_found(
    storage: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    code, chosen = LINKS[name]
    path = chosen(storage)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / path.name
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    with Store(storage, read_only=True) as store:
        (problem,) = find_problems(store, Spool(storage), Archive(storage), NOW)
    assert str(problem).startswith(f"{code}: {path} is a symbolic link to {elsewhere}")


def test_spool_and_archive_themselves_may_lie_on_another_disk(
    storage: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("disk")
    for name in ("spool", "archive"):
        (storage / name).rename(elsewhere / name)
        (storage / name).symlink_to(elsewhere / name)
    assert everything_found(storage) == []


def test_a_link_to_other_bytes_is_found_as_both(storage: Path) -> None:
    path = storage / REPORT / "รายงาน.json"
    path.unlink()
    path.symlink_to("แบบรายงาน.xlsx")
    assert found(storage) == ["archive-damaged", "archive-link"]


def strays(storage: Path, now: datetime) -> list[str]:
    with Store(storage, read_only=True) as store:
        problems = find_problems(store, Spool(storage), Archive(storage), now)
    return [problem.code for problem in problems]


def test_a_mail_of_nobody_is_a_stray_once_no_intake_explains_it(storage: Path) -> None:
    real = datetime.now(UTC)  # a file's change is timed by the computer's clock
    Spool(storage).keep([raw(1000)])
    with Store(storage):
        assert strays(storage, real + timedelta(minutes=50)) == []  # a running collector may just take it in
        assert strays(storage, real + timedelta(minutes=70)) == ["spool-stray"]
    assert strays(storage, real + timedelta(minutes=70)) == ["spool-stray"]


@pytest.mark.parametrize("name", ["notes.txt", "ab/notes.eml", "tmp/notes.txt", "deep/er/x.eml"])
def test_what_the_collector_never_names_so_is_a_stray_at_once(storage: Path, name: str) -> None:
    path = storage / "spool" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    with Store(storage):
        assert everything_found(storage) == ["spool-stray"]


def test_what_is_being_written_is_a_stray_only_when_it_stays(storage: Path) -> None:
    real = datetime.now(UTC)
    (storage / "spool" / "tmp").mkdir(exist_ok=True)
    (storage / "spool" / "tmp" / f"{raw(1000).sha256}.tmp").write_bytes(b"Subj")
    assert strays(storage, real) == []
    assert strays(storage, real + timedelta(days=1)) == ["spool-stray"]


@pytest.mark.parametrize("name", FILES)
def test_damaged_files_are_found(storage: Path, name: str) -> None:
    code, damage = FILES[name]
    damage(storage)
    assert found(storage) == [code]


FIRST = "(SELECT min(rowid) FROM report WHERE outcome = 'filed')"
ROWS = {
    "ledger-without-mail": "INSERT INTO ledger VALUES ('INBOX', 0, 'x', 'none')",
    "mail-without-ledger": "DELETE FROM ledger WHERE uid = '99'",
    "mail-outcome": "UPDATE mail SET outcome = NULL WHERE outcome = 'ignored'",
    "outcome-without-report": "UPDATE mail SET outcome = 'filed' WHERE outcome = 'ignored'",
    "report-of-waiting-mail": f"INSERT INTO report SELECT '{raw(99).sha256}', 0, form, unit, period, 'review', NULL, "
    "content_hash, nil, entries, evidence, notes, reasons, differences, NULL, attachment, 0, NULL, '', NULL "
    "FROM report LIMIT 1",
    "report-incomplete": f"UPDATE report SET timeliness = NULL WHERE rowid = {FIRST}",
    "revision-gap": "UPDATE report SET revision = 7 WHERE revision = 2 AND outcome = 'revised'",
    "receipt-twice": f"UPDATE report SET receipt = (SELECT receipt FROM report WHERE revision = 2) WHERE rowid = {FIRST}",
    "report-without-files": f"UPDATE report SET archive = 'elsewhere' WHERE rowid = {FIRST}",
    "archive-orphan": "DELETE FROM archived_file WHERE path LIKE '%ผลการพิจารณา.json'",
    "letter-sent": "UPDATE letter SET state = 'sent' WHERE id = 1",
    "reminder-without-letter": "UPDATE reminder SET letter = 4711",
    "reminder-without-debt": "DELETE FROM reminder",
}


@pytest.mark.parametrize("code", ROWS)
def test_damaged_rows_are_found(storage: Path, code: str) -> None:
    (storage / "unfinished" / "journal").unlink()  # as after the next start: nothing is in work
    with sqlite3.connect(storage / "collector.db") as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(ROWS[code])
    connection.close()
    assert code in found(storage)
    follow = {
        "reference-broken",
        "database-damaged",
        "report-incomplete",
        "letter-sent",
        "reminder-without-debt",
        "report-differs",
        "letter-differs",
    }
    assert set(found(storage)) <= {code} | follow


def test_two_letters_for_one_cause_are_found(storage: Path) -> None:
    with sqlite3.connect(storage / "collector.db") as connection:
        connection.execute("PRAGMA writable_schema = ON")  # a database whose UNIQUE index was lost
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE (kind, cause),', '') WHERE name = 'letter'"
        )
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_letter_2'")
    connection.close()
    with sqlite3.connect(storage / "collector.db") as connection:
        connection.execute(
            "INSERT INTO letter (kind, cause, periods, recipients, copies, subject, message_id, raw, created) "
            "SELECT kind, cause, periods, recipients, copies, subject, 'other', raw, created FROM letter LIMIT 1"
        )
    connection.close()
    assert "letter-twice" in found(storage)


def test_a_damaged_database_is_found(storage: Path) -> None:
    with sqlite3.connect(storage / "collector.db") as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'mail_outcome'")
    connection.close()
    assert found(storage) == ["database-damaged"]


def told_of(storage: Path) -> list[str]:
    """What is found, or why the database cannot be opened at all."""
    try:
        return everything_found(storage)
    except StoreError as error:
        return [str(error)]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["noise", "zeros"])
def test_whichever_page_of_the_database_is_lost_it_is_told(storage: Path, how: str) -> None:
    """As a disk loses them: the page and what it says of others, never an error that nobody caught."""
    path, noise = storage / "collector.db", random.Random(how)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = path.read_bytes()
    for start in range(0, len(whole), PAGE):
        lost = noise.randbytes(PAGE) if how == "noise" else bytes(PAGE)
        path.write_bytes(whole[:start] + lost + whole[start + PAGE :])
        assert told_of(storage) != []
        for beside in storage.glob("collector.db-*"):
            beside.unlink()


def test_beside_a_running_writer_its_work_in_hand_is_no_problem(storage: Path) -> None:
    spool, archive = Spool(storage), Archive(storage)
    with Store(storage):
        spool.keep([raw(1000)])
        archive.put(planned(raw(1000), verdict(ruling(report("TH-81"), revision=9))))
        assert found(storage) == []
    assert found(storage) == ["spool-orphan"]


def test_a_problem_says_what_to_do(storage: Path) -> None:
    path = next(storage.glob("spool/??/*.eml"))
    path.unlink()
    with Store(storage, read_only=True) as store:
        (problem,) = find_problems(store, Spool(storage), Archive(storage), NOW)
    assert str(problem) == f"spool-missing: {path} is not there: restore it from the backup or the mailbox"
