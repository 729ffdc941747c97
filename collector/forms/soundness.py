"""FormSpecs → what is wrong with them, in words for the administrator: what could never be recognised, or be told apart."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from collector.english import ordinal
from collector.forms.headings import LONGEST_HEADING, NUMBER, OTHER, PERIOD, UNIT, heading_key, layout_of
from collector.forms.items import is_dash
from collector.forms.nil import is_nil
from collector.forms.spec import SHORTEST_WORD, FormSpec
from collector.forms.which_form import which_form
from collector.model.documents import Cell
from collector.thai import collapse, fold

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COMMON = {
    NUMBER: "a column of numbers",
    PERIOD: "a column of months",
    OTHER: "a column that no form has",
    UNIT: "the column of units",
}


_ALIKE = (
    "title_words: a form {1} cannot be told from {0}: they have the same headings, and the title of one is the "
    "title of both; give each title_words that only its own title holds"
)


def faults_of(spec: FormSpec) -> Iterator[str]:
    """What is wrong with one form, `key: what` each."""
    yield from _columns(spec)
    yield from _doubled_words(spec)
    if not any(fold(word) in fold(spec.title) for word in spec.title_words):
        yield "title_words: none of them stands in title, so they are those of another form"
    yield from _too_general(spec)
    yield from _rhythm(spec)
    yield from _nothing(spec)
    yield from _placeholders(spec)
    for number, column in enumerate(spec.columns, 1):
        key = f"columns.heading, in the {ordinal(number)} column (key {column.key})"
        yield from _own_heading(key, column.heading, column.key, spec)
    yield from _own_heading("unit_heading", spec.unit_heading, UNIT, spec)


def _columns(spec: FormSpec) -> Iterator[str]:
    keys = [column.key for column in spec.columns]
    yield from (f"columns: two have the key {key}" for key in sorted({k for k in keys if keys.count(k) > 1}))
    marked = sum(column.issue for column in spec.columns)
    if marked != 1:
        yield f"columns: exactly one must have issue = true, the one whose cells make the entries; {marked} have it"
    if len(spec.columns) < 2:
        yield "columns: there must be two or more, or a table could not be told from any other"


def _doubled_words(spec: FormSpec) -> Iterator[str]:
    owners: dict[str, str] = {fold(word): "unit_words" for word in spec.unit_words}
    for column in spec.columns:
        for word in column.words:
            key = fold(word) or collapse(word)
            owner = owners.setdefault(key, column.key)
            if owner != column.key:
                yield f'columns.words: "{word}" stands for {column.key} and for {owner}; it can be the word of one only'


def _too_general(spec: FormSpec) -> Iterator[str]:
    """Words of a title that stand in the title of any form: nothing but รายงาน, ประจำเดือน, the name of a month …"""
    months = (name for name in spec.words.months.numbers if len(name) > SHORTEST_WORD)
    general = sorted(
        {*spec.words.vocabulary.general, *spec.folded_unit_words, *months}, key=len, reverse=True
    )
    for word in spec.title_words:
        left = fold(word)
        for common in general:
            left = left.replace(common, "")
        if len(left) < SHORTEST_WORD and word != spec.title:
            yield (
                f'title_words: "{word}" is too general: the titles of other forms, and of any mail, say it too; '
                "give words that only this form's title has"
            )


def _rhythm(spec: FormSpec) -> Iterator[str]:
    """A weekly, quarterly or yearly form, which nothing here could collect."""
    words = spec.words.vocabulary
    said = [("title", spec.title), ("month_label", spec.month_label), ("wording.report", spec.said.report)]
    for key, text in [*said, *(("title_words", word) for word in spec.title_words if word != spec.title)]:
        folded = fold(text)
        other = next((word for word in words.other_rhythms if word in folded), "")
        if other and not any(word in folded for word in words.monthly):
            yield f'{key}: it says "{other}"; only forms that are sent each month can be collected'


def _nothing(spec: FormSpec) -> Iterator[str]:
    """What letters ask for where there are no entries, and would not be understood when it comes."""
    for key, written in (("nothing", spec.said.nothing), ("nil_word", spec.said.nil_word)):
        phrase = spec.said.filled(written)
        if phrase and not is_dash(phrase) and not is_nil(phrase, spec):
            usual = ", ".join(spec.nil[:3])
            yield (
                f'wording.{key}: "{phrase}" would be taken for an entry, not for a report of nothing: begin it with a word '
                f"of nil ({usual} …), or give nil the word with which it begins"
            )


def _placeholders(spec: FormSpec) -> Iterator[str]:
    """Words in braces that nothing fills in: only `nothing` may speak of the entries, and they of one entry."""
    may = {"entries": ("entry",), "nothing": ("entries", "entry")}
    for key, text in spec.said.given.items():
        for name in _PLACEHOLDER.findall(text):
            if name not in may.get(key, ()):
                there = ", ".join(f"{{{one}}}" for one in may.get(key, ())) or "none"
                yield f"wording.{key}: {{{name}}} is not filled in there; there are: {there}"


def _own_heading(key: str, heading: str, wanted: str, spec: FormSpec) -> Iterator[str]:
    found = heading_key(heading, spec)
    if found == wanted:
        return
    if len(fold(heading)) > LONGEST_HEADING:
        yield f"{key}: it is longer than {LONGEST_HEADING} letters, and nothing so long is taken for a heading"
        return
    taken = _COMMON.get(found, f"the column {found}") if found else "no column at all"
    yield f'{key}: "{heading}" would be taken for {taken}: the word that stands first in it decides'


def faults_between(specs: Sequence[FormSpec]) -> Iterator[tuple[FormSpec, str]]:
    """What is wrong between forms in force, each fault with the later form, whose file is to be mended."""
    for first, second in combinations(specs, 2):
        if first.id == second.id:
            yield second, f"id: two forms are called {second.id}"
        elif first.initials == second.initials:
            yield (
                second,
                f"id: {second.id} has the initials of {first.id}, and receipt numbers begin with them: rename it",
            )
        else:
            yield from _alike(first, second)


def _alike(first: FormSpec, second: FormSpec) -> Iterator[tuple[FormSpec, str]]:
    """Two forms of which a blank one, with its title, is taken for the other or for both."""
    for form in (first, second):
        row = tuple(
            Cell(text, 0, at)
            for at, text in enumerate((form.unit_heading, *(c.heading for c in form.columns)))
        )
        fitting = {spec.id: layout for spec in (first, second) if (layout := layout_of([row], 0, spec))}
        if not fitting:
            continue
        choice = which_form(fitting, (first, second), [form.title], "")
        if choice.spec is not form or choice.rivals:
            yield second, _ALIKE.format((second if form is first else first).id, form.id)
            return
