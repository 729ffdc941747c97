"""Which columns the program writes again in a row that is there already: whatever else changes later, somebody else changed. Knows no SQL.

docs/journal.md has the same table in words, and `filing.proof_verify` once more, as it lies alone in each proof.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from collector.store.journal import NO_MARK, Change, differing, mark, mark_at
from collector.store.row_names import name_columns

Steps = Mapping[str, Sequence[str]]  # from a state to those that one commit may lead to

_FROM_LINE = ("queued", "sending", "sent", "failed", "held")  # a folder takes a whole batch in one commit
STATES: Steps = {
    "queued": _FROM_LINE,
    "sending": _FROM_LINE,
    "held": ("queued",),  # released
    "failed": ("queued",),  # tried again
    "sent": (),
}


@dataclass(frozen=True, slots=True)
class Later:
    """What may change in the rows of one table after they were written, all else stays; nothing where this is empty."""

    changes: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()  # once one of these is filled, nothing changes any more
    steps: Steps = field(default_factory=dict)  # of the column `state`


LATER: Mapping[str, Later] = {
    "alert": Later(("ended",), ("ended",)),
    "archived_file": Later(),
    "breaker": Later(("released",), ("released",)),
    "contact_failure": Later(),
    "ledger": Later(),
    "letter": Later(
        ("state", "attempts", "next_attempt", "answer", "sent", "uncertain", "withdrawn"),
        ("sent", "withdrawn"),
        STATES,
    ),
    "mail": Later(
        (
            *("state", "attempts", "crashes", "error", "failed_at", "received", "sender", "sender_name"),
            *("subject", "message_id", "outcome", "reasons", "machine_kind", "machine_sign", "archive"),
            *("processed_at", "presumed_unit", "presumed_period"),
        ),
        ("outcome",),
    ),
    "reminder": Later(),
    "report": Later(),
    "setting": Later(),
}
# Rows of which the program keeps count: they come, change and go.
FREE = {("setting", '["failures-in-a-row"]')}


def keeps_order(table: str) -> bool:
    """Whether no row of a table ever goes, so that the n-th that was written has the number n."""
    return all(table != name for name, _ in FREE)


def lasting(table: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that stay as written in a table of which others change; none where no other does: the digest tells."""
    changes = LATER.get(table, Later()).changes
    return tuple(name for name in columns if name not in changes) if changes else ()


def forbidden(columns: Sequence[str], earlier: Change, later: Change) -> str:
    """What a later line of the journal does to a row that the program never does, in words; "" where it is the program's way.

    `columns` are those of the table; the lines follow each other in the row's history.
    """
    if (later.table, later.row) in FREE or not earlier.digest:
        return ""
    if not later.digest:
        return "removes it"
    rule = LATER.get(later.table, Later())
    names = differing(earlier.marks, later.marks, columns)
    stays = lasting(later.table, columns)
    if not rule.changes or _is_closed(rule, columns, earlier):
        return f"changes {name_columns(names)}"
    if earlier.lasting != later.lasting if earlier.lasting else set(names) & set(stays):
        return f"changes {name_columns([name for name in names if name in stays])}"
    return _step(rule, columns, earlier, later)


def _is_closed(rule: Later, columns: Sequence[str], earlier: Change) -> bool:
    return any(mark_at(earlier.marks, columns.index(name)) != NO_MARK for name in rule.closes)


def _step(rule: Later, columns: Sequence[str], earlier: Change, later: Change) -> str:
    """The same for the state alone, which is known by its mark: one that is the column's default has none."""
    if not rule.steps:
        return ""
    place, usual = columns.index("state"), next(iter(rule.steps))
    known = {NO_MARK if name == usual else mark(name): name for name in rule.steps}
    before, after = (known.get(mark_at(line.marks, place), "?") for line in (earlier, later))
    return "" if after in rule.steps.get(before, ()) else f"makes it {after}, which was {before}"
