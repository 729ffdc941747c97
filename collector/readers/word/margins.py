"""The texts of page headers and footers → the lines they add to a document; it knows no file format."""

from collections.abc import Iterable, Iterator

from collector.model.documents import Line


def margin_lines(texts: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Yield the lines of texts, each of which comes with its kind ("header", "footer"); every line once.

    A document has up to three of each kind (first page, left pages, others), mostly with the same text.
    """
    seen: set[str] = set()
    for kind, text in texts:
        for line in text.splitlines():
            if line.strip() and line not in seen:
                seen.add(line)
                yield Line(line, f"page {kind}")
