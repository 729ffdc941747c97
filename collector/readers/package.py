"""A zipped office file into its XML parts and our identifier; it knows no table and no text.

Names of parts differ by neither case nor the direction of their strokes (ECMA-376 part 2, 6.3.5), for programs of
Windows write `xl\\workbook.xml`. XML is parsed without entities, network and huge trees (256 levels, 10 MB a text); a
part that uses an entity of its own is refused, because no office program writes one. One that is only declared does no harm.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import IO, Any, Self

from lxml import etree

from collector.errors import UnreadableError
from collector.formats.zips import ZipLimits, open_document, opened_member, read_member
from collector.readers.limits import ReadingLimits

_AT_ONCE = 1 << 20  # bytes of a part that are not worth reading bit by bit
IDENTIFIER = "collector-form"  # the property that a pre-filled form bears
_ROOT = re.compile(rb"<([A-Za-z][\w:.-]*+)[^<>]*+(?<!/)>")
_PARAMETER = re.compile(rb"<!ENTITY\s++%")
_PLAIN = frozenset({"UTF-8", "ASCII", "US-ASCII"})
_NAME = IDENTIFIER.encode()
KEYWORD = re.compile(rf"{IDENTIFIER}[\s:;,]+([\w./-]+)")  # LibreOffice saves the colon as a blank
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO 29500 Strict
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a .rels part (ECMA-376 part 2, 9.3): what kind of part, and where it is."""

    kind: str  # last step of the type: "numbering", "header", "officeDocument"
    target: str  # path inside the zip
    name: str = ""  # by which the part's text refers to it


@dataclass(frozen=True, slots=True)
class Package:
    """An open office file."""

    archive: zipfile.ZipFile
    limits: ZipLimits
    members: Mapping[str, zipfile.ZipInfo]  # by name, as `_part_name` spells it

    @classmethod
    def open(cls, data: bytes, limits: ReadingLimits) -> Self:
        """Open `data`; raises UnreadableError like `open_document`."""
        archive = open_document(data, limits.zip)
        return cls(
            archive, _of_each(limits), {_part_name(member.filename): member for member in archive.infolist()}
        )

    def part(self, path: str) -> bytes | None:
        """Return a part's bytes, None if the file has none; raises UnreadableError like `read_member`."""
        member = self.members.get(_part_name(path))
        return None if member is None else read_member(self.archive, member, self.limits)

    def has(self, path: str) -> bool:
        """Whether the file has a part."""
        return _part_name(path) in self.members

    @contextmanager
    def stream(self, path: str) -> Iterator[IO[bytes]]:
        """A part to be read bit by bit; raises UnreadableError like `read_member`, "damaged" where the file has none."""
        member = self.members.get(_part_name(path))
        if member is None:
            raise UnreadableError("damaged", f"no {path}")
        if member.file_size <= _AT_ONCE:
            yield io.BytesIO(read_member(self.archive, member, self.limits))
            return
        with opened_member(self.archive, member, self.limits) as file:
            yield file

    def tree(self, path: str) -> etree._Element | None:
        """Return the root of an XML part, None if the file has none; raises UnreadableError."""
        data = self.part(path)
        return None if data is None else parse_xml(data)

    def relations(self, path: str = "") -> tuple[Relation, ...]:
        """Return what the part at `path` refers to ("" for the package itself)."""
        folder, name = posixpath.split(path)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return ()
        return tuple(
            Relation(
                kind=item.get("Type", "").rpartition("/")[2],
                target=_resolve(folder, item.get("Target", "").replace("\\", "/")),
                name=item.get("Id", ""),
            )
            for item in root
            if item.get("TargetMode") != "External"
        )

    def main_part(self) -> str:
        """Return the path of the document itself, "" where the package does not say."""
        return next((item.target for item in self.relations() if item.kind == "officeDocument"), "")

    def identifier(self) -> str:
        """Return what we put into a pre-filled form, "" if nothing: "help-centre/TH-81/2018-12"."""
        return next(self._identifiers(), "")

    def _identifiers(self) -> Iterator[str]:
        for path in ("docProps/custom.xml", "meta.xml"):  # OOXML; OpenDocument after a "save as"
            root = self._naming(path)
            for item in () if root is None else root.iter(etree.Element):
                if IDENTIFIER in item.attrib.values():
                    yield "".join(map(str, item.itertext())).strip()
        for path in ("docProps/core.xml", "meta.xml"):  # keywords, dc:identifier
            root = self._naming(path)
            found = None if root is None else KEYWORD.search(" ".join(map(str, root.itertext())))
            if found:
                yield found[1]

    def _naming(self, path: str) -> etree._Element | None:
        """Return the root of a part in which our name stands at all, None of any other."""
        data = self.part(path)
        return parse_xml(data) if data and _NAME in data else None


@lru_cache(maxsize=4)
def _of_each(limits: ReadingLimits) -> ZipLimits:
    """The limits of a single part: how dense a file is was weighed as a whole."""
    return replace(limits.zip, ratio_from=limits.zip_bytes)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of `data`, entities left alone; raises UnreadableError("damaged")."""
    try:
        root = etree.fromstring(data.replace(STRICT, TRANSITIONAL), _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("damaged", f"XML: {error}") from error
    refuse_entities(root, data)
    return root


def parse_some(data: bytes, names: Iterable[bytes]) -> etree._Element:
    """Return the root of `data` with only those elements below it that bear some names, as it spells them.

    Of the styles of a document a tenth is needed. Where the names are not found as they are, all is parsed.
    """
    root = _ROOT.search(data)
    pieces = [data[: root.end()]] if root else []
    for name in names:
        begin, closing = data.find(b"<" + name), b"</" + name + b">"
        end = data.find(closing, begin)
        if begin >= 0 <= end and root:
            pieces.append(data[begin : end + len(closing)])
        elif name.rpartition(b":")[2] in data:
            return parse_xml(data)
    return parse_xml(b"".join((*pieces, b"</" + root[1] + b">")) if root else data)


def refuse_entities(root: etree._Element, data: bytes = b"") -> None:
    """Raises UnreadableError("damaged") where the document type of a parsed part declares an entity that may be used.

    `data` is that part; without it, and in encodings in which `&` may look otherwise, each that is declared may be.
    """
    info = root.getroottree().docinfo
    document_type: Any = info.internalDTD
    declared = [] if document_type is None else list(document_type.iterentities())
    if not declared:
        return
    plain = data and info.encoding in _PLAIN and b"\0" not in data and not _PARAMETER.search(data)
    used = (entity.content is None or b"&%b;" % entity.name.encode() in data for entity in declared)
    if not plain or any(used):
        raise UnreadableError("damaged", "XML that declares entities")


def children(element: etree._Element) -> dict[str, etree._Element]:
    """Return what stands in an element by its names without namespaces, of several with one name the last."""
    return {(tag := child.tag)[tag.rfind("}") + 1 :]: child for child in element}


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def _part_name(path: str) -> str:
    return path.replace("\\", "/").strip("/").lower()


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
