"""Documents come back from the wire as they went; whatever else comes back is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.model.documents import Cell, Document, Line, Section, Table
from collector.model.reasons import Reason
from collector.readers.grid import distinct, place_in_table, rectangle
from collector.readers.limits import ReadingLimits
from collector.readers.worker.wire import (
    ReadingRefusal,
    WireError,
    decode_answer,
    encode_document,
    encode_refusal,
)

LIMITS = ReadingLimits()
NUMBERS = st.integers(0, 6)
CELLS = st.builds(
    Cell, st.text(max_size=5), NUMBERS, NUMBERS, st.integers(0, 9), st.integers(0, 9), st.text(max_size=3)
)
TABLES = st.builds(
    lambda cells, height, width: rectangle(cells, (height, width), "t", place_in_table("t"), LIMITS),
    st.lists(CELLS, max_size=12),
    st.integers(1, 6),
    st.integers(1, 6),
)
LINES = st.builds(Line, st.text(max_size=20), st.text(max_size=5))
SECTIONS = st.builds(
    Section, st.lists(LINES | TABLES, max_size=4).map(tuple), st.text(max_size=5), st.booleans()
)
NOTES = st.builds(
    Reason, st.just("hidden-content"), st.dictionaries(st.text(max_size=3), st.text(max_size=3))
)
DOCUMENTS = st.builds(
    Document,
    st.lists(SECTIONS, max_size=3).map(tuple),
    st.just("xlsx"),
    st.text(max_size=9),
    st.lists(NOTES, max_size=2).map(tuple),
)


@given(TABLES)
def test_a_rectangle_has_each_position_covered_by_the_cell_that_says_so(table: Table) -> None:
    assert len({len(row) for row in table.rows}) == 1
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line):
            assert cell.row <= row < cell.row + cell.rows
            assert cell.column <= column < cell.column + cell.columns
    assert sum(cell.rows * cell.columns for cell in distinct(table.rows)) == len(table.rows) * len(
        table.rows[0]
    )


@given(DOCUMENTS)
def test_what_goes_out_comes_back(document: Document) -> None:
    assert decode_answer(encode_document(document, LIMITS), LIMITS) == document


def test_a_refusal_comes_back_with_its_code() -> None:
    found = decode_answer(encode_refusal(UnreadableError("damaged", "ก" * 900), more=True), LIMITS)
    assert isinstance(found, ReadingRefusal)
    assert (found.error.code, len(found.error.detail), found.more) == ("damaged", 500, True)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"error": 1}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": 7}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [["text"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[1, 1, [], "t"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[99999, 99999, [], "t"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[1, 1, [["a", 0, 0, 2, 1, ""]], "t"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[1, 1, [["a", 5, 0, 1, 1, ""]], "t"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[1, 1, [["a", -1, 0, 1, 1, ""]], "t"]]]]}',
        b'{"reader": "x", "identifier": "", "notes": [], "sections": [["a", false, [[1, 1, [["a", 0, true, 1, 1, ""]], "t"]]]]}',
        b'{"reader": {}, "identifier": "", "notes": [], "sections": []}',
        b'{"reader": "x", "identifier": "", "notes": [["a", 7]], "sections": []}',
        b'{"reader": "x", "identifier": "", "notes": [["a", {"b": 7}]], "sections": []}',
    ],
)  # fmt: skip
def test_an_answer_of_the_wrong_shape_is_refused(answer: bytes) -> None:
    with pytest.raises(WireError):
        decode_answer(answer, LIMITS)


@pytest.mark.parametrize(
    "limits", [ReadingLimits(characters=9), ReadingLimits(blocks=1), ReadingLimits(cells=1)]
)
def test_a_document_beyond_the_limits_is_not_sent(limits: ReadingLimits) -> None:
    table = rectangle([Cell("a", 0, 0), Cell("b", 0, 1)], (1, 2), "t", place_in_table("t"), LIMITS)
    document = Document((Section((Line("a" * 10), table)),), "docx")
    with pytest.raises(UnreadableError) as raised:
        encode_document(document, limits)
    assert raised.value.code == "too-large"


def test_lone_surrogates_do_not_stop_a_document() -> None:
    answer = encode_document(Document((Section((Line("a\ud800b"),)),), "text"), LIMITS)
    assert json.loads(answer)["sections"][0][2] == [["a?b", ""]]
