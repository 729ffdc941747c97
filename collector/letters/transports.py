"""A letter → a file in a folder, or a mail handed to a server (RFC 5321, RFC 6409); knows no outbox and no limits."""

import contextlib
import hashlib
import ipaddress
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Self

from collector.errors import SendError, UsageError
from collector.letters.outbox import Queued
from collector.passwords import password_of
from collector.settings import SmtpOutgoing

_SECONDS = 60.0  # RFC 5321, 4.5.3.2 allows minutes; a daemon with other work does not wait so long


class FolderTransport:
    """Writes each letter as one `.eml` file; the same letter again replaces its own file."""

    repeatable = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> None:
        """Makes the folder; SendError when that fails."""
        with _file_faults(self.path):
            self.path.mkdir(parents=True, exist_ok=True)

    def send(self, queued: Queued) -> str:
        """Writes the letter under a name made from it alone: `20190103T070600Z-returned-1f2e3d4c5b.eml`."""
        token = hashlib.sha256(queued.letter.message_id.encode()).hexdigest()[:10]
        name = f"{queued.created.astimezone(UTC):%Y%m%dT%H%M%SZ}-{queued.letter.kind}-{token}.eml"
        part = self.path / f".{name}.part"
        with _file_faults(self.path):
            with part.open("wb") as file:
                file.write(queued.letter.raw)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path / name)
        return name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Account:
    """A mail server and how to sign in to it."""

    host: str
    port: int
    security: str = "tls"  # tls | starttls | none
    user: str = ""
    password: str = ""


class SmtpTransport:
    """Hands letters to a mail server, over one connection for many."""

    repeatable = False

    def __init__(self, account: Account, trust: ssl.SSLContext | None = None) -> None:
        """`trust` replaces the system's certificates; UsageError for an unprotected connection to another machine."""
        if account.security == "none" and not _is_loopback(account.host):
            raise UsageError(f'outgoing.security = "none" is for this computer only, not for {account.host}')
        self.account = account
        self._trust = trust or ssl.create_default_context()
        self._server: smtplib.SMTP | None = None

    @classmethod
    def from_settings(cls, outgoing: SmtpOutgoing) -> Self:
        """The transport that the settings ask for; ConfigError when its password cannot be had."""
        if outgoing.auth != "password":
            raise UsageError('outgoing.auth = "oauth2" cannot be used yet; use "password"')
        password = password_of(outgoing) if outgoing.user else ""
        return cls(Account(outgoing.host, outgoing.usual_port, outgoing.security, outgoing.user, password))

    def open(self) -> None:
        """Connects and signs in. A server that refuses is our trouble, not a letter's: SendError, not permanent."""
        if self._server is None:
            try:
                self._server = self._connected()
            except (smtplib.SMTPException, OSError) as error:
                raise SendError(
                    f"{self.account.host}:{self.account.port}: {_told(error)}", permanent=False
                ) from error

    def send(self, queued: Queued) -> str:
        """Hands over one letter and returns the server's answer.

        The envelope's sender is the department's own address (RFC 3834, 3.3 would have it empty, but mailbox
        providers insist on it): what bounces comes to the mailbox, is recognised there and shows in the summary.
        """
        self.open()
        assert self._server is not None
        letter = queued.letter
        sender = parseaddr(str(BytesHeaderParser().parsebytes(letter.raw)["From"]))[1]
        try:
            return _handed_over(self._server, sender, (*letter.to, *letter.cc), letter.raw)
        except smtplib.SMTPResponseException as error:
            permanent = 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPSenderRefused)
            self._start_over()
            raise SendError(_told(error), permanent=permanent) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise SendError(_told(error), permanent=False) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _connected(self) -> smtplib.SMTP:
        account = self.account
        if account.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                account.host, account.port, timeout=_SECONDS, context=self._trust
            )
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=_SECONDS)
        try:
            if account.security == "starttls":
                server.starttls(context=self._trust)
            if account.user:
                server.login(account.user, account.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _start_over(self) -> None:
        """After a refusal the next letter begins a new transaction (RFC 5321, 4.1.1.5), if the line still stands."""
        try:
            if self._server is not None and self._server.rset()[0] == 250:
                return
        except (smtplib.SMTPException, OSError):
            pass
        self._close()

    def _close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):  # it may be gone already
                server.quit()
            server.close()


def _handed_over(server: smtplib.SMTP, sender: str, recipients: tuple[str, ...], raw: bytes) -> str:
    """One mail transaction; goes on when only some recipients are refused, and says so."""
    code, answer = server.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, answer, sender)
    refused = []
    for recipient in recipients:
        code, answer = server.rcpt(recipient)
        if code not in (250, 251):
            refused.append((code, answer, recipient))
    if len(refused) == len(recipients):
        # Some may be taken later: then the whole letter is tried later.
        code, answer, _ = min(refused, key=lambda item: item[0])
        raise smtplib.SMTPResponseException(code, answer)
    code, answer = server.data(raw)
    if code != 250:
        raise smtplib.SMTPDataError(code, answer)
    but = "".join(f"; {recipient} refused: {code} {_text(said)}" for code, said, recipient in refused)
    return f"{code} {_text(answer)}{but}"


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


@contextlib.contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    """A disk that is full or not there is our trouble; the letter waits."""
    try:
        yield
    except OSError as error:
        raise SendError(f"{path}: {error.strerror or error}", permanent=False) from error
