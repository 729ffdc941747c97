"""What sending letters asks of the store that keeps them and of the way by which they leave; only shapes, no deeds."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from collector.model.letters import Letter


class OutgoingLetter(Protocol):
    """A letter in the outbox, as far as sending goes."""

    @property
    def id(self) -> int: ...
    @property
    def letter(self) -> Letter: ...
    @property
    def attempts(self) -> int: ...
    @property
    def created(self) -> datetime: ...
    @property
    def uncertain(self) -> int: ...


class Gripped(Protocol):
    """The breaker, when it holds all letters."""

    @property
    def why(self) -> str: ...


class SendingStore(Protocol):
    """The part of the store that keeps letters."""

    def group(self) -> AbstractContextManager[None]: ...
    def due_letters(
        self, now: datetime, limit: int, *, kinds: Collection[str] = ()
    ) -> Sequence[OutgoingLetter]: ...
    def letter_sending(self, id: int) -> None: ...  # noqa: A002 - the store's word
    def letter_sent(self, id: int, response: str, now: datetime) -> None: ...  # noqa: A002
    def letter_failed(
        self,
        id: int,  # noqa: A002
        error: str,
        next_attempt: datetime | None,
        now: datetime,
        *,
        uncertain: bool = False,
        chosen: bool = False,
    ) -> None: ...
    def withdraw_letter(self, id: int, now: datetime) -> None: ...  # noqa: A002
    def hold_letters(self, why: str, *, but: Collection[str] = ()) -> int: ...
    def sent_around(
        self, address: str | None, now: datetime, span: timedelta, *, strangers: bool = True
    ) -> int: ...
    def sent_to_strangers(self, now: datetime, span: timedelta) -> int: ...
    def breaker(self) -> Gripped | None: ...
    def trip(self, why: str, now: datetime) -> None: ...
    def answers_around(self, now: datetime, span: timedelta) -> int: ...
    def failures_in_a_row(self) -> int: ...


class Transport(Protocol):
    """A way out: opened when the first letter is due, closed at the end."""

    @property
    def repeatable(self) -> bool:
        """Whether sending a letter twice leaves one letter; then many may share a commit."""

    def open(self) -> None:
        """Makes ready to send; SendError when the way out is shut."""

    def send(self, queued: OutgoingLetter) -> str:
        """Sends one letter and returns what the other side said; SendError when it did not take it."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
