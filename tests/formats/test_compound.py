"""The walker of compound files: against what olefile 0.47 saw, against changed bytes, against headers that lie."""

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from tests.formats.compound_writer import compound

DATA = Path(__file__).parents[1] / "data"
# Made with olefile 0.47: of each file the streams, their sizes, and the first 16 digits of their SHA-256.
KNOWN: dict[str, dict[str, list[int | str]]] = json.loads(
    (DATA / "formats" / "compound-streams.json").read_text("utf-8")
)
LARGE, SMALL = bytes(range(256)) * 40, b"small"
FILE = compound({"Large": LARGE, "Small": SMALL, "Storage": {"Inner": LARGE[:5_000]}})
CODES = {"damaged", "too-large", "too-many"}


def streams(file: CompoundFile, storage: int = 0, path: str = "") -> Iterator[tuple[str, bytes]]:
    for name, number in file.children(storage).items():
        if file.is_storage(number):
            yield from streams(file, number, f"{path}{name}/")
        else:
            yield path + name, file.read(number)


@pytest.mark.parametrize("path", KNOWN)
def test_every_file_of_word_excel_and_outlook_is_seen_as_by_olefile(path: str) -> None:
    data = (DATA / path).read_bytes()
    found = {
        name: [len(content), hashlib.sha256(content).hexdigest()[:16]]
        for name, content in streams(CompoundFile(data, 2 * len(data)))
    }
    assert found == KNOWN[path]


def test_a_stream_is_whole_or_it_is_damaged() -> None:
    file = CompoundFile(FILE, len(FILE))
    assert (file.stream("Large"), file.stream("Small"), file.stream("Other")) == (LARGE, SMALL, b"")
    assert file.stream("Storage") == b""


def entry_of(data: bytes, name: str) -> int:
    """Where the line of the directory begins that names a stream."""
    return data.index((name + "\0").encode("utf-16-le"))


@pytest.mark.parametrize("size", [len(LARGE) + 513, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_stream_that_says_it_is_longer_than_it_is(size: int) -> None:
    data = bytearray(FILE)
    struct.pack_into("<L", data, entry_of(FILE, "Large") + 120, size)
    with pytest.raises(UnreadableError) as raised:
        CompoundFile(bytes(data), 4 * len(data)).stream("Large")
    assert raised.value.code == "damaged"


def test_streams_that_share_their_sectors_are_read_no_further_than_they_may() -> None:
    file = CompoundFile(FILE, 2 * len(LARGE) + 10)
    file.stream("Large")
    file.stream("Large")
    with pytest.raises(UnreadableError) as raised:
        file.stream("Large")
    assert raised.value.code == "too-large"


@pytest.mark.parametrize("at", range(76))
def test_every_byte_of_the_header_may_lie(at: int) -> None:
    for value in (0, 1, 0x7F, 0xFF):
        _read_somehow(bytes((*FILE[:at], value, *FILE[at + 1 :])))


@settings(max_examples=300, deadline=2_000)
@given(
    st.lists(st.tuples(st.integers(0, len(FILE) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(FILE)),
)
def test_no_bytes_break_it(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(FILE)
    for at, value in changes:
        data[at] = value
    _read_somehow(bytes(data[:end]))
    _read_somehow(bytes(data))


def _read_somehow(data: bytes) -> None:
    """What is found is bounded by the file's size, else there is a reason."""
    try:
        file = CompoundFile(data, len(data))
        size = sum(len(content) for content in _of_the_root(file))
    except UnreadableError as error:
        assert error.code in CODES  # noqa: PT017
    else:
        assert size <= len(data)


def _of_the_root(file: CompoundFile) -> Iterator[bytes]:
    for number in file.children().values():
        if not file.is_storage(number):
            yield file.read(number)
