"""A daemon that waits in IDLE: whatever happens to its line or its clock, the next mail is answered."""

from collections.abc import Callable, Iterator

import pytest

from tests.daemon.running import Daemon, wait_for
from tests.e2e.office import ONE, word_mail
from tests.imap.branch import RECEIVED, Branch
from tests.imap.proxy import Proxy, proxied
from tests.imap.running import BRISK

# Looks are an hour apart: what comes in sooner was told of in IDLE, or found when the line broke.
RARELY = """[daemon]
poll_seconds = 3600
[reminders]
enabled = false
"""
SECONDS = 300.0  # for what takes some ten on an idle machine; far less than the hour between looks


@pytest.fixture
def proxy(branch: Branch) -> Iterator[Proxy]:
    with proxied(branch.desk.server.port) as made:
        branch.configure(made.port, more=RARELY)
        yield made


def silent(branch: Branch, proxy: Proxy) -> None:
    """The line is there, and nothing goes through: until the daemon has given it up."""
    lines = proxy.connections
    proxy.swallow = True
    assert wait_for(lambda: proxy.connections > lines, SECONDS)
    proxy.swallow = False


def restarted(branch: Branch, proxy: Proxy) -> None:
    branch.desk.server.stop()
    branch.desk.server.start()


def cut(branch: Branch, proxy: Proxy) -> None:
    proxy.cut()


@pytest.mark.parametrize("fault", [cut, silent, restarted])
def test_the_line_fails_in_idle(branch: Branch, proxy: Proxy, fault: Callable[[Branch, Proxy], None]) -> None:
    with Daemon(branch.folder, program=BRISK) as daemon:
        for number in (1, 2):
            branch.desk.put(word_mail(ONE, number))
            assert wait_for(lambda number=number: len(branch.letters()) == number, SECONDS)
            if number == 1:
                fault(branch, proxy)
        assert wait_for(lambda: branch.standing("INBOX", RECEIVED) == {"INBOX": 0, RECEIVED: 2}, SECONDS)
        daemon.stop()
    assert "Traceback" not in daemon.log()
    assert sum(branch.outcomes().values()) == 2


def test_the_clock_is_set_back_in_idle(branch: Branch, proxy: Proxy) -> None:
    """Nothing that the daemon waits for hangs on the clock, and no mail's own date counts."""
    days_back = branch.folder / "days-back"
    with Daemon(branch.folder, program=BRISK) as daemon:
        branch.desk.put(word_mail(ONE, 1))
        assert wait_for(lambda: len(branch.letters()) == 1, SECONDS)
        days_back.write_text("9")
        branch.desk.put(_undated(word_mail(ONE, 2)))
        assert wait_for(lambda: len(branch.letters()) == 2, SECONDS)
        daemon.stop()
    assert "Traceback" not in daemon.log()
    with branch.open(read_only=True) as app:
        rows = app.store._execute("SELECT received FROM mail", ())
    assert {row["received"][:10] for row in rows} == {"2019-01-04", "2019-01-03"}  # told by servers


def _undated(mail: bytes) -> bytes:
    """A mail with no trace of a server, whose sender's clock is wrong by fifty years."""
    written = mail[mail.index(b"From:") :].split(b"\r\n")
    kept = [line for line in written if not line.startswith(b"Date:")]
    return b"Date: Fri, 04 Jan 2069 09:00:00 +0700\r\n" + b"\r\n".join(kept)
