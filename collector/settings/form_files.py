"""A form's TOML file → FormSpec, or every problem in plain words with its dotted key; docs/forms.md explains every key."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from collector.errors import ConfigError
from collector.forms.known_form import KnownForm, faults_of_known
from collector.forms.on_file import ColumnsOnFile, faults_with_file
from collector.forms.soundness import faults_between, faults_of
from collector.forms.spec import Column, FormSpec, FormWords
from collector.forms.vocabulary import ReadingWords
from collector.settings import toml_files
from collector.settings.known_form_file import is_known_form, known_form, too_general
from collector.settings.server import SettingsSection
from collector.settings.types import FormName, Text, Title, WholeNumber
from collector.shipped import shipped
from collector.thai import fold

SHORTEST_TITLE = 4  # folded letters of what tells a title
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = tuple[Title, ...]


class ColumnTable(SettingsSection):
    """One [[columns]] of the file."""

    key: Key
    heading: Title
    words: Words = ()
    issue: bool = False
    numbered: bool = False
    counted: bool = False
    width: Annotated[float, Field(ge=4, le=100)] = 20
    label: Text = ""


class WordingTable(SettingsSection):
    """The [wording] of the file."""

    report: Text = ""
    entry: Text = ""
    entries: Text = ""
    nothing: Text = ""
    nil_word: Text = ""


class FormFile(SettingsSection):
    """All that the file may say."""

    id: Id
    title: Title
    title_words: Words = ()
    matter: Words = ()
    accept: Literal[True] = True
    every: Literal["month"] = "month"
    month_label: Title
    due_day: Annotated[WholeNumber, Field(ge=1, le=28)]
    unit_heading: Title
    unit_words: Words = ()
    columns: Annotated[tuple[ColumnTable, ...], Field(min_length=1)]
    blank_rows: Annotated[WholeNumber, Field(ge=1, le=100)]
    nil: Annotated[Words, Field(min_length=1)]
    nil_objects: Words = ()
    nil_filler: Words = ()
    footnotes: Words = ()
    wording: WordingTable = WordingTable()


TABLES: toml_files.Tables = {"columns": ColumnTable, "wording": WordingTable}

# Keys that people look for, and why there are none.
_RHYTHM = 'only forms that are sent each month can be collected; leave it out, or write every = "month"'
_TEXT = "a column holds text, and nothing else can be said of it: no numbers to add up, no dates, no choices, no duty to fill it in"
_NONE_ACCEPTED = "accept: no form that is named is accepted; name at least one, or help-centre"
_UNITS = (
    "every unit of the registry owes every form in force; two groups of units that owe different forms are two settings "
    "files, each with its own mailbox folder and storage"
)
_ROWS = "a form's rows are not fixed, each that an office fills in is an entry; blank_rows says how many the blank form has"
CANNOT_BE_SAID = {
    **dict.fromkeys(
        ("every", "frequency", "interval", "period", "rhythm", "quarter", "year", "week"), _RHYTHM
    ),
    **dict.fromkeys(("units", "unit", "only_units", "for_units", "offices"), _UNITS),
    **dict.fromkeys(("rows", "row", "fixed_rows", "lines", "items"), _ROWS),
    **dict.fromkeys(
        ("type", "kind", "format", "choices", "options", "required", "min", "max", "sum", "total"), _TEXT
    ),
}


@dataclass(frozen=True, slots=True)
class FoundForm:
    """One form that the settings name: the spec unless the file is unusable, and what is wrong with it."""

    origin: Path | str  # the file, or the name of a form that is shipped
    spec: FormSpec | None
    problems: tuple[str, ...] = ()
    known: KnownForm | None = None  # where it is one that is not accepted

    @property
    def path(self) -> Path:
        """What an error calls it."""
        return self.origin if isinstance(self.origin, Path) else Path(f"{self.origin}.toml")


def sound(found: Sequence[FoundForm]) -> tuple[FormSpec, ...]:
    """The forms that were found; ConfigError with every problem of the first that has any."""
    if wrong := next((form for form in found if form.problems), None):
        raise ConfigError(wrong.path, wrong.problems)
    return tuple(form.spec for form in found if form.spec)


def not_accepted(found: Sequence[FoundForm]) -> tuple[KnownForm, ...]:
    """The forms of other matters that the settings name."""
    return tuple(form.known for form in found if form.known)


def ids(found: Sequence[FoundForm]) -> frozenset[str]:
    """The ids of those that have one."""
    return frozenset(form.spec.id for form in found if form.spec)


def beside_file(found: Sequence[FoundForm], on_file: ColumnsOnFile) -> tuple[FoundForm, ...]:
    """The same forms, each that is good so far held against the reports on file as well."""
    return tuple(
        replace(form, problems=tuple(faults_with_file(form.spec, on_file)))
        if form.spec and not form.problems
        else form
        for form in found
    )


def examine_forms(names: Sequence[FormName], words: ReadingWords) -> tuple[FoundForm, ...]:
    """Every form that the settings name, with what is wrong with each and between them."""
    found = [_examined(name, words) for name in names]
    between: dict[int, list[str]] = {}
    for spec, fault in faults_between([form.spec for form in found if form.spec and not form.problems]):
        between.setdefault(id(spec), []).append(fault)
    specs = [form.spec for form in found if form.spec]
    if found and not specs and all(form.known for form in found):
        found[0] = replace(found[0], problems=(*found[0].problems, _NONE_ACCEPTED))
    named = Counter(own.id for form in found if (own := form.spec or form.known))
    return tuple(
        replace(form, problems=(*form.problems, *_beside(form.known, specs, named)))
        if form.known
        else replace(form, problems=(*form.problems, *between.get(id(form.spec), ())))
        for form in found
    )


def _beside(known: KnownForm, specs: Sequence[FormSpec], named: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with a form that is not accepted, beside the others."""
    yield from faults_of_known(known, specs)
    if named[known.id] > 1:
        yield f'id: another form is called "{known.id}" too'


def _examined(name: FormName, words: ReadingWords) -> FoundForm:
    try:
        written = shipped(f"forms/{name}.toml") if isinstance(name, str) else toml_files.read(name)
        if is_known_form(written):
            known = known_form(written, Path(name))
            return FoundForm(name, None, tuple(too_general(known, words.vocabulary)), known)
        complete = shipped("forms/defaults.toml") | written
        spec = _spec(toml_files.checked(FormFile, complete, Path(name), TABLES, CANNOT_BE_SAID), words)
    except ConfigError as error:
        return FoundForm(name, None, error.problems)
    return FoundForm(name, spec, (*_too_short(spec), *faults_of(spec)))


def _spec(file: FormFile, words: ReadingWords) -> FormSpec:
    columns = tuple(
        Column(
            key=column.key,
            heading=column.heading,
            words=column.words or (column.heading,),
            issue=column.issue,
            numbered=column.numbered,
            counted=column.counted,
            width=column.width,
            label=column.label,
        )
        for column in file.columns
    )
    return FormSpec(
        id=file.id,
        title=file.title,
        title_words=file.title_words or (file.title,),
        matter=file.matter,
        month_label=file.month_label,
        due_day=file.due_day,
        unit_heading=file.unit_heading,
        unit_words=file.unit_words or (file.unit_heading,),
        columns=columns,
        words=words,
        blank_rows=file.blank_rows,
        nil=file.nil,
        nil_objects=_added("nil_objects", file.nil_objects),
        nil_filler=_added("nil_filler", file.nil_filler),
        footnotes=file.footnotes,
        said=FormWords(**file.wording.model_dump()),
    )


def _added(key: str, own: Words) -> Words:
    """The usual words and the form's own."""
    usual: list[str] = shipped("forms/defaults.toml")[key]
    return tuple(dict.fromkeys((*usual, *own)))


def _too_short(spec: FormSpec) -> Iterator[str]:
    """Words that would be found in nearly every text, or in none."""
    for word in spec.title_words:
        if len(fold(word)) < SHORTEST_TITLE:
            yield f'title_words: "{word}" is too short: it must have {SHORTEST_TITLE} letters or more'
    usual = shipped("forms/defaults.toml")["nil"][0]
    if not spec.said.nil_word and usual not in spec.nil:
        yield f'nil: letters ask for "{usual}" where there are no entries; add it, or name another word in nil_word of [wording]'
    for word in spec.unit_words:
        if not fold(word):
            yield f'unit_words: "{word}" has no letter'
    for column in spec.columns:
        if column.key == "number":
            yield "columns.key: number is what the entries are counted by; give the column another key"
