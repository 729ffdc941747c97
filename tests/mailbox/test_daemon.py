"""A daemon that waits in IDLE: whatever happens to its line or its clock, the next mail is answered."""

from collections.abc import Callable, Iterator

import pytest

from collector.demo import mails
from collector.demo.mails import File
from tests.daemon.running import Daemon, wait_for
from tests.e2e.office import ONE, letter_from, word_mail
from tests.mail.samples import DATA
from tests.mailbox.imap_office import RECEIVED, ImapOffice
from tests.mailbox.proxy import Proxy, proxied
from tests.mailbox.running import BRISK

# Looks are an hour apart: what comes in sooner was told of in IDLE, or found when the line broke.
RARELY = """[daemon]
poll_seconds = 3600
[reminders]
enabled = false
"""
SECONDS = 300.0  # for what takes some ten on an idle machine; far less than the hour between looks


@pytest.fixture
def proxy(imap_office: ImapOffice) -> Iterator[Proxy]:
    with proxied(imap_office.dovecot_folder.server.port) as made:
        imap_office.configure(made.port, more=RARELY)
        yield made


def silent(imap_office: ImapOffice, proxy: Proxy) -> None:
    """The line is there, and nothing goes through: until the daemon has given it up."""
    lines = proxy.connections
    proxy.swallow = True
    assert wait_for(lambda: proxy.connections > lines, SECONDS)
    proxy.swallow = False


def restarted(imap_office: ImapOffice, proxy: Proxy) -> None:
    imap_office.dovecot_folder.server.stop()
    imap_office.dovecot_folder.server.start()


def cut(imap_office: ImapOffice, proxy: Proxy) -> None:
    proxy.cut()


@pytest.mark.parametrize("fault", [cut, silent, restarted])
def test_the_line_fails_in_idle(
    imap_office: ImapOffice, proxy: Proxy, fault: Callable[[ImapOffice, Proxy], None]
) -> None:
    with Daemon(imap_office.folder, program=BRISK) as daemon:
        for number in (1, 2):
            imap_office.dovecot_folder.put(word_mail(ONE, number))
            assert wait_for(lambda number=number: len(imap_office.letters()) == number, SECONDS)
            if number == 1:
                fault(imap_office, proxy)
        assert wait_for(lambda: imap_office.standing("INBOX", RECEIVED) == {"INBOX": 0, RECEIVED: 2}, SECONDS)
        daemon.stop()
    assert "Traceback" not in daemon.log()
    assert sum(imap_office.outcomes().values()) == 2


def test_the_clock_is_set_back_in_idle(imap_office: ImapOffice, proxy: Proxy) -> None:
    """Nothing that the daemon waits for hangs on the clock, and no mail's own date counts."""
    days_back = imap_office.folder / "days-back"
    with Daemon(imap_office.folder, program=BRISK) as daemon:
        imap_office.dovecot_folder.put(word_mail(ONE, 1))
        assert wait_for(lambda: len(imap_office.letters()) == 1, SECONDS)
        days_back.write_text("9")
        imap_office.dovecot_folder.put(_undated(word_mail(ONE, 2)))
        assert wait_for(lambda: len(imap_office.letters()) == 2, SECONDS)
        daemon.stop()
    assert "Traceback" not in daemon.log()
    with imap_office.open(read_only=True) as app:
        rows = app.store._execute("SELECT received FROM mail", ())
    assert {row["received"][:10] for row in rows} == {"2019-01-04", "2019-01-03"}  # told by servers


@pytest.mark.programs
def test_a_scan_is_looked_at_while_the_daemon_is_in_idle_and_then_taken_up(
    imap_office: ImapOffice, proxy: Proxy
) -> None:
    scan = File("สแกน.tif", (DATA / "scans" / "form.tif").read_bytes())
    with Daemon(imap_office.folder, program=BRISK) as daemon:
        imap_office.dovecot_folder.put(mails.attached(letter_from("krabi@local.example", 1), scan))
        assert wait_for(lambda: len(imap_office.letters()) == 1, SECONDS)
        assert imap_office.outcomes()["review"] == 1
        daemon.stop()
    assert "Traceback" not in daemon.log()


def _undated(mail: bytes) -> bytes:
    """A mail with no trace of a server, whose sender's clock is wrong by fifty years."""
    written = mail[mail.index(b"From:") :].split(b"\r\n")
    kept = [line for line in written if not line.startswith(b"Date:")]
    return b"Date: Fri, 04 Jan 2069 09:00:00 +0700\r\n" + b"\r\n".join(kept)
