"""What a mail and the forms in it say → whose report of which month it seems to be, for lists of what waits; files nothing."""

from collections.abc import Iterable, Sequence

from collector.forms.claims import MailContext, unit_claims_of_mail
from collector.forms.month_claims import period_claims_of_mail
from collector.forms.month_names import MonthNames
from collector.forms.units import UnitNames
from collector.model.outcomes import Presumed
from collector.model.reports import Evidence, Fact, Source
from collector.periods import Period, assumed_period

# The first of these that names one alone is believed. A form that names another unit than its sender's may have been
# filled in wrong; of its month it knows more than the words around it.
_OF_UNIT = (Source.REPLY, Source.SENDER, Source.SUBJECT, Source.BODY, Source.IDENTIFIER, Source.FORM)
_OF_MONTH = (Source.REPLY, Source.IDENTIFIER, Source.FORM, Source.SUBJECT, Source.BODY)
_Said = list[tuple[Source, set[str]]]


def presume(
    context: MailContext, names: UnitNames, months: MonthNames, evidence: Iterable[Evidence] = ()
) -> Presumed:
    """The unit, None where nothing names one alone, and the month: of a mail that names none the one before it came.

    `evidence` is that of its forms.
    """
    of_mail = (claim for claim in unit_claims_of_mail(context, names) if not claim.passing)
    units: _Said = [(claim.source, set(claim.values)) for claim in of_mail]
    periods: _Said = [(claim.source, set(claim.values)) for claim in period_claims_of_mail(context, months)]
    for item in evidence:
        if item.certain and item.fact in (Fact.UNIT, Fact.PERIOD):
            (units if item.fact is Fact.UNIT else periods).append((item.source, {item.value}))
    period = _first_alone(periods, _OF_MONTH)
    return Presumed(
        _first_alone(units, _OF_UNIT), Period.parse(period) if period else assumed_period(context.received)
    )


def _first_alone(said: _Said, in_turn: Sequence[Source]) -> str | None:
    for source in in_turn:
        values = set[str]().union(*(values for of, values in said if of is source))
        if len(values) == 1:
            return values.pop()
    return None
