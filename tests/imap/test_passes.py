"""Whole passes over a mailbox on a server: taken in, filed, answered and moved, whatever happens in between."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from collector.errors import MailboxError
from tests.conftest import Collector
from tests.daemon.running import wait_for
from tests.e2e.office import NIL, ONE, TWO, word_mail
from tests.imap.branch import FOLDERS, RECEIVED, Branch, moved, truth
from tests.imap.desk import STUB

AT_ONCE = 60.0  # seconds; some two on an idle machine, and an hour until the next look
MAILS = int(os.environ.get("COLLECTOR_MAILS", "100"))


def test_hundreds_of_mails_by_the_command(branch: Branch, collector: Collector) -> None:
    mails = branch.months(MAILS)
    branch.deliver([path for path, _ in mails])
    done = collector("--config", branch.folder / "config.toml", "once", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["taken_in"] == MAILS
    assert branch.outcomes() == truth(mails)
    assert branch.standing(*FOLDERS) == moved(truth(mails))
    again = collector("--config", branch.folder / "config.toml", "once", "--json")
    assert json.loads(again.stdout)["taken_in"] == 0
    assert branch.outcomes() == truth(mails)


def test_another_uidvalidity_files_and_answers_nothing_twice(branch: Branch) -> None:
    branch.configure(branch.desk.server.port, after="leave")
    mails = branch.months(60)
    branch.deliver([path for path, _ in mails])
    branch.once()
    before = branch.outcomes()
    for path in branch.desk.server.maildir(branch.desk.user).glob("dovecot*"):
        path.unlink()  # the server loses its lists and gives the folder another UIDVALIDITY
    branch.once()
    assert branch.outcomes() == before == truth(mails)
    with branch.open(read_only=True) as app:
        rows = app.store._execute("SELECT DISTINCT uidvalidity FROM ledger", ())
    assert len(rows) == 2


def test_the_same_mail_twice_is_moved_twice_and_answered_once(branch: Branch) -> None:
    branch.desk.put(word_mail(ONE, 1), word_mail(ONE, 1))
    branch.once()
    assert branch.standing("INBOX", RECEIVED) == {"INBOX": 0, RECEIVED: 2}
    assert len(branch.letters()) == 1


def test_letters_go_out_while_the_mailbox_cannot_be_reached(branch: Branch) -> None:
    branch.desk.put(word_mail(ONE, 1))
    branch.environ["COLLECTOR_LETTERS__SHADOW"] = "true"
    branch.once()
    with branch.open() as app:
        app.store.release_letters(branch.now)
    branch.environ = {"COLLECTOR_MAILBOX__PORT": "1"}
    with pytest.raises(MailboxError, match="connection refused"):
        branch.once()
    assert len(branch.letters()) == 1


def test_the_command_says_that_the_mailbox_cannot_be_reached(branch: Branch, collector: Collector) -> None:
    branch.configure(1)
    done = collector("--config", branch.folder / "config.toml", "once")
    assert done.returncode == 3
    assert "127.0.0.1:1: connecting: nothing answers there" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_exchange_could_not_hand_out_is_asked_for_again(branch: Branch) -> None:
    maildir = branch.desk.server.maildir(branch.desk.user)
    stub = branch.folder / "stub.eml"
    stub.write_bytes(STUB)
    branch.deliver([stub])
    branch.once()
    assert branch.outcomes() == {}
    assert branch.letters() == []
    os.utime(stub, (time.time() - 4 * 86400,) * 2)  # for days
    for path in (*maildir.glob("new/*"), *maildir.glob("cur/*")):
        path.unlink()
    branch.deliver([stub])
    branch.once()
    assert branch.outcomes() == {"review": 1}


def test_the_daemon_takes_in_a_mail_at_once(branch: Branch) -> None:
    branch.configure(
        branch.desk.server.port, more="[daemon]\npoll_seconds = 3600\n[reminders]\nenabled = false\n"
    )
    command = [sys.executable, "-m", "collector", "--config", str(branch.folder / "config.toml"), "run"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    outbox = branch.folder / "outbox"
    try:
        branch.desk.put(word_mail(ONE, 1))
        assert wait_for(lambda: len(list(outbox.glob("*.eml"))) == 1)
        assert wait_for(lambda: list((branch.folder / "data" / "summary").rglob("*.xlsx")))
        for number, rows in enumerate((TWO, NIL), 2):
            time.sleep(1)
            branch.desk.put(word_mail(rows, number))
            assert wait_for(lambda number=number: len(list(outbox.glob("*.eml"))) == number, AT_ONCE)
    finally:
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=600)
    assert running.returncode == 0, said
    assert "Traceback" not in said
