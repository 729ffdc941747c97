"""Archives, Outlook's wrappings, signed mails and locked documents, as real programs made them."""

import struct
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.errors import UnreadableError
from collector.formats.compound import CompoundFile
from collector.mail.bsdtar import archive_members
from collector.mail.cms import signed_content
from collector.mail.lzfu import unpacked_rtf
from collector.mail.msg import msg_members
from collector.mail.rtf_html import html_in
from collector.mail.tnef import tnef_members
from collector.mail.unpack import UnpackLimits, is_decoration, unpack
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.formats.compound_writer import compound
from tests.mail import packed
from tests.mail.samples import DATA, WORDS, mail
from tests.mail.test_unpack import found, tnef, with_file

CONTAINERS = DATA / "mail" / "containers"
WORKBOOK = (DATA / "readers" / "openpyxl.xlsx").read_bytes()
NAME = "แบบรายงาน.xlsx"


def container(name: str) -> list[tuple[str, str, str]]:
    return found((CONTAINERS / name).read_bytes(), name=name)


# ── locked ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("locked.doc", "doc"),
        ("locked.ods", "ods"),
        ("locked.odt", "odt"),
        pytest.param("locked.7z", "7z", marks=pytest.mark.programs),
        pytest.param("hidden.7z", "7z", marks=pytest.mark.programs),
        ("enveloped.p7m", "p7m"),
    ],
)
def test_what_needs_a_password_is_encrypted(name: str, kind: str) -> None:
    assert container(name) == [(name, kind, "encrypted")]


@pytest.mark.parametrize(
    ("name", "kind"), [("locked.docx", "encrypted"), ("locked.xls", "xls"), ("locked.xlsx", "encrypted")]
)
def test_what_excel_may_open_without_asking_is_for_its_reader_to_try(name: str, kind: str) -> None:
    assert container(name) == [(name, kind, "")]
    with Reader() as reader, pytest.raises(UnreadableError) as raised:
        reader.read(Attachment(name, (CONTAINERS / name).read_bytes(), kind))
    assert raised.value.code == "encrypted"


@pytest.mark.parametrize("name", ["aes.zip", "zipcrypto.zip"])
def test_zips_with_a_password(name: str) -> None:
    assert container(name) == [(f"{name}/{NAME}", "encrypted", "encrypted")]


def test_the_same_documents_without_a_password_are_not() -> None:
    kinds = {".xls", ".ods", ".docx", ".xlsx", ".doc", ".odt"}
    paths = [path for path in (DATA / "readers").iterdir() if path.suffix in kinds]
    assert {path.suffix for path in paths} == kinds
    for path in paths:
        assert [problem for _, _, problem in found(path.read_bytes(), name=path.name)] == [""], path.name


# ── archives ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.programs
def test_an_archive_without_its_link() -> None:
    assert container("plain.7z") == [(f"plain.7z/{NAME}", "xlsx", "")]


@pytest.mark.programs
@pytest.mark.parametrize("make", [packed.rar4, packed.rar5])
def test_a_rar_whose_member_is_stored_as_it_is(make: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """The stored workbook is a zip that ends where the archive ends, and must not be taken for it."""
    data = make({f"ธ.ค./{NAME}": WORKBOOK, "../../x.txt": b"words"})
    assert found(data, name="a.rar") == [(f"a.rar/ธ.ค./{NAME}", "xlsx", ""), ("a.rar/x.txt", "text", "")]


def test_an_archive_without_the_program() -> None:
    with pytest.raises(UnreadableError) as caught:
        list(archive_members((CONTAINERS / "plain.7z").read_bytes(), 1 << 20, 10, program="no-such-program"))
    assert caught.value.code == "archive-unsupported"


@pytest.mark.programs
def test_archives_keep_the_limits() -> None:
    data = (CONTAINERS / "plain.7z").read_bytes()
    assert found(data, UnpackLimits(size=1_000), "a.7z") == [("a.7z", "7z", "too-large")]
    many = packed.rar4({f"{number}.txt": b"x" for number in range(11)})
    listed = found(many, UnpackLimits(entries=10), "a.rar")
    assert len(listed) == 11
    assert listed[-1] == ("a.rar", "rar", "too-many")
    assert found(data[:1_000], name="a.7z") == [("a.7z", "7z", "damaged")]
    assert found(packed.rar4({}), name="a.rar") == [("a.rar", "rar", "empty-file")]


# ── programs ────────────────────────────────────────────────────────────────────────────────────


# ── S/MIME ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["der.p7m", "ber.p7m", "pem.p7m"])
def test_a_signed_mail_is_opened(name: str) -> None:
    assert container(name) == [(f"{name}/form.xlsx", "xlsx", ""), (name, "text", "")]


def test_a_signed_file_loses_its_ending() -> None:
    assert container("form.xlsx.p7m") == [("form.xlsx.p7m/form.xlsx", "xlsx", "")]


def test_a_detached_signature_is_nothing() -> None:
    assert container("detached.p7s") == []
    for attachment in unpack(with_file((CONTAINERS / "detached.p7s").read_bytes(), "smime.p7s"), WORDS):
        assert is_decoration(attachment, mail("From: a@b.example", "", ""))


def test_torn_messages() -> None:
    for name in ("der.p7m", "ber.p7m"):
        data = (CONTAINERS / name).read_bytes()
        for end in (2, 15, 40, 60, 1_000):
            with pytest.raises(UnreadableError) as caught:
                signed_content(data[:end])
            assert caught.value.code == "damaged"


def test_octet_strings_in_octet_strings_without_end() -> None:
    head = bytes.fromhex("308006092a864886f70d010702a080308002010131003080")
    data = head + bytes.fromhex("06092a864886f70d010701a080") + b"\x24\x80" * 100_000
    with pytest.raises(UnreadableError):
        signed_content(data)


# ── Outlook ─────────────────────────────────────────────────────────────────────────────────────


def outlook(**parts: object) -> list[tuple[str, str, str]]:
    return found(compound(packed.msg(**parts)), name="mail.msg")  # type: ignore[arg-type]  # as given


def test_a_message_with_its_attachments_and_body() -> None:
    inner = packed.msg(text="ข้างใน", files={"b.docx": b"words"}, inner=True)
    assert outlook(text="ขอส่งรายงาน", files={NAME: WORKBOOK, "ส่งต่อ": inner, "": b"%PDF-1.4"}) == [
        (f"mail.msg/{NAME}", "xlsx", ""),
        ("mail.msg/ส่งต่อ.msg/b.docx", "text", ""),
        ("mail.msg/ส่งต่อ.msg", "text", ""),
        ("mail.msg/unnamed", "pdf", ""),
        ("mail.msg", "text", ""),
    ]


def test_a_form_in_the_body_of_a_message() -> None:
    html = '<meta charset="windows-874"><table><tr><td>กระบี่</table>'
    data = compound(packed.msg(html=html.encode("cp874"), code_page=874))
    (body,) = unpack(with_file(data, "mail.msg"), WORDS)
    assert (body.path, body.kind) == ("mail.msg", "html")
    assert body.data.decode("utf-8-sig") == html


def test_a_rich_text_body_of_a_message() -> None:
    rtf = rb"{\rtf1\ansi a form of many words, longer than eight bytes}"
    data = compound(packed.msg(rtf=packed.lzfu(rtf)))
    (body,) = unpack(with_file(data, "mail.msg"), WORDS)
    assert (body.path, body.kind, body.data) == ("mail.msg", "rtf", rtf)


def test_large_and_small_streams_of_many_attachments() -> None:
    files = {f"{number}.txt": bytes([65 + number % 26]) * (number * 300 + 1) for number in range(40)}
    data = compound(packed.msg(files=files))
    members = list(msg_members(data, 1 << 24, 100))
    assert {member.path: member.data for member in members} == files


def test_messages_keep_the_limits() -> None:
    data = compound(packed.msg(files={f"{number}.txt": b"x" for number in range(11)}))
    assert found(data, UnpackLimits(entries=10), "a.msg")[-1] == ("a.msg", "msg", "too-many")
    large = compound(packed.msg(files={"a.txt": b"x" * 9_000}))
    assert found(large, UnpackLimits(size=5_000), "a.msg")[-1] == ("a.msg", "msg", "too-large")
    tree = packed.msg(inner=True)
    for _ in range(8):
        tree = packed.msg(files={"m": tree}, inner=True)
    assert found(compound(tree), name="a.msg")[-1][2] == "too-many"
    assert found(data[:600], name="a.msg")[-1][2] in {"damaged", "unsupported"}


def test_streams_that_share_their_sectors_are_not_read_again_and_again() -> None:
    """Each of 200 attachments is the same megabyte: a file of 1 MB that would come out as 200."""
    data = bytearray(compound(packed.msg(files={f"{n}.txt": b"x" * 5_000 for n in range(200)})))
    spoken = "__substg1.0_37010102".encode("utf-16-le")
    at = data.find(spoken)
    (first,) = struct.unpack_from("<L", data, at + 116)
    while at >= 0:
        struct.pack_into("<LL", data, at + 116, first, len(data))
        at = data.find(spoken, at + 1)
    members = msg_members(bytes(data), 1 << 21, 1_000)
    with pytest.raises(UnreadableError) as caught:
        list(members)
    assert caught.value.code == "too-large"


def test_a_reference_of_compressed_rich_text() -> None:
    """The example of [MS-OXRTFCP] 3.1.1, with references into what has been written."""
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277 05b06c647d0a800fa0"
    )
    assert unpacked_rtf(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(data[:30]).startswith(b"{\\rtf1\\ansi")


def test_html_that_outlook_wrapped_in_rich_text() -> None:
    thai = "".join(f"\\'{byte:02x}" for byte in "น้ำ".encode("cp874"))
    rtf = (
        r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f7\fnil\fcharset222 Tahoma;}}"
        "\r\n\\uc1\\pard "
        r"{\*\htmltag64 <table>}\htmlrtf \trowd\htmlrtf0 {\*\htmltag <td class=\{a\}>}"
        rf"\htmlrtf {{\htmlrtf0 \f7 {thai}\f0 \htmlrtf }}\htmlrtf0 {{\*\htmltag84 &nbsp;}}\htmlrtf \'a0\htmlrtf0 "
        r"\u3585?\u-3\'3f{\*\mhtmltag64 <b>}{\*\htmltag72 \par </table>}}"
    ).encode("ascii")
    said = "<table><td class={a}>น้ำ&nbsp;ก\ufffd\n</table>"
    (body,) = unpack(with_file(compound(packed.msg(rtf=packed.lzfu(rtf))), "mail.msg"), WORDS)
    assert (body.kind, body.data.decode("utf-8-sig")) == ("html", said)
    for end in range(0, len(rtf), 7):
        assert said.startswith(html_in(rtf[:end])[:20])
    assert html_in(rb"{\fromhtml1 \u-10179?\u-8704?\u-10179?") == "😀\ufffd"


# ── winmail.dat ─────────────────────────────────────────────────────────────────────────────────


def prop(kind: int, key: int, *values: bytes) -> bytes:
    packed_values = b"".join(struct.pack("<L", len(v)) + v + bytes(-len(v) % 4) for v in values)
    return struct.pack("<HHL", kind, key, len(values)) + packed_values


def test_what_exchange_keeps_among_the_properties() -> None:
    rtf = rb"{\rtf1\ansi rich text}"
    inner = tnef((0x00069002, b"x"), (0x00018010, b"in.pdf\0"), (0x0006800F, b"%PDF-1.4"))
    number = struct.pack("<L", 2)
    data = tnef(
        (0x00069007, struct.pack("<LL", 874, 0)),
        (0x0002800C, "ข้อความ\0".encode("cp874")),
        (0x00069003, number + prop(0x0102, 0x1009, packed.lzfu(rtf))),
        (0x00069002, b"x"),
        (0x00069005, number + prop(0x0102, 0x3701, WORKBOOK) + prop(0x1E, 0x3707, f"{NAME}\0".encode("cp874"))),
        (0x00069002, b"x"),
        (0x00069005, number + prop(0x0D, 0x3701, bytes(16) + inner) + prop(0x1E, 0x3707, b"message\0")),
    )  # fmt: skip
    assert found(data, name="winmail.dat") == [
        (f"winmail.dat/{NAME}", "xlsx", ""),
        ("winmail.dat/message/in.pdf", "pdf", ""),
        ("winmail.dat", "rtf", ""),
        ("winmail.dat", "text", ""),
    ]
    assert tnef_members(data)[-1].data.decode() == "ข้อความ"


# ── bytes changed at random ─────────────────────────────────────────────────────────────────────


def seeds() -> Iterator[bytes]:
    yield from (path.read_bytes() for path in sorted(CONTAINERS.iterdir()) if path.suffix in {".p7m", ".xls"})
    yield compound(packed.msg(text="x", files={"a.xlsx": WORKBOOK, "m": packed.msg(inner=True)}))
    yield packed.lzfu(b"{\\rtf1 words and words}")


SEEDS = tuple(seeds())
CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=30)


def ends_well(walk: Callable[[], object]) -> bool:
    """Whether it comes to an end, or says why not in the one way that callers know."""
    try:
        walk()
    except UnreadableError as error:
        return error.code in {"damaged", "encrypted", "unsupported", "too-large", "too-many"}
    return True


@pytest.mark.slow
@settings(max_examples=300)
@given(st.sampled_from(SEEDS), CHANGES, st.integers(0, 1 << 16))
def test_no_bytes_break_the_walkers(seed: bytes, changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(seed[: max(end % (len(seed) * 2), 1)] or seed)
    for at, value in changes:
        data[at % min(len(data), 4_096 if at % 2 else len(data))] = value
    changed = bytes(data)
    html_in(b"{\\rtf1\\fromhtml1 " + changed)
    assert len(unpacked_rtf(changed)) <= 9 * len(changed) + 16
    for name in ("smime.p7m", "mail.msg", "table.xls"):
        for attachment in unpack(with_file(changed, name), WORDS, UnpackLimits(entries=50, size=1 << 20)):
            assert attachment.path.startswith(name)
    assert ends_well(lambda: signed_content(changed))
    assert ends_well(lambda: list(msg_members(changed, 1 << 20, 50)))


def test_a_directory_that_goes_round_in_circles() -> None:
    data = bytearray(compound(packed.msg(files={"a.txt": b"x"})))
    for at in range(512, len(data), 128):
        if data[at + 66] in {1, 2, 5}:
            struct.pack_into("<3L", data, at + 68, 1, 2, 3)
    file = CompoundFile(bytes(data), 1 << 20)
    assert len(file.children()) <= 3
    assert all(
        problem in {"", "too-many", "empty-file"} for _, _, problem in found(bytes(data), name="a.msg")
    )
