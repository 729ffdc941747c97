"""Objects inside an OpenDocument text → files as they would stand alone; it reads none of them."""

import io
import posixpath
import zipfile

from lxml import etree

from collector.readers.opendocument import DRAW, OFFICE
from collector.readers.package import Package

HREF = "{http://www.w3.org/1999/xlink}href"
PARTS = ("content.xml", "styles.xml", "meta.xml")
KINDS = {
    "spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
    "text": "application/vnd.oasis.opendocument.text",
}
MOST = 50  # inside of one document; one is usual


def object_file(package: Package, drawn: etree._Element) -> bytes | None:
    """Return the bytes of an object that a frame shows (ISO 26300, 10.4.6); None for formulas, charts and links."""
    path = posixpath.normpath(drawn.get(HREF, "")).lstrip("/")
    if drawn.tag == f"{DRAW}object-ole":
        return package.part(path)
    if f"{path}/{PARTS[0]}" not in package.archive.namelist():
        return package.part(path)  # a file of another program
    root = package.tree(f"{path}/{PARTS[0]}")
    body = None if root is None else root.find(f"{OFFICE}body")
    kind = next((kind for kind in KINDS if body is not None and body.find(f"{OFFICE}{kind}") is not None), "")
    if not kind:
        return None
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", KINDS[kind])
        for part in PARTS:
            data = package.part(f"{path}/{part}")
            if data is not None:
                archive.writestr(part, data)
    return target.getvalue()
