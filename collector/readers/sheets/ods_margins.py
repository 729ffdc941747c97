"""The page styles of an OpenDocument spreadsheet → the texts that are printed above and below each of its sheets."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from collector.readers.opendocument import OWN_STYLES, STYLE, TEXT, OpenDocument
from collector.readers.package import parse_some
from collector.readers.sheets.page_margins import only_counts

_FIELDS = {f"{TEXT}{name}" for name in ("sheet-name", "date", "time", "file-name", "title")}
_COUNTS = {f"{TEXT}page-number", f"{TEXT}page-count"}
# A header or a footer that may say something: LibreOffice's own say `???` for the sheet, and `Page`.
_WORDS = re.compile(rb":(?:header|footer)(?:-left|-first)?[ >]")
_VARIANTS = ("", "-left", "-first")


@dataclass
class Margins:
    """Headers and footers of one file, looked up when they are asked for."""

    content: OpenDocument
    _known: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def of(self, style: str, kind: str) -> list[str]:
        """The lines that a sheet of that style has as its "header" or "footer", each once."""
        page = self._page_of.get(style, "")
        if (page, kind) not in self._known:
            master = self._pages.get(page) if page else None
            self._known[page, kind] = [] if master is None else _lines(master, kind)
        return self._known[page, kind]

    @cached_property
    def _page_of(self) -> dict[str, str]:
        return {
            item.get(f"{STYLE}name", ""): item.get(f"{STYLE}master-page-name", "")
            for item in self.content.root.iterfind(OWN_STYLES)
            if item.get(f"{STYLE}family") == "table"
        }

    @cached_property
    def _pages(self) -> dict[str, etree._Element]:
        data = self.content.package.part("styles.xml")
        if not data or not _WORDS.search(data):
            return {}
        root = parse_some(data, (b"office:master-styles",))
        return {item.get(f"{STYLE}name", ""): item for item in root.iter(f"{STYLE}master-page")}


def _lines(master: etree._Element, kind: str) -> list[str]:
    found = []
    for variant in _VARIANTS:
        for part in master.iterfind(f"{STYLE}{kind}{variant}"):
            if part.get(f"{STYLE}display") != "false":
                found += [_text(item) for item in part.iter(f"{TEXT}p")]
    return [line for line in dict.fromkeys(found) if line]


def _text(paragraph: etree._Element) -> str:
    """A paragraph without what the program fills in: page numbers, dates, the names of sheet and file."""
    pieces = [paragraph.text or ""]
    counts = False
    for item in paragraph.iterdescendants():
        counts = counts or item.tag in _COUNTS
        if item.tag not in _FIELDS | _COUNTS:
            pieces.append(item.text or "")
        pieces.append(item.tail or "")
    text = "".join(pieces).strip()
    return "" if counts and only_counts(text) else text
