"""templates/summary/words.toml and the wording of dates and numbers → the words of a summary; lays nothing out."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import jinja2

from collector.errors import TemplateError
from collector.model.outcomes import Timeliness
from collector.model.reasons import Reason
from collector.periods import Period, fiscal_periods
from collector.summary.standings import SummaryTable, UnitState
from collector.templating import merged, templates_folder
from collector.wording import NO_WORDS, Wording

_FILE = "summary/words.toml"
LONGEST_SHEET_NAME = 31  # letters
_OTHER_GROUPING = "other"
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


class SummaryWords:
    """The words of the summary, the department's own laid over the shipped ones key by key.

    They speak of one form, or of forms in general: {report}, {entry}, {entries}, {nothing} and
    {grouping} are filled in by itself.
    """

    def __init__(self, wording: Wording, spoken: Mapping[str, str] = NO_WORDS) -> None:
        self.wording = wording
        self._words = _load(wording)
        self._spoken = {"grouping": self._table("grouping").get(_OTHER_GROUPING, ""), **spoken}

    def of(self, table: SummaryTable) -> Self:
        """The same words, speaking of the table's form and of what its units are grouped by."""
        mine = copy(self)
        mine._spoken = table.spec.spoken | {"grouping": self._grouping(table.regions)}
        return mine

    def _grouping(self, regions: Iterable[str]) -> str:
        """What the regions of a registry are, by the word that each of them begins with."""
        named, words = [region for region in regions if region], self._table("grouping")
        alike = (word for word in words.values() if named and all(name.startswith(word) for name in named))
        return str(next(alike, words.get(_OTHER_GROUPING, "")))

    def say(self, key: str, **values: object) -> str:
        """`figure.rate` → its text, `{…}` filled in; TemplateError for a key or a value that is missing."""
        table, _, name = key.partition(".")
        text = self._table(table).get(name)
        if not isinstance(text, str):
            raise TemplateError(f"{_FILE} has no text {key}")
        try:
            return text.format(**self.wording.form_words(self._spoken) | values)
        except (KeyError, IndexError, ValueError) as error:
            raise TemplateError(f"{_FILE}, {key}: {error} cannot be filled in") from error

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self._words.get(name)
        return table if isinstance(table, dict) else {}

    def source(self, name: str) -> str:
        """A style or a script that stands beside the words."""
        return _source(self.wording, name)

    def state(self, state: UnitState) -> str:
        return self.wording.state(state, self._spoken)

    def reason(self, reason: Reason) -> str:
        """Why something waits, for staff."""
        return self.wording.staff(reason, self._spoken)

    def mark(self, state: UnitState) -> str:
        """One or two letters for a small cell."""
        return self.say(f"marks.{state}")

    def number(self, number: object) -> str:
        return self.wording.number(number)

    def percent(self, rate: float | None) -> str:
        """0.789 → ๗๘.๙, without the word for per cent."""
        return self.say("none.rate") if rate is None else self.number(f"{rate * 100:.1f}")

    def timeliness(self, timeliness: Timeliness) -> str:
        return self.wording.timeliness(timeliness)

    def moment(self, moment: datetime) -> str:
        return self.wording.moment(moment)

    def generated(self, table: SummaryTable) -> str:
        """When the summary was made, and the head of the journal at that time."""
        moment, head = self.moment(table.generated), table.journal
        if head is None:
            return self.say("title.generated", moment=moment)
        return self.say("title.witnessed", moment=moment, number=self.number(head.number), code=head.code)

    def short_moment(self, moment: datetime) -> str:
        """A moment of the table (which is in the department's time zone) for a narrow column."""
        month = self.wording.short_month(Period.of(moment))
        values = {"day": moment.day, "hour": f"{moment:%H}", "minute": f"{moment:%M}"}
        return self.number(self.say("title.short_moment", month=month, **values))

    def span(self, table: SummaryTable) -> str:
        """The months that a summary covers, as its title says them."""
        first, last = table.periods[0], table.periods[-1]
        month = self.wording.month
        if first == last:
            return self.say("title.period", month=month(first))
        if table.periods == fiscal_periods(first.fiscal_year):
            year = self.number(first.fiscal_year)
            return self.say("title.year", year=year, first=month(first), last=month(last))
        return self.say("title.span", first=month(first), last=month(last))

    def sheet(self, key: str, form: str = "") -> str:
        """A sheet's name, with the form's where there are several; at most as long as a workbook takes it."""
        name = f"{self.say(f'sheet.{key}')} {form}".strip()
        return _NO_SHEET_NAME.sub("-", name)[:LONGEST_SHEET_NAME].rstrip(" '")

    def file_name(self, table: SummaryTable) -> str:
        """The name of the summary's files, without ending; sorts by year and month."""
        first, last = table.periods[0], table.periods[-1]
        if first == last:
            # The name of the month alone: what is left of "ธันวาคม ๒๕๖๑" without digits (\d covers Thai ones).
            month = re.sub(r"[\d\s]+", "", self.wording.month(first))
            name = self.say("file.period", year=first.buddhist_year, number=f"{first.month:02d}", month=month)
        elif table.periods == fiscal_periods(first.fiscal_year):
            name = self.say("file.year", year=first.fiscal_year)
        else:
            name = self.say("file.span", first=_sortable(first), last=_sortable(last))
        return _NO_FILE_NAME.sub("-", name).strip(" .")


def _sortable(period: Period) -> str:
    return f"{period.buddhist_year}-{period.month:02d}"


def _load(wording: Wording) -> Mapping[str, Any]:
    """The department's words laid over the shipped ones key by key, as the wording lays its own."""
    loader = wording.environment.loader
    folders = loader.searchpath if isinstance(loader, jinja2.FileSystemLoader) else [templates_folder()]
    return merged([Path(folder) for folder in folders], _FILE)


def _source(wording: Wording, name: str) -> str:
    """The text of a file of the templates, the department's own before the shipped one."""
    loader = wording.environment.loader or jinja2.DictLoader({})
    try:
        text, _, _ = loader.get_source(wording.environment, name)
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise TemplateError(f"{name}: {error}") from error
    return text.removeprefix("\ufeff")
