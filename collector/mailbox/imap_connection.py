"""An account → one signed-in connection (RFC 3501) over which commands go; knows no mail, and tries nothing twice."""

import contextlib
import imaplib
import ssl
from collections.abc import Iterable, Iterator, Sequence

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import (
    MailboxFetchError,
    MailboxStarttlsError,
    MailboxTaggedResponseError,
    MailboxUidsError,
    UnexpectedCommandStatusError,
)
from imap_tools.utils import check_command_status, encode_folder

from collector.mailbox.imap_account import ImapFolder, ImapTimeouts
from collector.mailbox.imap_trouble import LostError, NotLetInError, RefusedError, wrap_imap_errors
from collector.mailbox.mailbox import chunks
from collector.signin.renewal import renewed

Response = Sequence[bytes | tuple[bytes, bytes] | None]
NEWS = frozenset({"EXISTS", "RECENT"})
_MOST_FOLDERS_TOLD = 30
# Characters: the command stays below the 8,000 bytes that servers allow (RFC 2683, 3.2.1.5).
_LONGEST_SET = 7_000


class Connection:
    """A connection on which the account is signed in. Every method raises LostError or RefusedError."""

    def __init__(self, account: ImapFolder, patience: ImapTimeouts) -> None:
        """Connects and signs in; what `account.secret` raises passes through."""
        self.account = account
        self.patience = patience
        self.uidvalidity = 0
        self.takes_keywords = False
        secret = account.secret()
        with wrap_imap_errors(account, "connecting", patience.answer):
            self.box = _connected(account, patience)
        try:
            with wrap_imap_errors(account, f"signing in as {account.user}", patience.answer):
                _sign_in(self.box, account, secret)
                self.box.client._get_capabilities()  # imaplib keeps those from before the sign-in, which lack MOVE
        except RefusedError as refused:
            self.drop()
            raise NotLetInError(str(refused)) from refused
        except BaseException:
            self.drop()
            raise

    def has(self, capability: str) -> bool:
        """Whether the server offers an extension: MOVE, UIDPLUS, IDLE …"""
        return capability in self.box.client.capabilities

    def select(self, *, read_only: bool) -> int:
        """Opens the folder (anew) and returns its UIDVALIDITY; also tells whether the connection is still alive.

        Raises RefusedError with the folders there are where this one is missing.
        """
        folder = self.account.folder
        try:
            with wrap_imap_errors(self.account, f"opening the folder {folder}", self.patience.answer):
                self.box.client.untagged_responses.clear()
                self.box.folder.set(folder, readonly=read_only)
                number = self.box.client.response("UIDVALIDITY")[1][-1]
                flags = self.box.client.response("PERMANENTFLAGS")[1][-1]
                self.box.client.untagged_responses.clear()
        except RefusedError as refused:
            raise RefusedError(f"{refused}{self._folders_told()}") from refused
        if not number:
            raise RefusedError(
                f"{self.account.server}: the folder {folder} has no UIDVALIDITY, so its mails have no names"
            )
        self.uidvalidity = int(number)
        self.takes_keywords = flags is None or b"\\*" in flags  # RFC 3501, 7.1; unsaid means all
        return self.uidvalidity

    def uids(self, criteria: str = "ALL") -> list[int]:
        """The UIDs of the mails that fit (RFC 3501, 6.4.4), ascending."""
        with wrap_imap_errors(self.account, "searching", self.patience.answer):
            self._forget()
            status, data = self.box.client.uid("SEARCH", criteria)  # without CHARSET, which Exchange refuses
            check_command_status((status, data), MailboxUidsError)
            return sorted(int(uid) for line in data if line for uid in line.split())

    def uid(self, command: str, uids: Iterable[int], *arguments: str) -> Response:
        """A UID command about some mails, and what the server answered to it; in several where one would be too long."""
        answers: list[bytes | tuple[bytes, bytes] | None] = []
        with wrap_imap_errors(self.account, command.lower(), self.patience.answer):
            for some in uid_sets(uids):
                self._forget()
                result = self.box.client.uid(command, some, *arguments)
                check_command_status(result, MailboxFetchError)
                answers += result[1] or ()
        return answers

    def ensure_folder(self, folder: str) -> bool:
        """Makes and subscribes a folder; False if it was there."""
        with wrap_imap_errors(self.account, f"making the folder {folder}", self.patience.answer):
            if self.box.folder.exists(folder):
                return False
            self.box.folder.create(folder)
            self.box.folder.subscribe(folder, True)
            return True

    @property
    def news(self) -> bool:
        """Whether the server has told of new mail since the folder was opened."""
        return any(kind in self.box.client.untagged_responses for kind in NEWS)

    def close(self) -> None:
        """Signs out, without waiting for long."""
        with contextlib.suppress(imaplib.IMAP4.error, UnexpectedCommandStatusError, OSError):
            self.box.client.sock.settimeout(min(2.0, self.patience.answer))
            self.box.logout()
        self.drop()

    def drop(self) -> None:
        """Ends a connection that is of no more use, without a word."""
        _shut(self.box)

    def _forget(self) -> None:
        """What the server said unasked, about other mails; imaplib would keep it for ever and mix it into answers."""
        told_unasked = self.box.client.untagged_responses
        for kind in set(told_unasked) - NEWS:
            del told_unasked[kind]

    def _folders_told(self) -> str:
        try:
            with wrap_imap_errors(self.account, "listing folders", self.patience.answer):
                names = sorted(found.name for found in self.box.folder.list())
        except (LostError, RefusedError):
            return ""
        more = " …" if len(names) > _MOST_FOLDERS_TOLD else ""
        return f"; check {self.account.folder_from}. The folders there are: {', '.join(names[:_MOST_FOLDERS_TOLD])}{more}"


def connected(account: ImapFolder, patience: ImapTimeouts) -> Connection:
    """A signed-in connection; a token that is refused before its time is renewed once, as it may have been withdrawn.

    Raises what `Connection` does.
    """
    try:
        return Connection(account, patience)
    except NotLetInError:
        if not renewed(account.secret):
            raise
    return Connection(account, patience)


def quoted(folder: str) -> str:
    """A folder's name as it goes over the wire: modified UTF-7 in quotes (RFC 3501, 5.1.3)."""
    return bytes(encode_folder(folder)).decode("ascii")


def uid_sets(uids: Iterable[int]) -> Iterator[str]:
    """Numbers as sequence sets (RFC 3501, 9), none longer than a command may be: 1,2,3,7 → `1:3,7`."""
    runs: list[list[int]] = []
    for uid in sorted(uids):
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    written = [f"{first}:{last}" if last > first else f"{first}" for first, last in runs]
    for some in chunks(((run, len(run) + 1) for run in written), len(written) or 1, _LONGEST_SET):
        yield ",".join(some)


def _connected(account: ImapFolder, patience: ImapTimeouts) -> BaseMailBox:
    if account.security == "tls":
        return MailBox(account.host, account.port, timeout=patience.answer, ssl_context=_trust(account))
    box = MailBoxUnencrypted(account.host, account.port, timeout=patience.answer)
    if account.security == "starttls":
        try:
            check_command_status(box.client.starttls(_trust(account)), MailboxStarttlsError)
        except BaseException:  # imap-tools' own class for this would leave the socket open
            _shut(box)
            raise
    return box


def _shut(box: BaseMailBox) -> None:
    with contextlib.suppress(imaplib.IMAP4.error, OSError):
        box.client.shutdown()


def _trust(account: ImapFolder) -> ssl.SSLContext:
    """Certificates and names are always checked."""
    return ssl.create_default_context(cafile=str(account.ca_file) if account.ca_file else None)


def _sign_in(box: BaseMailBox, account: ImapFolder, secret: str) -> None:
    if account.auth == "oauth2":
        # The first challenge is empty; a second one is the server's complaint and wants an empty answer (Google, XOAUTH2).
        token = f"user={account.user}\1auth=Bearer {secret}\1\1".encode()
        result = box.client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else token)
        check_command_status(result, MailboxTaggedResponseError)
    elif account.user.isascii() and secret.isascii():
        box.login(account.user, secret, initial_folder=None)
    else:
        box.login_utf8(account.user, secret, initial_folder=None)
