"""Office files whose parts are called or placed as other programs do it."""

import pytest

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package, parse_xml
from collector.readers.word.docx import read_docx
from tests.readers.hostile import docx_parts, paragraph, zipped
from tests.readers.short_form import lines


@pytest.mark.parametrize(
    "name",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: "/" + name,
        str.upper,
        lambda name: name.replace("word/document.xml", "Word/Document.xml"),
    ],
)
def test_parts_are_found_whatever_the_case_and_the_strokes_of_their_names(name) -> None:  # type: ignore[no-untyped-def]
    parts = {name(path): data for path, data in docx_parts(paragraph("ดี")).items()}
    assert lines(read_docx(zipped(parts), ReadingLimits())) == ["ดี"]


def test_parts_in_another_folder_are_found_by_their_relations() -> None:
    parts = {path.replace("word/", ""): data for path, data in docx_parts(paragraph("ดี")).items()}
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("word/", "\\")
    assert lines(read_docx(zipped(parts), ReadingLimits())) == ["ดี"]


@pytest.mark.parametrize(
    "prolog", ["<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "a.dtd">', "<!DOCTYPE a [<!ELEMENT a ANY>]>"]
)
def test_a_document_type_that_declares_no_entity_does_no_harm(prolog: str) -> None:
    assert parse_xml(f"{prolog}<a>ดี</a>".encode()).text == "ดี"


@pytest.mark.parametrize("entity", ["e SYSTEM 'file:///etc/passwd'", "% e 'x'"])
def test_one_that_declares_an_entity_from_elsewhere_is_refused(entity: str) -> None:
    with pytest.raises(UnreadableError, match="entities"):
        parse_xml(f"<!DOCTYPE a [<!ENTITY {entity}>]><a/>".encode())


@pytest.mark.parametrize("body", ["<a>&e;</a>", "<a b='&e;'/>", "<a>&f;</a>", "<a><![CDATA[&e;]]></a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_one_that_uses_an_entity_of_its_own_is_refused(body: str, encoding: str) -> None:
    declared = "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY f '&e;'>]>"
    with pytest.raises(UnreadableError, match="entities"):
        parse_xml((declared + body).encode(encoding))


def test_one_that_declares_an_entity_and_uses_none_is_read() -> None:
    assert parse_xml("<!DOCTYPE a [<!ENTITY nb 'x'>]><a>ดี &amp; พอ</a>".encode()).text == "ดี & พอ"
    with pytest.raises(UnreadableError, match="entities"):
        parse_xml("<!DOCTYPE a [<!ENTITY nb 'x'>]><a>ดี</a>".encode("utf-16"))


def test_what_is_not_there_is_none() -> None:
    assert Package.open(zipped({"a": "b"}), ReadingLimits()).part("c") is None
