"""Database, spool and archive → what does not agree between them; changes nothing.

The invariants, each by the code of its problem:

- `ledger-without-mail`, `mail-without-ledger`: every name in the ledger has a mail and every mail a name.
- `spool-missing`, `spool-damaged`: every mail has its file in the spool, whose bytes hash to its name.
- `spool-orphan`: every file in the spool has a mail. After a kill one may not; the next start enters it.
- `spool-stray`: a file in the spool without a mail that neither a running nor a killed process explains.
- `spool-link`, `archive-link`: below spool and archive nothing is a symbolic link (they themselves may be).
- `mail-outcome`, `outcome-without-report`, `report-of-waiting-mail`: a mail that is done has exactly one outcome, and
  a report bears it when it is `filed`, `revised` or `duplicate`; a waiting mail has neither, and is no problem.
- `report-incomplete`, `report-without-files`: a report on file has a unit, a month, a receipt number and its files.
- `revision-gap`, `receipt-twice`: the revisions of a unit and month are 1 … n; a receipt number is given once.
- `archive-missing`, `archive-damaged`: every archived file is there with the bytes that were recorded.
- `archive-orphan`: every file in the archive has a row, but for those that a running or killed process has just
  put (they are in the archive's journal, and the next start removes or completes them).
- `letter-twice`, `letter-sent`: one letter for each (kind, cause); what was sent says when.
- `reminder-without-letter`, `reminder-without-debt`: reminders and their letters go together.
- `database-damaged`, `reference-broken`: SQLite's own checks of pages, indexes and references.
- `schema-missing`, `schema-changed`, `schema-added`: tables, indexes and triggers are those of this program.
- `journal-gap`, `journal-broken`: the journal's rows are 1 … n, each follows from the one before and covers what it says.
- `row-changed`, `row-removed`, `row-added`: every row is as the newest row of the journal that names it says.
- `row-rewritten`: no row of the journal changes what the program never changes after it was written (`later_changes`).
- `row-order`: rows have the numbers that they were given when they were written.
- `row-unreadable`: lists and nested values in rows are JSON as the program writes it, times are times.
- `report-differs`, `letter-differs`, `letter-without-mail`: rows say what the archived JSON and the letter itself say (`verify_written`).
- `head-differs`, `head-missing`: a head that a letter or the log bears witness of is in the journal (`witness`);
  those of letters in the database are always looked at.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.filing.verify_files import Shelves, unlike_rows
from collector.filing.verify_written import unlike_written
from collector.filing.witness import unlike_letters
from collector.store.store import Store

Look: TypeAlias = Callable[[], Iterable[tuple[str, str]]]  # gives codes and words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not agree, in words for the administrator."""

    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


def find_problems(store: Store, spool: Spool, archive: Archive, now: datetime) -> tuple[Problem, ...]:
    """All problems, none when everything agrees. Works beside a running writer, on the database of one moment.

    While another process writes, a spool file without a row may be the mail it is just taking in, so these are
    reported only when nothing runs, or when they are too old at `now` for that.
    """
    shelves = Shelves.seen(spool, archive, now, is_written=store.lock.is_held_elsewhere())
    with store.snapshot():
        found = [problem for look in _looks(store, archive) for problem in _seen(look)]
        try:
            mails, files = store.mails(), store.archived_files()
        except StoreError as error:
            return tuple(dict.fromkeys((*found, _damaged(error))))
    found += [Problem(code, text) for code, text in unlike_rows(shelves, mails, files)]
    return tuple(dict.fromkeys(found))


def _seen(look: Look) -> Iterator[Problem]:
    """What one look finds; where the database is so damaged that nothing more can be said, that."""
    try:
        for code, text in look():
            yield Problem(code, text)
    except StoreError as error:
        yield _damaged(error)


def _damaged(error: StoreError) -> Problem:
    return Problem("database-damaged", str(error))


def _looks(store: Store, archive: Archive) -> tuple[Look, ...]:
    """One after the other: what another program did to the database comes before what follows from that."""
    return (
        store.broken_rules,
        store.broken_schema,
        store.broken_journal,
        store.rows_unlike_journal,
        lambda: unlike_letters(store),
        lambda: unlike_written(store, archive),
    )
