"""Makes the Message-IDs of our own letters and tells them again; knows no letter and no ledger.

`<kind.token.seal@domain>`: the token stands for the cause, the seal is an HMAC (RFC 2104) of kind and token, so that a
bounce or an answer can be traced to the letter, and nobody else can make an identifier that passes for ours.

Outlook.com, Exchange Online and others give every letter that they send another Message-ID. A reply then names theirs in
In-Reply-To, but its References still begin with those of our letter (RFC 5322, 3.6.4). So a letter lists there a name of
its conversation that is no mail's Message-ID, and from which its own can be told.
"""

import hashlib
import hmac
import re

_SHAPE = re.compile(r"<([a-z0-9-]{1,40}\.[0-9a-f]{24})\.([0-9a-f]{24})@[^<>@\s]{1,255}>")
_LENGTH = 24
_MARK_LENGTH = 8
_MARKED = re.compile(r"(?<![0-9A-F-])([0-9A-F]{8})-[0-9A-F]{8}(?![0-9A-F-])")
_MARK = ".thread@"  # letters with it are out: it stays


def _seal(named: str, secret: bytes) -> str:
    return hmac.digest(secret, named.encode("ascii"), "sha256").hex()[:_LENGTH]


def make(kind: str, cause: str, secret: bytes, domain: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of the letter of that kind and cause; the same letter always gets the same one.

    `kind` is lower case letters, digits and hyphens; `secret` is what `recognise` is given; raises ValueError for a
    kind or domain that would not be recognised again.
    """
    named = f"{kind}.{hashlib.sha256(cause.encode('utf-8')).hexdigest()[:_LENGTH]}"
    message_id = f"<{named}.{_seal(named, secret)}@{domain}>" if kind.isascii() else ""
    if not _SHAPE.fullmatch(message_id):
        raise ValueError(f"no Message-ID can be made of kind {kind!r} and domain {domain!r}")
    return message_id


def shaped_like_ours(text: str) -> tuple[str, ...]:
    """The Message-IDs in a text that have the shape of ours; whether we made them only their seal tells."""
    return tuple(shape[0] for shape in _SHAPE.finditer(name_letters(text)))


def recognise(message_id: str, secret: bytes) -> bool:
    """Whether we made this Message-ID with `secret`; any text may be asked about."""
    shape = _SHAPE.fullmatch(message_id)
    return bool(secret) and shape is not None and hmac.compare_digest(shape[2], _seal(shape[1], secret))


def mark_of(message_id: str, secret: bytes) -> str:
    """`1A2B3C4D-5E6F7081`: what a letter bears in its text, so that it is known again however it is passed on; "" for another's."""
    shape = _SHAPE.fullmatch(message_id)
    return _mark(shape[1].rpartition(".")[2][:_MARK_LENGTH], secret) if shape else ""


def may_bear_mark(text: str) -> bool:
    """Whether something in a text has the shape of a mark; whether we made it only `marks_in` tells."""
    return _MARKED.search(text) is not None


def marks_in(text: str, secret: bytes) -> tuple[str, ...]:
    """The marks in a text that are those of our letters."""
    found = _MARKED.finditer(text) if secret else ()
    return tuple(
        shape[0]
        for shape in found
        if hmac.compare_digest(shape[0].encode(), _mark(shape[1].lower(), secret).encode())
    )


def token_begin(mark: str) -> str:
    """How the token begins in the Message-ID of the letter that bears a mark."""
    return mark[:_MARK_LENGTH].lower()


def _mark(token: str, secret: bytes) -> str:
    return f"{token}-{_seal(f'mark.{token}', secret)[:_MARK_LENGTH]}".upper()


def conversation_name(message_id: str) -> str:
    """`<kind.token.seal@domain>` → `<kind.token.seal.thread@domain>`."""
    return message_id.replace("@", _MARK, 1)


def name_letters(text: str) -> str:
    """The text with each name of a conversation turned into the Message-ID of its letter."""
    return text.replace(_MARK, "@")
