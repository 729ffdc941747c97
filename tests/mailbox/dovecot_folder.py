"""One user's mailbox: mails are put in by hand, people work in it, our mailbox reads it; what the tests share."""

import imaplib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from imap_tools.imap_utf7 import utf7_encode

from collector.mailbox.imap import ImapMailbox
from collector.mailbox.imap_account import After, ImapFolder, ImapTimeouts, Marking
from collector.mailbox.span import Span
from collector.model.mail import MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.settings.mail_words import load_mail_words
from tests.mailbox.dovecot import PASSWORD, Dovecot

NOW = datetime(2019, 1, 4, 2, tzinfo=UTC)
STUB = (
    b"From: Microsoft Exchange Server\r\nSubject: Retrieval using the IMAP4 protocol failed for the following message: 7"
    b"\r\n\r\nThe server couldn't retrieve the following message.\r\n"
)
SOON = ImapTimeouts(answer=2.0, idle=5.0)


def written(number: int, size: int = 0) -> bytes:
    """A small mail, or one of a size."""
    head = f"From: a@b.example\r\nSubject: mail {number}\r\n\r\n".encode()
    return head + b"x" * max(0, size - len(head))


def wire(folder: str) -> str:
    """A folder's name as it goes over the wire."""
    name = bytes(utf7_encode(folder)).decode().replace("\\", r"\\").replace('"', r"\"")
    return f'"{name}"'


@dataclass
class DovecotFolder:
    """A user of the server."""

    server: Dovecot
    user: str
    opened: list[ImapMailbox] = field(default_factory=list)

    @property
    def account(self) -> ImapFolder:
        return ImapFolder("127.0.0.1", self.server.port, "none", self.user, lambda: PASSWORD)

    def mailbox(
        self,
        *,
        after: After = "leave",
        patience: ImapTimeouts = SOON,
        now: datetime = NOW,
        span: Span | None = None,
        **account: Any,
    ) -> ImapMailbox:
        """Our mailbox; keywords are of its account."""
        made = ImapMailbox(
            replace(self.account, **account),
            Marking.chosen(after),
            load_mail_words(),
            lambda: now,
            patience=patience,
            span=span,
        )
        self.opened.append(made)
        return made

    def person(self, folder: str = "INBOX") -> AbstractContextManager[imaplib.IMAP4]:
        return self.server.person(self.user, wire(folder))

    def put(self, *mails: bytes, folder: str = "INBOX", when: str = " 3-Jan-2019 08:00:00 +0700") -> None:
        """New mails in a folder, by APPEND."""
        with self.person() as client:
            for data in mails:
                status, said = client.append(wire(folder), "", f'"{when}"', data)
                assert status == "OK", said

    def make(self, folder: str) -> None:
        with self.person() as client:
            assert client.create(wire(folder))[0] == "OK"

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """What stands in a folder; [] if there is none."""
        with self.person() as client:
            status, number = client.select(wire(folder), readonly=True)
            if status != "OK" or number == [b"0"]:
                return []
            data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
            return [item[1].decode().partition(":")[2].strip() for item in data if isinstance(item, tuple)]

    def flags(self) -> list[set[str]]:
        """The flags of the inbox's mails, without \\Recent."""
        with self.person() as client:
            data = client.fetch("1:*", "(FLAGS)")[1]
            found = [imaplib.ParseFlags(item) for item in data if isinstance(item, bytes)]
            return [{flag.decode() for flag in flags} - {"\\Recent"} for flags in found]

    def close(self) -> None:
        for mailbox in self.opened:
            mailbox.close()


def nothing(_key: MailKey) -> bool:
    """A ledger that knows no mail."""
    return False


def read(mailbox: ImapMailbox, known: Sequence[RawMail] = ()) -> list[RawMail]:
    """Everything that waits beside what is known."""
    keys = {mail.key for mail in known}
    return [mail for group in mailbox.waiting(keys.__contains__) for mail in group]


def filed(mails: Sequence[RawMail], outcome: Outcome = Outcome.FILED) -> dict[MailKey, Outcome]:
    return {mail.key: outcome for mail in mails}
