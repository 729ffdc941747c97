"""Extracts and what their mail says → reports with unit and month, the evidence for each, and what is in doubt.

Strong sources must agree; where they disagree a person decides. Sheet and file names count only where nothing
stronger speaks. Knows no file, no database and no letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from collector.forms import claims as said
from collector.forms.claims import Claim, MailContext
from collector.forms.extract import Extract
from collector.forms.months import OLDEST_MONTHS
from collector.forms.units import UnitNames
from collector.model import Evidence, Reason, Report, Source
from collector.periods import Period

WEAK = (Source.SHEET, Source.FILE)
OF_THE_MAIL = (Source.REPLY, Source.SUBJECT, Source.BODY)


@dataclass(frozen=True, slots=True)
class Found:
    """A form's content and the attachment it was read from ("" for the body)."""

    extract: Extract
    path: str
    reader: str = ""  # of the document it was found in


@dataclass(frozen=True, slots=True)
class Settled:
    """One fact weighed: its value, None where a person must decide and `doubts` say why."""

    value: str | None
    notes: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Own:
    """What one form says of itself, apart from its mail."""

    units: tuple[Claim, ...]
    weak_units: tuple[Claim, ...]
    periods: tuple[Claim, ...]
    weak_periods: tuple[Claim, ...]


def weigh(found: Sequence[Found], context: MailContext, names: UnitNames) -> tuple[Report, ...]:
    """A report for each form found in one mail; blank ones beside it only where they name another unit or month."""
    kept = _without_spare([(item, _own(item, context, names)) for item in found])
    owns = _told_apart([own for _, own in kept])
    mail_units = tuple(said.unit_claims_of_mail(context, names))
    mail_periods = tuple(said.period_claims_of_mail(context))
    reports = []
    for (item, _), own in zip(kept, owns, strict=True):
        units = (
            *own.units,
            *_for_this(mail_units, own.units, [other.units for other in owns]),
            *own.weak_units,
        )
        periods = (
            *own.periods,
            *_for_this(mail_periods, own.periods, [other.periods for other in owns]),
            *own.weak_periods,
        )
        reports.append(_report(item, units, periods, context, names))
    return tuple(reports)


def _without_spare(found: Sequence[tuple[Found, _Own]]) -> list[tuple[Found, _Own]]:
    """The forms that count: filled ones, and a blank one in a file of its own that is of another unit or month."""
    filled = [(item, own) for item, own in found if not item.extract.blank]
    if not filled:
        return list(found[:1])
    units = {value for _, own in filled for value in _pool(own.units)}
    periods = {value for _, own in filled for value in _pool(own.periods)}
    paths = {item.path for item, _ in filled}
    kept = []
    for item, own in found:
        other = bool(_pool(own.units) - units and units) or bool(_pool(own.periods) - periods and periods)
        if not item.extract.blank or (other and item.path not in paths):
            kept.append((item, own))
    return kept


def _own(item: Found, context: MailContext, names: UnitNames) -> _Own:
    return _Own(
        tuple(said.unit_claims_of_form(item.extract, names)),
        tuple(said.weak_unit_claims(item.extract, item.path, names)),
        tuple(said.period_claims_of_form(item.extract, context.received)),
        tuple(said.weak_period_claims(item.extract, item.path, context.received)),
    )


def _told_apart(owns: list[_Own]) -> list[_Own]:
    """Where several forms differ only in the names of their sheets or files, those names are strong."""
    for weak, strong in (("weak_units", "units"), ("weak_periods", "periods")):
        names = [_pool(getattr(own, weak)[:1]) for own in owns]
        distinct = len(owns) > 1 and all(names) and len({frozenset(name) for name in names}) == len(owns)
        if distinct and not any(getattr(own, strong) for own in owns):
            owns = [_promoted(own, weak, strong) for own in owns]
    return owns


def _promoted(own: _Own, weak: str, strong: str) -> _Own:
    values = {name: getattr(own, name) for name in ("units", "weak_units", "periods", "weak_periods")}
    return _Own(**{**values, strong: values[weak][:1], weak: ()})


def _for_this(
    mail: Sequence[Claim], own: Sequence[Claim], all_own: Sequence[Sequence[Claim]]
) -> tuple[Claim, ...]:
    """The mail's claims that speak of this form: `ธ.ค.` in the subject of a mail with two months is of the other."""
    pool = _pool(own)
    others = {value for claims in all_own for value in _pool(claims)}
    if len(all_own) < 2 or not pool:
        return tuple(mail)
    return tuple(
        c for c in mail if c.source not in OF_THE_MAIL or set(c.values) & pool or not set(c.values) & others
    )


def _pool(claims: Sequence[Claim]) -> set[str]:
    sure = [set(claim.values) for claim in claims if claim.certain and claim.values]
    return set.intersection(*sure) if sure else set()


def _report(
    item: Found, units: Sequence[Claim], periods: Sequence[Claim], context: MailContext, names: UnitNames
) -> Report:
    unit = settle_unit(units, names)
    period = settle_period(periods, context)
    extract = item.extract
    facts = [("unit", claim) for claim in units] + [("period", claim) for claim in periods]
    evidence = [
        Evidence(fact, v, c.source, c.place, c.text, c.certain) for fact, c in facts for v in c.values
    ]
    if period.value and not periods:
        evidence.append(Evidence("period", period.value, Source.ASSUMED, "", "", certain=False))
    return Report(
        form=extract.spec.id,
        unit=unit.value,
        period=Period.parse(period.value) if period.value else None,
        nil=extract.nil,
        entries=extract.entries,
        attachment=item.path,
        evidence=tuple(dict.fromkeys(evidence)),
        notes=(*extract.notes, *unit.notes, *period.notes),
        doubts=(*unit.doubts, *period.doubts),
        blank=extract.blank,
        reader=item.reader,
    )


def settle_unit(claims: Sequence[Claim], names: UnitNames) -> Settled:
    """The unit that the strong sources agree on; a misspelt name needs one of them, or no other like it."""
    strong = _relevant([claim for claim in claims if claim.certain and claim.source not in WEAK])
    slips = [claim for claim in claims if not claim.certain]
    weak = [claim for claim in claims if claim.certain and claim.source in WEAK]
    pool = _pool(strong)
    if strong and not pool:
        return Settled(None, doubts=(_conflict("unit-conflict", strong, names),))
    if not strong and not slips:
        pool = _pool(weak[:1])
    elif not strong:
        pool = _pool(weak[:1]) & {value for claim in slips for value in claim.values}
    elif len(pool) > 1:
        narrowed = pool & (_pool(weak[:1]) or {value for claim in slips for value in claim.values})
        pool = narrowed if len(narrowed) == 1 else pool
    if odd := next((claim for claim in slips if not pool or not set(claim.values) & pool), None):
        return Settled(None, doubts=(_misspelt(odd, names),))
    if len(pool) == 1:
        return Settled(next(iter(pool)), notes=_slip_notes([*slips, *strong], pool, names))
    if not pool:
        return Settled(None, doubts=(Reason("unit-unknown"),))
    listed = ", ".join(_name(code, names) for code in sorted(pool))
    return Settled(None, doubts=(Reason("several-units-from-sender", {"units": listed}),))


def settle_period(claims: Sequence[Claim], context: MailContext) -> Settled:
    """The month that the strong sources agree on; none anywhere is the month before the mail was received."""
    received = Period.of(context.received)
    strong = _relevant([claim for claim in claims if claim.source not in WEAK])
    deciding = strong or [claim for claim in claims if claim.source in WEAK][:1]
    pool = _pool(deciding)
    written = [claim for claim in deciding if claim.source is not Source.REPLY]
    assumed = str(received.previous())
    if not written and (not deciding or (assumed in pool and len(pool) > 1)):
        return Settled(assumed, notes=(Reason("month-assumed", {"period": assumed}),))
    if doubt := _period_doubt(deciding, written, pool):
        return Settled(None, doubts=(doubt,))
    value = next(value for claim in written or deciding for value in claim.values if value in pool)
    notes = [Reason("year-assumed", {"period": value})] if len(pool) > 1 else []
    slips = [claim.text for claim in deciding if claim.misspelt]
    notes += [Reason("period-misspelt", {"written": text, "period": value}) for text in slips[:1]]
    return Settled(value, tuple(notes), _out_of_range(Period.parse(value), received))


def _period_doubt(deciding: Sequence[Claim], written: Sequence[Claim], pool: set[str]) -> Reason | None:
    """Why the month cannot be told: a word that is none, sources that disagree, several months on purpose."""
    if unclear := next((claim for claim in deciding if not claim.certain), None):
        return Reason("period-unclear", {"written": unclear.text})
    several = any(claim.several and claim.source in (Source.FORM, *WEAK) for claim in deciding)
    vague = len(pool) > 1 and all(claim.several for claim in written if len(claim.values) > 1)
    return _conflict("period-conflict", deciding, None) if not pool or several or vague else None


def _out_of_range(period: Period, received: Period) -> tuple[Reason, ...]:
    if period > received:
        return (Reason("period-future", {"period": str(period)}),)
    if received.months_since(period) > OLDEST_MONTHS:
        return (Reason("period-too-old", {"period": str(period)}),)
    return ()


def _relevant(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those of subject and body that name several and none of what the others say."""
    firm = _pool(
        [
            claim
            for claim in claims
            if claim.source not in (Source.SUBJECT, Source.BODY) or len(claim.values) == 1
        ]
    )
    vague = (Source.SUBJECT, Source.BODY)
    return [
        c
        for c in claims
        if not (c.source in vague and len(c.values) > 1 and firm and not set(c.values) & firm)
    ]


def _conflict(code: str, claims: Sequence[Claim], names: UnitNames | None) -> Reason:
    first = claims[0]
    second = next((claim for claim in claims[1:] if not set(claim.values) & set(first.values)), claims[-1])
    values = {}
    for label, claim in (("first", first), ("second", second)):
        values[label] = ", ".join(_name(value, names) for value in claim.values)
        values[f"{label}_source"] = claim.source.value
    return Reason(code, values)


def _misspelt(claim: Claim, names: UnitNames) -> Reason:
    return Reason(
        "unit-unclear",
        {"written": claim.text, "suggestions": ", ".join(_name(code, names) for code in claim.values)},
    )


def _slip_notes(claims: Sequence[Claim], pool: set[str], names: UnitNames) -> tuple[Reason, ...]:
    unit = _name(next(iter(pool)), names)
    slips = [claim for claim in claims if claim.misspelt]
    return tuple(Reason("unit-misspelt", {"written": claim.text, "unit": unit}) for claim in slips[:1])


def _name(value: str, names: UnitNames | None) -> str:
    return next((unit.name for unit in names.units if unit.code == value), value) if names else value
