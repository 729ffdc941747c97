"""The bytes of a bounce → the addresses that a letter of ours did not reach, and why; decides nothing about them.

Delivery reports (RFC 3464) tell it in fields; for what servers write in their own words flufl.bounce knows the ways of
seventeen of them. A bounce counts only if it carries a Message-ID that we sealed, in the headers it returns or wherever
it quotes them: Outlook.com keeps it as X-Microsoft-Original-Message-ID. Nobody else can make an address look dead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from flufl.bounce import all_failures

from collector.formats.charset import decode_bytes
from collector.formats.library_mail import message_of
from collector.message_ids import recognise, shaped_like_ours
from collector.model.mail import ContactFailure

_MOST_BYTES = 1 << 19  # of a bounce; what is longer is the letter that it returns
_MOST_ADDRESSES = 20
_MOST_NAMES = 200  # Message-IDs of one bounce whose seal is looked at
_MOST_DIAGNOSTIC = 500  # characters
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")  # RFC 3463
_ADDRESS = re.compile(r"[^\s<>@;,]{1,64}@[^\s<>@;,]{1,255}")
_FAILING = {
    "failed": True,
    "delayed": False,
}  # the actions of RFC 3464, 2.3.3; the others mean that it arrived


@dataclass(frozen=True, slots=True)
class Returned:
    """What a bounce says: Message-IDs of the shape of ours, which anybody can write, and of whom it tells."""

    message_ids: tuple[str, ...] = ()
    failures: tuple[ContactFailure, ...] = ()  # without a Message-ID


def told(data: bytes) -> Returned:
    """What a mail that was recognised as a bounce says; raises nothing. Of nobody where it quotes no letter of ours."""
    try:
        message = message_of(data[:_MOST_BYTES])
        texts = list(_texts(message))
    except RecursionError:  # multiparts in multiparts: no server writes that
        return Returned()
    named = dict.fromkeys(name for text in texts for name in shaped_like_ours(text))
    if not named:
        return Returned()
    found = {failure.address: failure for failure in _reported(message)}
    for address, permanent in _detected(message):
        if address not in found:
            diagnostic = _words_about(address, texts)
            found[address] = ContactFailure(address, permanent, _status(diagnostic), diagnostic, "")
    return Returned(tuple(named)[:_MOST_NAMES], tuple(found.values())[:_MOST_ADDRESSES])


def proven(returned: Returned, secret: bytes) -> tuple[ContactFailure, ...]:
    """Whom a letter of ours did not reach; empty where the bounce carries no Message-ID made with `secret`."""
    message_id = next((name for name in returned.message_ids if recognise(name, secret)), "")
    if not message_id:
        return ()
    return tuple(replace(failure, message_id=message_id) for failure in returned.failures)


def failures(data: bytes, secret: bytes) -> tuple[ContactFailure, ...]:
    """Both: whom a letter of ours did not reach, as a mail that was recognised as a bounce tells; raises nothing."""
    return proven(told(data), secret)


def _reported(message: Message) -> Iterator[ContactFailure]:
    """What the fields of delivery reports say, one block a recipient (RFC 3464, 2.3)."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        payload = part.get_payload()
        for block in payload if isinstance(payload, list) else ():
            if not isinstance(block, Message):
                continue
            permanent = _FAILING.get(_field(block, "Action").lower())
            address = _address(_field(block, "Original-Recipient")) or _address(
                _field(block, "Final-Recipient")
            )
            if permanent is None or not address:
                continue
            said = _field(block, "Diagnostic-Code").partition(";")
            diagnostic = (said[2] or said[0]).strip()[:_MOST_DIAGNOSTIC]
            status = _status(diagnostic) or _status(_field(block, "Status"))
            yield ContactFailure(address, permanent, status, diagnostic, "")


def _detected(message: Message) -> list[tuple[str, bool]]:
    """Addresses with whether they failed for good, found in servers' own words."""
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # noqa: BLE001 - seventeen detectors, any of which may trip over a mail that breaks its own rules
        return []
    found = [(_address(raw.decode("ascii", "replace")), True) for raw in sorted(permanent)]
    found += [(_address(raw.decode("ascii", "replace")), False) for raw in sorted(temporary - permanent)]
    return [(address, for_good) for address, for_good in found if address]


def _texts(message: Message) -> Iterator[str]:
    """Every header and every text of a mail, those of the mail that it returns too."""
    for part in message.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items())
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield decode_bytes(payload, str(part.get_param("charset") or ""))


def _words_about(address: str, texts: list[str]) -> str:
    """The paragraph that names the address, else the first line that looks like a server's answer."""
    paragraphs = [" ".join(part.split()) for text in texts for part in re.split(r"\n\s*\n", text)]
    named = [text for text in paragraphs if address in text.lower()]
    best = next((text for text in named if _STATUS.search(text)), next(iter(named), ""))
    if not _STATUS.search(best):
        best = next((text for text in paragraphs if re.search(r"(?<!\d)[45]\d\d[ -][45]\.\d", text)), best)
    return best[:_MOST_DIAGNOSTIC]


def _status(text: str) -> str:
    found = _STATUS.search(text)
    return found[0] if found else ""


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _address(text: str) -> str:
    """The address of `rfc822; krabi@dla.example` (RFC 3464, 2.3.1), lower case; "" if there is none."""
    found = _ADDRESS.search(text.rpartition(";")[2])
    return found[0].lower() if found else ""
