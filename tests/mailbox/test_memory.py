"""What a pass costs in memory, whatever waits in the mailbox: a great many mails, or one as large as servers take.

COLLECTOR_WAITING sets how many mails wait; the full size is 10,000.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from tests.conftest import DEPARTMENT
from tests.e2e.office import NOW, ONE, form, letter_from
from tests.mailbox.dovecot_folder import written
from tests.mailbox.imap_office import ImapOffice

WAITING = int(os.environ.get("COLLECTOR_WAITING", "500"))
MOST = 150.0  # megabytes of the main process, with a great many mails waiting
MOST_FOR_MANY = 40  # above a pass over an empty mailbox
MOST_FOR_ONE = 150
LARGE = 18 << 20  # bytes of an attachment: 25 MB as a mail
# The system's own account of a child (wait4) is of no use: it begins with the size of the process that started it.
PROGRAM = """
import atexit, pathlib, sys
from collector.cli import main
atexit.register(lambda: sys.stderr.write(pathlib.Path("/proc/self/status").read_text("ascii")))
main()
"""


def peak(folder: Path) -> float:
    """Megabytes that the main process of `collector once` held at most (VmHWM, proc(5)); its worker has its own limit."""
    command = [sys.executable, "-c", PROGRAM, "--config", str(folder / "config.toml"), "once"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def large(path: Path) -> Path:
    """A mail with a form, and a picture that makes it large."""
    picture = File("ภาพถ่าย.jpg", b"\xff\xd8\xff\xe0" + os.urandom(LARGE))
    data = mails.attached(
        letter_from("krabi@local.example", 1), File("รายงาน.docx", forms.word(form(ONE))), picture
    )
    path.write_bytes(data)
    return path


def test_many_mails_and_a_large_one(imap_office: ImapOffice, capsys: pytest.CaptureFixture[str]) -> None:
    idle = peak(imap_office.folder)
    folder = imap_office.folder / "small"
    folder.mkdir()
    for number in range(WAITING):
        path = folder / f"{number}.eml"
        path.write_bytes(written(number))
        os.utime(path, (NOW.timestamp() + number,) * 2)
    imap_office.deliver(sorted(folder.iterdir()))
    many = peak(imap_office.folder)
    imap_office.deliver([large(imap_office.folder / "large.eml")])
    one = peak(imap_office.folder)
    if "COLLECTOR_WAITING" in os.environ:
        with capsys.disabled():
            sys.stdout.write(
                f"idle {idle:.0f} MB, {WAITING} waiting {many:.0f} MB, one of 25 MB {one:.0f} MB\n"
            )
    with imap_office.open(read_only=True) as app:
        counts = app.store.mail_counts()
    assert counts["filed"] == 1
    assert sum(counts.values()) == WAITING + 1
    assert many <= MOST
    assert many - idle <= MOST_FOR_MANY
    assert one - idle <= MOST_FOR_ONE


@pytest.mark.slow
def test_a_mail_of_150_megabytes_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config.toml").write_text(DEPARTMENT, encoding="utf-8")
    (tmp_path / "contacts.csv").write_text("unit,email,name,role\n", encoding="utf-8")
    with (tmp_path / "inbox" / "1.eml").open("wb") as file:
        file.write(b"From: a@b.example\r\nSubject: large\r\nMessage-ID: <1@b.example>\r\n\r\n")
        file.truncate(150 << 20)
    assert peak(tmp_path) < MOST
    assert len(list((tmp_path / "data" / "spool").rglob("*.eml"))) == 1
