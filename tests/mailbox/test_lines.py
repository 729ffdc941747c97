"""Lines that break, go silent or come back; waiting for news over them."""

import re
import threading
import time

import pytest
import structlog

from collector.errors import MailboxError
from collector.mailbox.imap_account import ImapTimeouts
from tests.mailbox.dovecot_folder import DovecotFolder, nothing, read, written
from tests.mailbox.proxy import proxied

AT_MOST = 30.0  # seconds from something to the news of it, at once on an idle machine; no IDLE ends sooner by itself
LONG = 600  # how long a mailbox is told to wait for what comes at once
BRISK = ImapTimeouts(answer=3.0, idle=5.0)


class Later:
    """Something that happens while the mailbox waits."""

    def __init__(self, seconds: float, deed: "threading.Event | object") -> None:
        self.done_at = 0.0
        self._seconds, self._deed = seconds, deed

    def __enter__(self) -> "Later":
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _run(self) -> None:
        time.sleep(self._seconds)
        self._deed()  # type: ignore[operator]
        self.done_at = time.monotonic()


def test_a_cut_in_the_middle_of_a_fetch(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(*(written(number, 5_000) for number in range(220)))
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port)
        chunks = mailbox.waiting(nothing)
        first = next(chunks)
        proxy.cut_after = 30_000
        rest = [mail for group in chunks for mail in group]
        assert proxy.connections == 2
    assert [mail.data for mail in (*first, *rest)] == [written(number, 5_000) for number in range(220)]


def test_a_mail_at_which_the_server_always_fails_does_not_stop_the_others(
    dovecot_folder: DovecotFolder,
) -> None:
    dovecot_folder.put(written(1), written(2, 3333), written(3))
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port)

        def fail(data: bytes) -> bytes:
            if b"{3333}" in data:
                proxy.cut()
                return b""
            return data

        proxy.rewrite = fail
        assert [mail.data for mail in read(mailbox)] == [written(1), written(3)]
        assert mailbox.missing(nothing) == 3


@pytest.mark.parametrize("nothing_given", [b"NIL", b'""', b"{0}\r\n"])
def test_a_mail_of_which_the_server_gives_nothing_is_told_of_and_comes_later(
    dovecot_folder: DovecotFolder, nothing_given: bytes
) -> None:
    dovecot_folder.put(written(1), written(2, 3333), written(3))

    def empty(data: bytes) -> bytes:
        return re.sub(rb"\{3333\}\r\n.{3333}", nothing_given, data, flags=re.DOTALL)

    with proxied(dovecot_folder.server.port, rewrite=empty) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port)
        with structlog.testing.capture_logs() as logged:
            assert [mail.data for mail in read(mailbox)] == [written(1), written(3)]
        told = [(line["event"], line["mails"]) for line in logged]
        assert told == [("mails-cannot-be-fetched", 1)]
        assert mailbox.missing(nothing) == 3
        proxy.rewrite = lambda data: data
        assert [mail.data for mail in read(mailbox)] == [written(1), written(2, 3333), written(3)]


def test_a_mail_that_the_server_refuses_to_hand_out(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2, 3333), written(3))

    def refuse(data: bytes) -> bytes:
        if b"{3333}" in data:
            tag = re.findall(rb"(?m)^(\w{4}\d+) OK ", data)[-1]
            return tag + b" NO [SERVERBUG] The message could not be converted\r\n"
        return data

    with proxied(dovecot_folder.server.port, rewrite=refuse) as proxy:
        assert [mail.data for mail in read(dovecot_folder.mailbox(port=proxy.port))] == [
            written(1),
            written(3),
        ]


def test_the_server_is_restarted_between_two_looks(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    mailbox = dovecot_folder.mailbox()
    known = read(mailbox)
    dovecot_folder.server.stop()
    with pytest.raises(MailboxError, match="connection refused"):
        read(mailbox)
    dovecot_folder.server.start()
    dovecot_folder.put(written(2))
    assert [mail.data for mail in read(mailbox, known)] == [written(2)]


def test_a_line_that_died_between_two_looks_is_replaced(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port)
        known = read(mailbox)
        proxy.cut()
        dovecot_folder.put(written(2))
        assert [mail.data for mail in read(mailbox, known)] == [written(2)]


def test_a_line_that_swallows_everything_is_noticed(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port, patience=BRISK)
        read(mailbox)
        proxy.swallow = True
        start = time.monotonic()
        with pytest.raises(MailboxError, match="no answer within 3 seconds"):
            read(mailbox)
        assert time.monotonic() - start < 30 * BRISK.answer
        proxy.swallow = False
        assert len(read(mailbox)) == 1


# ── waiting ─────────────────────────────────────────────────────────────────────────────────────


def test_news_of_a_mail_comes_at_once_over_plain_lines_and_tls(dovecot_folder: DovecotFolder) -> None:
    tls = {
        "security": "tls", "host": "localhost", "port": dovecot_folder.server.tls_port, "ca_file": dovecot_folder.server.certificate
    }  # fmt: skip
    for number, way in enumerate(({}, tls)):
        mailbox = dovecot_folder.mailbox(patience=ImapTimeouts(60.0, 300.0), **way)
        known = read(mailbox)
        with Later(0.5, lambda number=number: dovecot_folder.put(written(number))) as later:
            assert mailbox.wait(LONG, threading.Event())
            assert time.monotonic() - later.done_at < AT_MOST
        assert [mail.data for mail in read(mailbox, known)] == [written(number)]
        mailbox.close()


def test_nothing_new(dovecot_folder: DovecotFolder) -> None:
    mailbox = dovecot_folder.mailbox(patience=ImapTimeouts(60.0, 0.4))  # several IDLEs in the time
    read(mailbox)
    start = time.monotonic()
    assert not mailbox.wait(1.5, threading.Event())
    assert 1.4 < time.monotonic() - start < 1.5 + AT_MOST
    assert read(mailbox) == []


def test_a_mail_that_came_before_the_waiting_began_is_news(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    mailbox = dovecot_folder.mailbox()
    known = read(mailbox)
    dovecot_folder.put(written(2))
    assert mailbox.wait(LONG, threading.Event())
    assert len(read(mailbox, known)) == 1
    assert not mailbox.wait(0.5, threading.Event())


def test_waiting_ends_when_told_to_stop(dovecot_folder: DovecotFolder) -> None:
    mailbox = dovecot_folder.mailbox()
    read(mailbox)
    stop = threading.Event()
    with Later(0.3, stop.set):
        start = time.monotonic()
        assert not mailbox.wait(LONG, stop)
        assert time.monotonic() - start < AT_MOST


def test_a_server_without_idle_is_waited_for(dovecot_folder: DovecotFolder) -> None:
    with proxied(dovecot_folder.server.port, rewrite=lambda data: data.replace(b" IDLE", b"")) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port)
        read(mailbox)
        start = time.monotonic()
        assert not mailbox.wait(0.5, threading.Event())
        assert 0.4 < time.monotonic() - start < 0.5 + AT_MOST


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_cut_in_the_middle_of_idle_is_noticed_and_asks_for_a_look(
    dovecot_folder: DovecotFolder, security: str
) -> None:
    port = dovecot_folder.server.port if security == "none" else dovecot_folder.server.tls_port
    with proxied(port) as proxy:
        mailbox = dovecot_folder.mailbox(
            port=proxy.port, host="localhost", security=security, ca_file=dovecot_folder.server.certificate
        )
        read(mailbox)
        with Later(0.5, proxy.cut):
            start = time.monotonic()
            assert mailbox.wait(LONG, threading.Event())
            assert time.monotonic() - start < 5 + AT_MOST  # the first pause is five seconds at most
        dovecot_folder.put(written(1))
        assert len(read(mailbox)) == 1


def test_a_line_that_goes_silent_in_idle_is_noticed(dovecot_folder: DovecotFolder) -> None:
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(port=proxy.port, patience=ImapTimeouts(answer=3.0, idle=1.0))
        read(mailbox)
        proxy.swallow = True
        start = time.monotonic()
        assert mailbox.wait(LONG, threading.Event())
        assert time.monotonic() - start < LONG / 2
        proxy.swallow = False
        assert read(mailbox) == []
