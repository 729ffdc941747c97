"""What a pass costs in memory, whatever waits in the mailbox: a great many mails, or one as large as servers take.

COLLECTOR_WAITING sets how many mails wait; the full size is 10,000.
"""

import os
import subprocess
import sys
from pathlib import Path

from collector.demo import forms, mails
from collector.demo.mails import File
from tests.e2e.office import NOW, ONE, form, letter_from
from tests.imap.branch import Branch
from tests.imap.desk import written

WAITING = int(os.environ.get("COLLECTOR_WAITING", "1000"))
MEGABYTE = 1 << 20
MOST_FOR_MANY = 40  # megabytes above a pass over an empty mailbox
MOST_FOR_ONE = 150
LARGE = 18 * MEGABYTE  # bytes of an attachment: 25 MB as a mail


def peak(branch: Branch) -> float:
    """Megabytes that `collector once` used at most."""
    command = [sys.executable, "-m", "collector", "--config", str(branch.folder / "config.toml"), "once"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    said = running.stderr.read()
    running.stderr.close()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, said
    return usage.ru_maxrss / 1024


def large(path: Path) -> Path:
    """A mail with a form, and a picture that makes it large."""
    picture = File("ภาพถ่าย.jpg", b"\xff\xd8\xff\xe0" + os.urandom(LARGE))
    data = mails.attached(
        letter_from("krabi@local.example", 1), File("รายงาน.docx", forms.word(form(ONE))), picture
    )
    path.write_bytes(data)
    return path


def test_many_mails_and_a_large_one(branch: Branch) -> None:
    idle = peak(branch)
    folder = branch.folder / "small"
    folder.mkdir()
    for number in range(WAITING):
        path = folder / f"{number}.eml"
        path.write_bytes(written(number))
        os.utime(path, (NOW.timestamp() + number,) * 2)
    branch.deliver(sorted(folder.iterdir()))
    many = peak(branch) - idle
    branch.deliver([large(branch.folder / "large.eml")])
    one = peak(branch) - idle
    with branch.open(read_only=True) as app:
        counts = app.store.mail_counts()
    assert counts["filed"] == 1
    assert sum(counts.values()) == WAITING + 1
    assert many < MOST_FOR_MANY
    assert one < MOST_FOR_ONE
