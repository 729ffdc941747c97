"""A disk that fills and a database that another program holds: a clear word, nothing lost, and on it goes."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.errors import NoRoomError, StoreError
from collector.jobs import passes
from collector.store.store import Store
from tests.daemon.running import Daemon, configure, wait_for
from tests.e2e.office import ONE, TWO, Office, word_mail

pytestmark = pytest.mark.slow

QUICK = ("[daemon]", "poll_seconds = 1", "[reminders]", "enabled = false")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB; only root can make one."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can make a small file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def filled(office: Office, answered: int) -> bool:
    return len(list((office.folder / "outbox").glob("*.eml"))) >= answered


def test_a_full_disk_loses_nothing_and_is_told(small_disk: Path, office: Office) -> None:
    configure(office.folder, *QUICK, "[alerts]", "free_megabytes = 1", 'email_via = "none"')
    ballast = small_disk / "ballast"
    with Daemon(office.folder) as daemon:
        assert wait_for((small_disk / "heartbeat").exists)
        ballast.write_bytes(b"")
        with ballast.open("wb", buffering=0) as file:  # until nothing more fits
            try:
                while file.write(b"x" * 4096) == 4096:
                    pass
            except OSError:
                pass
        for number in range(5):
            office.put(word_mail(ONE, number, f"unknown{number}@local.example"))
        assert wait_for(lambda: any("make room" in event["why"] for event in daemon.events("fetch-failed")))
        assert wait_for(lambda: any(event["kind"] == "disk" for event in daemon.events("alert")))
        assert daemon.process.poll() is None
        assert "Traceback" not in daemon.log()
        ballast.unlink()
        assert wait_for(lambda: filled(office, 5))
        assert wait_for(lambda: daemon.events("alert-over"))
        daemon.stop()
    with office.open(read_only=True) as app:
        assert sum(app.store.mail_counts().values()) == 5
    assert office.verify() == ()


def refused(office: Office) -> str:
    """Why a pass could not be done for want of room, "" if it could."""
    try:
        office.once()
    except StoreError as error:
        return str(error)
    return ""


def test_a_disk_that_is_full_at_any_moment_of_a_pass(small_disk: Path, office: Office) -> None:
    """A little more room at each try: it fails ever later, in keeping, entering, filing and committing."""
    ballast, failed = small_disk / "ballast", set()
    for number in range(5):
        office.put(word_mail(ONE, number))
    room = 16384  # for the lock, and the word of who holds it
    while True:
        free = shutil.disk_usage(small_disk).free + (ballast.stat().st_size if ballast.exists() else 0)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free - room))
        why = refused(office)
        if not why:
            break
        assert re.search(r"make room|is the disk full|the disk failed or is full", why), why
        failed.add(re.sub(r".*/data/(\w+).*", r"\1", why.partition(": ")[0]))
        room += 8192
    assert {"spool", "collector"} <= failed  # the mails, the database …
    assert failed <= {"spool", "collector", "archive"}  # … and the files of reports, as the sizes fall
    ballast.unlink()
    office.once()
    assert office.once().taken_in == 0
    with office.open(read_only=True) as app:
        assert app.store.mail_counts()["review"] == 0  # a full disk is no mail's fault
        assert len(app.store.letters()) == 5
    assert len(office.letters()) == 5


def test_a_full_disk_is_no_mails_fault_while_the_log_of_the_database_has_room(
    small_disk: Path, office: Office
) -> None:
    """Rows still fit into the write-ahead log that is there, files do not: the mail must wait, not be held."""
    ballast, room, tries = small_disk / "ballast", 0, 0
    with office.open() as app:
        for number in range(12):
            office.put(word_mail(((f"๑. ปัญหา {number}", "๑. แก้", "-", ""),), number))
        passes.once(app, office.now, lambda _done, _total: None)
        office.put(word_mail(TWO, 100))
        while True:
            free = shutil.disk_usage(small_disk).free + (ballast.stat().st_size if ballast.exists() else 0)
            with ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, free - room))
            try:
                passes.once(app, office.now, lambda _done, _total: None)
                break
            except StoreError:
                room, tries = room + 1024, tries + 1
        ballast.unlink()
        assert tries > 3
        assert app.store.mail_counts()["review"] == 0
        assert not [mail for mail in app.store.waiting(9) if mail.attempts]


def test_a_start_on_a_full_disk_leaves_no_lock_behind(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    (small_disk / "lock").touch()
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk).free)
    with pytest.raises(NoRoomError, match="make room"):
        Store(small_disk).__enter__()
    ballast.unlink()
    with Store(small_disk) as store:
        assert store.mail_counts()["waiting"] == 0


def test_a_database_that_is_held_for_a_moment_is_waited_for(office: Office) -> None:
    office.once()
    office.put(word_mail(ONE, 1))
    other = sqlite3.connect(
        office.folder / "data" / "collector.db", isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(1.0, lambda: other.execute("ROLLBACK")).start()
    assert office.once().taken_in == 1
    other.close()
    assert len(office.letters()) == 1


def test_a_database_held_by_another_program_is_named_and_waited_for(office: Office) -> None:
    configure(office.folder, *QUICK)
    with Daemon(office.folder) as daemon:
        assert wait_for((office.folder / "data" / "heartbeat").exists)
        other = sqlite3.connect(office.folder / "data" / "collector.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        office.put(word_mail(ONE, 1))
        assert wait_for(
            lambda: any("another program holds" in event["why"] for event in daemon.events("fetch-failed"))
        )
        assert daemon.process.poll() is None
        other.execute("ROLLBACK")
        other.close()
        assert wait_for(lambda: filled(office, 1))
        daemon.stop()


def unmeasured() -> dict[str, str]:
    """The environment without what makes coverage write files of its own into the limit."""
    return {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE")}


def test_a_limit_on_file_sizes_is_a_clear_error_at_once(office: Office) -> None:
    """As a quota does; works without being root."""
    office.put(word_mail(ONE, 1))
    command = f'ulimit -f 1; exec "{sys.executable}" -m collector --config config.toml once'
    done = subprocess.run(
        ["sh", "-c", command], cwd=office.folder, capture_output=True, text=True, check=False,
        env={**unmeasured(), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "data" in done.stderr
    assert office.once().taken_in == 1
