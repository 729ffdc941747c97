"""A head of the journal as a letter or the log bears witness of it → whether the journal still has that row; changes nothing."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default

from collector.errors import UsageError
from collector.model.letters import JournalHead
from collector.store.store import Store
from collector.thai import arabic_digits

_FOOT = 3  # lines
_NUMBER = re.compile(r"[0-9]{1,12}")
_CODE = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){4}")


def witnessed(text: str) -> tuple[int, str]:
    """The number and the code in a line as a letter, a summary or the log has it. Raises UsageError where there is none."""
    plain = arabic_digits(text).lower()
    code = _CODE.search(plain)
    numbers = _NUMBER.findall(plain[: code.start()]) if code else []
    if not code or not numbers:
        raise UsageError(
            f"{text!r} is no head of the journal: give its number and its code, as in '17 9f3a-41c2-77be-0d15-a6c8'"
        )
    return int(numbers[-1]), code[0]


def unlike_letters(store: Store) -> Iterator[tuple[str, str]]:
    """The same for what the letters to staff say that the database itself keeps."""
    heads = [head for _, raw in store.letters_to_staff() for head in _heads_in(raw)]
    yield from unlike_witness(store, heads)


def _heads_in(raw: bytes) -> Iterator[tuple[int, str]]:
    """What stands at the foot of a letter; letters from before the journal say nothing, nor what is no letter any more."""
    try:
        body = message_from_bytes(raw, policy=default).get_body(("plain",))
        text = str(body.get_content()) if body else ""
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return
    for line in text.splitlines()[-_FOOT:]:
        with suppress(UsageError):
            yield witnessed(line)


def unlike_witness(store: Store, heads: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Code and words for each head that the journal does not have."""
    last = store.journal_head()
    for number, code in heads:
        there = JournalHead(number, store.journal_hash(number))
        if not there.hash:
            yield (
                "head-missing",
                f"the journal ends at row {last.number} and once had a row {number} ({code}): its end was cut off",
            )
        elif there.code != code:
            yield (
                "head-differs",
                f"row {number} of the journal is {there.code} and once was {code}: it was rewritten from there or before",
            )
