"""A record → its entries: the items of the issue cell, each with what stands beside it; notes what has no partner.

Pairs by number where both sides are numbered, by position where both have as many; what lies beside all of them
belongs to each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from collector.forms.headings import NUMBER
from collector.forms.items import Content, Item, content_of, figures_of
from collector.forms.rows import Record
from collector.forms.spec import Column, FormSpec
from collector.model.reports import Field


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry before it is numbered."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """The drafts of one record and what could not be paired: (column key, text) each."""

    drafts: tuple[EntryDraft, ...]
    unpaired: tuple[tuple[str, str], ...] = ()
    shared: tuple[str, ...] = ()  # columns whose one text went to every item


def contents_of(record: Record, spec: FormSpec, number: int) -> dict[str, Content]:
    """The columns of a record taken apart; `number` is its own among the entries.

    `ข้อ ๑` is a number only where it counts along and no column of numbers does.
    """
    clause = 0 if record.text(NUMBER) else number
    return {
        column.key: _joined(
            [
                content_in(record, column, text, clause if column.numbered else 0)
                for text in record.texts(column.key)
            ]
        )
        for column in spec.columns
    }


def content_in(record: Record, column: Column, text: str, clause: int | None = None) -> Content:
    """A cell of a column taken apart: a number alone is the row's only where it counts rows."""
    says_figures = column.key in record.figures or not column.may_be_numbered
    return (figures_of(text) if says_figures else None) or content_of(text, clause)


def _joined(parts: Sequence[Content]) -> Content:
    """One content of the columns that a sender made of one: item by item where they count alike."""
    said = [part for part in parts if not part.empty and not part.dash]
    if len(said) < 2:
        return next(iter(said), Content())
    whole = " ".join(part.whole for part in said)
    marks = {tuple(item.mark for item in part.items) for part in said}
    if len(marks) > 1:
        return Content((Item(said[0].items[0].mark, whole),), whole)
    items = zip(*(part.items for part in said), strict=True)
    return Content(
        tuple(Item(group[0].mark, " ".join(item.text for item in group)) for group in items), whole
    )


def paired(
    record: Record, spec: FormSpec, contents: dict[str, Content], *, alone: bool, ordinals: dict[str, int]
) -> Paired:
    """The entries of one record, whose columns are taken apart in `contents`.

    `alone`: the record is the only one of its form, so that plain lines may each be an entry. `ordinals`: for
    columns whose cell lies over several records, which of them this is, from 1.
    """
    issues = _issue_texts(contents, record, spec, alone=alone)
    if issues:
        return _several(issues, contents, record, spec)
    issue = contents[spec.issue.key]
    number = _mark(issue) or _mark(content_of(record.text(NUMBER)))
    fields = []
    for column in spec.columns:
        content = contents[column.key]
        text = _own_part(content, ordinals[column.key], number) if column.key in ordinals else content.whole
        fields.append(Field(column.key, text, record.place(column.key)))
    return Paired((EntryDraft(tuple(fields)),))


def _mark(content: Content) -> str:
    return content.items[0].mark if content.items else ""


def _own_part(content: Content, ordinal: int, number: str) -> str:
    """Of a cell beside several records the item with this one's number; all of it if it has no numbered items."""
    if len(content.items) < 2 or not content.numbered:
        return content.whole
    wanted = number if number.isdigit() else str(ordinal)
    return next((item.text for item in content.items if item.mark == wanted), "")


def _issue_texts(
    contents: dict[str, Content], record: Record, spec: FormSpec, *, alone: bool
) -> list[tuple[str, str]]:
    """(number, text) of several issues in one record, none of one; plain lines count only against as many beside."""
    issue = contents[spec.issue.key]
    if len(issue.items) > 1:
        return [(item.mark, item.text) for item in issue.items]
    beside = [content for key, content in contents.items() if key != spec.issue.key]
    counted = content_of(record.text(NUMBER))
    many = len(issue.lines)
    as_many = (
        any(len(content.lines) == many or len(content.items) == many for content in beside)
        or len(counted.lines) == many
    )
    if alone and many > 1 and as_many and all(issue.lines):
        return [(str(index), text) for index, text in enumerate(issue.lines, 1)]
    return []


def _several(
    issues: Sequence[tuple[str, str]], contents: dict[str, Content], record: Record, spec: FormSpec
) -> Paired:
    columns: dict[str, list[str]] = {}
    unpaired: list[tuple[str, str]] = []
    shared: list[str] = []
    for column in spec.columns:
        texts, left, common = _against(contents[column.key], [mark for mark, _ in issues])
        columns[column.key] = texts
        unpaired.extend((column.key, text) for text in left)
        shared.extend([column.key] if common else [])
    drafts = []
    for index in range(len(issues)):
        fields = tuple(Field(c.key, columns[c.key][index], record.place(c.key)) for c in spec.columns)
        if any(field.text for field in fields):
            drafts.append(EntryDraft(fields))
    return Paired(tuple(drafts), tuple(unpaired), tuple(shared))


def _against(content: Content, marks: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """The texts of a neighbouring cell for each issue, what is left over, and whether one text went to all."""
    count = len(marks)
    if content.empty or content.dash:
        return [""] * count, [], False
    own = {item.mark for item in content.items}
    counted = content.numbered and all(mark.isdigit() for mark in marks)
    runs_on = not own & set(marks) and len(own) == count  # Word's automatic numbers: 1 2 3 here, 4 5 6 there
    if counted and not runs_on:
        by_number = {item.mark: item.text for item in content.items}
        left = [item.text for item in content.items if item.mark not in marks and item.text]
        return [by_number.get(mark, "") for mark in marks], left, False
    if len(content.items) > 1:
        texts = [item.text for item in content.items]
    elif len(content.lines) == count:
        texts = list(content.lines)
    else:
        return [content.whole] * count, [], True
    return [*texts, *[""] * (count - len(texts))], texts[count:], False
