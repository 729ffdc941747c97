"""The claims on one fact → its value, or why a person must decide; where strong sources disagree nobody guesses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collector.forms.claims import Claim, MailContext
from collector.forms.months import OLDEST_MONTHS
from collector.forms.spans import SpanKind
from collector.forms.units import UnitNames
from collector.model.reasons import Reason
from collector.model.reports import Source
from collector.periods import Period, assumed_period
from collector.thai import fold

WEAK = (Source.SHEET, Source.FILE)
OF_THE_FORM = (Source.IDENTIFIER, Source.FORM)


@dataclass(frozen=True, slots=True)
class Settled:
    """One fact weighed: its value, None where a person must decide and `doubts` say why."""

    value: str | None
    notes: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()


def shared(claims: Sequence[Claim]) -> set[str]:
    """The values that all certain claims allow; a parent's name alone chooses none."""
    sure = [set(claim.values) for claim in claims if claim.certain and claim.values and not claim.parent]
    return set.intersection(*sure) if sure else set()


def settle_unit(claims: Sequence[Claim], names: UnitNames) -> Settled:
    """The unit that the strong sources agree on; a misspelt name needs one of them, or no other like it.

    A district named alone chooses no unit, but that of another district is a person's.
    """
    parents = [claim for claim in claims if claim.parent]
    claims = _without_passing([claim for claim in claims if not claim.parent])
    strong = _relevant([claim for claim in claims if claim.certain and claim.source not in WEAK])
    slips = [claim for claim in claims if not claim.certain]
    weak = [claim for claim in claims if claim.source in WEAK]
    if strong and not shared(strong):
        return Settled(None, doubts=(_conflict("unit-conflict", strong, names),))
    pool = _possible(strong, slips, weak)
    if odd := next((claim for claim in slips if not set(claim.values) & pool), None):
        return Settled(None, doubts=(_unsure(odd, strong, names),))
    if other := next((claim for claim in parents if pool and not set(claim.values) & pool), None):
        return Settled(None, doubts=(_elsewhere(other, pool, names),))
    if aside := _named_first(strong, pool):
        return Settled(None, doubts=(_conflict("unit-conflict", aside, names),))
    if len(pool) == 1:
        return Settled(next(iter(pool)), notes=_slip_notes([*slips, *strong], pool, names))
    return Settled(None, doubts=(_undecided(pool, slips, parents, names),))


def _without_passing(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without what a letter on the form's page names in passing, where anything strong names the unit."""
    firm = any(
        claim.certain and claim.values and not claim.passing and claim.source not in WEAK for claim in claims
    )
    return [claim for claim in claims if not (firm and claim.passing)]


def _named_first(strong: Sequence[Claim], pool: set[str]) -> list[Claim]:
    """Subject and body where nothing else speaks and the body's first name is another: `ของชลบุรีค่ะ ใช้แบบเดียวกับลพบุรี`."""
    body = next((claim for claim in strong if claim.source is Source.BODY and claim.values), None)
    alone = {claim.source for claim in strong} == {Source.SUBJECT, Source.BODY}
    if not alone or body is None or body.values[0] in pool:
        return []
    return [replace(body, values=body.values[:1]), *(claim for claim in strong if claim is not body)]


def _undecided(pool: set[str], slips: Sequence[Claim], parents: Sequence[Claim], names: UnitNames) -> Reason:
    """Why none or several units may be meant; where an office only says in which unit it lies, that is suggested."""
    if not pool:
        lies = next((claim.values for claim in parents if len(claim.values) == 1), ())
        return Reason("unit-unknown", {"suggestions": _listed(lies, names)} if lies else {})
    if namesakes := next((claim for claim in slips if _bears_the_name(claim)), None):
        return _namesakes(namesakes, pool, names)
    return Reason("several-units-from-sender", {"units": _listed(sorted(pool), names)})


def _possible(strong: Sequence[Claim], slips: Sequence[Claim], weak: Sequence[Claim]) -> set[str]:
    """The units that may be meant: what the strong sources allow, where they leave several narrowed by the others."""
    slipped = {value for claim in slips for value in claim.values}
    nearest = shared(weak[:1])
    if not strong and slips:
        return nearest & slipped if len(nearest) == 1 else set()  # a file of two names agrees with neither
    if not strong:
        return nearest
    pool = shared(strong)
    narrowed = pool & (nearest or slipped)
    return narrowed if len(narrowed) == 1 else pool


def settle_period(claims: Sequence[Claim], context: MailContext) -> Settled:
    """The month that the strong sources agree on; none anywhere is the month before the mail was received."""
    received = Period.of(context.received)
    claims = _without_idle_spans(claims)
    strong = _relevant([claim for claim in claims if claim.source not in WEAK])
    deciding = strong or list(claims[:1])  # the nearest of the weak ones
    pool = shared(deciding)
    written = [claim for claim in deciding if claim.source is not Source.REPLY]
    assumed = str(assumed_period(context.received))
    if not written and (not deciding or (assumed in pool and len(pool) > 1)):
        return Settled(assumed, notes=(Reason("month-assumed", {"period": assumed}),))
    if doubt := _period_doubt(deciding, written, pool):
        return Settled(None, doubts=(doubt,))
    value = next(value for claim in written or deciding for value in claim.values if value in pool)
    notes = [Reason("year-assumed", {"period": value})] if len(pool) > 1 else []
    slips = [claim.text for claim in deciding if claim.misspelt]
    notes += [Reason("period-misspelt", {"written": text, "period": value}) for text in slips[:1]]
    return Settled(value, tuple(notes), _out_of_range(Period.parse(value), received))


def _without_idle_spans(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without the mail's spans where the form names a month, and without a year where anything does."""
    form_says = any(claim.source in OF_THE_FORM and not claim.span for claim in claims)
    said = any(not claim.span for claim in claims)
    return [
        claim
        for claim in claims
        if not (
            (claim.span and form_says and claim.source not in OF_THE_FORM)
            or (claim.span in (SpanKind.YEAR, SpanKind.DAYS) and said and claim.source not in OF_THE_FORM)
            or (claim.span is SpanKind.YEAR and said)
        )
    ]


def _period_doubt(deciding: Sequence[Claim], written: Sequence[Claim], pool: set[str]) -> Reason | None:
    """Why the month cannot be told: a word that is none, sources that disagree, several months on purpose."""
    if unclear := next((claim for claim in deciding if not claim.certain), None):
        code = {None: "period-unclear", SpanKind.QUARTER: "period-quarter"}.get(unclear.span, "period-span")
        return Reason(code, {"written": unclear.text})
    several = any(claim.several and claim.source is Source.FORM for claim in deciding)
    vague = len(pool) > 1 and all(claim.several for claim in written)
    if pool and not several and not vague:
        return None
    if len({frozenset(claim.values) for claim in deciding}) > 1:
        return _conflict("period-conflict", deciding, None)
    months = ", ".join(deciding[0].values)
    return Reason("period-several", {"periods": months, "periods_source": deciding[0].source.value})


def _out_of_range(period: Period, received: Period) -> tuple[Reason, ...]:
    if period > received:
        return (Reason("period-future", {"period": str(period)}),)
    if received.months_since(period) > OLDEST_MONTHS:
        return (Reason("period-too-old", {"period": str(period)}),)
    return ()


def _relevant(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those of subject and body that name several and none of what the others say; a subject's week stays."""
    vague = (Source.SUBJECT, Source.BODY)
    firm = shared([claim for claim in claims if claim.source not in vague or len(claim.values) == 1])
    return [
        c
        for c in claims
        if c.source not in vague
        or not firm
        or set(c.values) & firm
        or (c.span, c.source) == (SpanKind.WEEK, Source.SUBJECT)
    ]


def _conflict(code: str, claims: Sequence[Claim], names: UnitNames | None) -> Reason:
    first = claims[0]
    second = next((claim for claim in claims if not set(claim.values) & set(first.values)), claims[-1])
    values = {}
    for label, claim in (("first", first), ("second", second)):
        values[label] = _listed(claim.values, names)
        values[f"{label}_source"] = claim.source.value
    return Reason(code, values)


def _unsure(claim: Claim, strong: Sequence[Claim], names: UnitNames) -> Reason:
    """Why a name that is not certain decides nothing: it is misspelt, or its units are others than all else says."""
    if claim.elsewhere:
        return Reason(
            "unit-elsewhere", {"written": claim.text, "registered": _listed(claim.elsewhere, names)}
        )
    if not _bears_the_name(claim):
        values = {"written": claim.text, "suggestions": _listed(claim.values, names)}
        return Reason("unit-unclear", values)
    if strong:
        return _conflict("unit-conflict", [claim, *strong], names)
    if len(claim.values) > 1:
        return _namesakes(claim, set(claim.values), names)
    return Reason("unit-unknown", {"suggestions": _listed(claim.values, names)})


def _elsewhere(parent: Claim, pool: set[str], names: UnitNames) -> Reason:
    """A line names what none of the units belongs to that all else says; units of their names that do are told too."""
    meant = {fold(unit.name) for unit in names.units if unit.code in pool}
    below = {unit.code for unit in names.units if fold(unit.name) in meant} & set(parent.values)
    values = {"written": parent.text, "units": _listed(sorted(pool), names)}
    return Reason("parent-elsewhere", values | {"namesakes": _listed(sorted(below), names)})


def _bears_the_name(claim: Claim) -> bool:
    """Whether the units of a claim that is not certain are called just as it says: namesakes, or one seen in a picture."""
    return bool(claim.values) and not claim.misspelt


def _namesakes(claim: Claim, left: set[str], names: UnitNames) -> Reason:
    """Several units bear a name; `left` are those of them that nothing else in the mail rules out."""
    units = _listed(sorted(set(claim.values) & left or left), names)
    return Reason("unit-namesakes", {"written": claim.text, "units": units})


def _slip_notes(claims: Sequence[Claim], pool: set[str], names: UnitNames) -> tuple[Reason, ...]:
    unit = _name(next(iter(pool)), names)
    slips = [claim for claim in claims if claim.misspelt]
    return tuple(Reason("unit-misspelt", {"written": claim.text, "unit": unit}) for claim in slips[:1])


def _listed(values: Sequence[str], names: UnitNames | None) -> str:
    """Months as they are; units by name and what they belong to, with their codes where even that is the same."""
    said = [_name(value, names) for value in values]
    return ", ".join(
        f"{name} ({value})" if said.count(name) > 1 else name
        for name, value in zip(said, values, strict=True)
    )


def _name(value: str, names: UnitNames | None) -> str:
    return next((unit.full_name for unit in names.units if unit.code == value), value) if names else value
