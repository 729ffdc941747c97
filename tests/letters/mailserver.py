"""Mail servers for tests, on this computer: one that answers as told, one that takes tokens, one that hangs up."""

import base64
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from collector.letters.smtp import Account


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


def free_port() -> int:
    """The controller asks for a port that it can name, so a free one is found first."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def make_certificate(folder: Path) -> Path:
    """A key and a certificate for localhost, made by OpenSSL."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl (Debian package openssl)")
    path = folder / "both.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [*words.split(), "-keyout", path, "-out", path.with_suffix(".crt")], check=True, capture_output=True
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


class Renaming(Office):
    """A server that gives every letter a Message-ID of its own and tells the sender's nowhere that a reply goes to.

    So does Outlook.com, which keeps the sender's as X-Microsoft-Original-Message-ID.
    """

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        own = f"\r\nMessage-ID: <{len(self.taken)}@TYZPR04MB0001.prod.outlook.com>\r\n".encode()
        envelope.content = re.sub(rb"\r\nMessage-ID: [^\r]*\r\n", own, envelope.content, count=1)
        return await super().handle_DATA(server, session, envelope)


class TokenOffice(Office):
    """A server that takes tokens (SASL XOAUTH2), as smtp-mail.outlook.com does."""

    def __init__(self, good: str, user: str = "helpcenter@hotmail.example") -> None:
        super().__init__()
        self.good, self.user = good, user
        self.challenges: list[str] = []

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:  # noqa: N802
        user, _, bearer = base64.b64decode(arguments[1]).decode().partition("\1auth=Bearer ")
        if (user, bearer) == (f"user={self.user}", f"{self.good}\1\1"):
            return AuthResult(success=True, auth_data=LoginPassword(user.encode(), b""))
        challenge = base64.b64encode(b'{"status":"401"}').decode()
        self.challenges.append(str(await server.challenge_auth(challenge, encode_to_b64=False)))
        return AuthResult(success=False, handled=False, message="535 5.7.3 Authentication unsuccessful")


class Breaking:
    """A mail server on a bare socket that hangs up at a chosen instant, as often as it is told."""

    def __init__(self, instant: str, times: int) -> None:
        self.instant, self.times = instant, times
        self.taken: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.account = Account("127.0.0.1", self._listener.getsockname()[1], "none")
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                self._talk(line, heard)

    def _talk(self, line: socket.socket, heard: IO[bytes]) -> None:
        def say(text: bytes) -> None:
            line.sendall(text + b"\r\n")

        say(b"220 here")
        for command in iter(heard.readline, b""):
            if not command.upper().startswith(b"DATA"):
                say(b"250 ok")
                continue
            say(b"354 go on")
            if self._breaks("in the letter"):
                heard.read(10)
                return
            letter = b"".join(iter(heard.readline, b".\r\n"))
            if self._breaks("before it has it"):
                return
            self.taken.append(letter)
            if self._breaks("before it says so"):
                return
            say(b"250 2.0.0 queued")

    def _breaks(self, instant: str) -> bool:
        if instant != self.instant or not self.times:
            return False
        self.times -= 1
        return True
