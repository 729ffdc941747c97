"""A document without a form that anybody sees → whether one stands in it where nobody does, as a whole or in part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from collector.forms.headings import heading_of
from collector.forms.recognise import recognise
from collector.forms.spec import FormSpec
from collector.model.documents import Document, Line, Section


def hides_a_form(document: Document, specs: Sequence[FormSpec]) -> bool:
    """Whether a form stands only where nobody sees it who opens the file.

    Hidden text comes as it stands, a cell a line where the table itself is seen; so headings tell as well: that of the
    issue is hidden, and another one is hidden too or heads a column beside.
    """
    hidden = tuple(replace(section, hidden=False) for section in document.sections if section.hidden)
    if not hidden:
        return False
    if recognise(replace(document, sections=hidden), specs):
        return True
    seen = tuple(section for section in document.sections if not section.hidden)
    return any(_is_told_by_headings(hidden, seen, spec) for spec in specs)


def _is_told_by_headings(hidden: Sequence[Section], seen: Sequence[Section], spec: FormSpec) -> bool:
    unseen = {heading_of(text, spec) for section in hidden for text in (*_cells(section), *_lines(section))}
    if spec.issue.key not in unseen:
        return False
    beside = {heading_of(text, spec) for section in seen for text in _cells(section)}
    others = {column.key for column in spec.columns if not column.issue}
    return bool(others & (unseen | beside))


def _lines(section: Section) -> Iterator[str]:
    return (block.text for block in section.blocks if isinstance(block, Line))


def _cells(section: Section) -> Iterator[str]:
    tables = (block for block in section.blocks if not isinstance(block, Line))
    return (cell.text for table in tables for row in table.rows for cell in row if cell.text.strip())
