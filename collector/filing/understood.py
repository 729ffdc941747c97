"""What the decision on a mail rests on: all that was understood of it, and the rules of the department."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from collector.forms.known_form import KnownForm
from collector.forms.spec import FormSpec
from collector.forms.vocabulary import Vocabulary
from collector.model.files import FileKind
from collector.model.mail import Machine, Mail
from collector.model.outcomes import Filed
from collector.model.reasons import Reason
from collector.model.reports import OtherForm, Report
from collector.periods import Calendar, Period

OnFile = Callable[[str, str, Period], Filed | None]


@dataclass(frozen=True, slots=True)
class Unread:
    """An attachment that gave no document, and the reason code why."""

    path: str  # "" for the mail as a whole
    kind: FileKind
    code: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the department has laid down."""

    forms: Mapping[str, FormSpec]
    calendar: Calendar
    zone: tzinfo
    since: Period
    vocabulary: Vocabulary  # what people write who promise a form, or ask for one
    strangers_to_review: bool = (
        False  # whether addresses that are not registered may file nothing by themselves
    )
    known: Mapping[str, KnownForm] = field(default_factory=dict)  # forms of other matters, by id
    days_to_mend: int = (
        3  # working days; a report that is mended within them counts from the mail that it mends
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """A mail after reading: all that the decision rests on."""

    mail: Mail
    machine: Machine | None
    reports: tuple[Report, ...]
    unread: tuple[Unread, ...] = ()
    formless: tuple[str, ...] = ()  # paths of documents that were read and hold no form
    sender_units: tuple[str, ...] = ()  # for which the sender's address is registered
    other_forms: tuple[OtherForm, ...] = ()  # like our form, under the title of another matter
    typed: Reason | None = None  # what the mail reports in its own running text, if it does
    added: str = ""  # the sender's own words, without the letters of ours among them

    changed: Reason | None = (
        None  # a letter of ours stands in its text in other words, and nothing else that reports came
    )
    own_letter: str = (
        ""  # the number or mark of a letter of ours that stands in the mail's text, or is passed on in it
    )
