"""PDFs with a text layer in Thai into documents; it knows no form.

Tables come from what is ruled, or failing that from columns that stand under each other; text comes from
the glyphs, whose marks are put back on their consonants. What cannot be relied on is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from collector.errors import UnreadableError
from collector.model.documents import Document, Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.pdf.cells import fill
from collector.readers.pdf.clusters import Cluster, clusters_of, typical_size
from collector.readers.pdf.columns import UnclearColumnsError, open_grids
from collector.readers.pdf.glyph import Glyph, Page
from collector.readers.pdf.lines import lines_of, paragraphs
from collector.readers.pdf.overprint import runs_out
from collector.readers.pdf.ruled_grid import Grid, grids_of
from collector.readers.pdf.sheets import Sheet, in_order, mended_sheets
from collector.readers.pdf.tables import finished, text_table
from collector.readers.pdf.trust import PageText, check, check_tables
from collector.readers.pdf.typed import is_cut, with_typed
from collector.readers.unseen import Unseen


def read_pdf(data: bytes, limits: ReadingLimits) -> Document:
    """Read a PDF (ISO 32000-1): one section, on each page its lines and tables from top to bottom.

    Page numbers and running heads stand at the end of the section. Raises UnreadableError: "encrypted", "damaged",
    "too-large", "scan-only" where a page is only a picture, "untrusted-text" where the text layer
    is not what is printed, and "read-by-person" where the page does not show all that was filled in.
    """
    # Not at the top: pdfium takes as long to load as all other parsers together, and few workers see a PDF.
    from collector.readers.pdf.page import pages_of  # noqa: PLC0415

    sheets: list[Sheet] = []
    texts: list[PageText] = []
    cuts: list[list[Line]] = []
    unseen = Unseen()
    for page in pages_of(data):
        clusters = clusters_of(page.glyphs)
        texts.append(PageText(page.number, clusters, page.pictures, page.invisible, page.drawn))
        sheets.append(_sheet(page, with_typed(clusters, page.typed)))
        for box in page.typed:
            if not box.shown:
                unseen.line(box.text, f"page {page.number}")
            elif is_cut(box):
                raise UnreadableError("read-by-person", f"page {page.number}: a field shows part of its text")
        cuts.append(_cut_lines(page))
    check(texts)
    check_tables(sheets)
    _tell_cut(cuts, texts, unseen)
    sections = (Section(tuple(_blocks(sheets, limits))), *unseen.sections())
    return Document(sections, "pdf", notes=unseen.notes())


def _sheet(page: Page, clusters: Sequence[Cluster]) -> Sheet:
    size = typical_size(clusters)
    grids, unclear = grids_of(page.rules, size), ""
    if not grids:
        try:
            grids = open_grids(clusters, page.rules, size)
        except UnclearColumnsError as error:
            unclear = str(error)
    filled, outside = fill(grids, clusters)
    if any(_in_table(glyph, grids) for glyph in page.cut):
        raise UnreadableError("untrusted-text", f"page {page.number}: a cell shows part of its text")
    if runs_out(filled, [*outside, *clusters_of(page.cut)]):
        raise UnreadableError(
            "read-by-person", f"page {page.number}: the text of a cell goes on below the table"
        )
    left = min((cluster.left for cluster in clusters), default=0.0)
    right = max((cluster.right for cluster in clusters), default=0.0)
    return Sheet(
        page.number,
        tuple(paragraphs(lines_of(outside), left, right)),
        tuple(map(text_table, filled)),
        unclear=unclear,
    )


def _in_table(glyph: Glyph, grids: Sequence[Grid]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return any(box.holds(x, y) for grid in grids for box in grid.boxes)


def _cut_lines(page: Page) -> list[Line]:
    """Return the lines of what is clipped away."""
    return [Line(line.text, f"page {page.number}") for line in lines_of(clusters_of(page.cut))]


def _tell_cut(cuts: Iterable[Sequence[Line]], texts: Sequence[PageText], unseen: Unseen) -> None:
    """Take in lines that nobody sees; not the rest of a title that runs over the page's edge and stands on the next."""
    shown = "".join("".join(one.text for one in text.clusters).replace(" ", "") for text in texts)
    for line in chain.from_iterable(cuts):
        if line.text.replace(" ", "") not in shown:
            unseen.line(line.text, line.place)


def _blocks(sheets: Sequence[Sheet], limits: ReadingLimits) -> Iterator[Line | Table]:
    """Yield lines and tables in reading order, page by page, then page numbers and running heads."""
    numbers: list[Line] = []
    for sheet in mended_sheets(sheets):
        place = f"page {sheet.number}"
        lines = tables = 0
        for item in in_order(sheet):
            if isinstance(item, str):
                lines += 1
                yield Line(item, f"{place}, line {lines}")
            else:
                tables += 1
                yield finished(item, f"{place}, table {tables}", limits)
        numbers += (Line(text, f"{place}, margin") for text in sheet.numbers)
    yield from numbers
