"""The word lists of collector/data → the frozen values that recognition is given; recognises nothing."""

from collections.abc import Iterable, Mapping

from collector.forms.months import MonthNames, month_names
from collector.forms.vocabulary import ReadingWords, Vocabulary
from collector.shipped import shipped
from collector.thai import fold


def reading_words() -> ReadingWords:
    """The words by which forms and months are known."""
    raw = shipped("recognition.toml")
    labels, others = _folded(raw.pop("month_labels")), _folded(raw.pop("not_the_month"))
    words = {key: _folded(value) for key, value in raw.items()}
    numbers = frozenset(words.pop("number_headings")) | {"#"}
    return ReadingWords(Vocabulary(number_headings=numbers, **words), _months(labels, others))


def _months(labels: tuple[str, ...], others: tuple[str, ...]) -> MonthNames:
    raw = shipped("months.toml")
    written = [(month["name"], tuple(month["written"])) for month in raw["month"]]
    return month_names(written, labels, others, raw["quarters"])


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in words))


def unit_aliases() -> Mapping[str, tuple[str, ...]]:
    """Other names of the 76 provinces, by code."""
    return {code: tuple(names) for code, names in shipped("unit-aliases.toml").items()}
