"""PDFs with a text layer in Thai into documents; it knows no form.

Tables come from what is ruled, or failing that from columns that stand under each other; text comes from
the glyphs, whose marks are put back on their consonants. What cannot be relied on is refused.
"""

from collections.abc import Iterator, Sequence

from collector.model import Cell, Document, Line, Section, Table
from collector.readers.grid import place_in_table, rectangle
from collector.readers.limits import Limits
from collector.readers.pdf_cells import Filled, fill
from collector.readers.pdf_clusters import Cluster, clusters_of, typical_size
from collector.readers.pdf_grid import grids_of
from collector.readers.pdf_lines import TextLine, lines_of, paragraphs
from collector.readers.pdf_trust import PageText, check


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Read a PDF (ISO 32000-1): one section, on each page its lines and tables from top to bottom.

    Raises UnreadableError: "encrypted", "damaged", "too-large", "scan-only" where a page is only a picture,
    and "untrusted-text" where the text layer is not what is printed.
    """
    # Not at the top: pdfium takes as long to load as all other parsers together, and few workers see a PDF.
    from collector.readers.pdf_page import pages_of  # noqa: PLC0415

    blocks: list[Line | Table] = []
    texts: list[PageText] = []
    for page in pages_of(data):
        clusters = clusters_of(page.glyphs)
        texts.append(PageText(page.number, clusters, page.pictures, page.invisible))
        grids = grids_of(page.rules, typical_size(clusters))
        blocks += _blocks(page.number, *fill(grids, clusters), limits)
    check(texts)
    return Document((Section(tuple(blocks)),), "pdf")


def _blocks(
    number: int, tables: Sequence[Filled], outside: Sequence[Cluster], limits: Limits
) -> Iterator[Line | Table]:
    everything = [*outside, *(cluster for table in tables for one in table.clusters for cluster in one)]
    if not everything:
        return
    left, right = min(c.left for c in everything), max(c.right for c in everything)
    lines = paragraphs(lines_of(outside), left, right)
    items: list[tuple[float, float, TextLine | Filled, str]] = [
        (line.y, line.left, line, text) for text, line in lines
    ]
    items += [(table.grid.top, table.grid.left, table, "") for table in tables]
    count = counted = 0
    for _, _, item, text in sorted(items, key=lambda item: item[:2]):
        if isinstance(item, TextLine):
            count += 1
            yield Line(text, f"page {number}, line {count}")
        else:
            counted += 1
            yield _table(item, f"page {number}, table {counted}", limits)


def _table(table: Filled, place: str, limits: Limits) -> Table:
    name = place_in_table(place)
    cells = []
    for box, clusters in zip(table.grid.boxes, table.clusters, strict=True):
        texts = [text for text, _ in paragraphs(lines_of(clusters), box.left, box.right)]
        size = (box.last_row - box.row, box.last_column - box.column)
        cells.append(Cell("\n".join(texts), box.row, box.column, *size, name(box.row, box.column)))
    return rectangle(cells, (table.grid.rows, table.grid.columns), place, name, limits)
