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
from tests.mailbox.dovecot_folder import STUB
from tests.mailbox.imap_office import FOLDERS, RECEIVED, ImapOffice, moved, truth

AT_ONCE = 60.0  # seconds; some two on an idle machine, and an hour until the next look
MAILS = int(os.environ.get("COLLECTOR_MAILS", "100"))


def test_hundreds_of_mails_by_the_command(imap_office: ImapOffice, collector: Collector) -> None:
    mails = imap_office.months(MAILS)
    imap_office.deliver([path for path, _ in mails])
    done = collector("--config", imap_office.folder / "config.toml", "once", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["taken_in"] == MAILS
    assert imap_office.outcomes() == truth(mails)
    assert imap_office.standing(*FOLDERS) == moved(truth(mails))
    again = collector("--config", imap_office.folder / "config.toml", "once", "--json")
    assert json.loads(again.stdout)["taken_in"] == 0
    assert imap_office.outcomes() == truth(mails)


def test_another_uidvalidity_files_and_answers_nothing_twice(imap_office: ImapOffice) -> None:
    imap_office.configure(imap_office.dovecot_folder.server.port, after="leave")
    mails = imap_office.months(60)
    imap_office.deliver([path for path, _ in mails])
    imap_office.once()
    before = imap_office.outcomes()
    for path in imap_office.dovecot_folder.server.maildir(imap_office.dovecot_folder.user).glob("dovecot*"):
        path.unlink()  # the server loses its lists and gives the folder another UIDVALIDITY
    imap_office.once()
    assert imap_office.outcomes() == before == truth(mails)
    with imap_office.open(read_only=True) as app:
        rows = app.store._execute("SELECT DISTINCT uidvalidity FROM ledger", ())
    assert len(rows) == 2


def test_the_same_mail_twice_is_moved_twice_and_answered_once(imap_office: ImapOffice) -> None:
    imap_office.dovecot_folder.put(word_mail(ONE, 1), word_mail(ONE, 1))
    imap_office.once()
    assert imap_office.standing("INBOX", RECEIVED) == {"INBOX": 0, RECEIVED: 2}
    assert len(imap_office.letters()) == 1


def test_letters_go_out_while_the_mailbox_cannot_be_reached(imap_office: ImapOffice) -> None:
    imap_office.dovecot_folder.put(word_mail(ONE, 1))
    imap_office.environ["COLLECTOR_LETTERS__SHADOW"] = "true"
    imap_office.once()
    with imap_office.open() as app:
        app.store.release_letters(imap_office.now)
    imap_office.environ = {"COLLECTOR_MAILBOX__PORT": "1"}
    with pytest.raises(MailboxError, match="connection refused"):
        imap_office.once()
    assert len(imap_office.letters()) == 1


def test_the_command_says_that_the_mailbox_cannot_be_reached(
    imap_office: ImapOffice, collector: Collector
) -> None:
    imap_office.configure(1)
    done = collector("--config", imap_office.folder / "config.toml", "once")
    assert done.returncode == 3
    assert "127.0.0.1:1: connecting: nothing answers there" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_exchange_could_not_hand_out_is_asked_for_again(imap_office: ImapOffice) -> None:
    maildir = imap_office.dovecot_folder.server.maildir(imap_office.dovecot_folder.user)
    stub = imap_office.folder / "stub.eml"
    stub.write_bytes(STUB)
    imap_office.deliver([stub])
    imap_office.once()
    assert imap_office.outcomes() == {}
    assert imap_office.letters() == []
    os.utime(stub, (time.time() - 4 * 86400,) * 2)  # for days
    for path in (*maildir.glob("new/*"), *maildir.glob("cur/*")):
        path.unlink()
    imap_office.deliver([stub])
    imap_office.once()
    assert imap_office.outcomes() == {"review": 1}


def test_the_daemon_takes_in_a_mail_at_once(imap_office: ImapOffice) -> None:
    imap_office.configure(
        imap_office.dovecot_folder.server.port,
        more="[daemon]\npoll_seconds = 3600\n[reminders]\nenabled = false\n",
    )
    command = [sys.executable, "-m", "collector", "--config", str(imap_office.folder / "config.toml"), "run"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    outbox = imap_office.folder / "outbox"
    try:
        imap_office.dovecot_folder.put(word_mail(ONE, 1))
        assert wait_for(lambda: len(list(outbox.glob("*.eml"))) == 1)
        # its first round is over, in which it may write a summary, as the day of the month is
        assert wait_for((imap_office.folder / "data" / "heartbeat").exists)
        for number, rows in enumerate((TWO, NIL), 2):
            time.sleep(1)
            imap_office.dovecot_folder.put(word_mail(rows, number))
            assert wait_for(lambda number=number: len(list(outbox.glob("*.eml"))) == number, AT_ONCE)
    finally:
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=600)
    assert running.returncode == 0, said
    assert "Traceback" not in said
