"""The parts of a Word 2007 document beside its text: page headers and footers, notes, files inside; it reads no text.

Which headers a page shows is said by the sections of the text and the settings (ECMA-376 part 1, 17.10).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, Relation, local
from collector.readers.word.docx_styles import W, is_on, value_of
from collector.readers.word.embedded import Embedded, ReadFunction, read_object
from collector.readers.word.taken_in import read_page

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_FILES = 50  # inside of one document; one is usual
FORMULAS = "Equation"  # programs whose objects are formulas
MARGINS = ("headerReference", "footerReference")
NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(frozen=True, slots=True)
class Margin:
    """A page header or footer."""

    kind: str  # "header", "footer"
    root: etree._Element
    shown: bool


@dataclass(slots=True)
class Parts:
    """What a document refers to."""

    package: Package
    main: str
    limits: ReadingLimits
    read_inside: ReadFunction | None  # reads a document in the document; None where none is looked into
    files: int = 0
    relations: tuple[Relation, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.relations = self.package.relations(self.main)

    def path(self, kind: str) -> str:
        """Return where the only part of a kind is, "-" where there is none."""
        return next((item.target for item in self.relations if item.kind == kind), "-")

    def margins(self, body: etree._Element) -> Iterator[Margin]:
        """Yield page headers and footers, those too that no page shows."""
        margins = [item for item in self.relations if item.kind in {"header", "footer"}]
        if not margins:
            return
        sections = list(body.iter(f"{W}sectPr"))
        settings = self.package.tree(self.path("settings"))
        kinds = {"default"}
        if any(is_on(section.find(f"{W}titlePg")) for section in sections):
            kinds.add("first")
        if settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders")):
            kinds.add("even")
        shown = {
            item.get(RELATION)
            for section in sections
            for item in section
            if local(item) in MARGINS and item.get(f"{W}type", "default") in kinds
        }
        for relation in margins:
            root = self.package.tree(relation.target)
            if root is not None:
                yield Margin(relation.kind, root, relation.name in shown)

    def notes(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield footnotes and endnotes with their kind, without the lines that part them from the text."""
        for part, kind in NOTES.items():
            root = self.package.tree(self.path(part))
            for note in () if root is None else root.findall(f"{W}{kind}"):
                if not note.get(f"{W}type", "normal").startswith("c") and note.get(f"{W}type") != "separator":
                    yield kind, note

    def page(self, name: str) -> Embedded | None:
        """Return what a file says that is taken in under a name (17.17.2.1); raises UnreadableError."""
        data = self._file("aFChunk", name)
        return None if data is None else read_page(data, self.limits)

    def object(self, element: etree._Element) -> Embedded | None:
        """Return what an embedded object (17.3.3.19) shows; None where it is an icon, or of a kind that is not read."""
        data = None if element.get("DrawAspect") == "Icon" else self._file("", element.get(RELATION, ""))
        if data is None or self.read_inside is None:
            return None
        return read_object(data, self.limits, self.read_inside)

    def _file(self, kind: str, name: str) -> bytes | None:
        """Return the bytes under a name, of a kind where one is asked for."""
        found = (item.target for item in self.relations if item.name == name and kind in {"", item.kind})
        target = next(found, "")
        self.files += 1
        return self.package.part(target) if target and self.files <= MOST_FILES else None


def is_formula(element: etree._Element) -> bool:
    """Whether an embedded object holds no document."""
    return element.get("Type") != "Embed" or element.get("ProgID", "").startswith(FORMULAS)


def grid_number(properties: etree._Element | None, name: str, default: int, limits: ReadingLimits) -> int:
    """Return how many columns a property of a cell or a row tells."""
    text = "" if properties is None else value_of(properties, name)
    return min(int(text), limits.columns) if text.isascii() and text.isdigit() and len(text) < 9 else default
