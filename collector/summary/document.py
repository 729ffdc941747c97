"""The summary's table → a Word document in the department's usual form; reads and writes no file."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from collector.summary import palette, sections
from collector.summary.paper import WIDTH, Paper
from collector.summary.sections import Cell, Panel, Place
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.word_table import WordCell
from collector.summary.words import SummaryWords


def make_document(tables: Sequence[SummaryTable], words: SummaryWords) -> bytes:
    """The bytes of the .docx, one part for each form; equal tables give equal bytes.

    Raises TemplateError for a word that is missing.
    """
    heading, first = words.say("title.heading"), tables[0]
    paper = Paper(
        words.say("title.page", page="{page}", pages="{pages}"),
        f"{heading} {words.span(first)}",
        words.say("title.creator"),
    )
    paper.title(heading)
    for table in tables:
        _form(paper, table, words.of(table))
    paper.prose(words.generated(first))
    return paper.save(first.generated)


def _form(paper: Paper, table: SummaryTable, words: SummaryWords) -> None:
    """One form: its title, the months, what counts, and its tables."""
    paper.subtitle(table.spec.title)
    paper.subtitle(words.span(table))
    for text in _opening(table, words):
        paper.prose(text)
    parts = [_without_places(sections.regions(table, words))]
    if not table.one_period:
        parts.append(sections.months(table, words))
    parts += [sections.telephone(table, words), _without_places(sections.held(table, words))]
    for number, panel in enumerate(parts, start=1):
        _section(paper, panel, words, number)
    paper.heading(f"{words.number(len(parts) + 1)}. {words.say('panel.entries')}")
    _entries(paper, table, words)


def _opening(table: SummaryTable, words: SummaryWords) -> tuple[str, ...]:
    """What a reader who reads no table has to know."""
    total, number = table.total, words.number
    counted = words.say(
        "document.counted" if total.expected else "document.uncounted",
        span=words.span(table),
        expected=number(total.expected),
        reported=number(total.reported),
        rate=words.percent(total.reporting_rate),
        on_time=number(total.on_time),
        on_time_rate=words.percent(total.reporting_rate_on_time),
    )
    content = words.say("document.content", count=number(len(table.entries)), nil=number(table.nil))
    still = words.say(
        "document.open", telephone=number(len(table.to_telephone)), held=number(len(table.held))
    )
    return (f"{counted} {content}", still)


def _entries(paper: Paper, table: SummaryTable, words: SummaryWords) -> None:
    if not table.entries:
        paper.prose(words.say("none.entries"))
        return
    columns = table.spec.columns
    month = () if table.one_period else (words.say("column.month"),)
    head = (
        table.spec.unit_heading,
        *month,
        words.say("column.number"),
        *(column.heading for column in columns),
    )
    fixed = (2150, *(1300 for _ in month), 600)
    widths = fixed + _shares(table, WIDTH - sum(fixed))
    rows = list(_entry_rows(table, words, len(head)))
    paper.table(head, rows, widths)


def _shares(table: SummaryTable, width: int) -> tuple[int, ...]:
    """The width of each of the form's columns by how much stands in it, an empty one still wide enough for its heading."""
    texts = zip(*(entry.texts for entry in table.entries), strict=True)
    lengths = [math.sqrt(sum(map(len, column))) for column in texts]
    wants = [max(length, max(lengths) * 0.45, 1.0) for length in lengths]
    return tuple(round(width * want / sum(wants)) for want in wants)


def _entry_rows(table: SummaryTable, words: SummaryWords, columns: int) -> Iterator[tuple[WordCell, ...]]:
    """Entries under their region, units in the registry's order; each row names its unit, whatever page it lands on."""
    lines = (line for _, lines in table.by_region for line in lines)
    order = {line.unit.code: place for place, line in enumerate(lines)}
    ordered = sorted(table.entries, key=lambda entry: order[entry.unit.code])
    for region, entries in groupby(ordered, key=lambda entry: entry.unit.region):
        yield (WordCell(region or words.say("none.region"), fill=palette.BAND, bold=True, span=columns),)
        for entry in entries:
            yield (
                WordCell(entry.unit.full_name),
                *(() if table.one_period else (WordCell(words.wording.short_month(entry.period)),)),
                WordCell(words.number(entry.number), centred=True),
                *(WordCell(text) for text in entry.texts),
            )


def _section(paper: Paper, panel: Panel, words: SummaryWords, number: int) -> None:
    paper.heading(f"{words.number(number)}. {panel.title}")
    if panel.nothing:
        paper.prose(panel.nothing)
        return
    share = WIDTH / sum(panel.widths)
    widths = tuple(round(width * share) for width in panel.widths)
    rows = [tuple(_shown(value, words) for value in row) for row in panel.rows]
    paper.table(panel.head, rows, widths)


def _shown(value: Cell, words: SummaryWords) -> WordCell:
    text = sections.text_of(value, words)
    if isinstance(value, UnitState):
        return WordCell(text, fill=palette.FILLS[value], centred=True)
    return WordCell(text, centred=not isinstance(value, str | datetime))


def _without_places(panel: Panel) -> Panel:
    """Paper has no use for the folders of the archive."""
    places = {index for row in panel.rows for index, value in enumerate(row) if isinstance(value, Place)}

    kept = [index for index in range(len(panel.head)) if index not in places]
    return replace(
        panel,
        head=tuple(panel.head[index] for index in kept),
        widths=tuple(panel.widths[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in panel.rows),
    )
