"""A mailbox that is signed in to with Microsoft's tokens: they run out, are withdrawn, or are refused until a person acts."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.signin.microsoft import Invitation, Registration, Tokens
from tests.daemon.running import PATIENCE, Daemon, wait_for
from tests.e2e.office import ONE, word_mail
from tests.mailbox.imap_office import ImapOffice
from tests.mailbox.proxy import Proxy, proxied
from tests.mailbox.running import BRISK
from tests.signin.authority import CLIENT, Authority, in_microsofts_place, refusal

HALF_AN_HOUR = 1800
SHORT = 303  # the lifetime of a token that counts as run out after three seconds
MORE = f"""[microsoft]
client_id = "{CLIENT}"
[daemon]
poll_seconds = 1
[reminders]
enabled = false
"""


@pytest.fixture
def microsoft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    with in_microsofts_place(tmp_path / "authority", monkeypatch) as authority:
        yield authority


@pytest.fixture
def withdrawn(imap_office: ImapOffice, microsoft: Authority, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Tokens that the mailbox's server takes no more; it takes all others that Microsoft gave out."""
    tokens: set[str] = set()

    def granted(token: str) -> str:
        return imap_office.dovecot_folder.user if token in set(microsoft.issued) - tokens else ""

    monkeypatch.setattr(imap_office.dovecot_folder.server, "granted", granted)
    return tokens


@pytest.fixture
def proxy(imap_office: ImapOffice) -> Iterator[Proxy]:
    with proxied(imap_office.dovecot_folder.server.port) as made:
        imap_office.configure(made.port, more=MORE)
        path = imap_office.folder / "config.toml"
        text = path.read_text("utf-8").replace('password_file = "password.txt"', 'auth = "oauth2"')
        path.write_text(text, "utf-8")
        yield made


def sign_in(imap_office: ImapOffice) -> None:
    """As `collector login` does."""

    def nobody(_: Invitation) -> None:
        pass

    registration = Registration(CLIENT, smtp=False)
    Tokens(registration, imap_office.folder / "data").sign_in(nobody)


def answered(imap_office: ImapOffice, number: int) -> bool:
    return wait_for(lambda: len(imap_office.letters()) == number)


def has_run_out(microsoft: Authority) -> bool:
    return time.monotonic() > microsoft.issued_at + 3.5


def access_tokens(microsoft: Authority) -> list[str]:
    return [token for token in microsoft.issued if token.startswith("access")]


def test_a_token_that_runs_out_in_the_middle_of_a_session(
    imap_office: ImapOffice, microsoft: Authority, withdrawn: set[str], proxy: Proxy
) -> None:
    microsoft.lifetime = SHORT
    sign_in(imap_office)
    with Daemon(imap_office.folder, program=BRISK) as daemon:
        imap_office.dovecot_folder.put(word_mail(ONE, 1))
        assert answered(imap_office, 1)
        assert wait_for(lambda: has_run_out(microsoft))
        withdrawn |= set(microsoft.issued)
        ended = (
            threading.Event()
        )  # Exchange ends the session with the token, while nothing else is asked of it
        proxy.when(b" IDLE", lambda: (proxy.cut(), ended.set()))
        assert ended.wait(PATIENCE)
        imap_office.dovecot_folder.put(word_mail(ONE, 2))
        assert answered(imap_office, 2)
        daemon.stop()
    assert len(access_tokens(microsoft)) > 1
    assert not daemon.events("fetch-failed")
    assert "Traceback" not in daemon.log()


def test_a_token_that_is_withdrawn_before_its_time(
    imap_office: ImapOffice,
    microsoft: Authority,
    withdrawn: set[str],
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long_ago = time.time() - HALF_AN_HOUR
    with monkeypatch.context() as earlier:
        earlier.setattr(time, "time", lambda: long_ago)
        sign_in(imap_office)
    withdrawn |= set(microsoft.issued)
    imap_office.dovecot_folder.put(word_mail(ONE, 1))
    assert imap_office.once().taken_in == 1
    assert len(access_tokens(microsoft)) == 2
    assert len(imap_office.letters()) == 1


def test_a_sign_in_that_is_refused_until_a_person_signs_in_again(
    imap_office: ImapOffice, microsoft: Authority, withdrawn: set[str], proxy: Proxy
) -> None:
    microsoft.lifetime = SHORT
    sign_in(imap_office)
    with Daemon(imap_office.folder, program=BRISK) as daemon:
        assert wait_for((imap_office.folder / "data" / "heartbeat").exists)
        asked = len(microsoft.grants())
        microsoft.refuse = refusal("invalid_grant", 70000, "The user revoked access")
        assert wait_for(lambda: has_run_out(microsoft))
        withdrawn |= set(microsoft.issued)
        proxy.cut()
        imap_office.dovecot_folder.put(word_mail(ONE, 1))
        assert wait_for(lambda: any(event["kind"] == "sign-in" for event in daemon.events("alert")))
        assert wait_for(lambda: len(daemon.events("fetch-failed")) >= 3)
        assert len(microsoft.grants()) == asked + 1  # who asks each minute gets blocked
        microsoft.refuse = None
        sign_in(imap_office)
        assert wait_for(lambda: any(event["kind"] == "sign-in" for event in daemon.events("alert-over")))
        assert wait_for(lambda: "krabi@local.example" in {letter["To"] for letter in imap_office.letters()})
        daemon.stop()
    assert "Traceback" not in daemon.log()
