"""Whatever the bytes are: parsing, unpacking, recognising and sniffing raise nothing, and give clean text."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.mail.kind_of_file import kind_of
from collector.mail.machine import recognise
from collector.mail.message import parse
from collector.mail.tnef import tnef_members
from collector.mail.unpack import UnpackLimits, is_decoration, unpack
from tests.mail.samples import DATA, NOW, OWN, SECRET, WORDS, raw
from tests.mail.test_kind_of_file import docx_file
from tests.mail.test_unpack import tnef, with_file, zipped

SEEDS = [*sorted((DATA / "mail").glob("*.eml")), *sorted((DATA / "samples").glob("[01][47]-*.eml"))]
LIMITS = UnpackLimits(size=5 << 20)
PROBLEMS = {"", "encrypted", "damaged", "too-large", "empty-file", "too-many", "unsupported"}
PIECES = [
    b"\r\n", b"\r\n\r\n", b"--BB", b"--BB--\r\n", b"=?utf-8?B?", b"?=", b'"', b";", b"filename*0*=", b"\xe0\xb8", b"\x00", b"<", b">",
    b"Content-Type: multipart/mixed; boundary=", b"Content-Type: message/rfc822\r\n", b"begin 644 x\r\n", b"Date: ", b"charset=utf-7",
]  # fmt: skip


def survives(data: bytes) -> None:
    mail = parse(raw(data), WORDS, NOW)
    recognise(mail, WORDS, OWN, SECRET)
    attachments = unpack(mail, WORDS, LIMITS)
    assert mail.received.utcoffset() is not None
    said = [mail.subject, mail.text, mail.html, mail.sender.name, mail.sender.email, mail.message_id]
    said += [text for header in mail.headers for text in header] + [item.path for item in attachments]
    "".join(said).encode("utf-8")
    assert "\0" not in "".join(said)
    assert not any(letter in mail.subject for letter in "\r\n")
    for item in attachments:
        is_decoration(item, mail)
        assert ".." not in item.path.split("/")


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) + 1)
        what = chance.randrange(4)
        if what == 0:
            changed[at : at + chance.randint(0, 40)] = b""
        elif what == 1:
            changed[at:at] = chance.choice(PIECES)
        elif what == 2:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        else:
            other = chance.randrange(len(changed) + 1)
            changed[at:at] = changed[other : other + chance.randint(0, 200)]
    return bytes(changed)


@given(st.binary(max_size=2_000))
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    survives(data)
    kind_of(data, "x")
    tnef_members(data)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=60).map(b"".join))
@settings(deadline=None)
def test_pieces_of_mail(data: bytes) -> None:
    survives(data)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_mutated_mail(seed: Path) -> None:
    chance = random.Random(seed.stem)
    data = seed.read_bytes()
    for _ in range(15):
        survives(mutated(data, chance))


def test_mutated_containers() -> None:
    chance = random.Random(1)
    seeds = [
        zipped({"ก.docx": docx_file()[:3_000], "b.zip": zipped({"c.txt": b"c" * 99})}),
        docx_file()[:2_000],
    ]
    seeds.append((DATA / "samples" / "12-word.doc").read_bytes()[:6_000])
    seeds.append(
        tnef((0x00069002, b"x"), (0x00018010, b"in.pdf\0"), (0x0006800F, b"%PDF-1.4"), (0x00069002, b"x"))
    )
    opened = set()
    for seed in seeds:
        for _ in range(150):
            data = mutated(seed, chance)
            for item in unpack(with_file(data), LIMITS):
                assert item.path.startswith("a.zip")
                assert ".." not in item.path.split("/")
                assert item.problem in PROBLEMS
                opened.add(item.kind)
            assert kind_of(data, "x")
            assert all(len(member.data) <= len(data) for member in tnef_members(data))
    assert {"docx", "text", "pdf", "zip", "tnef"} <= opened  # not all was broken beyond reading
