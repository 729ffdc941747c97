"""Says what a mailbox is to the rest of the program, whatever server or folder stands behind it."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from collector.model.mail import IncomingMail, MailKey
from collector.model.outcomes import Outcome

MOST_MAILS = 50  # in one chunk: a commit of 50 costs hardly more than one of 1
MOST_BYTES = 32 << 20  # in one chunk, unless a single mail is larger
PIECE = 1 << 20  # bytes at once of a mail that is larger

Item = TypeVar("Item")
Known = Callable[[MailKey], bool]  # whether the ledger has a mail of this name


class Mailbox(Protocol):
    """Where mail waits. Nothing that it does may lose or change a mail.

    All methods raise `MailboxError` when the mailbox cannot be reached or listed.
    """

    @property
    def name(self) -> str:
        """The mailbox as it stands in every `MailKey`."""
        ...

    def waiting(self, known: Known) -> Iterator[tuple[IncomingMail, ...]]:
        """The mails that are not `known` yet, oldest first, in chunks of limited number and size.

        Sizes are looked at before bodies; a mail larger than a chunk comes whole, in a chunk of its own. `known` is
        asked before the first chunk comes, and no more: another thread may ask for the others.
        """
        ...

    def mark(self, outcomes: Mapping[MailKey, Outcome], /) -> None:
        """Marks mails in the mailbox, for people to see; the ledger, not these marks, is what is trusted.

        Never raises for a mark that cannot be made: what is unmarked is asked for at the next pass. Mails of other
        mailboxes are passed over.
        """
        ...

    def unmarked(self, known: Known, /) -> Iterable[MailKey]:
        """Mails that are `known` and stand in the mailbox without a mark: a process died before it could set it."""
        ...


class LiveMailbox(Mailbox, Protocol):
    """A mailbox that mail keeps coming into."""

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """True as soon as there may be new mail; False when the time is over or `stop` is set. Never raises.

        A hint only: mail may come without one.
        """
        ...

    def missing(self, known: Known) -> int:
        """How many mails the mailbox holds that are not `known`: none after a pass, or somebody has to look."""
        ...

    def close(self) -> None:
        """Ends the connection; the next use opens another."""
        ...


class Unchanged:
    """What a mailbox that is only read does when told of outcomes: nothing, it belongs to others."""

    def mark(self, _outcomes: Mapping[MailKey, Outcome]) -> None:
        """Nothing."""

    def unmarked(self, _known: Known) -> Iterable[MailKey]:
        """None: there are no marks."""
        return ()


def chunks(
    sized: Iterable[tuple[Item, int]],
    most: int = MOST_MAILS,
    most_bytes: int = MOST_BYTES,
    *,
    first: int | None = None,
) -> Iterator[tuple[Item, ...]]:
    """Groups (item, size) in their order, so that no group exceeds the limits unless one item alone does.

    `first`: the most in the first group, which is waited for while there is nothing else to do.
    """
    group: list[Item] = []
    total, limit = 0, first or most
    for item, size in sized:
        if group and (len(group) >= limit or total + size > most_bytes):
            yield tuple(group)
            group, total, limit = [], 0, most
        group.append(item)
        total += size
    if group:
        yield tuple(group)
