"""The word lists of collector/data → the frozen values that recognition is given; recognises nothing."""

import re
from collections.abc import Iterable, Mapping

from collector.forms.month_names import Beside, BodyClauses, MonthNames, SpanWords, month_names
from collector.forms.numbered import PaperWords
from collector.forms.vocabulary import ReadingWords, Vocabulary
from collector.shipped import shipped
from collector.thai import fold, normalise


def reading_words() -> ReadingWords:
    """The words by which forms and months are known."""
    raw = shipped("recognition.toml")
    papers, body = PaperWords(**raw.pop("papers")), _clauses(raw.pop("months_of_body"))
    beside = Beside(_folded(raw.pop("month_labels")), _folded(raw.pop("not_the_month")), papers, body)
    offices = tuple(map(normalise, raw.pop("title_offices")))
    words = {key: _folded(value) for key, value in raw.items()}
    numbers = frozenset(words.pop("number_headings")) | {"#"}
    return ReadingWords(Vocabulary(number_headings=numbers, title_offices=offices, **words), _months(beside))


def _clauses(raw: Mapping[str, list[str]]) -> BodyClauses:
    turn, end = ("|".join(map(re.escape, map(normalise, raw[key]))) for key in ("turns", "ends"))
    words = {key: _folded(raw[key]) for key in ("report", "opens", "sends", "before", "behind")}
    return BodyClauses(**words, turn=re.compile(turn), end=re.compile(end))


def _months(beside: Beside) -> MonthNames:
    raw = shipped("months.toml")
    written = [(month["name"], tuple(month["written"])) for month in raw["month"]]
    return month_names(written, beside, SpanWords(**raw["spans"]))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(word) for word in words))


def unit_aliases() -> Mapping[str, tuple[str, ...]]:
    """Other names of the 76 provinces, by code."""
    return {code: tuple(names) for code, names in shipped("unit-aliases.toml").items()}
