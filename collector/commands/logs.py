"""What the stages log → lines on stderr, so that stdout holds nothing but the answer."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def to_stderr(*, everything: bool, details: bool, as_json: bool = False) -> None:
    """Sends the log to stderr: warnings only, or everything; tracebacks only with `details`.

    People who run a command see what went wrong; the daemon's log, which nobody watches, keeps it all: one JSON object
    a line (`as_json`) where no person reads along. Neither holds what a mail says: digests, counts and causes only.
    """
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if details else _without_traceback,
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event")),
    ]
    for library in ("flufl", "msal", "urllib3"):  # what they have to say reaches us as errors
        logging.getLogger(library).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if everything else logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _without_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The traceback of a mail that failed is kept with the mail; on the terminal it would only frighten."""
    event.pop("exc_info", None)
    return event
