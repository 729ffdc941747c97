"""The summary's tables, one a form → one web page that opens from disk without a network; reads and writes no file."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from collector.summary import palette, sections
from collector.summary.plain import plain
from collector.summary.sections import Cell, Panel, Place
from collector.summary.standings import SummaryTable, UnitState
from collector.summary.words import SummaryWords

_TEMPLATE = "summary/page.html.j2"
_SCRIPT = "summary/page.js"
_STYLE = "summary/page.css"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of the page; `kind` is its class, `hint` what the mouse tells, `link` where it leads."""

    text: str
    kind: str = ""
    hint: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A panel with its cells ready to be shown."""

    key: str
    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]  # in hundredths of the whole
    rows: tuple[tuple[Shown, ...], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class PagePart:
    """What the page says of one form; `mark` stands behind the names of its places, where there are several."""

    title: str
    mark: str
    blocks: dict[str, PageBlock]
    legend: tuple[tuple[str, str, str], ...]  # class, letters, what they mean
    hint: str  # for the search among the entries


def make_page(tables: Sequence[SummaryTable], words: SummaryWords, archive: str = "") -> str:
    """The page's HTML, one part for each form; `archive` is where the archive lies as a relative URL, empty for no links.

    All that came from outside is escaped by the template, and a content security policy that names the page's own
    script by its hash lets nothing else run, load or send (W3C CSP 3, 2.3.1). Raises TemplateError.
    """
    script, style = words.source(_SCRIPT), words.source(_STYLE)
    first = tables[0]
    marks = ["", *(f"-{number}" for number in range(2, len(tables) + 1))]
    return words.wording.render(
        _TEMPLATE,
        say=words.say,
        span=words.span(first),
        generated=words.generated(first),
        parts=[
            _part(table, words.of(table), archive, mark) for table, mark in zip(tables, marks, strict=True)
        ],
        fills={f"s-{state}": fill for state, fill in palette.FILLS.items()},
        style=Markup(style),  # noqa: S704 — a template of ours, not text from outside
        script=Markup(script),  # noqa: S704 — likewise
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _part(table: SummaryTable, words: SummaryWords, archive: str, mark: str) -> PagePart:
    blocks = {panel.key: _block(panel, words, archive) for panel in _panels(table, words)}
    legend = tuple((f"s-{state}", words.mark(state), words.state(state)) for state in UnitState)
    return PagePart(table.spec.title, mark, blocks, legend, words.say("page.filter_hint"))


def _panels(table: SummaryTable, words: SummaryWords) -> tuple[Panel, ...]:
    shown = (
        sections.figures(table, words),
        sections.states(table, words),
        sections.regions(table, words),
        sections.grid(table, words),
        sections.telephone(table, words),
        sections.entries(table, words),
        sections.held(table, words),
        sections.mails(table, words),
    )
    return shown if table.one_period else (*shown[:3], sections.months(table, words), *shown[3:])


def _block(panel: Panel, words: SummaryWords, archive: str) -> PageBlock:
    rows = tuple(tuple(_shown(value, words, archive) for value in row) for row in panel.rows)
    widths = tuple(round(100 * width / sum(panel.widths), 1) for width in panel.widths)
    return PageBlock(panel.key, panel.title, panel.head, widths, rows, panel.nothing)


def _shown(value: Cell, words: SummaryWords, archive: str) -> Shown:
    text = plain(sections.text_of(value, words))
    if isinstance(value, UnitState):
        return Shown(text, f"mark s-{value}", hint=words.state(value))
    if isinstance(value, Place):
        return Shown(text, link=f"{archive}/{quote(value.folder)}" if archive and value.folder else "")
    if isinstance(value, str | None):
        return Shown(text)
    return Shown(text, "moment" if isinstance(value, datetime) else "number")
