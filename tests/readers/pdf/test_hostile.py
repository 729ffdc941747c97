"""Hostile, broken and mutated PDFs end in a document or in UnreadableError, and the worker reads on."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.readers.hostile import NOISE
from tests.readers.pdf.made import page_of, pdf, stream, text_of

pytestmark = pytest.mark.slow

FORM = Path(__file__).parents[2] / "data" / "pdf" / "tuning" / "head-order-2.xlsx.pdf"
GOOD = Attachment("good.pdf", page_of(text_of("กรม", 50, 700)), "pdf")
CATALOG = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"
ONE = {**CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE % b""}


def locked() -> bytes:
    """A file whose password is not known."""
    key = b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    identity = (
        b"/Root 1 0 R/Encrypt 9 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    )
    return pdf({**ONE, 4: stream(b""), 9: key}, identity)


def pages(count: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return pdf({**ONE, 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), 4: stream(b"")})


def nested(depth: int) -> bytes:
    """Form XObjects inside each other, each drawing the next ten times."""
    objects = {**ONE, 3: PAGE % b"/Resources<</XObject<</X 10 0 R>>>>", 4: stream(b"/X Do")}
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    for number in range(10, 10 + depth):
        objects[number] = stream(b"/X Do " * 10, form % (number + 1))
    objects[10 + depth] = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(objects)


def packed(content: bytes, times: int) -> bytes:
    """A page whose content unpacks to very much."""
    deflate = zlib.compressobj(9)
    data = b"".join(deflate.compress(content) for _ in range(times)) + deflate.flush()
    return pdf({**ONE, 4: stream(data, b"/Filter/FlateDecode")})


def self_referring() -> bytes:
    """A cross-reference table that says it goes on where it stands."""
    data = pdf({**ONE, 4: stream(b"")}, b"/Root 1 0 R/Prev 0000000000")
    at = data.rindex(b"startxref\n") + 10
    return data.replace(b"/Prev 0000000000", b"/Prev %010d" % int(data[at:].split()[0]))


FILES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "locked": (locked, {"encrypted"}),
    "noise": (lambda: b"%PDF-1.7\n" + NOISE, {"damaged"}),
    "head-alone": (lambda: b"%PDF-1.7", {"damaged"}),
    "truncated": (lambda: FORM.read_bytes()[:9000], {"damaged", "scan-only", "untrusted-text"}),
    "xref-loop": (self_referring, {"damaged", "empty-file"}),
    "page-tree-loop": (
        lambda: pdf({**CATALOG, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"}),
        {"damaged", "scan-only"},
    ),
    "many-pages": (lambda: pages(5000), {"too-large"}),
    "nested-forms": (lambda: nested(12), {"too-large", "timeout", "crashed"}),
    "a-form-in-itself": (
        lambda: pdf(
            {
                **ONE,
                3: PAGE % b"/Resources<</XObject<</X 10 0 R>>>>",
                4: stream(b"/X Do"),
                10: stream(
                    b"/X Do /X Do",
                    b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>",
                ),
            }
        ),
        {"scan-only", "too-large", "crashed"},
    ),
    "many-lines": (lambda: packed(b"0 0 m 9 9 l S 0 0 m 0 90 l S\n" * 1000, 100), {"too-large"}),
    "many-glyphs": (
        lambda: packed(
            b"".join(b"BT /F1 9 Tf %d %d Td (%s) Tj ET\n" % (n, 9 * n, b"ab" * 500) for n in range(60)), 1
        ),
        {"too-large", "scan-only"},
    ),
    "bomb": (
        lambda: packed(bytes(1 << 20), 700),
        {"too-large", "scan-only", "crashed", "timeout", "damaged"},
    ),
    "huge-page": (
        lambda: pdf(
            {**ONE, 3: (PAGE % b"").replace(b"595 842", b"1e30 1e30"), 4: stream(b"0 0 1e20 1e20 re S")}
        ),
        {"scan-only"},
    ),
    "deep-arrays": (lambda: pdf({**ONE, 4: stream(b"[" * 500_000)}), {"empty-file", "crashed", "damaged"}),
}


@pytest.mark.parametrize("name", FILES)
def test_hostile_files_are_refused_and_the_next_is_read(reader: Reader, name: str) -> None:
    make, codes = FILES[name]
    with pytest.raises(UnreadableError) as raised:
        reader.read(Attachment(f"{name}.pdf", make(), "pdf"))
    assert raised.value.code in codes
    assert isinstance(reader.read(GOOD), Document)


CODES = {"", "damaged", "empty-file", "encrypted", "scan-only", "timeout", "too-large", "untrusted-text"}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 4, 200]), st.binary(max_size=8)), min_size=1, max_size=4
)


@given(changes=CHANGES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_bytes(reader: Reader, changes: list[tuple[float, int, bytes]]) -> None:
    data = FORM.read_bytes()
    for position, length, inserted in changes:
        at = int(position * len(data))
        data = data[:at] + inserted + data[at + length :]
    refusal = ""
    try:
        assert reader.read(Attachment("form.pdf", data, "pdf")).reader == "pdf"
    except UnreadableError as error:
        refusal = error.code
    assert refusal in CODES
