"""Bytes with right, wrong and missing charset labels."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.formats.charset import decode_bytes, decode_page
from collector.formats.charset_names import codec_of, declared_in, install, label_of_code_page
from collector.formats.script import is_thai, utf16_of

THAI_NAMES = [
    *(
        "windows-874",
        "Windows_874",
        "x-windows-874",
        "MS874",
        "ibm874",
        "IBM-874",
        "cp_874",
        "dos-874",
        "x-thai",
        "874",
    ),
    *("tis-620", "TIS620", "tis620.2533-1", "x-tis-620", "iso-8859-11", "ISO8859_11"),
]
TEXT = "ศูนย์ช่วยเหลือประชาชน ธ.ค. ๒๕๖๑"


@pytest.mark.parametrize("name", THAI_NAMES)
def test_every_name_of_thai(name: str) -> None:
    assert decode_bytes(b"\x93" + TEXT.encode("cp874") + b"\x94", name) == f"“{TEXT}”"


def test_install_teaches_other_libraries_and_may_be_repeated() -> None:
    install()
    install()
    for name in ("windows-874", "x-windows-874", "ms874", "ibm874", "cp_874", "dos-874", "x-thai"):
        assert codecs.lookup(name).name == "cp874"
    with pytest.raises(LookupError):
        codecs.lookup("windows-875")


@pytest.mark.parametrize(
    "label", ["", "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "x-unknown", "8bit"]
)
def test_careless_labels_on_thai(label: str) -> None:
    assert decode_bytes(TEXT.encode("cp874"), label) == TEXT
    assert decode_bytes(TEXT.encode("utf-8"), label) == TEXT


def test_a_thai_label_on_utf_8_is_a_lie() -> None:
    assert decode_bytes(TEXT.encode("utf-8"), "windows-874") == TEXT


def test_a_thai_label_is_believed_where_utf_8_gives_no_thai() -> None:
    assert decode_bytes("รก".encode("cp874"), "tis-620") == "รก"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("déjà vu", "iso-8859-1"),
        ("“quoted” – €", "windows-1252"),
        ("привет", "koi8-r"),
        ("日本語", "iso-2022-jp"),
        ("日本語", "shift_jis"),
        ("中文", "gb18030"),
        (TEXT, "utf-16-le"),
        (TEXT, "utf-16"),
    ],
)
def test_true_labels_are_believed(text: str, label: str) -> None:
    assert decode_bytes(text.encode(label), label) == text


def test_damaged_utf_8_keeps_what_is_whole() -> None:
    text = decode_bytes((TEXT * 3).encode("utf-8")[:-1], "utf-8")
    assert text[:-1] == (TEXT * 3)[:-1]
    assert text[-1] == "\ufffd"


@pytest.mark.parametrize(
    "label", ["idna", "punycode", "unicode_escape", "rot13", "hex", "zip", "../x", "a\0b", "ก", "x" * 99]
)
def test_labels_that_are_no_charset(label: str) -> None:
    assert decode_bytes(b"xn--ls8h=20\\u0e01", label) == "xn--ls8h=20\\u0e01"
    assert codec_of(label) == ""


def test_western_text_is_not_thai() -> None:
    assert not is_thai(TEXT.encode("utf-8"))
    assert not is_thai(b"plain")
    assert decode_bytes("réunion à Genève".encode("latin-1"), "iso-8859-1") == "réunion à Genève"


@given(
    st.binary(max_size=300),
    st.one_of(st.text(max_size=20), st.sampled_from([*THAI_NAMES, "utf-7", "utf-16", "hz"])),
)
def test_never_raises_and_gives_clean_text(data: bytes, label: str) -> None:
    text = decode_bytes(data, label)
    text.encode("utf-8")
    assert "\0" not in text


@given(st.text(alphabet="กขคงจเแำ้่ิ 0x", min_size=4))
def test_thai_survives_without_a_label(text: str) -> None:
    if all(letter in " 0x" for letter in text):
        return
    assert decode_bytes(text.encode("utf-8")) == text


@pytest.mark.parametrize("label", ["utf-16", "utf-16-le", "utf-16-be", "unicode", "utf-32"])
def test_a_label_of_utf_16_on_other_text_is_a_lie(label: str) -> None:
    assert decode_bytes(b"plain text", label) == "plain text"


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"a\0", b"\0\0\0\0\0\0\0\0", bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]
)
def test_bytes_that_are_no_utf_16(data: bytes) -> None:
    assert utf16_of(data) == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Résumé", "tis-620"),
        ("informação", "iso-8859-1"),
        ("© 2018 ½", "windows-1252"),
        ("£100, 25 °C", "iso-8859-15"),
        ("ÀÉ: déjà créée", ""),
    ],
)
def test_accents_are_no_tone_marks(text: str, label: str) -> None:
    assert decode_bytes(text.encode("cp1252"), label) == text


@pytest.mark.parametrize("label", ["", "us-ascii", "utf-8", "tis-620"])
@pytest.mark.parametrize("text", ["ก", "ปี", "10.00 น.", "ก,ข", "ไป A", "อบต.ABC Co., Ltd."])
def test_little_thai_is_thai(text: str, label: str) -> None:
    assert decode_bytes(text.encode("cp874"), label) == text


def test_what_a_page_declares() -> None:
    assert declared_in(b"<meta charset = 'TIS-620'>") == "TIS-620"
    assert declared_in(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"
    assert declared_in(b"charset=koi8-r in plain words") == ""
    assert declared_in(b"<meta charset=utf-16>") == ""
    assert decode_page(b'<?xml version="1.0" encoding="tis-620"?><p>\xa1') == "<p>ก"
    assert decode_page("Отчёт".encode("koi8-r"), "koi8-r") == "Отчёт"
    assert decode_page("<meta charset=koi8-r>Отчёт".encode("koi8-r"), "us-ascii").endswith("Отчёт")


def test_code_pages_by_their_number() -> None:
    assert [label_of_code_page(page) for page in (0, 874, 65001, 28601)] == ["", "cp874", "utf-8", "cp874"]
