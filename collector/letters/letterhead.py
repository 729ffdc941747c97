"""Who writes, and what a letter looks up: the values that every letter of one department shares; does nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from collector.forms.spec import FormSpec
from collector.letters.addressee import Addressee, addressee_of
from collector.model.mail import Mail
from collector.model.outcomes import Verdict
from collector.periods import Calendar
from collector.registry import Registry


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The department's name and address as it signs, and its registry, forms and calendar.

    `message_id` makes the Message-ID of a letter from its kind and cause, always the same for the same two; `mark` makes
    from that what the letter's text bears.
    """

    name: str
    address: str
    message_id: Callable[[str, str], str]
    registry: Registry
    forms: Mapping[str, FormSpec]  # all that are in force, by id
    calendar: Calendar
    mark: Callable[[str], str]
    phone: str = ""
    signature: str = ""  # lines below the name, as the department wants them
    days_to_mend: int = 3  # working days in which a report that was sent back keeps its day; 0: none


@dataclass(frozen=True)
class LetterContext:
    """One mail, and what became of it."""

    letterhead: Letterhead
    mail: Mail
    sha256: str  # of the mail: the cause of the letter
    verdict: Verdict

    @cached_property
    def addressee(self) -> Addressee:
        """Who gets the letter about it."""
        return addressee_of(self.mail, self.letterhead.registry)
