"""What the form and the mail say of a report's month → claims; weighs none of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from collector.forms.body_months import without_passing_months
from collector.forms.claims import BODY_READ, Claim, MailContext, file_words, identified, once
from collector.forms.extract import Extract
from collector.forms.month_names import MonthNames
from collector.forms.months import Mention, find_months, find_slips, without_months
from collector.forms.spans import SpanKind, find_span
from collector.forms.spec import FormSpec
from collector.model.documents import Line
from collector.model.reports import Source
from collector.thai import REMEMBERED, fold

LONGEST_REST = 8  # folded letters of a line below the table beside the month that it names
LONGEST_LINE = 160  # characters; what stands in a longer one is a letter's, not a heading's


def period_claims_of_form(extract: Extract, received: date) -> Iterator[Claim]:
    """What the form itself says: its identifier, a labelled month (`ประจำเดือน …`), else any month of its title."""
    if period := identified(extract)[1]:
        yield Claim(Source.IDENTIFIER, (period,), "identifier", extract.identifier)
    months = extract.spec.words.months
    near = (*extract.above, *extract.beside)
    said = [pair for pair in _said(near, received, months) if _may_tell(*pair, extract)]
    apart = [
        pair for pair in _said((*extract.headings, *extract.below), received, months) if pair[1].labelled
    ]
    labelled = [pair for pair in said if pair[1].labelled]
    slips = [
        (line, slip)
        for line in near
        for slip in (() if labelled or apart else find_slips(line.text, received, months))
    ]
    claim = _period_claim(Source.FORM, labelled or apart or said)
    headings = near if claim is None else [line for line in near if len(line.text) <= LONGEST_LINE]
    span = _span_claim(Source.FORM, headings, months)
    if span and _outweighs(span, claim, labelled=bool(labelled or apart)):
        yield span
    elif slips:
        line, slip = slips[0]
        values = tuple(str(period) for period in slip.periods)
        yield Claim(Source.FORM, values, line.place, slip.text, certain=bool(values), misspelt=True)
    elif claim:
        yield claim
        yield from _contradictions(extract, claim, labelled or said, apart)


def _may_tell(line: Line, mention: Mention, extract: Extract) -> bool:
    """Whether a month is not only one among the words of another cell in the column of units: ฟอร์ม ก.ย. 61 below its names."""
    if mention.labelled or line not in extract.beside or line.place == extract.unit_place:
        return True
    return not fold(without_months(line.text, extract.spec.words.months)).strip("0123456789")


def _contradictions(
    extract: Extract,
    claim: Claim,
    above: Sequence[tuple[Line, Mention]],
    apart: Sequence[tuple[Line, Mention]],
) -> Iterator[Claim]:
    """Another month below the table than above it, where either line says whose month it is."""
    below = [pair for pair in apart if pair[0] in extract.below and _is_a_heading(*pair, extract.spec)]
    said = [
        pair
        for pair in above
        if below and (pair[1].labelled or fold(without_months(pair[0].text, extract.spec.words.months)))
    ]
    for pairs in (said, below):
        other = _period_claim(Source.FORM, pairs)
        if said and other and not set(other.values) & set(claim.values):
            yield other


def _is_a_heading(line: Line, _: Mention, spec: FormSpec) -> bool:
    """Whether a line says nothing but of which month the report is: `เป็นรายงานของเดือนพฤศจิกายน ๒๕๖๑`."""
    months = spec.words.months
    rest = fold(without_months(line.text, months))
    marks = [
        mark for mark in months.labels if any(mark != label and label in mark for label in months.labels)
    ]
    if not any(mark in rest for mark in marks):
        return False
    for word in sorted((*months.labels, *spec.words.vocabulary.general), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) <= LONGEST_REST


def _said(lines: Iterable[Line], received: date, months: MonthNames) -> list[tuple[Line, Mention]]:
    return [(line, mention) for line in lines for mention in _mentions(line.text, received, months)]


def _outweighs(span: Claim, claim: Claim | None, *, labelled: bool) -> bool:
    """Whether a form's span leaves its month open: a week of a labelled month is no month, days beside a month are.

    `claim` is what else the form says of its month, `labelled` whether that is marked as the month of the report.
    """
    if span.span is SpanKind.WEEK or claim is None:
        return True
    if span.span in (SpanKind.QUARTER, SpanKind.PART):
        return not labelled or claim.several
    return False


def period_claims_of_mail(context: MailContext, months: MonthNames) -> Iterator[Claim]:
    """What the mail says: the letter it answers, its subject, its body."""
    if context.reply_periods:
        values = tuple(str(period) for period in context.reply_periods)
        yield Claim(Source.REPLY, values, "", " ".join(values))
    lines = {Source.SUBJECT: Line(context.subject), Source.BODY: Line(context.body[:BODY_READ])}
    for source, line in lines.items():
        yield from filter(None, [_span_claim(source, [line], months)])
    subject = [
        (Line(context.subject), mention) for mention in _mentions(context.subject, context.received, months)
    ]
    if claim := _period_claim(Source.SUBJECT, [pair for pair in subject if pair[1].labelled] or subject):
        yield claim
    told = without_passing_months(context.body[:BODY_READ], months)
    body = [(Line(""), mention) for mention in _mentions(told, context.received, months)]
    sure = [pair for pair in body if pair[1].labelled] or [pair for pair in body if len(pair[1].periods) == 1]
    if claim := _period_claim(Source.BODY, sure):
        yield claim


def weak_period_claims(extract: Extract, path: str, received: date) -> Iterator[Claim]:
    """What the names of sheet and file say."""
    months = extract.spec.words.months
    for source, text in ((Source.SHEET, extract.sheet), (Source.FILE, file_words(path))):
        line = Line(text, text)
        said = [(line, mention) for mention in _mentions(text, received, months)]
        span = _span_claim(source, [line], months)
        if (
            claim := (span if span and span.span is not SpanKind.YEAR else None)
            or _period_claim(source, said)
            or span
        ):
            yield claim


def _mentions(text: str, received: date, months: MonthNames) -> tuple[Mention, ...]:
    find = _remembered if len(text) <= REMEMBERED else find_months
    return find(text, received, months)


_remembered = lru_cache(maxsize=4096)(find_months)  # a day's mails bear the same lines


def _period_claim(source: Source, said: Sequence[tuple[Line, Mention]]) -> Claim | None:
    """All mentions of one source as one claim: the months they share, else all of them."""
    if not said:
        return None
    shared = [
        period for period in said[0][1].periods if all(period in mention.periods for _, mention in said)
    ]
    every = once(period for _, mention in said for period in mention.periods[:1])
    values = tuple(str(period) for period in (shared or every))
    text = " · ".join(once(mention.text for _, mention in said))
    return Claim(source, values, said[0][0].place, text, several=not shared)


def _span_claim(source: Source, lines: Iterable[Line], months: MonthNames) -> Claim | None:
    """The first of the spans that says most surely that no month is meant."""
    found = [(span, line) for line in lines if (span := find_span(line.text, months))]
    if not found:
        return None
    span, line = min(found, key=lambda pair: list(SpanKind).index(pair[0].kind))
    return Claim(source, (), line.place, span.text, certain=False, span=span.kind)
