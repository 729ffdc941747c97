"""Reason codes, months, dates, numbers and unit names → the Thai that people read, taken from `templates/`.

Holds no Thai of its own, and knows no mail, no mailbox and no database.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import MappingProxyType

from collector import templating
from collector.errors import TemplateError
from collector.model.outcomes import Outcome, Timeliness
from collector.model.reasons import Reason
from collector.model.units import Unit
from collector.periods import BUDDHIST_ERA, Period
from collector.thai import thai_digits
from collector.unit_kinds import UnitKinds

Day = date  # `Wording.date` hides the type of that name

BANGKOK = timezone(timedelta(hours=7))  # no daylight saving since 1920, so no time zone database is needed

NO_KINDS = UnitKinds(())
NO_WORDS: Mapping[str, str] = MappingProxyType({})
_FILTERS = (
    "number", "month", "short_month", "months", "date", "moment", "listed", "reason", "remedy", "staff",
    "outcome", "state", "timeliness", "salutation", "office", "place", "label", "phrase",
)  # fmt: skip


class Wording:
    """Every word for people: sentences for reasons, Thai dates and numbers, forms of address, templates.

    `templates` is the department's own folder. A template there replaces the shipped one of the same name;
    of `words.toml` and `reasons.toml` only the keys that it gives. `zone` is the department's time zone.
    `kinds` tells how offices are addressed. `spoken` are a form's words for its entries, as `FormSpec.spoken` gives
    them, where no other form's are asked for. With `strict`, a reason without its words or values is a TemplateError; otherwise the letter still goes
    out, with an ellipsis where the value should be.
    """

    def __init__(
        self,
        templates: Path | None = None,
        *,
        zone: tzinfo = BANGKOK,
        kinds: UnitKinds = NO_KINDS,
        spoken: Mapping[str, str] = NO_WORDS,
        strict: bool = False,
    ) -> None:
        folders = [folder for folder in (templates, templating.templates_folder()) if folder is not None]
        for folder in folders:
            if not folder.is_dir():
                raise TemplateError(f"{folder} is no folder of templates")
        self.zone = zone
        self.strict = strict
        self.kinds = kinds
        self._spoken_else = spoken
        self._words = templating.merged(folders, "words.toml")
        self._reasons = templating.merged(folders, "reasons.toml")
        self.environment = templating.environment(folders, {name: getattr(self, name) for name in _FILTERS})

    # ── dates and numbers ────────────────────────────────────────────────────────────────────────

    def number(self, number: object) -> str:
        """12 → ๑๒; texts keep everything but their digits."""
        return thai_digits(str(number))

    def month(self, period: Period) -> str:
        """2018-12 → ธันวาคม ๒๕๖๑."""
        return self._format("month", month=self._names("months")[period.month - 1], year=period.buddhist_year)

    def short_month(self, period: Period) -> str:
        """2018-12 → ธ.ค. ๖๑."""
        name = self._names("short_months")[period.month - 1]
        return self._format("short_month", month=name, year=f"{period.buddhist_year % 100:02d}")

    def months(self, periods: Iterable[Period]) -> str:
        """Several months in one phrase, oldest first."""
        return self.listed(self.month(period) for period in sorted(set(periods)))

    def date(self, day: Day) -> str:
        """2019-01-05 → ๕ มกราคม ๒๕๖๒; a datetime is read in the department's time zone."""
        if isinstance(day, datetime):
            day = self._local(day).date()
        month = self._names("months")[day.month - 1]
        return self._format("date", day=day.day, month=month, year=day.year + BUDDHIST_ERA)

    def moment(self, moment: datetime) -> str:
        """2019-01-03 07:05 UTC → ๓ มกราคม ๒๕๖๒ เวลา ๑๔.๐๕ น., in the department's time zone."""
        local = self._local(moment)
        return self._format("moment", date=self.date(local), hour=f"{local:%H}", minute=f"{local:%M}")

    def local_date(self, moment: datetime) -> Day:
        """The day of a moment in the department's time zone."""
        return self._local(moment).date()

    def listed(self, items: Iterable[str]) -> str:
        """ก, ข, ค → ก ข และค, as Thai joins a list."""
        *first, last = list(items) or [""]
        return self._format("list", first=" ".join(first), last=last) if first else last

    # ── reasons and labels ───────────────────────────────────────────────────────────────────────

    def form_words(self, spoken: Mapping[str, str] = NO_WORDS) -> dict[str, str]:
        """What entries and reports are called: a form's own words over those of words.toml, [form]."""
        words: dict[str, str] = {**self._words.get("form", {}), **self._spoken_else, **spoken}
        for name in ("entries", "nothing"):  # either may speak of the one before
            words[name] = self._fill(words.get(name, ""), words)
        return words

    def reason(self, reason: Reason, spoken: Mapping[str, str] = NO_WORDS) -> str:
        """What happened, as a sentence for the sender; `spoken` are the words of the form that it is about."""
        return self._sentence(reason, "text", spoken)

    def remedy(self, reason: Reason, spoken: Mapping[str, str] = NO_WORDS) -> str:
        """What the sender should do about it; empty where nothing is asked."""
        return self._sentence(reason, "remedy", spoken)

    def staff(self, reason: Reason, spoken: Mapping[str, str] = NO_WORDS) -> str:
        """What happened, in words for the department's staff; those for the sender where there are no others."""
        return self._sentence(reason, "staff", spoken) or self.reason(reason, spoken)

    def is_said_to_sender(self, reason: Reason) -> bool:
        """Whether a letter to the sender gives this reason in words; the rest it says in other ways or not at all."""
        return bool(self._reasons.get(reason.code, {}).get("told", True))

    def reason_codes(self) -> frozenset[str]:
        """Every code that has words."""
        return frozenset(self._reasons)

    def asks_sender(self, reason: Reason) -> bool:
        """Whether this reason is one for which a report goes back to its sender."""
        return bool(self._reasons.get(reason.code, {}).get("returned", False))

    def word(self, table: str, key: str, otherwise: str | None = None) -> str:
        """One word of words.toml; without one `otherwise`, else the key itself, or a TemplateError when strict."""
        found = self._words.get(table, {}).get(key, otherwise)
        if found is None and self.strict:
            raise TemplateError(f"words.toml has no {table}.{key}")
        return str(key if found is None else found)

    def phrase(self, key: str, **values: str) -> str:
        """A sentence part of words.toml, its values filled in; numbers in them come out in Thai.

        A form's words (`FormSpec.spoken`) may be among the values.
        """
        spoken = {name: self._spoken(value) for name, value in values.items()}
        return self._fill(self.word("phrases", key), self.form_words(values) | spoken, key)

    def file_name(self, key: str, **values: str) -> str:
        """A file name of words.toml, its values filled in as they are."""
        return self._fill(self.word("files", key), values, key)

    def label(self, key: str) -> str:
        """The name of a line in a letter: receipt → เลขรับ."""
        return self.word("labels", key)

    def outcome(self, outcome: Outcome) -> str:
        return self.word("outcomes", outcome)

    def state(self, state: str, spoken: Mapping[str, str] = NO_WORDS) -> str:
        return self._fill(self.word("states", state), self.form_words(spoken))

    def timeliness(self, timeliness: Timeliness | None) -> str:
        return self.word("timeliness", timeliness or "unknown")

    # ── forms of address ─────────────────────────────────────────────────────────────────────────

    def salutation(self, unit: Unit | None) -> str:
        """Whom a letter addresses: กระบี่ → ท้องถิ่นจังหวัดกระบี่, อำเภอเขาพนม → นายอำเภอเขาพนม; None: unknown."""
        return self._address(unit, "salutation")

    def office(self, unit: Unit | None) -> str:
        """The office that reports, as a sentence names it."""
        return self._address(unit, "office")

    def place(self, unit: Unit | None) -> str:
        """The unit itself: กระบี่ → จังหวัดกระบี่."""
        return self._address(unit, "place")

    def _address(self, unit: Unit | None, key: str) -> str:
        if unit is None:
            return self.word("address-unknown", key)
        pattern, rest = self.kinds.address(unit.name, key)
        return f"{self._fill(pattern, {'name': unit.name, 'rest': rest})} {unit.parent}".strip()

    # ── templates ────────────────────────────────────────────────────────────────────────────────

    def render(self, name: str, **values: object) -> str:
        """The template's text; TemplateError names template and line."""
        return templating.rendered(self.environment, name, values)

    def sentences(self, name: str, **values: object) -> dict[str, str]:
        """The sentences that a template of plain text sets, by name."""
        return templating.blocks(self.environment, name, values)

    def _sentence(self, reason: Reason, key: str, spoken: Mapping[str, str]) -> str:
        words = self._reasons.get(reason.code)
        if words is None:
            if self.strict:
                raise TemplateError(f"reasons.toml has no {reason.code}")
            words = {"text": self.phrase("unknown_reason", code=reason.code)}
        values = {name: self._spoken(" ".join(value.split())) for name, value in reason.values.items()}
        sources = [name for name in values if name.endswith("_source") and values[name]]
        values |= {name: self.word("sources", values[name]) for name in sources}
        return self._fill(str(words.get(key, "")), self.form_words(spoken) | values, reason.code)

    def _spoken(self, value: str) -> str:
        """A value for people: months (also several), dates and plain numbers in Thai, everything else as it is."""
        if re.fullmatch(r"\d{4}-\d\d(, \d{4}-\d\d)+", value):
            return self.listed(map(self._spoken, value.split(", ")))
        if re.fullmatch(r"\d{1,6}", value):
            return self.number(value)
        if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
            return self.month(Period.parse(value))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return self.date(date.fromisoformat(value))
        return value

    def _fill(self, template: str, values: Mapping[str, str], code: str = "") -> str:
        return templating.filled(template, values, strict=self.strict, code=code)

    def _format(self, key: str, **values: object) -> str:
        spoken = {name: self.number(value) for name, value in values.items()}
        return self._fill(self.word("formats", key), spoken)

    def _names(self, key: str) -> list[str]:
        names = self._words.get("names", {}).get(key, [])
        if len(names) != 12:
            raise TemplateError(f"words.toml: names.{key} must list twelve months")
        return list(names)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)
