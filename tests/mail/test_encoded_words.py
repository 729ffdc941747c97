"""Tests encoded words of headers that mailers cut anywhere."""

import base64

import pytest

from collector.mail.encoded_words import decode_words

TEXT = "ส่งแบบรายงาน ประจำเดือน ธันวาคม 2561 จังหวัดกระบี่ (ฉบับแก้ไข)"


def word(charset: str, payload: str, encoding: str = "B") -> str:
    return f"=?{charset}?{encoding}?{payload}?="


@pytest.mark.parametrize("charset", ["utf-8", "windows-874", "TIS-620"])
def test_base64_cut_at_any_letter_is_one_text(charset: str) -> None:
    payload = base64.b64encode(TEXT.encode(charset.replace("windows-874", "cp874"))).decode()
    for cut in range(1, len(payload.rstrip("=")) - 1):
        assert decode_words(f"{word(charset, payload[:cut])} {word(charset, payload[cut:])}") == TEXT, cut


def test_base64_cut_twice_in_a_row_is_one_text() -> None:
    payload = base64.b64encode(TEXT.encode()).decode()
    for cut in range(1, len(payload) - 14):
        words = (payload[:cut], payload[cut : cut + 5], payload[cut + 5 : cut + 11], payload[cut + 11 :])
        assert decode_words(" ".join(word("utf-8", piece) for piece in words)) == TEXT, cut


@pytest.mark.parametrize("charset", ["utf-8", "cp874"])
def test_words_that_each_end_whole_are_not_joined_where_only_their_padding_is_missing(charset: str) -> None:
    data = TEXT.encode(charset)
    for cut in range(1, len(data)):
        words = (base64.b64encode(piece).decode().rstrip("=") for piece in (data[:cut], data[cut:]))
        assert decode_words(" ".join(word(charset, piece) for piece in words)) == TEXT, cut


def test_quoted_printable_cut_inside_a_byte_is_one_text() -> None:
    payload = "".join(f"={byte:02X}" for byte in TEXT.encode())
    for cut in range(1, len(payload)):
        assert (
            decode_words(f"{word('utf-8', payload[:cut], 'Q')} {word('UTF-8', payload[cut:], 'q')}") == TEXT
        )


def test_words_of_two_encodings_and_two_charsets_stand_beside_each_other() -> None:
    one, two = word("utf-8", "=E0=B8=81", "Q"), word("utf-8", base64.b64encode("ข".encode()).decode())
    other = word("tis-620", base64.b64encode("ค".encode("tis-620")).decode())
    assert decode_words(f"a {one} {two}\t{other} b {one}") == "a กขค b ก"
