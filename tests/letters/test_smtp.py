"""Letters over real SMTP connections: plain, STARTTLS and TLS, passwords and tokens, refusals, and lines that break."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from collector.errors import MailboxError, SendError, SignInError, UsageError
from collector.letters.outbox import Sending, deliver
from collector.letters.policy import SendingLimits
from collector.letters.smtp import SmtpTransport
from collector.letters.smtp_refusals import refusal
from collector.model.letters import Letter
from collector.signin.account import Account
from collector.store.records import QueuedLetter
from collector.store.store import Store
from tests.letters.mailserver import Breaking, Office, TokenOffice, free_port, make_certificate, serving

NOW = datetime(2019, 1, 3, 7, 6, tzinfo=UTC)


def queued(
    number: int = 1, to: tuple[str, ...] = ("krabi@dla.example",), cc: tuple[str, ...] = ()
) -> QueuedLetter:
    raw = (
        f"From: =?utf-8?b?4LiB4Lij4Lih?=\r\n <helpcenter@dept.example>\r\nTo: {', '.join(to)}\r\nSubject: {number}\r\n"
        f"\r\nline\r\n.\r\n..two dots\r\n"
    ).encode()
    letter = Letter("acknowledgement", f"mail {number}", to, cc, str(number), f"<{number}@dept.example>", raw)
    return QueuedLetter(number, letter, "queued", 0, NOW, None, "", None)


def _sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"user", b"secret")
    return AuthResult(success=right, handled=right)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def plain(office: Office) -> Iterator[Account]:
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    yield Account("127.0.0.1", controller.port, "none")
    controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def _ca(certificate: Path) -> Path:
    return certificate.with_suffix(".crt")


def _says(secret: str) -> Callable[[], str]:
    return lambda: secret


# ── what is sent ────────────────────────────────────────────────────────────────────────────────


def test_letter_arrives_as_it_is(office: Office, plain: Account) -> None:
    sent = queued(cc=("chief@krabi.example",))
    with SmtpTransport(plain) as transport:
        assert transport.send(sent) == "250 2.0.0 Ok: queued as 4TqX"
    (taken,) = office.taken
    assert taken.mail_from == "helpcenter@dept.example"
    assert taken.rcpt_tos == ["krabi@dla.example", "chief@krabi.example"]
    assert taken.original_content == sent.letter.raw


def test_one_connection_for_many(office: Office, plain: Account) -> None:
    with SmtpTransport(plain) as transport:
        for number in range(5):
            transport.send(queued(number))
    assert len(office.taken) == 5
    assert len(office.sessions) == 1


def test_through_the_outbox(office: Office, plain: Account, tmp_path: Path) -> None:
    with Store(tmp_path) as store, SmtpTransport(plain) as transport:
        store.queue([queued(number).letter for number in range(3)], NOW)
        assert deliver(store, transport, SendingLimits(), NOW).sent == 3
        assert store.letters()[0].answer == "250 2.0.0 Ok: queued as 4TqX"
    assert len(office.taken) == 3


def test_starttls_and_password(office: Office, certificate: Path) -> None:
    controller = Controller(
        office, hostname="localhost", port=free_port(), tls_context=serving(certificate), require_starttls=True,
        authenticator=_sign_in, auth_required=True,
    )  # fmt: skip
    controller.start()
    try:
        account = Account(
            "localhost", controller.port, "starttls", "user", _says("secret"), ca_file=_ca(certificate)
        )
        with SmtpTransport(account) as transport:
            transport.send(queued())
        with SmtpTransport(replace(account, secret=_says("wrong"))) as transport:
            with pytest.raises(SendError, match="535") as caught:
                transport.open()
            assert not caught.value.permanent  # our mistake, not the letter's
            assert "outgoing.user" in str(caught.value)
        stranger = SmtpTransport(replace(account, ca_file=None))
        with stranger, pytest.raises(SendError, match="certificate"):
            stranger.open()
    finally:
        controller.stop()
    assert len(office.taken) == 1


def test_tls(office: Office, certificate: Path) -> None:
    controller = Controller(office, hostname="localhost", port=free_port(), ssl_context=serving(certificate))
    controller.start()
    try:
        with SmtpTransport(
            Account("localhost", controller.port, "tls", ca_file=_ca(certificate))
        ) as transport:
            transport.send(queued())
        other = SmtpTransport(Account("127.0.0.1", controller.port, "tls", ca_file=_ca(certificate)))
        with other, pytest.raises(SendError, match="certificate"):  # it is another machine's
            other.open()
    finally:
        controller.stop()
    assert len(office.taken) == 1


def test_server_without_starttls_is_not_used_in_the_clear(office: Office, plain: Account) -> None:
    with (
        SmtpTransport(Account(plain.host, plain.port, "starttls")) as transport,
        pytest.raises(SendError, match="STARTTLS"),
    ):
        transport.send(queued())
    assert office.taken == []


# ── what is refused ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 5.1.1 no such user", True), ("451 try later", False), ("552 full", True)]
)
def test_recipient_refused(office: Office, plain: Account, answer: str, permanent: bool) -> None:
    office.on_rcpt = lambda _: answer
    with SmtpTransport(plain) as transport:
        with pytest.raises(SendError, match=answer) as caught:
            transport.send(queued())
        assert caught.value.permanent is permanent
        office.on_rcpt = lambda _: "250 OK"
        transport.send(queued(2))
    assert len(office.taken) == 1
    assert len(office.sessions) == 1


def test_one_of_two_recipients_refused(office: Office, plain: Account) -> None:
    office.on_rcpt = lambda address: "550 unknown" if address.startswith("chief") else "250 OK"
    with SmtpTransport(plain) as transport:
        answer = transport.send(queued(cc=("chief@krabi.example",)))
    assert answer == "250 2.0.0 Ok: queued as 4TqX; chief@krabi.example refused: 550 unknown"


def test_all_refused_one_only_for_now(office: Office, plain: Account) -> None:
    office.on_rcpt = lambda address: "550 unknown" if address.startswith("chief") else "451 later"
    with SmtpTransport(plain) as transport, pytest.raises(SendError, match="451 later") as caught:
        transport.send(queued(cc=("chief@krabi.example",)))
    assert not caught.value.permanent


@pytest.mark.parametrize(("answer", "permanent"), [("554 5.6.0 spam", True), ("452 disk full", False)])
def test_content_refused(office: Office, plain: Account, answer: str, permanent: bool) -> None:
    office.on_data = answer
    with SmtpTransport(plain) as transport:
        with pytest.raises(SendError, match=answer) as caught:
            transport.send(queued())
        assert caught.value.permanent is permanent


def test_sender_refused_is_our_trouble(office: Office, plain: Account) -> None:
    office.on_mail = "553 5.7.1 sender address rejected"
    with SmtpTransport(plain) as transport:
        with pytest.raises(SendError, match="553") as caught:
            transport.send(queued())
        assert not caught.value.permanent


def test_line_that_breaks_is_taken_up_again(office: Office, plain: Account) -> None:
    with SmtpTransport(plain) as transport:
        transport.send(queued(1))
        assert transport._server is not None
        assert transport._server.sock is not None
        transport._server.sock.shutdown(2)
        with pytest.raises(SendError) as caught:
            transport.send(queued(2))
        assert not caught.value.permanent
        transport.send(queued(3))
    assert len(office.taken) == 2


def test_server_that_hangs_up_on_a_letter(office: Office, plain: Account) -> None:
    office.on_data = "421 closing"
    with SmtpTransport(plain) as transport:
        with pytest.raises(SendError, match="421") as caught:
            transport.send(queued())
        assert not caught.value.permanent


def test_nobody_listens() -> None:
    with SmtpTransport(Account("127.0.0.1", 1, "none")) as transport:
        with pytest.raises(SendError, match=r"127\.0\.0\.1:1: .*refused") as caught:
            transport.open()
        assert not caught.value.permanent


# ── settings ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]", "localhost", "LocalHost."])
def test_plain_connection_to_this_computer(host: str) -> None:
    assert SmtpTransport(Account(host, 25, "none")).account.host == host


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.5", "localhost.evil.example"])
def test_no_plain_connection_to_another_machine(host: str) -> None:
    with pytest.raises(UsageError, match="for this computer only"):
        SmtpTransport(Account(host, 25, "none"))


# ── sign-in with Microsoft ──────────────────────────────────────────────────────────────────────

BASIC_IS_OVER = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [SG2PR02CA0034.apcprd02.prod.outlook.com]"


@pytest.fixture
def outlook(certificate: Path) -> Iterator[tuple[TokenOffice, Account]]:
    office = TokenOffice("token-1")
    controller = Controller(
        office, hostname="localhost", port=free_port(), tls_context=serving(certificate), require_starttls=True,
        auth_required=True, auth_exclude_mechanism=["LOGIN", "PLAIN"],
    )  # fmt: skip
    controller.start()
    yield (
        office,
        Account(
            "localhost",
            controller.port,
            "starttls",
            "helpcenter@hotmail.example",
            _says("token-1"),
            "oauth2",
            _ca(certificate),
        ),
    )
    controller.stop()


def test_a_token_signs_in(outlook: tuple[TokenOffice, Account]) -> None:
    office, account = outlook
    with SmtpTransport(account) as transport:
        transport.send(queued())
        transport.send(queued(2))
    assert len(office.taken) == 2


def test_a_renewed_token_counts_at_the_next_connection(outlook: tuple[TokenOffice, Account]) -> None:
    office, account = outlook
    office.good = "token-2"
    handed = iter(["token-1", "token-2"])
    with SmtpTransport(replace(account, secret=lambda: next(handed))) as transport:
        with pytest.raises(SendError, match="535") as caught:
            transport.send(queued())
        assert not caught.value.permanent
        assert "token-1" not in str(caught.value)
        transport.send(queued())
    assert len(office.challenges) == 1
    assert len(office.taken) == 1


@pytest.mark.parametrize("error", [SignInError("run `collector login`"), MailboxError("no network")])
def test_without_a_token_letters_wait(error: MailboxError, outlook: tuple[TokenOffice, Account]) -> None:
    def none() -> str:
        raise error

    with SmtpTransport(replace(outlook[1], secret=none)) as transport:
        with pytest.raises(SendError, match=str(error)) as caught:
            transport.open()
        assert not caught.value.permanent


def test_a_server_that_takes_no_tokens(office: Office, plain: Account) -> None:
    transport = SmtpTransport(replace(plain, user="u", auth="oauth2", secret=_says("t")))
    with transport, pytest.raises(SendError, match="XOAUTH2"):
        transport.open()


@pytest.mark.parametrize(
    ("answer", "words", "ours"),
    [
        (BASIC_IS_OVER, 'auth = "oauth2"', True),
        ("550 5.7.30 Basic authentication is not supported for Client Submission.", 'auth = "oauth2"', True),
        ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "Authenticated SMTP", True),
        ("535 5.7.3 Authentication unsuccessful [X.prod.outlook.com]", "outgoing.user must be who", True),
        ("535 5.7.8 Username and Password not accepted. For more information, go to support.google.com - gsmtp", "app password", True),
        ("534 5.7.9 Application-specific password required.", "app password", True),
        ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", "department.address", True),
        ("554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message", "spam", True),
        ("550 5.4.5 Daily user sending limit exceeded. gsmtp", "tomorrow", True),
        ("550 5.1.1 no such user", "contacts.csv", False),
        ("552 5.2.2 mailbox full", "telephone", False),
        ("550 computer says no", "550 computer says no", False),
    ],
)  # fmt: skip
def test_refusals_are_explained(answer: str, words: str, ours: bool) -> None:
    meaning = refusal(answer)
    assert words in meaning.text
    assert meaning.text.startswith(answer)
    assert meaning.ours is ours


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 5.2.2 mailbox full"])
def test_nobody_is_told_to_look_after_a_strangers_address(answer: str) -> None:
    said = refusal(answer, stranger=True).text
    assert said.startswith(answer)
    assert "contacts.csv" not in said
    assert "telephone" not in said


def test_a_letter_to_a_stranger_fails_in_other_words(office: Office, plain: Account) -> None:
    office.on_rcpt = lambda _: "550 5.1.1 no such user"
    to_stranger = replace(queued(), letter=replace(queued().letter, stranger="x@y.example"))
    with SmtpTransport(plain) as transport:
        for outgoing, words in ((queued(), "contacts.csv"), (to_stranger, "registered for nothing")):
            with pytest.raises(SendError) as caught:
                transport.send(outgoing)
            assert words in str(caught.value)


def test_what_is_our_fault_makes_no_letter_fail(office: Office, plain: Account, tmp_path: Path) -> None:
    office.on_data = "550 5.7.60 SMTP; Client does not have permissions to send as this sender"
    with Store(tmp_path) as store, SmtpTransport(plain) as transport:
        store.queue([queued(number).letter for number in range(5)], NOW)
        report = deliver(store, transport, SendingLimits(), NOW)
        assert (report.failed, report.postponed) == (0, 3)
        assert "department.address" in report.unreachable


# ── a line that breaks while a letter is on it ──────────────────────────────────────────────────


def _all_passes(store: Store, account: Account) -> None:
    """Passes of the outbox until nothing waits any more."""
    moment = NOW
    for _ in range(40):
        with SmtpTransport(account) as transport:
            deliver(store, transport, SendingLimits(), moment)
        moment += timedelta(hours=7)


@pytest.mark.parametrize(
    ("instant", "times", "copies", "state"),
    [
        ("in the letter", 1, 1, "sent"),
        ("in the letter", 3, 1, "sent"),  # the server cannot have it: tried on
        ("before it has it", 1, 1, "sent"),
        ("before it says so", 1, 2, "sent"),  # repeated once, as nobody can know
        ("before it says so", 99, 2, "failed"),  # and no more than once
        ("before it has it", 99, 0, "failed"),
    ],
)
def test_a_broken_line_loses_nothing_and_repeats_at_most_once(
    instant: str, times: int, copies: int, state: str, tmp_path: Path
) -> None:
    server = Breaking(instant, times)
    letter = queued().letter
    # More than the line holds at once: else all of it is on its way before the line breaks.
    lines = 8000 if instant == "in the letter" else 1
    large = replace(letter, raw=letter.raw + (b"x" * 990 + b"\r\n") * lines)
    try:
        with Store(tmp_path) as store:
            store.queue([large], NOW)
            _all_passes(store, server.account)
            assert [item.state for item in store.letters()] == [state]
    finally:
        server.stop()
    assert len(server.taken) == copies
    assert len(set(server.taken)) <= 1  # the same letter, byte for byte, with the same Message-ID


def test_a_server_that_is_restarted_between_two_letters(office: Office, tmp_path: Path) -> None:
    port = free_port()
    servers = [Controller(office, hostname="127.0.0.1", port=port, ready_timeout=10) for _ in range(2)]
    servers[0].start()

    def restarting() -> bool:
        if len(office.taken) == 2 and servers[1].server is None:
            servers[0].stop()
            servers[1].start()
        return False

    with Store(tmp_path) as store, SmtpTransport(Account("127.0.0.1", port, "none")) as transport:
        store.queue([queued(number).letter for number in range(5)], NOW)
        report = deliver(store, transport, SendingLimits(), NOW, Sending(stop=restarting))
        assert (report.sent, report.postponed) == (4, 1)  # the one that met the dead line waits a minute
        assert deliver(store, transport, SendingLimits(), NOW + timedelta(minutes=1)).sent == 1
        assert [item.uncertain for item in store.letters()] == [0] * 5
    servers[1].stop()
    subjects = [message_from_bytes(taken.original_content or b"")["Subject"] for taken in office.taken]
    assert subjects == ["0", "1", "3", "4", "2"]  # each once


def test_the_letters_behind_a_broken_line_go_on(tmp_path: Path) -> None:
    server = Breaking("before it says so", 1)
    try:
        with Store(tmp_path) as store, SmtpTransport(server.account) as transport:
            store.queue([queued(number).letter for number in range(3)], NOW)
            report = deliver(store, transport, SendingLimits(), NOW)
            assert (report.sent, report.postponed) == (2, 1)
    finally:
        server.stop()
