"""One line in answer to a reminder that there is nothing to report → the report that says so; every longer answer is a person's."""

from collections.abc import Iterable, Sequence

from collector.forms.claims import Claim, MailContext, unit_claims_of_mail
from collector.forms.month_claims import period_claims_of_mail
from collector.forms.spec import FormSpec
from collector.forms.typed_report import TYPED_NIL
from collector.forms.units import UnitNames
from collector.model.reasons import Reason
from collector.model.reports import BY_ANSWER, Evidence, Fact, Report, Source
from collector.periods import Period
from collector.thai import fold

LONGEST = 160  # folded letters of an answer with its salutation and signature
_SAID = (Source.SUBJECT, Source.BODY)


def nil_by_answer(
    typed: Reason, context: MailContext, names: UnitNames, specs: Sequence[FormSpec]
) -> Report | None:
    """The report of the reminded unit for the one month that is meant; None where anything is open.

    `typed` is what the mail reports in its own words. Its sender is registered for the unit, and names no other unit
    and no month that the reminder does not ask for.
    """
    spec = next((spec for spec in specs if spec.id == context.reminded_form), None)
    if spec is None or typed.code != TYPED_NIL or context.reply_unit not in context.sender_units:
        return None
    if len(fold(context.body)) > LONGEST:
        return None
    units = _said(unit_claims_of_mail(context, names))
    months = _said(period_claims_of_mail(context, spec.words.months))
    owed = {str(period) for period in context.reply_periods}
    meant = months & owed if len(owed) > 1 else owed
    if not units <= {context.reply_unit} or not months <= owed or len(meant) != 1:
        return None
    (period,) = meant
    evidence = (
        Evidence(Fact.FORM, spec.id, Source.REPLY, "", ""),
        Evidence(Fact.UNIT, context.reply_unit, Source.REPLY, "", ""),
        Evidence(Fact.PERIOD, period, Source.REPLY, "", typed.values["written"]),
    )
    return Report(
        spec.id, context.reply_unit, Period.parse(period), nil=True, entries=(), attachment="",
        evidence=evidence, reader=BY_ANSWER,
    )  # fmt: skip


def _said(claims: Iterable[Claim]) -> set[str]:
    return {value for claim in claims if claim.source in _SAID for value in claim.values}
