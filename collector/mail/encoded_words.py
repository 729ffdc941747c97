"""Turns the encoded words of a header (RFC 2047) into text, also those that a mailer cut inside a letter or a byte; never raises."""

import binascii
import re
from itertools import groupby

from collector.formats.charset import decode_bytes
from collector.formats.charset_names import codec_of
from collector.mail.transfer import decode_base64

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)(?:\?=|\Z)")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_CUT_BYTE = re.compile(r"=[0-9A-Fa-f]?\Z")
_LEFT_OVER = {2: 0b1111, 3: 0b11}  # bits of the last letter that a whole text of that length leaves zero

_Words = list[tuple[str, str]]  # encoding and payload


def decode_words(text: str) -> str:
    """The text with its encoded words decoded.

    Neighbouring words of one charset are joined as bytes first: many mailers cut a word inside a character. Some cut the
    encoded text itself, wherever the line is full; such pieces are joined before they are decoded.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    words: _Words = []
    charset, at = "", 0
    for word in _WORD.finditer(text):
        gap = text[at : word.start()]
        label = word[1].split("*")[0].lower()  # RFC 2231, 5: charset*language
        neighbour = at > 0 and not gap.strip()
        if not (neighbour and label == charset):
            out += [_decoded(words, charset), "" if neighbour else gap]
            charset, words = label, []
        words.append((word[2].upper(), word[3]))
        at = word.end()
    return "".join((*out, _decoded(words, charset), text[at:]))


def _decoded(words: _Words, charset: str) -> str:
    """The text of neighbouring words of one charset."""
    apart = b"".join(_bytes(*word) for word in words)
    if not any(_is_unfinished(*word) for word in words[:-1]):
        return decode_bytes(apart, charset)
    if any(_is_cut(*word) for word in words[:-1]) or not _is_text(apart, charset):
        return decode_bytes(_joined(words), charset)
    return decode_bytes(apart, charset)


def _joined(words: _Words) -> bytes:
    """The bytes of words whose encoded texts are pieces of one."""
    runs = groupby(words, key=lambda word: word[0])
    return b"".join(_bytes(encoding, "".join(payload for _, payload in run)) for encoding, run in runs)


def _bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    return decode_base64(data) if encoding == "B" else binascii.a2b_qp(data, header=True)


def _is_unfinished(encoding: str, payload: str) -> bool:
    """Whether a word may end inside a byte; base64 (RFC 4648, 4) also where only its padding is missing."""
    if encoding == "B":
        return len(_NOT_BASE64.sub("", payload)) % 4 != 0
    return _CUT_BYTE.search(payload) is not None


def _is_cut(encoding: str, payload: str) -> bool:
    """Whether a word certainly ends inside a byte: what a whole text leaves zero in its last letter is not."""
    if encoding == "Q":
        return _is_unfinished(encoding, payload)
    letters = _NOT_BASE64.sub("", payload)
    over = len(letters) % 4
    if over in _LEFT_OVER and letters[-1] != "=":
        return bool(_LETTERS.index(letters[-1]) & _LEFT_OVER[over])
    return over == 1


def _is_text(data: bytes, charset: str) -> bool:
    try:
        data.decode(codec_of(charset) or "utf-8")
    except (LookupError, ValueError):
        return False
    return True
