"""Says what a mailbox is to the rest of the program, whatever server or folder stands behind it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from collector.model import MailKey, Outcome, RawMail

MOST_MAILS = 50  # in one chunk: a commit of 50 costs hardly more than one of 1
MOST_BYTES = 32 << 20  # in one chunk, unless a single mail is larger

Item = TypeVar("Item")


class Mailbox(Protocol):
    """Where mail waits. Nothing that it does may lose or change a mail.

    Both methods raise `MailboxError` when the mailbox cannot be reached or listed.
    """

    @property
    def name(self) -> str:
        """The mailbox as it stands in every `MailKey`."""
        ...

    def waiting(self, known: Callable[[MailKey], bool]) -> Iterator[tuple[RawMail, ...]]:
        """The mails that are not `known` yet, oldest first, in chunks of limited number and size.

        Sizes are looked at before bodies; a mail larger than a chunk comes whole, in a chunk of its own.
        """
        ...

    def done(self, key: MailKey, outcome: Outcome) -> None:
        """Marks a mail in the mailbox, for people to see; the ledger, not this mark, is what is trusted."""
        ...


def chunks(
    sized: Iterable[tuple[Item, int]], most: int = MOST_MAILS, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[Item, ...]]:
    """Groups (item, size) in their order, so that no group exceeds the limits unless one item alone does."""
    group: list[Item] = []
    total = 0
    for item, size in sized:
        if group and (len(group) >= most or total + size > most_bytes):
            yield tuple(group)
            group, total = [], 0
        group.append(item)
        total += size
    if group:
        yield tuple(group)
