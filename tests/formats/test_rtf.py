"""Tokens and characters of rich text, and that a mail's and a document's text of the same letters is the same."""

import time

import pytest

from collector.formats.rtf import Fonts, Token, tokens
from collector.mail.rtf_html import html_in
from collector.readers.limits import ReadingLimits
from collector.readers.word.rtf import read_rtf
from tests.readers.short_form import lines

FONTS = rb"{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset222 Tahoma;}{\f2\fcharset204 Arial;}{\f3\fcharset2 Symbol;}}"
THAI = "จังหวัดกระบี่"
AS_BYTES = "".join(f"\\'{byte:02x}" for byte in THAI.encode("cp874")).encode()
AS_UNITS = "".join(f"\\u{ord(letter)}?" for letter in THAI).encode()


def as_mail(head: bytes, text: bytes) -> str:
    return html_in(rb"{\rtf1\ansi" + head + rb"\fromhtml1 " + FONTS + text + b"}")


def as_document(head: bytes, text: bytes) -> str:
    return "\n".join(lines(read_rtf(rb"{\rtf1\ansi" + head + b" " + FONTS + text + b"}", ReadingLimits())))


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        (rb"\ansicpg874", AS_BYTES, THAI),
        (rb"\ansicpg874", THAI.encode("cp874"), THAI),
        (rb"\ansicpg1252", rb"\f1 " + AS_BYTES, THAI),
        (rb"\ansicpg1252", AS_BYTES, THAI),
        (b"", AS_BYTES, THAI),
        (b"", AS_UNITS, THAI),
        (rb"\ansicpg65001", THAI.encode(), THAI),
        (rb"\ansicpg1200", AS_BYTES, THAI),
        (rb"\ansicpg1252", rb"R\'e9sum\'e9", "Résumé"),
        (rb"\ansicpg874", rb"R\'e9sum\'e9", "Résumé"),
        (rb"\ansicpg1252", rb"\f2 \'cf\'f0\'e8\'e2\'e5\'f2", "Привет"),
        (rb"\ansicpg1252", rb"\f3 \'b7\f0 a", "•a"),
        (b"", rb"\u-10179?\u-9034?", "\U0001f4b6"),
        (b"", rb"a\~b\_c\{d\}\\", "a\u00a0b-c{d}\\"),
        (b"", rb"\ldblquote a\rdblquote\emdash\bullet", "“a”—•"),
        (b"", rb"\uc2\u3585\'a1\~b", "กb"),
    ],
)
def test_the_same_letters_in_a_mail_and_in_a_document(head: bytes, text: bytes, expected: str) -> None:
    assert as_mail(head, text) == expected
    assert as_document(head, text) == expected


def test_tokens() -> None:
    assert list(tokens(rb"{\b0 a\'a1\*\bin3 xyz\par}" + b"\r\n\\")) == [
        Token(brace=b"{"),
        Token(word="b", number=0),
        Token(text=b"a"),
        Token(text=b"\xa1"),
        Token(symbol=b"*"),
        Token(word="par"),
        Token(brace=b"}"),
    ]


def test_a_font_table_may_name_no_charset() -> None:
    fonts = Fonts()
    fonts.describe("f", 7)
    fonts.describe("fcharset", 222)
    assert [fonts.codec(number) for number in (7, 8)] == ["cp874", ""]


@pytest.mark.slow
def test_a_long_mail_is_unwrapped_in_time() -> None:
    begun = time.process_time()
    assert as_mail(b"", rb"\'a1{\*\htmltag <b>}" * 200_000)
    assert time.process_time() - begun < 45.0  # 1.5 s on an idle machine
