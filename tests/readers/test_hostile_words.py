"""Hostile text documents end in a document or in UnreadableError, in time, and the next good file is read."""

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.formats.compound_writer import compound
from tests.readers.cost import processor_seconds
from tests.readers.fixtures import FOLDER
from tests.readers.hostile import zipped
from tests.readers.hostile_words import DOC, FILES, ODT, RTF
from tests.readers.short_form import tables
from tests.readers.word_file import streams

pytestmark = pytest.mark.slow

CODES = {"document", "damaged", "encrypted", "too-large", "timeout", "unsupported"}
EXPECTED = {
    "truncated.doc": "damaged",
    "circular-sectors.doc": "damaged",
    "pieces-backwards.doc": "damaged",
    "endless-changes.doc": "damaged",
    "pieces-of-all.doc": "too-large",
    "many-marks.doc": "too-large",
    "many-lists.doc": "document",  # without its numbers
    "many-list-uses.doc": "document",
    "circular-styles.doc": "document",
    "noisy-styles.doc": "document",
    "truncated.odt": "damaged",
    "bomb.odt": "too-large",
    "laughs.odt": "damaged",
    "xxe.odt": "damaged",
    "deep.odt": "damaged",
    "tall.odt": "too-large",
    "wide.odt": "too-large",
    "large.odt": "too-large",
    "spread.odt": "document",
    "spaces.odt": "too-large",
    "truncated.rtf": "damaged",
    "deep.rtf": "damaged",
    "deep-and-closed.rtf": "document",
    "wide.rtf": "too-large",
    "many-cells.rtf": "too-large",
    "many-rows.rtf": "too-large",
    "long-bin.rtf": "damaged",
    "many-boxes.rtf": "too-large",
    "many-headers.mht": "document",
    "deep.xml-spreadsheet": "damaged",
    "laughs.xml-spreadsheet": "damaged",
    "xxe.xml-spreadsheet": "damaged",
}
GOOD = Attachment("varied.doc", DOC, "doc")
MOST = 5.0  # seconds of processor time, far more than any of them needs; a worker's own limit is twice that


@pytest.mark.parametrize("name", FILES)
def test_every_file_ends_well_and_in_time(reader: Reader, name: str) -> None:
    attachment = Attachment(name, FILES[name](), name.rpartition(".")[2])
    begun = processor_seconds(reader)
    try:
        document = reader.read(attachment)
        result = "document"
        assert "root:" not in str(document)
    except UnreadableError as error:
        result = error.code
    assert processor_seconds(reader) - begun < MOST
    assert result in CODES
    assert result == EXPECTED.get(name, result)
    assert len(tables(reader.read(GOOD))) == 2


CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from([0, 1, 2, 4, 200]),
        st.one_of(
            st.binary(max_size=8), st.sampled_from([b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f"])
        ),
    ),
    min_size=1,
    max_size=5,
)


def mutate(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for position, length, inserted in changes:
        at = int(position * len(data))
        data = data[:at] + inserted + data[at + length :]
    return data


def read_somehow(reader: Reader, kind: str, data: bytes) -> None:
    """A document or a refusal, but never a reader that had not foreseen it."""
    result = "document"
    try:
        reader.read(Attachment(f"x.{kind}", data, kind))
    except UnreadableError as error:
        result = error.code
    assert result in {*CODES, "empty-file"}


CAMPAIGN = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["varied.doc", "writer.doc", "varied.odt", "varied.rtf", "writer.rtf"])
@given(changes=CHANGES)
@CAMPAIGN
def test_changed_bytes(reader: Reader, name: str, changes: list[tuple[float, int, bytes]]) -> None:
    data = (FOLDER / name).read_bytes()
    read_somehow(reader, name.rpartition(".")[2], mutate(data, changes))


@pytest.mark.parametrize("part", ["WordDocument", "1Table"])
@given(changes=CHANGES)
@CAMPAIGN
def test_changed_streams_of_a_sound_word_file(
    reader: Reader, part: str, changes: list[tuple[float, int, bytes]]
) -> None:
    parts = streams(DOC)
    read_somehow(reader, "doc", compound({**parts, part: mutate(parts[part], changes) or b"\0"}))


@given(places=st.lists(st.integers(0, 1500), min_size=1, max_size=4), value=st.binary(min_size=4, max_size=4))
@CAMPAIGN
def test_other_numbers_in_the_first_block_of_a_word_file(
    reader: Reader, places: list[int], value: bytes
) -> None:
    parts = streams(DOC)
    main = bytearray(parts["WordDocument"])
    for place in places:
        main[place : place + 4] = value
    read_somehow(reader, "doc", compound({**parts, "WordDocument": bytes(main)}))


NUMBER = re.compile(rb'"[0-9]+"')


@given(which=st.integers(0, 10_000), value=st.integers(-(2**40), 2**40))
@CAMPAIGN
def test_other_numbers_in_the_xml_of_a_sound_zip(reader: Reader, which: int, value: int) -> None:
    with zipfile.ZipFile(io.BytesIO(ODT)) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    content = parts["content.xml"]
    found = list(NUMBER.finditer(content))
    at = found[which % len(found)]
    parts["content.xml"] = content[: at.start()] + b'"%d"' % value + content[at.end() :]
    read_somehow(reader, "odt", zipped(parts))


@given(cut=st.floats(0, 0.999))
@CAMPAIGN
def test_a_rich_text_that_is_cut_anywhere_is_damaged(reader: Reader, cut: float) -> None:
    data = RTF.rstrip(b"\r\n\0")[:-1]
    with pytest.raises(UnreadableError) as raised:
        reader.read(Attachment("x.rtf", data[: int(cut * len(data)) + 1], "rtf"))
    assert raised.value.code == "damaged"
