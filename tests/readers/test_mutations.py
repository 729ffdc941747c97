"""Good files with bytes changed, cut and doubled end in a document or in UnreadableError."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.readers.fixtures import attachments
from tests.readers.hostile import zipped

pytestmark = pytest.mark.slow

CALAMINES = "PanicException"  # what python-calamine, alone of all readers, raises for want of anything better
CODES = {"damaged", "empty-file", "encrypted", "timeout", "too-large", "unsupported"}
FILES = {attachment.path: attachment for attachment in attachments()}


def mutate(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Replace `length` bytes at each relative position."""
    for position, length, inserted in changes:
        at = int(position * len(data))
        data = data[:at] + inserted + data[at + length :]
    return data


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 4, 200]), st.binary(max_size=8)), min_size=1, max_size=4
)


@pytest.mark.parametrize(
    "name", ["openpyxl.xlsx", "calc.xls", "calc.ods", "writer.docx", "outlook.html", "body.txt"]
)
@given(changes=CHANGES)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_bytes(reader: Reader, name: str, changes: list[tuple[float, int, bytes]]) -> None:
    good = FILES[name]
    read_somehow(reader, Attachment(name, mutate(good.data, changes), good.kind))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("openpyxl.xlsx", "xl/worksheets/sheet1.xml"),
        ("openpyxl.xlsx", "xl/workbook.xml"),
        ("openpyxl.xlsx", "xl/styles.xml"),
        ("calc.ods", "content.xml"),
        ("writer.docx", "word/document.xml"),
        ("writer.docx", "word/numbering.xml"),
    ],
)
@given(changes=CHANGES)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_parts_of_a_sound_zip(
    reader: Reader, name: str, part: str, changes: list[tuple[float, int, bytes]]
) -> None:
    good = FILES[name]
    with zipfile.ZipFile(io.BytesIO(good.data)) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    parts[part] = mutate(parts[part], changes)
    read_somehow(reader, Attachment(name, zipped(parts), good.kind))


def read_somehow(reader: Reader, attachment: Attachment) -> None:
    """A document or a refusal with its cause, but never a reader of ours that had not foreseen it."""
    refusal = None
    try:
        assert reader.read(attachment).reader
    except UnreadableError as error:
        refusal = error
    assert refusal is None or refusal.code in CODES or CALAMINES in refusal.detail, refusal
