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

from collector import retry_pauses
from collector.demo.mailbox import DemoMail
from collector.errors import MailboxError
from tests.mailbox.dovecot_folder import STUB
from tests.mailbox.imap_office import FOLDERS, RECEIVED, ImapOffice, moved, truth
from tests.mailbox.proxy import Proxy, proxied

FETCH, MOVE = b"BODY.PEEK", b" MOVE "
Mails = list[tuple[Path, DemoMail]]
NUMBER = 12


@pytest.fixture
def proxy(imap_office: ImapOffice) -> Iterator[Proxy]:
    """The line between the department and its server."""
    with proxied(imap_office.dovecot_folder.server.port) as made:
        imap_office.configure(made.port)
        yield made


@pytest.fixture
def mails(imap_office: ImapOffice) -> Mails:
    """Mails that wait in the mailbox, and what should become of them."""
    found = imap_office.months(NUMBER)
    imap_office.deliver([path for path, _ in found])
    return found


def settled(imap_office: ImapOffice, mails: Mails) -> None:
    """All is as if nothing had happened, and stays so."""
    for _ in range(2):
        assert imap_office.outcomes() == truth(mails)
        assert imap_office.standing(*FOLDERS) == moved(truth(mails))
        assert imap_office.once().taken_in == 0


def restarted(imap_office: ImapOffice) -> None:
    imap_office.dovecot_folder.server.stop()
    imap_office.dovecot_folder.server.start()


# ── the line ────────────────────────────────────────────────────────────────────────────────────


def test_cut_in_the_middle_of_a_fetch(imap_office: ImapOffice, proxy: Proxy, mails: Mails) -> None:
    proxy.when(FETCH, lambda: setattr(proxy, "cut_after", 50_000))
    assert imap_office.once().taken_in == NUMBER  # over another connection
    assert proxy.connections == 2
    settled(imap_office, mails)


def test_silent_in_the_middle_of_a_fetch(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(retry_pauses.mailbox_numbers()["patience"], "answer", 3.0)
    proxy.when(FETCH, lambda: setattr(proxy, "swallow", True))
    with pytest.raises(MailboxError, match="no answer within 3 seconds"):
        imap_office.once()
    assert proxy.connections == 2  # one more try, then it is left to the next pass
    assert imap_office.outcomes() == {}
    proxy.swallow = False
    imap_office.once()
    settled(imap_office, mails)


def test_cut_before_the_server_hears_of_a_move(imap_office: ImapOffice, proxy: Proxy, mails: Mails) -> None:
    proxy.cut_at = lambda data: MOVE in data
    imap_office.once()
    assert imap_office.outcomes() == truth(mails)
    assert imap_office.standing(RECEIVED) == {RECEIVED: 0}
    imap_office.once()
    settled(imap_office, mails)


def test_cut_after_a_move_before_its_answer(imap_office: ImapOffice, proxy: Proxy, mails: Mails) -> None:
    proxy.cut_before = lambda data: b"COPYUID" in data
    imap_office.once()
    assert imap_office.outcomes() == truth(mails)
    assert NUMBER > imap_office.standing("INBOX")["INBOX"] > moved(truth(mails))["INBOX"]
    imap_office.once()
    settled(imap_office, mails)


# ── the server ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("moment", [b"SEARCH", FETCH, MOVE])
def test_restarted_in_the_middle_of_a_pass(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails, moment: bytes
) -> None:
    again = threading.Event()
    proxy.when(moment, lambda: (restarted(imap_office), again.set()))
    with contextlib.nullcontext() if moment == MOVE else contextlib.suppress(MailboxError):
        imap_office.once()
    assert again.wait(600)
    imap_office.once()
    settled(imap_office, mails)


def test_down_in_the_middle_of_a_pass_and_up_again_later(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails
) -> None:
    down = threading.Event()
    proxy.when(FETCH, lambda: (imap_office.dovecot_folder.server.stop(), down.set()))
    try:
        with pytest.raises(MailboxError):
            imap_office.once()
        assert down.wait(600)
        with pytest.raises(MailboxError):
            imap_office.once()
    finally:
        imap_office.dovecot_folder.server.start()
    imap_office.once()
    settled(imap_office, mails)


def test_the_folder_is_replaced_in_the_middle_of_a_pass(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails
) -> None:
    """Another UIDVALIDITY with the same mails: none is filed or answered twice."""
    (imap_office.folder / "config.toml").write_text(
        (imap_office.folder / "config.toml")
        .read_text("utf-8")
        .replace("[mailbox]", '[mailbox]\nfolder = "Reports"')
    )
    imap_office.environ["COLLECTOR_MAILBOX__AFTER"] = "leave"
    with imap_office.dovecot_folder.person() as client:
        client.create("Reports")
        client.copy("1:*", "Reports")

    def replace() -> None:
        with imap_office.dovecot_folder.person() as client:
            client.delete("Reports")
            client.create("Reports")
            client.copy("1:*", "Reports")

    proxy.when(FETCH, replace)
    with contextlib.suppress(MailboxError):  # unless the server still had all of them at hand
        imap_office.once()
    imap_office.once()
    replace()
    assert imap_office.once().taken_in == NUMBER  # other names; the bytes are known
    assert imap_office.outcomes() == truth(mails)
    assert imap_office.once().taken_in == 0


# ── people ──────────────────────────────────────────────────────────────────────────────────────


def interfere(imap_office: ImapOffice, mails: Mails) -> None:
    """Reads and flags all, and takes the second mail into another folder; the third is deleted."""
    with imap_office.dovecot_folder.person() as client:
        client.store("1:*", "+FLAGS", r"(\Seen \Flagged)")
        client.create("Elsewhere")
        client.uid("MOVE", "2", "Elsewhere")
        client.uid("STORE", "3", "+FLAGS", r"(\Deleted)")
        client.expunge()


def test_a_person_takes_mails_away_before_they_are_fetched(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails
) -> None:
    proxy.when(FETCH, lambda: interfere(imap_office, mails))
    assert imap_office.once().taken_in == NUMBER - 2
    with imap_office.dovecot_folder.person("Elsewhere") as client:
        client.uid("MOVE", "1", "INBOX")  # thought better of it
    assert imap_office.once().taken_in == 1
    assert sum(imap_office.outcomes().values()) == NUMBER - 1
    assert imap_office.once().taken_in == 0


def test_a_person_takes_mails_away_before_they_are_marked(
    imap_office: ImapOffice, proxy: Proxy, mails: Mails
) -> None:
    proxy.when(MOVE, lambda: interfere(imap_office, mails))
    assert imap_office.once().taken_in == NUMBER
    assert imap_office.outcomes() == truth(mails)
    assert imap_office.once().taken_in == 0
    assert imap_office.standing("Elsewhere") == {"Elsewhere": 1}
    assert imap_office.outcomes() == truth(mails)


# ── what the server hands out in a mail's place ─────────────────────────────────────────────────


def stubbed(until: Callable[[], bool]) -> Callable[[bytes], bytes]:
    """What Exchange does with a mail that it cannot convert: a notice in its place, under its UID."""
    body = re.compile(rb"BODY\[\] \{\d+\}\r\n.*\)\r\n(?=\w+ OK)", re.DOTALL)

    def rewrite(data: bytes) -> bytes:
        notice = b"BODY[] {%d}\r\n%b)\r\n" % (len(STUB), STUB)
        return data if until() else body.sub(lambda _: notice, data)

    return rewrite


def test_a_mail_that_exchange_hands_out_only_later(imap_office: ImapOffice, proxy: Proxy) -> None:
    ready = False
    proxy.rewrite = stubbed(lambda: ready)
    ((path, _),) = imap_office.months(1)
    report = path.read_bytes()  # in the body, so small that it comes in one piece
    imap_office.dovecot_folder.put(report, when=imaplib.Time2Internaldate(time.time()).strip('"'))
    for _ in range(2):
        assert imap_office.once().taken_in == 0
        assert imap_office.outcomes() == {}
        assert imap_office.letters() == []
    ready = True
    assert imap_office.once().taken_in == 1
    with imap_office.open(read_only=True) as app:
        (sha256,) = app.store.mails()
        assert app.spool.read(sha256) == report
    assert imap_office.outcomes() == {"filed": 1}
    assert len(imap_office.letters()) == 1
    assert imap_office.once().taken_in == 0
