"""Match → Extract: the entries of one form, and what it says of its unit; weighs nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from collector.forms.continuing import with_sentences
from collector.forms.items import content_of, counted_bare, is_dash
from collector.forms.leftover import left_over, told
from collector.forms.lettered import counted_by_letters
from collector.forms.named import Named
from collector.forms.nil import is_nil
from collector.forms.nil_of_unit import says_nil
from collector.forms.pairing import EntryDraft, Paired, content_in, contents_of, paired
from collector.forms.recognise import Match
from collector.forms.rows import Group, Record, grouped
from collector.forms.running import with_figures
from collector.forms.spec import Column, FormSpec
from collector.forms.unheaded import with_unit_column
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.model.reasons import Reason
from collector.model.reports import Entry, Field

EMPTY, NIL, SAID = "empty", "nil", "said"
QUOTED = 60  # characters of a text that a note repeats


@dataclass(frozen=True, slots=True)
class Extract:
    """One form's content; of a table whose rows name several units, one unit's."""

    spec: FormSpec
    entries: tuple[Entry, ...]
    nil: bool
    blank: bool
    unit: Named | None  # in the column of units; None if there is none or it says nothing
    unit_place: str
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    notes: tuple[Reason, ...] = ()
    sheet: str = ""
    identifier: str = ""
    beside: tuple[Line, ...] = ()  # the texts of the columns of units and months
    headings: tuple[Line, ...] = ()
    doubts: tuple[Reason, ...] = ()
    offices: tuple[Line, ...] = ()  # in the column of units, of kinds that the registry lacks
    official: bool = False  # its headings are the form's own
    complete: bool = False  # it has all columns of the form and no other


def extract(match: Match, names: UnitNames) -> tuple[Extract, ...]:
    """The contents of a match: one Extract, or one for each unit that its rows name."""
    match = with_unit_column(match, names)
    groups, footer = grouped(match, names)
    lines = (*match.above, *match.below, *footer)  # beside an empty table
    said_nil = any(says_nil(line.text, match.spec, names) for line in lines)
    plain = [_with_plain_nil(group, match.spec, names) for group in groups]
    made = [_extract(match, group, footer, said_nil=said_nil) for group in plain]
    filled = [item for item in made if not item.blank] or made[:1]
    entries = [entry for item in filled for entry in item.entries]
    notes, doubts = told(left_over(match, entries, [note for item in filled for note in item.notes], names))
    return tuple(
        replace(item, notes=(*item.notes, *notes), doubts=(*item.doubts, *doubts)) for item in filled
    )


def _with_plain_nil(group: Group, spec: FormSpec, names: UnitNames) -> Group:
    """The group with the form's own word where an issue says that a unit has none: `อปท. ในจังหวัดยะลาทุกแห่งไม่พบปัญหา`."""
    key = spec.issue.key
    records = [
        replace(record, cells={**record.cells, key: tuple(replace(cell, text=spec.nil[0]) for cell in cells)})
        if (cells := record.cells[key]) and spec.nil and says_nil(record.text(key), spec, names)
        else record
        for record in group.records
    ]
    return replace(group, records=tuple(records))


def _extract(match: Match, group: Group, footer: Sequence[Line], *, said_nil: bool) -> Extract:
    spec = match.spec
    counted = with_figures(_with_dots(with_sentences(group.records, spec), spec), spec)
    records = [_without_nil_issue(record, spec) for record in counted]
    states = [_state(record, spec) for record in records]
    said = [record for record, state in zip(records, states, strict=True) if state == SAID]
    nil = not said and (NIL in states or said_nil)
    results = list(_paired(said, spec))
    drafts = [draft for result in results for draft in result.drafts]
    notes = list(_notes(results, spec))
    if said and any(
        _nil_said(record, spec) for record, state in zip(records, states, strict=True) if state == NIL
    ):
        notes.append(Reason("nil-with-entries"))
    return Extract(
        spec,
        tuple(_entry(number, draft) for number, draft in enumerate(drafts, 1)),
        nil,
        not drafts and not nil,
        group.unit,
        group.place,
        match.above,
        (*match.below, *footer),
        tuple(notes),
        match.sheet,
        match.identifier,
        group.beside,
        match.blocks[0].layout.lines,
        match.doubts,
        group.offices,
        match.blocks[0].layout.official,
        match.blocks[0].layout.complete,
    )


def _with_dots(records: Sequence[Record], spec: FormSpec) -> list[Record]:
    """The records with bare numbers and letters (`1 ก` or `ก. ก` in the first row, `2 ข` or `ข. ข` in the second) made plain."""
    made = list(records)
    for column in spec.columns:
        filled = [index for index, record in enumerate(made) if record.text(column.key)]
        texts = [made[index].text(column.key) for index in filled]
        counted = counted_bare(texts) or counted_by_letters(texts)
        for index, text in zip(filled, counted or [], strict=False):
            cells = made[index].cells[column.key]
            cell = replace(cells[0], text=text)
            made[index] = replace(made[index], cells={**made[index].cells, column.key: (cell,)})
    return made


def _without_nil_issue(record: Record, spec: FormSpec) -> Record:
    """A record that says ไม่มี where the issue stands and something beside it, as that alone: an opinion is no nil report."""
    issue = record.text(spec.issue.key)
    others = [(column, record.text(column.key)) for column in spec.columns if not column.issue]
    says_none = is_nil(issue, spec) or is_dash(issue)
    if not says_none or all(_is_quiet(record, column, text, spec) for column, text in others):
        return record
    cells = tuple(replace(cell, text="") for cell in record.cells[spec.issue.key])
    return replace(record, cells={**record.cells, spec.issue.key: cells})


def _is_quiet(record: Record, column: Column, text: str, spec: FormSpec) -> bool:
    content = content_in(record, column, text)
    return content.empty or content.dash or is_nil(text, spec)


def _state(record: Record, spec: FormSpec) -> str:
    """Whether a record says something, says that there is nothing, or says nothing at all."""
    issue = record.text(spec.issue.key)
    texts = [(column, record.text(column.key)) for column in spec.columns]
    quiet = all(_is_quiet(record, column, text, spec) for column, text in texts)
    if is_nil(issue, spec) or (quiet and content_of(issue).dash):
        return NIL
    if quiet:
        return NIL if any(is_nil(text, spec) for _, text in texts) else EMPTY
    return SAID


def _nil_said(record: Record, spec: FormSpec) -> bool:
    return not is_dash(record.text(spec.issue.key))


def _paired(records: Sequence[Record], spec: FormSpec) -> Iterator[Paired]:
    spread = _spread(records, spec)
    for index, record in enumerate(records):
        ordinals = {
            key: cells.index(index) + 1 for key, runs in spread.items() for cells in runs if index in cells
        }
        contents = contents_of(record, spec, index + 1)
        yield paired(record, spec, contents, alone=len(records) == 1, ordinals=ordinals)


def _spread(records: Sequence[Record], spec: FormSpec) -> dict[str, list[list[int]]]:
    """For each column the runs of records beside which one merged cell lies."""
    runs: dict[str, list[list[int]]] = {}
    for column in spec.columns:
        owners: dict[int, list[int]] = {}
        for index, record in enumerate(records):
            for cell in record.cells.get(column.key, ()):
                owners.setdefault(id(cell), []).append(index)
        runs[column.key] = [run for run in owners.values() if len(run) > 1]
    return runs


def _entry(number: int, draft: EntryDraft) -> Entry:
    return Entry(number, tuple(Field(item.key, item.text, item.place) for item in draft.fields))


def _notes(results: Sequence[Paired], spec: FormSpec) -> Iterator[Reason]:
    headings = {column.key: column.heading for column in spec.columns}
    for result in results:
        for key, text in result.unpaired:
            yield Reason("unpaired", {"column": headings[key], "detail": text[:QUOTED]})
        for key in result.shared:
            yield Reason("shared-solution", {"column": headings[key]})
