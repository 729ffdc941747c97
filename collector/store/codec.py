"""Frozen values ↔ the JSON text and ISO times that columns hold; knows no table and no file."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from collector.model.reasons import Reason
from collector.model.reports import Difference, Entry, Evidence, Field
from collector.periods import Period


def to_time(moment: datetime) -> str:
    """An aware moment → ISO 8601 in UTC, always of the same width so that text sorts as time does."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_optional_time(moment: datetime | None) -> str | None:
    return None if moment is None else to_time(moment)


def from_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def from_optional_time(text: str | None) -> datetime | None:
    return None if text is None else from_time(text)


def dump(value: object) -> str:
    """Compact JSON with Thai letters as themselves, so that the database can be read by a person."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load_texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def entry_object(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "fields": [_field_object(item) for item in entry.fields],
    }


def _field_object(item: Field) -> dict[str, str]:
    return {"key": item.key, "text": item.text, "place": item.place}


def _fields(cells: Iterable[Mapping[str, str]]) -> tuple[Field, ...]:
    return tuple(Field(cell["key"], cell["text"], cell["place"]) for cell in cells)


def evidence_object(evidence: Evidence) -> dict[str, Any]:
    return {
        "fact": evidence.fact,
        "value": evidence.value,
        "source": str(evidence.source),
        "place": evidence.place,
        "text": evidence.text,
        "certain": evidence.certain,
    }


def reason_object(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "values": dict(reason.values)}


def difference_object(difference: Difference) -> dict[str, Any]:
    said = {
        "kind": difference.kind,
        "number": difference.number,
        "key": difference.key,
        "before": difference.before,
        "after": difference.after,
    }
    if not difference.fields:
        return said
    return {**said, "fields": [_field_object(item) for item in difference.fields]}


def dump_entries(entries: Iterable[Entry]) -> str:
    return dump([entry_object(entry) for entry in entries])


def load_entries(text: str) -> tuple[Entry, ...]:
    return tuple(Entry(item["number"], _fields(item["fields"])) for item in json.loads(text))


def dump_evidence(evidence: Iterable[Evidence]) -> str:
    return dump([evidence_object(item) for item in evidence])


def dump_reasons(reasons: Iterable[Reason]) -> str:
    return dump([reason_object(reason) for reason in reasons])


def load_reasons(text: str) -> tuple[Reason, ...]:
    items: Sequence[Mapping[str, Any]] = json.loads(text)
    return tuple(Reason(item["code"], item["values"]) for item in items)


def dump_differences(differences: Iterable[Difference]) -> str:
    return dump([difference_object(item) for item in differences])


def dump_periods(periods: Iterable[Period]) -> str:
    return dump([str(period) for period in periods])


def load_periods(text: str) -> tuple[Period, ...]:
    return tuple(Period.parse(item) for item in json.loads(text))
