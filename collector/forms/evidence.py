"""Extracts and what their mail says → reports with unit and month, the evidence for each, and what is in doubt.

Strong sources must agree; where they disagree a person decides. Sheet and file names count only where nothing
stronger speaks. Knows no file, no database and no letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from collector.forms import claims as said
from collector.forms import month_claims
from collector.forms.claims import Claim, MailContext
from collector.forms.extract import Extract
from collector.forms.one_page import whole
from collector.forms.settle import settle_period, settle_unit, shared
from collector.forms.units import UnitNames
from collector.model.reports import Evidence, Fact, Report, Source
from collector.periods import Period

OF_THE_MAIL = (Source.REPLY, Source.SUBJECT, Source.BODY)


@dataclass(frozen=True, slots=True)
class Found:
    """A form's content and the attachment it was read from ("" for the body)."""

    extract: Extract
    path: str
    reader: str = ""  # of the document it was found in
    of_form: tuple[Evidence, ...] = ()  # what says that it is the form that it looks like


@dataclass(frozen=True, slots=True)
class _Own:
    """What one form says of itself, apart from its mail."""

    units: tuple[Claim, ...]
    weak_units: tuple[Claim, ...]
    periods: tuple[Claim, ...]
    weak_periods: tuple[Claim, ...]


def weigh(found: Sequence[Found], context: MailContext, names: UnitNames) -> tuple[Report, ...]:
    """A report for each form found in one mail; blank ones beside it only of another kind, unit or month."""
    if not found:
        return ()
    months = found[0].extract.spec.words.months
    kept = _without_spare([(item, _own(item, context, names)) for item in found])
    owns = _told_apart([own for _, own in kept])
    mail_units = tuple(said.unit_claims_of_mail(context, names))
    mail_periods = tuple(month_claims.period_claims_of_mail(context, months))
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
    return whole([(item.path, item.extract.sheet) for item, _ in kept], reports)


def _without_spare(found: Sequence[tuple[Found, _Own]]) -> list[tuple[Found, _Own]]:
    """The forms that count: filled ones, and each blank one that is no spare beside them; of blank ones alone the first."""
    counting = {place: pair for place, pair in enumerate(found) if not pair[0].extract.blank}
    filled = set(counting) or {0}
    counting = counting or {0: found[0]}
    for place, pair in enumerate(found):
        if place not in filled and _counts_beside(pair, list(counting.values())):
            counting[place] = pair
    return [counting[place] for place in sorted(counting)]


def _counts_beside(blank: tuple[Found, _Own], others: Sequence[tuple[Found, _Own]]) -> bool:
    """Whether a blank form is of another kind than the others, or of another unit or month in a file of its own."""
    item, own = blank
    if item.extract.spec.id not in {other.extract.spec.id for other, _ in others}:
        return True
    if item.path in {other.path for other, _ in others}:
        return False
    units = {value for _, other in others for value in shared(other.units)}
    periods = {value for _, other in others for value in shared(other.periods)}
    return bool(shared(own.units) - units and units) or bool(shared(own.periods) - periods and periods)


def _own(item: Found, context: MailContext, names: UnitNames) -> _Own:
    return _Own(
        tuple(said.unit_claims_of_form(item.extract, names)),
        tuple(said.weak_unit_claims(item.extract, item.path, names)),
        tuple(month_claims.period_claims_of_form(item.extract, context.received)),
        tuple(month_claims.weak_period_claims(item.extract, item.path, context.received)),
    )


def _told_apart(owns: list[_Own]) -> list[_Own]:
    """Where several forms differ only in the names of their sheets or files, those names are strong."""
    for weak, strong in (("weak_units", "units"), ("weak_periods", "periods")):
        names = [shared(getattr(own, weak)[:1]) for own in owns]
        distinct = len(owns) > 1 and all(names) and len({frozenset(name) for name in names}) == len(owns)
        if distinct and not any(
            not (claim.parent or claim.passing) for own in owns for claim in getattr(own, strong)
        ):
            owns = [_promoted(own, weak, strong) for own in owns]
    return owns


def _promoted(own: _Own, weak: str, strong: str) -> _Own:
    values = {name: getattr(own, name) for name in ("units", "weak_units", "periods", "weak_periods")}
    return _Own(**{**values, strong: values[weak][:1], weak: ()})


def _for_this(
    mail: Sequence[Claim], own: Sequence[Claim], all_own: Sequence[Sequence[Claim]]
) -> tuple[Claim, ...]:
    """The mail's claims that speak of this form: `ธ.ค.` in the subject of a mail with two months is of the other."""
    pool = shared(own)
    others = {value for claims in all_own for value in shared(claims)}
    if len(all_own) < 2 or not pool:
        return tuple(mail)
    return tuple(
        c for c in mail if c.source not in OF_THE_MAIL or set(c.values) & pool or not set(c.values) & others
    )


def _report(
    item: Found, units: Sequence[Claim], periods: Sequence[Claim], context: MailContext, names: UnitNames
) -> Report:
    """One form as a report: its fact of the unit settled from the claims `units`, that of the month from `periods`.

    `context` is the mail around it, `names` those of the registry.
    """
    unit = settle_unit(units, names)
    period = settle_period(periods, context)
    extract = item.extract
    facts = [(Fact.UNIT, claim) for claim in units] + [(Fact.PERIOD, claim) for claim in periods]
    evidence = [
        Evidence(fact, v, c.source, c.place, c.text, c.certain)
        for fact, c in facts
        for v in c.values
        if not c.parent or v == unit.value
    ]
    if period.value and not periods:
        evidence.append(Evidence(Fact.PERIOD, period.value, Source.ASSUMED, "", "", certain=False))
    return Report(
        form=extract.spec.id,
        unit=unit.value,
        period=Period.parse(period.value) if period.value else None,
        nil=extract.nil,
        entries=extract.entries,
        attachment=item.path,
        evidence=tuple(dict.fromkeys((*item.of_form, *evidence))),
        notes=(*extract.notes, *unit.notes, *period.notes),
        doubts=(*extract.doubts, *unit.doubts, *period.doubts),
        blank=extract.blank,
        reader=item.reader,
    )
