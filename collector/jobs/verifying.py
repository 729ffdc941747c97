"""Database, archive, spool and ledger → everything in which they do not agree; changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from collector.application import Application
from collector.errors import StoreError
from collector.filing.verify import find_problems
from collector.filing.witness import unlike_witness, witnessed


def journal_head(app: Application) -> str:
    """The head of the journal as the log bears witness of it; "" where the database cannot be read at this moment."""
    try:
        return str(app.store.journal_head())
    except StoreError:
        return ""


def verify(app: Application, now: datetime, heads: Sequence[str] = ()) -> tuple[str, ...]:
    """Everything in which database, archive, spool, ledger and journal do not agree at `now`; empty when all is well.

    `heads` are lines with a head of the journal, as letters to staff, summaries and the log bear witness of it. Raises
    UsageError for a line without one.
    """
    asked = [witnessed(text) for text in heads]
    problems = [str(problem) for problem in find_problems(app.store, app.spool, app.archive, now)]
    return (*problems, *(f"{code}: {text}" for code, text in unlike_witness(app.store, asked)))
