"""Scans in the mailbox, with the real Tesseract: they keep no form waiting, no end and no kill loses them."""

import json
import os
import random
from pathlib import Path

import pytest

from collector.demo import mails
from collector.demo.mails import File
from collector.readers.scan.child import MODESTY
from tests.daemon.running import Daemon, configure, wait_for
from tests.e2e import killing
from tests.e2e.office import ONE, Office, letter_from, word_mail
from tests.readers.scan.test_reader import FORM

pytestmark = [pytest.mark.slow, pytest.mark.programs]

LOOKING = b"collector.readers.scan.child"


def scan(number: int, sender: str = "stranger@local.example", pages: int = 1) -> bytes:
    """A mail with so many pictures of the form."""
    pictures = [File(f"{page}.tif", FORM.read_bytes()) for page in range(pages)]
    return mails.attached(letter_from(sender, number), *pictures)


def looking(parent: int) -> list[Path]:
    """The processes of this parent that look at a picture, by their folders in /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            of = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if of == parent and LOOKING in (folder / "cmdline").read_bytes():
                found.append(folder)
        except (OSError, ValueError):  # it has ended meanwhile
            continue
    return found


def counted(office: Office) -> dict[str, int]:
    with office.open(read_only=True) as app:
        return {name: number for name, number in app.store.mail_counts().items() if number}


def test_a_form_behind_scans_is_filed_while_the_daemon_looks_at_them(office: Office) -> None:
    configure(office.folder, "[daemon]", "poll_seconds = 3600")
    office.put(scan(1), scan(2, pages=20), scan(3), word_mail(ONE, 4))
    heartbeat = office.folder / "data" / "heartbeat"
    with Daemon(office.folder) as daemon:
        assert wait_for(
            lambda: heartbeat.exists() and json.loads(heartbeat.read_bytes())["waiting_pictures"] == 3
        )
        assert counted(office)["filed"] == 1
        assert counted(office)["waiting"] >= 2
        assert wait_for(lambda: counted(office) == {"filed": 1, "review": 1, "waiting": 2})
        children: list[Path] = []  # at twenty pages, which take the whole minute
        assert wait_for(lambda: children.extend(looking(daemon.process.pid)) or children)
        daemon.stop()
        assert daemon.process.returncode == 0
        assert [child for child in children if child.exists()] == []
    assert counted(office) == {"filed": 1, "review": 1, "waiting": 2}
    assert not (office.folder / "data" / "in-lane").exists()


def test_one_that_looks_lets_others_go_first_and_is_the_only_one(office: Office) -> None:
    office.put(scan(1, pages=3), scan(2))
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: any(modest(child) for child in looking(daemon.process.pid)))
        assert len(looking(daemon.process.pid)) == 1
        daemon.stop()


def modest(child: Path) -> bool:
    return os.getpriority(os.PRIO_PROCESS, int(child.name)) == MODESTY


def test_a_kill_while_a_scan_is_looked_at_loses_nothing_and_is_counted(office: Office) -> None:
    office.put(scan(1), word_mail(ONE, 2), scan(3, "trang@local.example"))
    lane = office.folder / "data" / "in-lane"
    assert killing.killed_once(office.folder / "config.toml", random.Random(1), (0.0, 0.5), lane.exists)
    looked_at = lane.read_text("ascii")
    before = counted(office)
    assert office.once().outcomes == {"review": 2} | ({} if before.get("filed") else {"filed": 1})
    with office.open(read_only=True) as app:
        crashed = app.store._execute("SELECT sha256 FROM mail WHERE crashes = 1")
    assert looked_at in [row["sha256"] for row in crashed]
    assert not lane.exists()
