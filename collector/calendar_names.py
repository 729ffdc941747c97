"""The names of months and days as spreadsheets write them, by language; made once from the words that are shipped."""

from dataclasses import dataclass

from collector.shipped import shipped


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """The names of one language, from January and from Monday."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


_WRITTEN = shipped("number-locale.toml")
THAI, ENGLISH = (
    CalendarNames(**{key: tuple(names) for key, names in _WRITTEN[language].items()})
    for language in ("th", "en")
)
