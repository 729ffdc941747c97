"""What a mail says and brings → which of it is a letter of ours, and whether its sender changed words of that; decides nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from collector.confined.values import Contents
from collector.filing.changed_letter import is_changed
from collector.filing.letter_back import REPEATS
from collector.filing.own_letters import letters_apart, sign_of
from collector.forms.evidence import Found
from collector.mail.letter_texts import letter_texts
from collector.message_ids import mark_of, name_letters
from collector.model.reasons import Reason
from collector.model.reports import Report

_MOST_LETTERS = 8  # of ours that are held against what a mail quotes
_MOST_BODIES = 8  # in which letters of ours are looked for
_MOST_QUOTED = 100_000  # signs of all of them

Written = Callable[[str], bytes | None]  # a mark or a Message-ID → the letter of ours that bears it


def changed_letter(contents: Contents, secret: bytes, written: Written) -> Reason | None:
    """That a letter of ours, which a mail quotes, repeats or brings as a text, stands there in other words or figures."""
    answered = contents.mail.references[:_MOST_LETTERS]
    for body in _bodies(contents):
        parts = letters_apart(body, secret)
        marks = tuple(dict.fromkeys(mark for _text, mark in parts if mark))[:_MOST_LETTERS]
        signs = dict.fromkeys((*marks, *answered))
        letters = {sign: letter_texts(raw) for sign in signs if (raw := written(sign))}
        for text, mark in parts:
            near = [letters[mark]] if mark in letters else list(letters.values())
            if is_changed(text, near):
                first = mark or mark_of(name_letters(next(iter(letters))), secret)
                sign = sign_of(text, secret) or sign_of(body, secret) or first
                return Reason(REPEATS, {"receipt": sign})
    return None


def _bodies(contents: Contents) -> Iterator[str]:
    """The texts in which a letter of ours may stand, as far as they are looked at."""
    passed_on = (*(inner.text for inner in contents.forwarded), *(text for _path, text in contents.texts))
    left = _MOST_QUOTED
    for body in islice((*contents.mail.quoting, *passed_on), _MOST_BODIES):
        if left > 0:
            yield body[:left]
        left -= len(body)


def letter_in(contents: Contents, secret: bytes) -> str:
    """The mark or number of a letter of ours in what a mail says or passes on; "" if there is none."""
    texts = (contents.mail.text, *(forwarded.text for forwarded in contents.forwarded))
    return next((sign for text in texts if (sign := sign_of(text, secret))), "")


def is_new(report: Report) -> bool:
    """Whether a report was filled in and stands in no letter of ours."""
    return not report.blank and all(doubt.code != REPEATS for doubt in report.doubts)


def without_forms_in_letters(found: Sequence[Found], secret: bytes) -> list[Found]:
    """The forms without those in letters of ours that came back; where there is no other, these are in doubt.

    People quote, forward and attach our acknowledgement in ways that no mark tells, and its table is that of the form:
    the receipt number above it, or the mark below, says that this report was taken in before.
    """
    receipts = [_sign_of(item, secret) for item in found]
    new = [item for item, receipt in zip(found, receipts, strict=True) if not receipt]
    if any(not item.extract.blank for item in new):
        return new
    return [
        item if not receipt else _doubted(item, receipt)
        for item, receipt in zip(found, receipts, strict=True)
    ]


def _sign_of(item: Found, secret: bytes) -> str:
    lines = (*item.extract.above, *item.extract.below)
    return next((sign for line in lines if (sign := sign_of(line.text, secret))), "")


def _doubted(item: Found, receipt: str) -> Found:
    why = Reason(REPEATS, {"receipt": receipt})
    return replace(item, extract=replace(item.extract, doubts=(*item.extract.doubts, why)))
