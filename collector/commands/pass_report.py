"""What one pass or import did → lines for people or one JSON line; knows no mailbox."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from rich.table import Table

from collector.commands import terminal
from collector.model.outcomes import Outcome
from collector.wording import Wording


def tell(report: object, as_json: bool) -> None:
    """Shows the counts of a pass: as one JSON line, or one `name: number` line each."""
    counts = _plain(report)
    if as_json:
        terminal.write_json(counts)
        return
    for name, value in counts.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        told = ", ".join(f"{key} {count}".strip() for key, count in inner if count)
        terminal.write(f"{name.replace('_', ' ')}: {told or 'none'}")


def outcomes(counts: Mapping[str, int], wording: Wording) -> Table:
    """How many mails had which outcome, in the words that staff read, those that need most attention first."""
    table = Table(box=None, show_header=False, padding=(0, 2))
    for outcome in Outcome:
        if number := counts.get(outcome.value):
            table.add_row(outcome.value, wording.outcome(outcome), str(number))
    return table


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | float | bool) or value is None else str(value)
