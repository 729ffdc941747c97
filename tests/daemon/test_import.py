"""Old mail: broken off in the middle it goes on, takes nothing in twice, and nobody gets a letter for it."""

import mailbox
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from collector.jobs import importing, unfinished_imports
from tests.daemon.running import surroundings, wait_for
from tests.e2e.office import ONE, Office, word_mail

pytestmark = pytest.mark.slow

MAILS = 60


def as_mbox(path: Path) -> None:
    box = mailbox.mbox(path)
    for number in range(MAILS):
        box.add(word_mail(ONE, number, f"unknown{number}@local.example"))
    box.close()


def as_maildir(path: Path) -> None:
    box = mailbox.Maildir(path)
    for number in range(MAILS):
        box.add(word_mail(ONE, number, f"unknown{number}@local.example"))
    box.close()


def as_files(path: Path) -> None:
    path.mkdir()
    for number in range(MAILS):
        (path / f"{number:03d}.eml").write_bytes(word_mail(ONE, number, f"unknown{number}@local.example"))


def start(office: Office, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "collector", "--config", "config.toml", "import", str(path), "--json"],
        cwd=office.folder, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_what_is_left_of_an_import_of_the_watched_folder_is_not_answered(office: Office) -> None:
    """Broken off after its first mail; a pass finishes it, and answers only what has come since."""
    inbox = office.folder / "inbox"
    for number in range(5):
        office.put(word_mail(ONE, number, f"unknown{number}@local.example"))
    for path in inbox.iterdir():
        os.utime(path, (office.now.timestamp() - 60,) * 2)

    def broken_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), office.open() as app:
        importing.import_paths(app, (inbox,), False, office.now, broken_off)
    office.later(hours=1)
    office.put(word_mail(ONE, 9, "new@local.example"))
    os.utime(inbox / "006.eml", (office.now.timestamp(),) * 2)
    office.once()
    assert [letter["To"] for letter in office.letters()] == ["new@local.example"]
    with office.open() as app:
        importing.import_paths(app, (inbox,), False, office.now, lambda _done, _total: None)
    assert not (office.folder / "data" / unfinished_imports.NAME).exists()


@pytest.mark.parametrize("made", [as_mbox, as_maildir, as_files])
def test_killed_in_the_middle_it_goes_on(made: Callable[[Path], None], office: Office) -> None:
    old = office.folder / "old"
    made(old)
    running = start(office, old)
    assert wait_for(
        (office.folder / "data" / "in-hand").exists
    )  # the first ones are entered, one is being understood
    time.sleep(random.Random(made.__name__).uniform(0.0, 0.3))
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
    assert sum(counts.values()) > 0
    assert sum(counts.values()) - counts["waiting"] < MAILS

    office.once()  # the daemon's turn comes first: it finishes what was begun, and answers nobody
    again = start(office, old)
    _, complaint = again.communicate(timeout=600)
    assert again.returncode == 0, complaint
    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
    assert counts.pop("waiting") == 0
    assert sum(counts.values()) == MAILS
    assert office.letters() == []
    again = start(office, old)
    told, _ = again.communicate(timeout=600)
    assert '"taken_in": 0' in told


def test_the_bar_knows_how_much_is_left(office: Office) -> None:
    as_mbox(office.folder / "a.mbox")
    as_files(office.folder / "b")
    told: list[tuple[int, int]] = []
    with office.open() as app:
        importing.import_paths(
            app, (office.folder / "a.mbox", office.folder / "b"), False, office.now,
            lambda done, total: told.append((done, total)),
        )  # fmt: skip
    assert told[0] == (1, 2 * MAILS)
    assert told[-1][0] == MAILS  # the second has the same mails under other names: known by their bytes
    assert all(done <= total for done, total in told)
