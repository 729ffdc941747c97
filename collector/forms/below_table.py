"""The last rows of a sheet's table that stand below the form → lines below it, as in a document; takes out no entry and no name.

A sheet does not say where its table ends: a signature three rows below stands in the form's columns as its entries do.
"""

from dataclasses import replace

from collector.forms.headings import Layout
from collector.forms.recognise import Match, Row
from collector.forms.rows import distinct
from collector.forms.spec import FormSpec
from collector.model.documents import Line
from collector.thai import collapse, fold, split_bullet


def with_lines_below(match: Match) -> Match:
    """The match of a sheet without the rows at its end that are lines below the form; of any other document as it is."""
    if not match.sheet:
        return match
    block = match.blocks[-1]
    cut = _first_below(block.rows, block.layout, match.spec)
    lines = (
        Line(" ".join(collapse(cell.text) for cell in cells), cells[0].place)
        for row in block.rows[cut:]
        if (cells := distinct(row))
    )
    blocks = (*match.blocks[:-1], replace(block, rows=block.rows[:cut]))
    return replace(match, blocks=blocks, below=(*lines, *match.below)) if cut < len(block.rows) else match


def _first_below(rows: tuple[Row, ...], layout: Layout, spec: FormSpec) -> int:
    """The place of the first row below the form; their number where there is none.

    Rows with a single text at the end are below it from a gap on where the entries have numbers and these have none, or
    where the first one is a signature or a footnote; without a gap only from a signature on.
    """
    last = max((at for at, row in enumerate(rows) if not _is_lone(row)), default=-1)
    numbered = any(split_bullet(cell.text)[0] for row in rows[: last + 1] for cell in distinct(row))
    if last < 0 or not any(layout.columns):
        return len(rows)
    gap = False
    for at in range(last + 1, len(rows)):
        cells = distinct(rows[at])
        if cells and _begins_below(cells[0].text, spec, gap=gap, numbered=numbered):
            return at
        gap = gap or not cells
    return len(rows)


def _is_lone(row: Row) -> bool:
    """Whether a row is empty, or a single cell in one column says something, without a number before it."""
    cells = distinct(row)
    return not cells or (
        len(cells) == 1 and cells[0].columns == 1 and split_bullet(cells[0].text)[0] in (None, "-")
    )


def _begins_below(text: str, spec: FormSpec, *, gap: bool, numbered: bool) -> bool:
    words, folded = spec.words.vocabulary, fold(text)
    if folded.startswith(words.signs):
        return True
    return gap and (
        numbered or folded.startswith((*words.footer, *words.letters)) or text.lstrip().startswith("*")
    )
