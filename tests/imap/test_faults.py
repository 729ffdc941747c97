"""What goes wrong on the line, at the server or by a person's hand in the middle of a pass: the end is always the same.

Every mail has its one outcome, every sender one letter, every mail stands where it belongs, and `verify` is content.
"""

import contextlib
import imaplib
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from collector.demo.mailbox import DemoMail
from collector.errors import MailboxError
from collector.mail import pauses
from tests.imap.branch import FOLDERS, RECEIVED, Branch, moved, truth
from tests.imap.desk import STUB
from tests.imap.proxy import Proxy, proxied

FETCH, MOVE = b"BODY.PEEK", b" MOVE "
Mails = list[tuple[Path, DemoMail]]
NUMBER = 12


@pytest.fixture
def proxy(branch: Branch) -> Iterator[Proxy]:
    """The line between the department and its server."""
    with proxied(branch.desk.server.port) as made:
        branch.configure(made.port)
        yield made


@pytest.fixture
def mails(branch: Branch) -> Mails:
    """Mails that wait in the mailbox, and what should become of them."""
    found = branch.months(NUMBER)
    branch.deliver([path for path, _ in found])
    return found


def settled(branch: Branch, mails: Mails) -> None:
    """All is as if nothing had happened, and stays so."""
    for _ in range(2):
        assert branch.outcomes() == truth(mails)
        assert branch.standing(*FOLDERS) == moved(truth(mails))
        assert branch.once().taken_in == 0


def restarted(branch: Branch) -> None:
    branch.desk.server.stop()
    branch.desk.server.start()


# ── the line ────────────────────────────────────────────────────────────────────────────────────


def test_cut_in_the_middle_of_a_fetch(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    proxy.when(FETCH, lambda: setattr(proxy, "cut_after", 50_000))
    assert branch.once().taken_in == NUMBER  # over another connection
    assert proxy.connections == 2
    settled(branch, mails)


def test_silent_in_the_middle_of_a_fetch(
    branch: Branch, proxy: Proxy, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pauses.shipped()["patience"], "answer", 3.0)
    proxy.when(FETCH, lambda: setattr(proxy, "swallow", True))
    with pytest.raises(MailboxError, match="no answer within 3 seconds"):
        branch.once()
    assert proxy.connections == 2  # one more try, then it is left to the next pass
    assert branch.outcomes() == {}
    proxy.swallow = False
    branch.once()
    settled(branch, mails)


def test_cut_before_the_server_hears_of_a_move(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    proxy.cut_at = lambda data: MOVE in data
    branch.once()
    assert branch.outcomes() == truth(mails)
    assert branch.standing(RECEIVED) == {RECEIVED: 0}
    branch.once()
    settled(branch, mails)


def test_cut_after_a_move_before_its_answer(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    proxy.cut_before = lambda data: b"COPYUID" in data
    branch.once()
    assert branch.outcomes() == truth(mails)
    assert NUMBER > branch.standing("INBOX")["INBOX"] > moved(truth(mails))["INBOX"]
    branch.once()
    settled(branch, mails)


# ── the server ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("moment", [b"SEARCH", FETCH, MOVE])
def test_restarted_in_the_middle_of_a_pass(branch: Branch, proxy: Proxy, mails: Mails, moment: bytes) -> None:
    again = threading.Event()
    proxy.when(moment, lambda: (restarted(branch), again.set()))
    with contextlib.nullcontext() if moment == MOVE else contextlib.suppress(MailboxError):
        branch.once()
    assert again.wait(600)
    branch.once()
    settled(branch, mails)


def test_down_in_the_middle_of_a_pass_and_up_again_later(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    down = threading.Event()
    proxy.when(FETCH, lambda: (branch.desk.server.stop(), down.set()))
    try:
        with pytest.raises(MailboxError):
            branch.once()
        assert down.wait(600)
        with pytest.raises(MailboxError):
            branch.once()
    finally:
        branch.desk.server.start()
    branch.once()
    settled(branch, mails)


def test_the_folder_is_replaced_in_the_middle_of_a_pass(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    """Another UIDVALIDITY with the same mails: none is filed or answered twice."""
    (branch.folder / "config.toml").write_text(
        (branch.folder / "config.toml")
        .read_text("utf-8")
        .replace("[mailbox]", '[mailbox]\nfolder = "Reports"')
    )
    branch.environ["COLLECTOR_MAILBOX__AFTER"] = "leave"
    with branch.desk.person() as client:
        client.create("Reports")
        client.copy("1:*", "Reports")

    def replace() -> None:
        with branch.desk.person() as client:
            client.delete("Reports")
            client.create("Reports")
            client.copy("1:*", "Reports")

    proxy.when(FETCH, replace)
    with contextlib.suppress(MailboxError):  # unless the server still had all of them at hand
        branch.once()
    branch.once()
    replace()
    assert branch.once().taken_in == NUMBER  # other names; the bytes are known
    assert branch.outcomes() == truth(mails)
    assert branch.once().taken_in == 0


# ── people ──────────────────────────────────────────────────────────────────────────────────────


def interfere(branch: Branch, mails: Mails) -> None:
    """Reads and flags all, and takes the second mail into another folder; the third is deleted."""
    with branch.desk.person() as client:
        client.store("1:*", "+FLAGS", r"(\Seen \Flagged)")
        client.create("Elsewhere")
        client.uid("MOVE", "2", "Elsewhere")
        client.uid("STORE", "3", "+FLAGS", r"(\Deleted)")
        client.expunge()


def test_a_person_takes_mails_away_before_they_are_fetched(
    branch: Branch, proxy: Proxy, mails: Mails
) -> None:
    proxy.when(FETCH, lambda: interfere(branch, mails))
    assert branch.once().taken_in == NUMBER - 2
    with branch.desk.person("Elsewhere") as client:
        client.uid("MOVE", "1", "INBOX")  # thought better of it
    assert branch.once().taken_in == 1
    assert sum(branch.outcomes().values()) == NUMBER - 1
    assert branch.once().taken_in == 0


def test_a_person_takes_mails_away_before_they_are_marked(branch: Branch, proxy: Proxy, mails: Mails) -> None:
    proxy.when(MOVE, lambda: interfere(branch, mails))
    assert branch.once().taken_in == NUMBER
    assert branch.outcomes() == truth(mails)
    assert branch.once().taken_in == 0
    assert branch.standing("Elsewhere") == {"Elsewhere": 1}
    assert branch.outcomes() == truth(mails)


# ── what the server hands out in a mail's place ─────────────────────────────────────────────────


def stubbed(until: Callable[[], bool]) -> Callable[[bytes], bytes]:
    """What Exchange does with a mail that it cannot convert: a notice in its place, under its UID."""
    body = re.compile(rb"BODY\[\] \{\d+\}\r\n.*\)\r\n(?=\w+ OK)", re.DOTALL)

    def rewrite(data: bytes) -> bytes:
        notice = b"BODY[] {%d}\r\n%b)\r\n" % (len(STUB), STUB)
        return data if until() else body.sub(lambda _: notice, data)

    return rewrite


def test_a_mail_that_exchange_hands_out_only_later(branch: Branch, proxy: Proxy) -> None:
    ready = False
    proxy.rewrite = stubbed(lambda: ready)
    ((path, _),) = branch.months(1)
    report = path.read_bytes()  # in the body, so small that it comes in one piece
    branch.desk.put(report, when=imaplib.Time2Internaldate(time.time()).strip('"'))
    for _ in range(2):
        assert branch.once().taken_in == 0
        assert branch.outcomes() == {}
        assert branch.letters() == []
    ready = True
    assert branch.once().taken_in == 1
    with branch.open(read_only=True) as app:
        (sha256,) = app.store.mails()
        assert app.spool.read(sha256) == report
    assert branch.outcomes() == {"filed": 1}
    assert len(branch.letters()) == 1
    assert branch.once().taken_in == 0
