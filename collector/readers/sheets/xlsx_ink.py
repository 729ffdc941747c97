"""The styles of an Excel 2007 workbook → which of them write white on white; it knows no cell (ECMA-376 part 1, 18.8)."""

from lxml import etree

from collector.readers.package import children, parse_some

_SIGNS = (b"FFFFFF", b"ffffff", b'theme="0"', b'indexed="1"', b'indexed="9"')
_COLOURED = {"tableParts", "conditionalFormatting", "picture"}  # what may fill a cell, or lie behind it


def white_styles(styles: bytes, codes: list[str]) -> frozenset[str]:
    """Return the numbers of the cell styles whose letters are white and whose ground is; `codes`: their number formats."""
    fonts_alone = styles[styles.find(b"fonts") : styles.rfind(b"fonts")]
    if not any(sign in fonts_alone for sign in _SIGNS):
        return frozenset()
    lists = children(parse_some(styles, (b"fonts", b"fills", b"cellXfs")))
    fonts = {
        str(at) for at, font in enumerate(lists.get("fonts", ())) if _is_white(children(font).get("color"))
    }
    fills = {str(at) for at, fill in enumerate(lists.get("fills", ())) if _leaves_white(fill)}
    return frozenset(
        str(at)
        for at, style in enumerate(lists.get("cellXfs", ()))
        if style.get("fontId", "0") in fonts
        and style.get("fillId", "0") in fills
        and not (codes and "[" in codes[at])  # a number format may have a colour
    )


def may_be_coloured(parts: dict[str, etree._Element]) -> bool:
    """Whether a sheet of these parts may have a ground that no cell's style tells."""
    return bool(_COLOURED & parts.keys())


def _is_white(colour: etree._Element | None) -> bool:
    if colour is None or (colour.get("tint") or "0").strip("0."):
        return False
    return (
        colour.get("rgb", "")[-6:].upper() == "FFFFFF"
        or colour.get("theme") == "0"
        or colour.get("indexed") in {"1", "9"}
    )


def _leaves_white(fill: etree._Element) -> bool:
    pattern = children(fill).get("patternFill")
    if pattern is None:
        return False
    kind = pattern.get("patternType", "none")
    return kind == "none" or (kind == "solid" and _is_white(children(pattern).get("fgColor")))
