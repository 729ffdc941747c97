"""A unit and a month → the proof of all that came and went for them, as a file; changes nothing in the store."""

from pathlib import Path

from collector.application import Application
from collector.errors import UsageError
from collector.filing.proof import SAID, Subject, make_proof
from collector.periods import Period


def prove(app: Application, unit: str, period: Period, out: Path) -> Path:
    """Writes the proof and returns its path. Raises UsageError where nothing is on record, StoreError for a file that is gone."""
    proven = app.store.proven(unit, str(period))
    if not proven.rows:
        raise UsageError(f"nothing is on record of {unit} for {period}: neither a report nor a letter")
    tables = [row.table for row in proven.rows]
    readme = app.wording.render(
        "proof/README.txt.j2",
        unit=app.registry.name(unit),
        code=unit,
        month=app.wording.month(period),
        head=proven.head,
        department=app.settings.department.name,
        counts={name: tables.count(name) for name in ("mail", "report", "archived_file", "letter")},
    )
    words = {key: app.wording.word("proof", key) for key in SAID}
    made = make_proof(Subject(unit, str(period), readme, words), proven, app.spool, app.archive)
    try:
        out.write_bytes(made)
    except OSError as error:
        raise UsageError(f"the proof cannot be written to {out}: {error.strerror}") from error
    return out
