"""Sending with Microsoft's tokens: one that the server refuses before its time is renewed once; after that nobody is pestered."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from collector.letters.outbox import deliver
from collector.letters.policy import SendingLimits
from collector.letters.smtp import SmtpTransport
from collector.signin.account import Account
from collector.signin.microsoft import Invitation, Registration, Tokens
from collector.store.store import Store
from tests.letters.mailserver import TokenOffice, free_port, make_certificate, serving
from tests.letters.test_outbox import letter
from tests.signin.authority import ACCOUNT, CLIENT, Authority, in_microsofts_place, refusal

NOW = datetime(2019, 1, 3, 7, 6, tzinfo=UTC)
HALF_AN_HOUR = 1800


@dataclass
class Post:
    """Letters that wait, the server that takes them, and Microsoft."""

    store: Store
    server: TokenOffice
    account: Account
    microsoft: Authority

    def send(self, moment: datetime = NOW) -> str:
        """One pass; why nothing could be sent."""
        with SmtpTransport(self.account) as transport:
            return deliver(self.store, transport, SendingLimits(), moment).unreachable


def nobody(_: Invitation) -> None:
    """Reads no invitation."""


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Somebody signed in half an hour ago."""
    certificate = make_certificate(tmp_path)
    server = TokenOffice("nothing yet", ACCOUNT)
    controller = Controller(
        server, hostname="localhost", port=free_port(), tls_context=serving(certificate), require_starttls=True,
        auth_required=True, auth_exclude_mechanism=["LOGIN", "PLAIN"],
    )  # fmt: skip
    authority = in_microsofts_place(tmp_path / "authority", monkeypatch)
    with authority as microsoft, Store(tmp_path / "data") as store:
        Tokens(Registration(CLIENT, imap=False), tmp_path).sign_in(nobody)
        tokens = Tokens(Registration(CLIENT, imap=False), tmp_path, lambda: time.time() + HALF_AN_HOUR)
        controller.start()
        account = Account(
            "localhost", controller.port, "starttls", ACCOUNT, tokens, "oauth2", certificate.with_suffix(".crt")
        )  # fmt: skip
        store.queue([letter(1), letter(2)], NOW)
        yield Post(store, server, account, microsoft)
        controller.stop()


def test_a_token_that_was_withdrawn_is_renewed_and_the_letters_leave_at_once(post: Post) -> None:
    post.server.good = f"access-secret-{len(post.microsoft.issued) + 1}"  # the one that comes next
    assert post.send() == ""
    assert len(post.server.challenges) == 1
    assert post.microsoft.grants().count("refresh_token") == 1
    assert post.store.letter_counts()["sent"] == 2


def test_a_server_that_takes_none_of_them_is_asked_no_more_than_twice(post: Post) -> None:
    assert "535" in post.send()
    assert len(post.server.challenges) == 2
    assert post.microsoft.grants().count("refresh_token") == 1
    assert [item.attempts for item in post.store.letters("queued")] == [0, 0]


def test_a_sign_in_that_is_refused_for_good_is_not_asked_for_again(post: Post) -> None:
    post.microsoft.refuse = refusal("invalid_grant", 70000, "The user revoked access")
    for minutes in range(5):
        assert "collector login" in post.send(NOW + timedelta(minutes=minutes))
    assert post.microsoft.grants().count("refresh_token") == 1
    assert len(post.server.challenges) == 1  # with the token that there was
    assert post.store.letter_counts()["queued"] == 2
