"""One verdict → a panel for the terminal: outcome, reasons, the table as read, the evidence; decides nothing."""

from collections.abc import Mapping
from itertools import chain

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table

from collector.commands.terminal import plain
from collector.forms.spec import FormSpec
from collector.model.outcomes import Outcome, Ruling, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Evidence, Fact, Report
from collector.registry import Registry
from collector.shipped import shipped
from collector.wording import Wording

COLOURS = {
    Outcome.REVIEW: "yellow",
    Outcome.RETURNED: "red",
    Outcome.FILED: "green",
    Outcome.REVISED: "green",
    Outcome.DUPLICATE: "cyan",
    Outcome.IGNORED: "bright_black",
}


class VerdictWords:
    """The words of the panel: those of letters, the registry's names, and its own headings."""

    def __init__(self, wording: Wording, registry: Registry, forms: Mapping[str, FormSpec]) -> None:
        self.wording = wording
        self.registry = registry
        self.forms = forms
        self.headings: dict[str, str] = shipped("terminal.toml")["headings"]

    def unit(self, code: str | None) -> str:
        return f"{self.registry.name(code)} ({code})" if code else self.headings["unknown"]

    def column(self, form: str, key: str) -> str:
        """What letters call a column."""
        columns = self.forms[form].columns if form in self.forms else ()
        return next((column.said for column in columns if column.key == key), key)

    def title(self, form: str) -> str:
        return self.forms[form].title if form in self.forms else form

    def spoken(self, form: str) -> Mapping[str, str]:
        """A form's words for its entries."""
        return self.forms[form].spoken if form in self.forms else {}

    def value(self, item: Evidence) -> str:
        return self.unit(item.value) if item.fact is Fact.UNIT else item.value


def show_verdict(source: str, verdict: Verdict, words: VerdictWords) -> Panel:
    """What would become of one mail or document, with the table as it was understood."""
    colour = COLOURS[verdict.outcome]
    parts: list[RenderableType] = [plain(words.wording.outcome(verdict.outcome), f"bold {colour}")]
    parts += _sentences(verdict.reasons, words)
    parts += chain.from_iterable(_report(ruling, verdict.reasons, words) for ruling in verdict.rulings)
    return Panel(Group(*parts), title=plain(source), title_align="left", border_style=colour)


def _sentences(reasons: tuple[Reason, ...], words: VerdictWords) -> list[RenderableType]:
    return [plain(f"• {words.wording.staff(reason)}") for reason in reasons]


def _report(ruling: Ruling, said: tuple[Reason, ...], words: VerdictWords) -> list[RenderableType]:
    report, wording = ruling.report, words.wording
    facts = Table.grid(padding=(0, 2))
    if len(words.forms) > 1:
        facts.add_row(plain(words.headings["form"]), plain(words.title(report.form)))
    facts.add_row(plain(wording.label("unit")), plain(words.unit(report.unit), "bold"))
    known = wording.month(report.period) if report.period else words.headings["unknown"]
    facts.add_row(plain(wording.label("period")), plain(known, "bold"))
    facts.add_row(plain(wording.label("standing")), plain(wording.timeliness(ruling.timeliness)))
    facts.add_row(
        plain(wording.label("attachment")), plain(report.attachment or wording.word("phrases", "body"))
    )
    facts.add_row(plain(words.headings["reader"]), plain(report.reader))
    outcome = plain(wording.outcome(ruling.outcome), COLOURS[ruling.outcome])
    unsaid = tuple(reason for reason in ruling.reasons + report.notes if reason not in said)
    parts: list[RenderableType] = [plain(""), outcome, *_sentences(unsaid, words), facts]
    parts.append(
        _entries(report, words)
        if report.entries
        else plain(wording.phrase("nil" if report.nil else "empty", **words.spoken(report.form)))
    )
    return [*parts, _places(report, words), _evidence(report, words)]


def _entries(report: Report, words: VerdictWords) -> Table:
    table = Table(box=box.SQUARE, expand=True, show_lines=True)
    table.add_column(words.wording.label("number"), justify="right")
    for item in report.entries[0].fields:
        table.add_column(plain(words.column(report.form, item.key)), ratio=1, overflow="fold")
    for entry in report.entries:
        table.add_row(str(entry.number), *(plain(item.text) for item in entry.fields))
    return table


def _places(report: Report, words: VerdictWords) -> RenderableType:
    """Where each entry was read: sheet and cell, table and row, page."""
    firsts = (
        (entry.number, next((f.place for f in entry.fields if f.place), "")) for entry in report.entries
    )
    said = " · ".join(f"{number}: {place}" for number, place in firsts if place)
    return plain(f"{words.headings['place']}  {said}" if said else "", "dim")


def _evidence(report: Report, words: VerdictWords) -> Table:
    table = Table(box=box.SIMPLE, title=words.headings["evidence"], title_justify="left")
    for key in ("fact", "value", "source", "place", "text"):
        table.add_column(words.headings[key], overflow="fold", no_wrap=key == "fact")
    for item in report.evidence:
        sure = words.wording.word("sources", item.source) + (
            "" if item.certain else f" {words.headings['uncertain']}"
        )
        said = (words.wording.label(item.fact), words.value(item), sure, item.place, item.text)
        table.add_row(*(plain(text) for text in said))
    return table
