"""Two readings of a form → whether they say the same: words however they are spelt, figures as they stand; knows no mail."""

import re
from collections.abc import Iterable

from collector.model.outcomes import Filed
from collector.model.reports import Entry, Report
from collector.thai import arabic_digits, normalise

# A figure with what is within it and changes it: 1.5, 10-15, 3/4, 5%, and a sign before it that is no bullet of the line.
_FIGURE = re.compile(r"(?:(?<=\S )[-−+±<>≤≥≠](?=\d))?\d+(?:[.,:/–-]\d+)*+%?")
# A page's edge parts `10-` from `15`, and some write `10 - 15`.
_APART = re.compile(r"(?<=\d)\s*+([.,:/–-])\s*+(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def same_content(one: Report | Filed, other: Report | Filed) -> bool:
    """Whether two reports say the same; what is on file keeps no figures in its hash, so they are looked at beside it."""
    return one.content_hash == other.content_hash and same_figures(one.entries, other.entries)


def same_figures(one: Iterable[Entry], other: Iterable[Entry]) -> bool:
    """Whether two readings of equal words have equal figures: `1.5` is not `15`, `1,500` is `1500`, and ๑๒ is 12."""
    return _figures(one) == _figures(other)


def _figures(entries: Iterable[Entry]) -> list[str]:
    texts = (arabic_digits(normalise(item.text)) for entry in entries for item in entry.fields)
    joined = (_APART.sub(r"\1", text) for text in texts)
    return [figure for text in joined for figure in _FIGURE.findall(_THOUSANDS.sub("", text))]
