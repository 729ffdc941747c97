"""The forms that the settings name, those of which something is on file, and the files of units → what is wrong; changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from collector.errors import ConfigError, StoreError
from collector.forms.on_file import ColumnsOnFile
from collector.registry_files import load_registry
from collector.settings.form_files import beside_file, examine_forms, ids
from collector.settings.kind_files import load_unit_kinds
from collector.settings.reading_words import reading_words
from collector.settings.sections import Settings
from collector.store.store import Store


@dataclass(frozen=True, slots=True)
class ListedForm:
    """One form; one that is not in force any more has no title, only an id and what is on file."""

    id: str  # "" where the file is so wrong that it has none
    title: str
    due_day: int | None
    columns: tuple[tuple[str, str], ...]  # key and heading
    origin: str  # the file, or the name of a form that is shipped; "" where it is not in force
    problems: tuple[str, ...]
    on_file: int  # reports
    instead: str = ""  # what becomes of one that is not accepted


def list_forms(settings: Settings) -> tuple[ListedForm, ...]:
    """Every form that the settings name, then those that are named no more and have reports on file."""
    found = examine_forms(settings.registry.forms, reading_words())
    counts, columns_on_file = _on_file(settings, ids(found))
    listed = []
    for form in beside_file(found, columns_on_file):
        spec, origin = form.spec, str(form.origin)
        if known := form.known:
            what = known.instead.value
            listed.append(ListedForm(known.id, known.title, None, (), origin, form.problems, 0, what))
            continue
        if spec is None:
            listed.append(ListedForm("", "", None, (), origin, form.problems, 0))
            continue
        columns = tuple((column.key, column.heading) for column in spec.columns)
        listed.append(
            ListedForm(
                spec.id, spec.title, spec.due_day, columns, origin, form.problems, counts.pop(spec.id, 0)
            )
        )
    return (
        *listed,
        *(ListedForm(form, "", None, (), "", (), count) for form, count in sorted(counts.items())),
    )


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file beside the forms without which none of them can be collected."""

    path: Path
    problems: tuple[str, ...]


def unusable_files(settings: Settings) -> tuple[UnusableFile, ...]:
    """Which of the files of units, contacts and kinds of units cannot be used, and why."""
    named = settings.registry
    loads: tuple[Callable[[], object], ...] = (
        lambda: load_registry(named.units, named.contacts),
        lambda: load_unit_kinds(named.unit_kinds),
    )
    found = []
    for load in loads:
        try:
            load()
        except ConfigError as error:
            found.append(UnusableFile(error.path, error.problems))
    return tuple(found)


def wrong(forms: Iterable[ListedForm | UnusableFile]) -> int:
    """How many problems there are in all."""
    return sum(len(form.problems) for form in forms)


def _on_file(settings: Settings, forms: frozenset[str]) -> tuple[Counter[str], ColumnsOnFile]:
    """How many reports of each form are on file, and what columns they have; none where there is no storage yet."""
    try:
        with Store(settings.storage.path, read_only=True) as store:
            return Counter(filed.form for filed in store.current()), store.columns_on_file(forms)
    except StoreError:
        return Counter(), {}
