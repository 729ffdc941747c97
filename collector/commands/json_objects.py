"""Verdicts and reminders → the JSON objects that the commands promise; prints nothing."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any, Protocol

from collector.model.outcomes import Ruling, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Entry, Evidence
from collector.periods import Period
from collector.registry import Registry
from collector.store.history import HistoryLine
from collector.wording import Wording


class ReminderLike(Protocol):
    """One letter to one unit about the months it owes."""

    @property
    def form(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def to(self) -> tuple[str, ...]: ...
    @property
    def cc(self) -> tuple[str, ...]: ...
    @property
    def stage(self) -> str: ...
    @property
    def periods(self) -> tuple[Period, ...]: ...


def explained(source: str, verdict: Verdict, wording: Wording, registry: Registry) -> dict[str, Any]:
    """One line of `explain --json`: what would become of one PATH, and why."""
    return {
        "source": source,
        "outcome": verdict.outcome.value,
        "sender": {
            "address": verdict.sender.address,
            "verdict": verdict.sender.verdict,
            "registered_for": list(verdict.sender.registered_for),
        },
        "reasons": reasons(verdict.reasons, wording),
        "reports": [_report(ruling, wording, registry) for ruling in verdict.rulings],
        "machine": verdict.machine.kind if verdict.machine else None,
    }


def unopened(source: str, problem: str) -> dict[str, Any]:
    """The line of a PATH that cannot be opened: lines and PATHs stay in step."""
    return {"source": source, "outcome": None, "reasons": [], "reports": [], "error": problem}


def reminded(reminder: ReminderLike) -> dict[str, Any]:
    """One line of `remind --json`."""
    return {
        "form": reminder.form,
        "unit": reminder.unit,
        "to": list(reminder.to),
        "cc": list(reminder.cc),
        "stage": reminder.stage,
        "ordinal": reminder.ordinal,
        "periods": [str(period) for period in reminder.periods],
    }


def reasons(found: Iterable[Reason], wording: Wording) -> list[dict[str, str]]:
    """Each reason as its code and the sentence that staff read."""
    return [{"code": reason.code, "text": wording.staff(reason)} for reason in found]


def _report(ruling: Ruling, wording: Wording, registry: Registry) -> dict[str, Any]:
    report = ruling.report
    return {
        "form": report.form,
        "unit": report.unit,
        "unit_name": registry.name(report.unit) if report.unit else None,
        "period": str(report.period) if report.period else None,
        "nil": report.nil,
        "outcome": ruling.outcome.value,
        "attachment": report.attachment,
        "reader": report.reader,
        "timeliness": ruling.timeliness.value if ruling.timeliness else None,
        "revision": ruling.revision,
        "reasons": reasons(ruling.reasons, wording),
        "notes": reasons(report.notes, wording),
        "entries": [_entry(entry) for entry in report.entries],
        "places": [{item.key: item.place for item in entry.fields} for entry in report.entries],
        "evidence": [_evidence(item) for item in report.evidence],
    }


def _entry(entry: Entry) -> Mapping[str, str | int]:
    """The number, and each column under the form's own key: problem, solution, law, remark."""
    return {"number": entry.number} | {item.key: item.text for item in entry.fields}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "fact": item.fact,
        "value": item.value,
        "source": item.source.value,
        "place": item.place,
        "text": item.text,
        "certain": item.certain,
    }


def happened(line: HistoryLine, why: str, zone: tzinfo) -> dict[str, Any]:
    """One line of `collector history --json`: when, by whom or what, what, why, and by which number to find it."""
    return {
        "at": line.at.astimezone(zone).isoformat(),
        "by": line.by,
        "what": str(line.what),
        "why": why,
        "ref": line.ref,
        **({"presumed": True} if line.presumed else {}),
    }
