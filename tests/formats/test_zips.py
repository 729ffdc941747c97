"""Zips of people, of bombers, and torn ones; through the door of a document and member by member."""

import io
import zipfile

import pytest

from collector.errors import UnreadableError
from collector.formats.zips import ZipLimits, open_document, open_zip, opened_member, read_member

LIMITS = ZipLimits(entries=10, size=1_000_000, ratio=100, ratio_from=10_000)


def zipped(*parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(parts):
            archive.writestr(f"{number}.xml", part)
    return out.getvalue()


def flagged(data: bytes) -> bytes:
    """The zip with the bit of a password set on its first member, in both headers."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\1\2") + 8] |= 1
    return bytes(changed)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        open_document(data, LIMITS)
    return raised.value.code


def test_a_document_within_the_limits_is_read() -> None:
    archive = open_document(zipped(b"<a/>", b"x" * 9_000), LIMITS)
    assert [len(read_member(archive, member, LIMITS)) for member in archive.infolist()] == [4, 9_000]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(*[b"x"] * 11), "too-large"),
        (zipped(*[bytes(range(256)) * 3_000] * 2), "too-large"),
        (zipped(bytes(900_000)), "too-large"),
        (flagged(zipped(b"secret")), "encrypted"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), "damaged"),
        (b"PK\3\4 and no more", "damaged"),
        (b"PK\1\2" * 20_001, "too-many"),
    ],
)
def test_what_is_no_document_of_a_person_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (flagged(zipped(b"secret")), "encrypted"),
        (zipped(bytes(range(256)) * 4_000), "too-large"),
        (zipped(bytes(900_000)), "too-large"),
    ],
)
def test_a_member_is_held_to_the_limits_alone(data: bytes, code: str) -> None:
    archive = open_zip(data)
    with pytest.raises(UnreadableError) as raised:
        read_member(archive, archive.infolist()[0], LIMITS)
    assert raised.value.code == code


def test_a_member_gives_neither_more_nor_less_than_was_promised() -> None:
    good = zipped(b"<a>" + bytes(range(256)) + b"</a>")
    size = good.index(b"PK\1\2") + 24
    for promised in (10, 262, 264, 5_000):
        changed = good[:size] + promised.to_bytes(4, "little") + good[size + 4 :]
        archive = open_zip(changed)
        with pytest.raises(UnreadableError) as raised:
            read_member(archive, archive.infolist()[0], LIMITS)
        assert raised.value.code == "damaged"


def test_a_member_that_is_read_bit_by_bit_gives_the_same() -> None:
    archive = open_zip(zipped(b"<a/>" * 99))
    with opened_member(archive, archive.infolist()[0], LIMITS) as file:
        assert file.read(4) == b"<a/>"
        assert file.read() == b"<a/>" * 98
    with pytest.raises(UnreadableError), opened_member(archive, archive.infolist()[0], LIMITS):
        raise zipfile.BadZipFile("torn")


def test_every_changed_byte_gives_content_or_a_reason() -> None:
    good = zipped(b"<a>" + bytes(range(256)) + b"</a>")
    for at in range(len(good)):
        changed = bytes((*good[:at], good[at] ^ 0xFF, *good[at + 1 :]))
        try:
            archive = open_zip(changed)
            for member in archive.infolist():
                read_member(archive, member, LIMITS)
        except UnreadableError as error:
            assert error.code in {"damaged", "encrypted", "too-large", "unsupported"}  # noqa: PT017
