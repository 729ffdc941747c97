"""Database, archive, spool and ledger → everything in which they do not agree; changes nothing."""

from collector.application import Application
from collector.filing.verify import find_problems


def verify(app: Application) -> tuple[str, ...]:
    """Everything in which database, archive, spool and ledger do not agree; empty when all is well."""
    return tuple(str(problem) for problem in find_problems(app.store, app.spool, app.archive))
