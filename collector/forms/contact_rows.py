"""The texts of a row → whether it is part of a signature: a label and the date, name or number that goes with it."""

from collections.abc import Sequence

from collector.forms.matter import left_of
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.thai import fold

LONGEST_LABEL = 24  # folded letters: `วันที่รายงาน`, `ข้อมูล ณ วันที่`
LONGEST_NAME = 40
LEAST_WORDS = 3  # folded letters beside dates, numbers and units that say something


def is_contact_row(texts: Sequence[tuple[str, bool]], spec: FormSpec, names: UnitNames) -> bool:
    """Whether a row says who reports, when, and how to reach him, and nothing else.

    `texts` are those of its cells, each with whether it stands where the issue does: `โทรศัพท์ | ซ่อม` there is an entry.
    """
    (label, in_issue), *values = texts
    words, folded = spec.words.vocabulary, fold(label)
    labels = (*words.footer, *words.contact_labels)
    begun = max((word for word in labels if folded.startswith(word)), key=len, default="")
    if not begun or begun in words.remarks or begun.startswith(words.names):
        return False
    if not values:
        rest = folded[len(begun) :]
        said = rest.startswith(words.names) or _is_work_group(rest, spec) or _is_addressed(rest, spec)
        named = begun in words.contact_labels and said
        handle = _is_handle(label.split()[-1], rest)
        return named or handle or "@" in label or _is_plain(rest, spec, names)
    if folded == begun and all(_is_work_group(fold(text), spec) for text, _ in values):
        return begun in words.contact_labels
    if len(folded) > LONGEST_LABEL or (folded != begun and not _is_plain(folded[len(begun) :], spec, names)):
        return False
    return all(_is_value(text, spec, names, strict=in_issue or within) for text, within in values)


def _is_value(text: str, spec: FormSpec, names: UnitNames, *, strict: bool) -> bool:
    """Whether a text is a date, a number, an address, another label, or a name; a strict one needs its title."""
    words, folded = spec.words.vocabulary, fold(text)
    if (
        "@" in text
        or folded.isascii()
        or folded.startswith((*words.names, *words.footer))
        or _is_plain(text, spec, names)
    ):
        return True
    return not strict and len(folded) <= LONGEST_NAME and not any(sign in folded for sign in words.lacks)


def _is_plain(text: str, spec: FormSpec, names: UnitNames) -> bool:
    """Whether a text holds nothing beside dates, numbers, units and the words of titles."""
    return len(left_of(text, spec, names)) < LEAST_WORDS


def _is_handle(word: str, said: str) -> bool:
    """Whether one word of Latin letters and digits is all that is said: `krabi01`, as a name in a messenger."""
    one = word.strip()
    return one.isascii() and len(one.split()) == 1 and any(map(str.isdigit, one)) and fold(one) == said


def _is_work_group(folded: str, spec: FormSpec) -> bool:
    """Whether a folded text is the name of a part of an office, and says nothing of it."""
    left = folded
    for word in sorted(spec.words.vocabulary.work_groups, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < LEAST_WORDS <= len(folded)


def _is_addressed(folded: str, spec: FormSpec) -> bool:
    """Whether a folded text names whom a report is laid before, and asks for nothing: `อธิบดีกรม… เพื่อโปรดทราบ`."""
    words = spec.words.vocabulary
    asks = "ขอ" in folded or any(sign in folded for sign in words.lacks)
    return folded.startswith(words.addressees) and folded.endswith(words.submitted) and not asks
