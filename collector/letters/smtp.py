"""A letter → a mail handed to a server (RFC 5321, RFC 6409), over one connection for many; knows no outbox and no limits."""

import contextlib
import ipaddress
import re
import smtplib
import ssl
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from collector.errors import MailboxError, SendError, UsageError
from collector.letters.interfaces import OutgoingLetter
from collector.letters.smtp_refusals import refusal
from collector.signin.account import Account
from collector.signin.renewal import renewed

_SECONDS = 60.0  # RFC 5321, 4.5.3.2 allows minutes; a daemon with other work does not wait so long
_FAREWELL = 2.0  # the letters are safe: nobody waits long for a good-bye
_DOT = re.compile(rb"^\.", re.MULTILINE)


class _LineBrokeError(Exception):
    """The line broke after all of a letter was handed over and before the server said whether it has it."""


class SmtpTransport:
    """Hands letters to a mail server."""

    repeatable = False

    def __init__(self, account: Account) -> None:
        """UsageError for an unprotected connection to another machine."""
        if account.security == "none" and not _is_loopback(account.host):
            raise UsageError(f'outgoing.security = "none" is for this computer only, not for {account.host}')
        self.account = account
        self._server: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connects and signs in. A server that refuses is our trouble, not a letter's: SendError, not permanent.

        Raises ConfigError when the password cannot be had.
        """
        if self._server is None:
            place = self.account.server
            try:
                self._server = self._let_in()
            except MailboxError as error:  # no token
                raise SendError(f"{place}: {error}", permanent=False) from error
            except (smtplib.SMTPException, OSError) as error:
                raise SendError(f"{place}: {refusal(_answer_text(error)).text}", permanent=False) from error

    def send(self, queued: OutgoingLetter) -> str:
        """Hands over one letter and returns the server's answer.

        The envelope's sender is the department's own address (RFC 3834, 3.3 would have it empty, but mailbox
        providers insist on it): what bounces comes to the mailbox, is recognised there and recorded.
        """
        self.open()
        assert self._server is not None
        letter = queued.letter
        sender = parseaddr(str(BytesHeaderParser().parsebytes(letter.raw)["From"]))[1]
        try:
            return _handed_over(self._server, sender, (*letter.to, *letter.cc), letter.raw)
        except smtplib.SMTPResponseException as error:
            self._start_over()
            meaning = refusal(_answer_text(error), stranger=bool(letter.stranger))
            for_good = 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPSenderRefused)
            raise SendError(meaning.text, permanent=for_good and not meaning.ours) from error
        except _LineBrokeError as error:
            self._close()
            raise SendError(str(error), permanent=False, uncertain=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise SendError(_answer_text(error), permanent=False) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _let_in(self) -> smtplib.SMTP:
        """A signed-in connection; a token that is refused before its time is renewed once: it may have been withdrawn."""
        try:
            return self._connected()
        except smtplib.SMTPAuthenticationError:
            if not renewed(self.account.secret):
                raise
        return self._connected()

    def _connected(self) -> smtplib.SMTP:
        account = self.account
        # Before the server waits: a token may have to be renewed.
        secret = account.secret() if account.user else ""
        trust = ssl.create_default_context(cafile=account.ca_file)
        if account.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                account.host, account.port, timeout=_SECONDS, context=trust
            )
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=_SECONDS)
        try:
            if account.security == "starttls":
                server.starttls(context=trust)
            server.ehlo_or_helo_if_needed()
            if account.user and account.auth == "oauth2":
                _sign_in_with_token(server, account.user, secret)
            elif account.user:
                server.login(account.user, secret)
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
                if server.sock is not None:
                    server.sock.settimeout(_FAREWELL)
                server.quit()
            server.close()


def _sign_in_with_token(server: smtplib.SMTP, user: str, token: str) -> None:
    """SASL XOAUTH2 as Microsoft and Google have it; a refusal comes as a challenge that wants an empty answer."""
    offered = server.esmtp_features.get("auth", "").upper().split()
    if "XOAUTH2" not in offered:
        raise smtplib.SMTPNotSupportedError(
            f"the server offers no sign-in with Microsoft (XOAUTH2), only {' '.join(offered) or 'none'}"
        )
    first = f"user={user}\1auth=Bearer {token}\1\1"
    code, answer = server.auth("XOAUTH2", lambda challenge=None: first if challenge is None else "")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


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
    code, answer = _data(server, raw)
    if code != 250:
        raise smtplib.SMTPDataError(code, answer)
    but = "".join(f"; {recipient} refused: {code} {_text(said)}" for code, said, recipient in refused)
    return f"{code} {_text(answer)}{but}"


def _data(server: smtplib.SMTP, raw: bytes) -> tuple[int, bytes]:
    """DATA and the letter; unlike `smtplib.SMTP.data` it tells a line that broke before the last dot from one after."""
    code, answer = server.docmd("DATA")
    if code != 354:
        return code, answer
    whole = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    server.send(_DOT.sub(b"..", whole) + b".\r\n")
    try:
        return server.getreply()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise _LineBrokeError(
            f"the line broke before the server said whether it has the letter ({_answer_text(error)})"
        ) from error


def _answer_text(error: Exception) -> str:
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
