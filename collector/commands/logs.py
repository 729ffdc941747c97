"""What the stages log → lines on stderr, so that stdout holds nothing but the answer."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from collector.commands.terminal import cleaned

_NOT_SAID = {"event", "level", "timestamp", "exception", "stack"}
_SENTENCES = {  # what the stages log as warnings while a person waits
    "no-address": "no reporter to write to in contacts.csv for units that owe {form}: {units}, the first is {first}",
    "letter-failed": "letter {letter} to {to} was not accepted: {why}",
    "letters-held": "all letters are held ({held} of them): {why}; `{remedy}` lets them go",
    "mails-not-marked": "{mails} mails could not be marked in the mailbox ({outcome}): {why}",
    "mails-cannot-be-fetched": "{mails} mails of {mailbox} cannot be fetched: {uids}; see mails-cannot-be-fetched in docs/operations.md",
    "fetch-failed": "{mails} mails could not be fetched this time: {why}",
    "mail-withheld-by-server": "the server does not give out mail {uid} of {mailbox}",
    "mail-failed": "mail {mail} could not be dealt with; it is kept and tried again, and after three times a person has to look",
    "pictures-failed": "the pictures of mail {mail} could not be looked at; the mail goes to a person without what they show",
    "marks-later": "{mails} mails are marked in the mailbox with the next pass: {why}",
}


def to_stderr(*, everything: bool, details: bool, as_json: bool = False) -> None:
    """Sends the log to stderr: warnings only, or everything; tracebacks only with `details`.

    People who run a command see in a sentence what went wrong; the daemon's log, which nobody watches, keeps it all: one JSON object
    a line (`as_json`) where no person reads along. Neither holds what a mail says: digests, counts and causes only.
    """
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if details else _without_traceback,
        _renderer(everything=everything, as_json=as_json),
    ]
    for library in ("flufl", "msal", "urllib3"):  # what they have to say reaches us as errors
        logging.getLogger(library).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if everything else logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _renderer(*, everything: bool, as_json: bool) -> Processor:
    if as_json:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    if everything:
        return structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event"))
    return _sentence


def _sentence(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """One line for the person who runs a command: words where we have any for the event, else what was noticed."""
    values = {key: _listed(value) for key, value in event.items() if key not in _NOT_SAID}
    name = str(event["event"])
    try:
        said = _SENTENCES[name].format_map(values)
    except KeyError:  # an event without words, or one that lacks a value
        told = ", ".join(f"{key} {value}" for key, value in values.items())
        said = ": ".join(filter(None, (name.replace("-", " "), told)))
    return cleaned(f"{event['level']}: {said}".replace("\n", " "))


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _without_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The traceback of a mail that failed is kept with the mail; on the terminal it would only frighten."""
    event.pop("exc_info", None)
    return event
