"""What imaplib, sockets and TLS raise → a MailboxError in plain words: what happened, where, and what to do about it."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools.errors import UnexpectedCommandStatusError

from collector.errors import MailboxError
from collector.mailbox.imap_account import ImapFolder

_MOST_TOLD = 300  # characters of a server's own words
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class LostError(MailboxError):
    """The connection broke or went silent; another one may work at once."""


class RefusedError(MailboxError):
    """The server understood and said no; asking again gives the same answer for now."""


class NotLetInError(RefusedError):
    """The server did not take user and secret."""


_NOT_LET_IN = (
    r"(AUTHENTICATION|AUTHORIZATION)FAILED|(LOGIN|AUTHENTICATE|Authentication) fail|invalid (login|credential|user)"
    r"|LogonDenied|EXPIRED|Unsupported authentication|mechanism not supported"
)
# What servers say → what it means and what to do; the first that fits.
_REMEDIES = tuple(
    (re.compile(pattern, re.IGNORECASE), remedy)
    for pattern, remedy in (
        (
            r"basic ?auth|BasicAuthBlocked",
            "Microsoft no longer accepts passwords here: set mailbox.auth = \"oauth2\", then run `collector login`",
        ),
        (
            r"authenticated but not connected",
            "the sign-in was good, the mailbox stays closed: check mailbox.user, and that IMAP is switched on for it",
        ),
        (
            r"application-specific password|app password|web login required",
            "this provider wants a password made for the program: create one in the account's security settings",
        ),
        (
            r"LOGINDISABLED|PRIVACYREQUIRED|plaintext auth\w* (is )?disallowed|Cleartext authentication",
            'this server takes passwords over encrypted connections only: set mailbox.security to "tls" or "starttls"',
        ),
        (
            r"\[(LIMIT|INUSE|UNAVAILABLE)\]|too many|try again later|temporar|Internal error|Server busy",
            "the server is short of something at present; it is tried again",
        ),
        (_NOT_LET_IN, ""),  # depends on the way of signing in
    )
)  # fmt: skip
_SIGN_IN = {
    "password": "check mailbox.user and the password",
    "oauth2": "the token was not accepted: run `collector login` again with the account mailbox.user",
}


@contextmanager
def wrap_imap_errors(account: ImapFolder, doing: str, seconds: float = 0.0) -> Iterator[None]:
    """Turns whatever the libraries raise inside into LostError or RefusedError; `doing` says what was tried."""
    try:
        yield
    except imaplib.IMAP4.readonly as error:  # before abort, which it is a kind of
        remedy = (
            'this account may only read the folder: set mailbox.after = "leave", or have it given the right'
        )
        raise RefusedError(f"{account.server}: {doing}: {remedy}") from error
    except ssl.SSLCertVerificationError as error:
        raise RefusedError(f"{account.server}: {_certificate(account, error)}") from error
    except (imaplib.IMAP4.abort, OSError) as error:
        raise LostError(f"{account.server}: {doing}: {_broken(account, error, seconds)}") from error
    except (imaplib.IMAP4.error, UnexpectedCommandStatusError) as error:
        raise RefusedError(f"{account.server}: {doing}: {_refusal(account, error)}") from error


def _certificate(account: ImapFolder, error: ssl.SSLCertVerificationError) -> str:
    if "mismatch" in error.verify_message.lower():
        return f"its certificate is for another name ({error.verify_message}); check mailbox.host"
    where = account.ca_file or "those that this computer trusts"
    return (
        f"its certificate is not trusted ({error.verify_message}); looked in: {where}."
        " Where the server has a certificate of its own, put it into a file and set mailbox.ca_file"
    )


def _broken(account: ImapFolder, error: Exception, seconds: float) -> str:
    if isinstance(error, socket.gaierror):
        return f"the name {account.host} was not found; check mailbox.host and this computer's network"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there (connection refused); check mailbox.host and mailbox.port, or the server is down"
    if isinstance(error, TimeoutError):
        return f"no answer within {seconds:g} seconds; check mailbox.port and mailbox.security, else the network or a firewall is in the way"
    text = cleaned(str(error))
    if isinstance(error, ssl.SSLError) and re.search(r"WRONG_VERSION_NUMBER|RECORD_LAYER", text):
        return 'this port does not begin with TLS; set mailbox.security = "starttls", or check mailbox.port'
    if "TLS not supported by server" in text:
        return 'the server offers no STARTTLS; set mailbox.security = "tls" and the port for it (usually 993)'
    remedy = _remedy(account, text)
    return f"the connection broke ({text or type(error).__name__}){f'; {remedy}' if remedy else ''}"


def _refusal(account: ImapFolder, error: Exception) -> str:
    if isinstance(error, UnexpectedCommandStatusError):
        said = b" ".join(part for part in error.command_result[1] if isinstance(part, bytes))
        text = cleaned(said.decode("utf-8", "replace"))
    else:
        text = cleaned(str(error))
    remedy = _remedy(account, text)
    return f'the server said "{text}"{f"; {remedy}" if remedy else ""}'


def _remedy(account: ImapFolder, text: str) -> str:
    for pattern, remedy in _REMEDIES:
        if pattern.search(text):
            return remedy or _SIGN_IN[account.auth]
    return ""


def cleaned(text: str) -> str:
    """A server's words for a log line: short, and nothing that steers a terminal."""
    return _UNSAFE.sub(" ", text).strip()[:_MOST_TOLD]
