"""The summary's table → the small tables that workbook, document and page have in common; formats nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from collector.model.outcomes import Outcome
from collector.model.units import Contact
from collector.periods import Period
from collector.summary.standings import HeldLine, Rates, SummaryTable, UnitLine, UnitState
from collector.summary.words import SummaryWords


@dataclass(frozen=True, slots=True)
class Share:
    """A rate between 0 and 1; None where there is nothing to divide by."""

    rate: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A folder below the archive's root, which a renderer may make a link."""

    folder: str


Cell = str | int | Share | UnitState | Period | datetime | Place | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled table; `nothing` is said in place of rows where there are none."""

    key: str
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]  # one a column, in characters
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str = ""


def text_of(value: Cell, words: SummaryWords) -> str:
    """A cell as people read it, numbers in Thai digits; a workbook shows its own instead."""
    match value:
        case UnitState():
            text = words.mark(value)
        case Share(rate):
            text = words.percent(rate)
        case Period():
            text = words.wording.short_month(value)
        case datetime():
            text = words.short_moment(value)
        case int():
            text = words.number(value)
        case Place(folder):
            text = folder
        case _:
            text = value or ""
    return text


def figures(table: SummaryTable, words: SummaryWords) -> Panel:
    """The numbers that come first."""
    total = table.total
    values: tuple[tuple[str, Cell], ...] = (
        ("expected", total.expected),
        ("reported", total.reported),
        ("rate", Share(total.reporting_rate)),
        ("on_time", total.on_time),
        ("on_time_rate", Share(total.reporting_rate_on_time)),
        ("entries", len(table.entries)),
        ("nil", table.nil),
        ("telephone", len(table.to_telephone)),
        ("held", len(table.held)),
    )
    rows = tuple((words.say(f"figure.{name}"), value) for name, value in values)
    return _panel(table, words, "figures", (("item", 30), ("amount", 12)), rows)


def states(table: SummaryTable, words: SummaryWords) -> Panel:
    """How many units' months stand where; the legend of the grid as well."""
    rows = tuple((words.state(state), state, table.count(state)) for state in UnitState)
    return _panel(table, words, "states", (("state", 30), ("mark", 9), ("amount", 12)), rows)


def regions(table: SummaryTable, words: SummaryWords) -> Panel:
    rows = tuple(
        (region or words.say("none.region"), *_rates(table.rates(region=region))) for region in table.regions
    )
    return _panel(table, words, "regions", (("region", 30), *_RATES), rows)


def months(table: SummaryTable, words: SummaryWords) -> Panel:
    rows = tuple((period, *_rates(table.rates(period=period))) for period in table.periods)
    return _panel(table, words, "months", (("month", 30), *_RATES), rows)


_RATES = (("expected", 12), ("reported", 12), ("rate", 14), ("on_time", 12), ("on_time_rate", 18))


def _rates(rates: Rates) -> tuple[Cell, ...]:
    return (
        rates.expected,
        rates.reported,
        Share(rates.reporting_rate),
        rates.on_time,
        Share(rates.reporting_rate_on_time),
    )


def grid(table: SummaryTable, words: SummaryWords) -> Panel:
    """Where every unit stands: unit × month, or for one month a line a unit with what was received."""
    rows: list[tuple[Cell, ...]] = []
    for region, lines in table.by_region:
        for line in lines:
            first = line.standings[0]
            marks = tuple(standing.state for standing in line.standings)
            detail: tuple[Cell, ...] = (
                words.state(first.state),
                first.received,
                first.revised,
                first.entries if first.state.reported else words.say("none.count"),
                first.receipt,
            )
            reported = sum(standing.state.reported for standing in line.standings)
            rows.append((line.unit.full_name, region, *marks, *(detail if table.one_period else (reported,))))
    head = (("unit", 22), ("region", 24))
    if table.one_period:
        tail = (
            ("mark", 9),
            ("state", 40),
            ("received", 20),
            ("revised", 20),
            ("entries", 10),
            ("receipt", 24),
        )
        return _panel(table, words, "grid", head + tail, tuple(rows))
    panel = _panel(table, words, "grid", (*head, ("reported", 9)), tuple(rows))
    names = tuple(words.wording.short_month(period) for period in table.periods)
    return replace(
        panel,
        head=(*panel.head[:2], *names, panel.head[2]),
        widths=(*panel.widths[:2], *(7 for _ in names), panel.widths[2]),
    )


def _person(contact: Contact, words: SummaryWords) -> str:
    """Whom to ask, by name, telephone and address."""
    number = words.say("telephone.number", number=contact.phone) if contact.phone else ""
    return " ".join(filter(None, (contact.name, number, contact.email)))


def telephone(table: SummaryTable, words: SummaryWords) -> Panel:
    """Who owes a report, with those who could be asked."""

    def row(line: UnitLine) -> tuple[Cell, ...]:
        owed = ", ".join(words.wording.short_month(standing.period) for standing in line.owes)
        people = ", ".join(_person(contact, words) for contact in line.contacts)
        detail = words.state(line.owes[0].state) if table.one_period else owed
        return (line.unit.full_name, line.unit.region, len(line.owes), detail, people)

    detail = ("state", 34) if table.one_period else ("months_owed", 34)
    head = (("unit", 22), ("region", 26), ("owed", 12), detail, ("contacts", 40))
    return _panel(table, words, "telephone", head, tuple(map(row, table.to_telephone)))


def entries(table: SummaryTable, words: SummaryWords) -> Panel:
    """Every entry of every report, in the form's own columns; what is of use on paper stands to the left."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            entry.unit.full_name,
            entry.period,
            entry.number,
            *entry.texts,
            entry.received,
            entry.receipt,
            words.timeliness(entry.timeliness),
            entry.unit.region,
            Place(entry.archive),
        )
        for entry in table.entries
    )
    before = (("unit", 20), ("month", 12), ("number", 6))
    after = (("received", 18), ("receipt", 24), ("timeliness", 18), ("region", 26), ("source", 28))
    panel = _panel(table, words, "entries", before + after, rows)
    columns = table.spec.columns
    widest = max(column.width for column in columns)
    return replace(
        panel,
        head=(*panel.head[:3], *(column.heading for column in columns), *panel.head[3:]),
        widths=(
            *panel.widths[:3],
            *(max(16, round(40 * column.width / widest)) for column in columns),
            *panel.widths[3:],
        ),
    )


def held(table: SummaryTable, words: SummaryWords) -> Panel:
    """What waits for a person, or was sent back, and why."""

    def row(line: HeldLine) -> tuple[Cell, ...]:
        return (
            line.received,
            _unit_of(line, words),
            words.say("held.presumed", what=words.wording.short_month(line.period))
            if line.period_presumed
            else line.period,
            words.state(UnitState(line.outcome.value)),
            " ".join((*_not_in_force(line, words), *map(words.reason, line.reasons))),
            line.sender,
            line.subject,
            Place(line.archive),
        )

    head = (("received", 18), ("unit", 20), ("month", 14), ("outcome", 20), ("reasons", 44))
    tail = (("sender", 26), ("subject", 34), ("source", 28))
    return _panel(table, words, "held", head + tail, tuple(map(row, table.held)))


def _unit_of(line: HeldLine, words: SummaryWords) -> str:
    if line.unit is None:
        return words.say("none.unit")
    name = line.unit.full_name
    return words.say("held.presumed", what=name) if line.unit_presumed else name


def _not_in_force(line: HeldLine, words: SummaryWords) -> tuple[str, ...]:
    return (words.say("held.former", form=line.former),) if line.former else ()


def mails(table: SummaryTable, words: SummaryWords) -> Panel:
    """How many mails had which outcome, over all time: the check that none is lost."""
    rows = tuple(
        (words.wording.outcome(outcome), table.mails[outcome])
        for outcome in Outcome
        if outcome in table.mails
    )
    return _panel(table, words, "mails", (("outcome", 30), ("amount", 12)), rows)


def _panel(
    table: SummaryTable,
    words: SummaryWords,
    key: str,
    columns: tuple[tuple[str, int], ...],
    rows: tuple[tuple[Cell, ...], ...],
) -> Panel:
    """A panel whose title is `panel.KEY` of the words; `columns` are the names of its headings, each with its width."""

    def heading(name: str) -> str:
        return table.spec.unit_heading if name == "unit" else words.say(f"column.{name}")

    return Panel(
        key=key,
        title=words.say(f"panel.{key}"),
        head=tuple(heading(name) for name, _ in columns),
        widths=tuple(width for _, width in columns),
        rows=rows,
        nothing=words.say(f"none.{key}") if not rows else "",
    )
