"""A table, a row's key and its columns → plain words for whoever reads what `verify` found; knows no database."""

import json
from collections.abc import Sequence

_ROWS = {
    "alert": "alert {0}",
    "archived_file": "the record of the archived file {0}",
    "breaker": "the record {0} of letters held",
    "contact_failure": "the returned letter {0} for {1}",
    "ledger": "the name {0}/{1}/{2} of a mail in the ledger",
    "letter": "letter {0}",
    "mail": "mail {0}",
    "reminder": "the reminder of {1} for {2} ({3})",
    "report": "report {1} of mail {0}",
    "setting": "the setting {0}",
}
_COLUMNS = {
    "archive": "folder in the archive",
    "arrived": "time of arrival",
    "copies": "receivers of a copy",
    "counts_from": "day that it counts from",
    "created": "time of writing",
    "entries": "entries",
    "nil": "whether there was nothing to report",
    "outcome": "outcome",
    "period": "month",
    "presumed_period": "presumed month",
    "presumed_unit": "presumed unit",
    "processed_at": "time of decision",
    "raw": "text",
    "received": "time of receipt",
    "recipients": "receivers",
    "sender": "sender",
    "sent": "time of sending",
    "sha256": "hash",
    "state": "state",
    "timeliness": "timeliness",
    "unit": "unit",
}


def name_row(table: str, key: str) -> str:
    """`report 0 of mail 1a2b…`; a table without words of its own by its name, and a key that is none as it stands."""
    words = _ROWS.get(table)
    try:
        parts = json.loads(key)
        return words.format(*parts) if words else f"row {' '.join(map(str, parts))} of the table {table}"
    except (ValueError, TypeError, IndexError, RecursionError):
        return f"row {key} of the table {table}"


def name_columns(names: Sequence[str]) -> str:
    """`entries and timeliness`; the marks are short, so that now and then none is known to differ."""
    return " and ".join(_COLUMNS.get(name, name) for name in names) or "something"
