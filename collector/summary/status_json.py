"""The summary's tables → the object that `collector status --json` prints; its shape is promised to other programs."""

from collections.abc import Sequence

from collector.summary.standings import HeldLine, SummaryTable


def status_json(tables: Sequence[SummaryTable]) -> dict[str, object]:
    """The shape that `collector status --json` promises; a rate is null where nothing is expected.

    Of several forms the first stands where an only one would, and `forms` holds all of them in the same shape.
    """
    first = _form_json(tables[0])
    if former := [line for table in tables for line in table.former]:
        first["no_longer_in_force"] = [_former_json(line) for line in former]
    return first | ({"forms": [_form_json(table) for table in tables]} if len(tables) > 1 else {})


def _form_json(table: SummaryTable) -> dict[str, object]:
    total = table.total
    return {
        "form": table.spec.id,
        "expected": total.expected,
        "reported": total.reported,
        "on_time": total.on_time,
        "reporting_rate": _rounded(total.reporting_rate),
        "reporting_rate_on_time": _rounded(total.reporting_rate_on_time),
        "units": [
            {
                "unit": line.unit.code,
                "period": str(standing.period),
                "state": standing.state.value,
                "revision": standing.revision,
                "received": standing.received.isoformat() if standing.received else None,
                "revised": standing.revised.isoformat() if standing.revised else None,
                "entries": standing.entries,
                "receipt": standing.receipt,
            }
            for line in table.lines
            for standing in line.standings
        ],
        "mails": dict(table.mails),
    }


def _former_json(line: HeldLine) -> dict[str, object]:
    return {
        "form": line.former,
        "unit": line.unit.code if line.unit else None,
        "period": str(line.period) if line.period else None,
        "state": line.outcome.value,
        "received": line.received.isoformat(),
    }


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)
