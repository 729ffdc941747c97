"""What a live mailbox is made of: where it is, how to sign in, what becomes of its mails; opens no connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from collector.model.outcomes import Outcome
from collector.retry_pauses import mailbox_numbers
from collector.signin.account import Account

After = Literal["leave", "mark", "move"]


@dataclass(frozen=True, slots=True)
class ImapFolder(Account):
    """A folder on an IMAP server, with the account that opens it."""

    folder: str = "INBOX"
    folder_from: str = "mailbox.folder"  # where people have set `folder`, to be told of when it is not there

    @property
    def name(self) -> str:
        """The folder as it stands in every `MailKey`; the way to it (port, encryption) may change."""
        return f"imap://{self.user}@{self.host.lower()}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Marking:
    """What is done in the mailbox with a mail that has its outcome, for people to see.

    A mail whose folder is "" stays where it is; ignored mails have none, for they belong to the people of the mailbox.
    """

    after: After = "leave"
    folders: Mapping[Outcome, str] = field(default_factory=dict)

    @classmethod
    def chosen(cls, after: After, received: str = "", review: str = "", returned: str = "") -> "Marking":
        """The folders set, and where one is "" the shipped one."""
        usual = mailbox_numbers()["folders"]
        return cls(
            after,
            {
                **dict.fromkeys(
                    (Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE), received or usual["received"]
                ),
                Outcome.REVIEW: review or usual["review"],
                Outcome.RETURNED: returned or usual["returned"],
            },
        )

    @staticmethod
    def keyword(outcome: Outcome | None = None) -> str:
        """The flag of every mail that is done, or the second one, which tells its outcome (RFC 3501, 2.3.2)."""
        words = mailbox_numbers()["keywords"]
        return str(words["done"] if outcome is None else f"{words['prefix']}{outcome.value}")


@dataclass(frozen=True, slots=True)
class ImapTimeouts:
    """How long the server may take to answer, and how long one IDLE lasts; in seconds."""

    answer: float
    idle: float

    @classmethod
    def shipped(cls) -> "ImapTimeouts":
        told = mailbox_numbers()["patience"]
        return cls(told["answer"], told["idle"])


def stub_days() -> timedelta:
    """How long a mail that the server could not hand out is asked for again."""
    return timedelta(days=mailbox_numbers()["stub"]["days"])
