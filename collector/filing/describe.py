"""A ruling → the JSON that lies beside the original in the archive, for people and for other programs; pure."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from collector.model.files import Attachment
from collector.model.outcomes import Ruling, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Report
from collector.periods import Period
from collector.store import codec
from collector.store.records import MailFacts

_MOST_INDENTED = 1_000  # entries


@dataclass(frozen=True, slots=True)
class Case:
    """A mail that was decided, with all that is to be archived of it."""

    sha256: str  # of the mail as it came, which the spool keeps
    size: int  # its bytes
    mail: MailFacts
    verdict: Verdict
    attachments: tuple[Attachment, ...] = ()  # those that a report names are archived beside it

    def attachment(self, report: Report) -> Attachment | None:
        """The file that a report was read from; None when it stood in the body."""
        return next((item for item in self.attachments if item.path == report.attachment), None)


@dataclass(frozen=True, slots=True)
class Labels:
    """How units, months and reasons are called, and the clock on the department's wall."""

    unit: Callable[[str], str]  # code → name
    month: Callable[[Period], str]  # → "ธันวาคม ๒๕๖๑"
    reason: Callable[[Reason], str]  # → a sentence
    zone: tzinfo


def report_file(case: Case, ruling: Ruling, labels: Labels) -> bytes:
    """The JSON of one report. The same case always gives the same bytes."""
    report, attachment = ruling.report, case.attachment(ruling.report)
    told = {
        "form": report.form,
        "unit": report.unit,
        "unit_name": labels.unit(report.unit) if report.unit else None,
        "period": str(report.period) if report.period else None,
        "month": labels.month(report.period) if report.period else None,
        "outcome": str(ruling.outcome),
        "revision": ruling.revision or None,
        "receipt": ruling.receipt or None,
        "timeliness": str(ruling.timeliness) if ruling.timeliness else None,
        "counts_from": ruling.counts_from.astimezone(labels.zone).isoformat() if ruling.counts_from else None,
        "nil": report.nil,
        "entries": _entries(report),
        "notes": _reasons(report.notes, labels),
        "reasons": _reasons(ruling.reasons, labels),
        "differences": [codec.difference_object(item) for item in ruling.differences],
        "evidence": [codec.evidence_object(item) for item in report.evidence],
        "attachment": report.attachment,
        "reader": report.reader,
        "attachment_sha256": hashlib.sha256(attachment.data).hexdigest() if attachment else None,
        "known_sender": ruling.known_sender,
        "content_hash": report.content_hash,
    }
    return _text(told | _mail(case, labels))


def verdict_file(case: Case, labels: Labels) -> bytes:
    """The JSON of a mail that was returned, repeated or waits for a person: why, and what was found in it."""
    return _text(
        {
            "outcome": str(case.verdict.outcome),
            "reasons": _reasons(case.verdict.reasons, labels),
            "reports": [
                {
                    "form": ruling.report.form,
                    "unit": ruling.report.unit,
                    "period": str(ruling.report.period) if ruling.report.period else None,
                    "attachment": ruling.report.attachment,
                    "reader": ruling.report.reader,
                    "outcome": str(ruling.outcome),
                    "entries": _entries(ruling.report),
                    "reasons": _reasons(ruling.reasons, labels),
                    "evidence": [codec.evidence_object(item) for item in ruling.report.evidence],
                }
                for ruling in case.verdict.rulings
            ],
            **_mail(case, labels),
        }
    )


def _entries(report: Report) -> list[dict[str, Any]]:
    return [
        {"number": entry.number, **{item.key: item.text for item in entry.fields}} for entry in report.entries
    ]


def _mail(case: Case, labels: Labels) -> dict[str, Any]:
    mail = case.mail
    return {
        "received": mail.received.astimezone(labels.zone).isoformat(),
        "sender": mail.sender.email,
        "sender_name": mail.sender.name,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "mail_sha256": case.sha256,
    }


def _reasons(reasons: Iterable[Reason], labels: Labels) -> list[dict[str, Any]]:
    return [{**codec.reason_object(reason), "text": labels.reason(reason)} for reason in reasons]


def _text(value: dict[str, Any]) -> bytes:
    """The JSON, indented for people; a report of thousands of entries on one line, as indenting takes ten times as long."""
    entries = value.get("entries") or [
        entry for report in value.get("reports", ()) for entry in report["entries"]
    ]
    indent = 2 if len(entries) <= _MOST_INDENTED else None
    # what cannot be written as UTF-8 (half a surrogate pair from a falsely labelled header) becomes a question mark
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")
