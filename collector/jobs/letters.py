"""The outbox → what became of our letters, for people; held ones released, given-up ones tried again when asked to.

Works beside a running collector: what it changes is one commit, which the next pass finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from collector.errors import UsageError
from collector.model.letters import LetterState
from collector.settings.sections import Settings
from collector.store.records import Bounce, Breaker, QueuedLetter
from collector.store.store import Store

_WANTING = (LetterState.FAILED, LetterState.HELD)


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters that want somebody, the breaker if it holds all, and how many letters there are in each state."""

    chosen: tuple[QueuedLetter, ...]
    breaker: Breaker | None
    counts: dict[LetterState, int]


def wanting_somebody(settings: Settings) -> Letters:
    """The letters that were given up or are held, oldest first. Raises StoreError."""
    with Store(settings.storage.path, read_only=True) as store:
        chosen = [letter for state in _WANTING for letter in store.letters(state)]
        ordered = tuple(sorted(chosen, key=lambda letter: letter.id))
        return Letters(ordered, store.breaker(), store.letter_counts())


def bounced(settings: Settings) -> tuple[Bounce, ...]:
    """Every contact that a letter did not reach, as bounces told, oldest first. Raises StoreError."""
    with Store(settings.storage.path, read_only=True) as store:
        return store.bounces()


def release(settings: Settings, now: datetime) -> int:
    """Lets held letters go with the next pass, and the breaker with them; returns how many.

    Raises UsageError in shadow mode, which would hold them again at once, and StoreError.
    """
    if settings.letters.shadow:
        raise UsageError("letters.shadow = true holds every letter: set it to false first, then release them")
    with Store(settings.storage.path, beside=True) as store:
        return store.release_letters(now)


def retry(settings: Settings, ids: Sequence[int]) -> int:
    """Has given-up letters tried again, all or those of these numbers; returns how many.

    Raises UsageError, and changes nothing, where there is no letter of one of the numbers, and StoreError.
    """
    with Store(settings.storage.path, beside=True) as store:
        if missing := store.no_letters(ids):
            raise UsageError("\n".join(f"there is no letter {number}" for number in missing))
        return store.retry_letters(ids or None)
