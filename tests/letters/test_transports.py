"""Letters over real SMTP connections: plain, STARTTLS and TLS, signing in, refusals, and lines that break."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from collector.errors import ConfigError, SendError, UsageError
from collector.filing.records import QueuedLetter
from collector.filing.store import Store
from collector.letters.outbox import deliver
from collector.letters.policy import Limits
from collector.letters.transports import Account, SmtpTransport
from collector.model import Letter
from collector.settings import SmtpOutgoing

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


class Office:
    """A mail server that keeps what it takes and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.sessions: set[int] = set()
        self.on_rcpt: Callable[[str], str] = lambda _: "250 OK"
        self.on_mail = "250 OK"
        self.on_data = "250 2.0.0 Ok: queued as 4TqX"

    async def handle_MAIL(  # noqa: N802 - the name that aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.on_mail

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.sessions.add(id(session))
        if self.on_data.startswith("2"):
            self.taken.append(envelope)
        return self.on_data


def _sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"user", b"secret")
    return AuthResult(success=right, handled=right)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def plain(office: Office) -> Iterator[Account]:
    controller = Controller(office, hostname="127.0.0.1", port=_free_port(), ready_timeout=10)
    controller.start()
    yield Account("127.0.0.1", controller.port, "none")
    controller.stop()


def _free_port() -> int:
    """The controller asks for a port that it can name, so a free one is found first."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for localhost, made by OpenSSL."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl (Debian package openssl)")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [*words.split(), "-keyout", path, "-out", path.with_suffix(".crt")], check=True, capture_output=True
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


def _trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate.with_suffix(".crt")))


def _serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


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
        assert deliver(store, transport, Limits(), NOW).sent == 3
        assert store.letters()[0].answer == "250 2.0.0 Ok: queued as 4TqX"
    assert len(office.taken) == 3


def test_starttls_and_password(office: Office, certificate: Path) -> None:
    controller = Controller(
        office, hostname="localhost", port=_free_port(), tls_context=_serving(certificate), require_starttls=True,
        authenticator=_sign_in, auth_required=True,
    )  # fmt: skip
    controller.start()
    try:
        account = Account("localhost", controller.port, "starttls", "user", "secret")
        with SmtpTransport(account, _trusting(certificate)) as transport:
            transport.send(queued())
        wrong = Account("localhost", account.port, "starttls", "user", "wrong")
        with SmtpTransport(wrong, _trusting(certificate)) as transport:
            with pytest.raises(SendError, match="535") as caught:
                transport.open()
            assert not caught.value.permanent  # our mistake, not the letter's
        with SmtpTransport(account) as stranger, pytest.raises(SendError, match="certificate"):
            stranger.open()
    finally:
        controller.stop()
    assert len(office.taken) == 1


def test_tls(office: Office, certificate: Path) -> None:
    controller = Controller(
        office, hostname="localhost", port=_free_port(), ssl_context=_serving(certificate)
    )
    controller.start()
    try:
        with SmtpTransport(Account("localhost", controller.port, "tls"), _trusting(certificate)) as transport:
            transport.send(queued())
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


def test_from_settings(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret\n")
    given = {"type": "smtp", "host": "mail.example", "user": "user", "password_file": tmp_path / "password"}
    transport = SmtpTransport.from_settings(SmtpOutgoing.model_validate(given))
    assert transport.account == Account("mail.example", 465, "tls", "user", "secret")
    (tmp_path / "password").unlink()
    with pytest.raises(ConfigError):
        SmtpTransport.from_settings(
            SmtpOutgoing.model_construct(
                **{
                    **SmtpOutgoing.model_validate(
                        {"type": "smtp", "host": "mail.example", "user": "user"}
                    ).model_dump(),
                    "password_file": tmp_path / "password",
                }
            )
        )


def test_oauth_is_refused_in_plain_words() -> None:
    with pytest.raises(UsageError, match="oauth2"):
        SmtpTransport.from_settings(SmtpOutgoing(type="smtp", host="mail.example", auth="oauth2"))
