"""A text outside of a form's rows → whether it looks like an entry that found no place; knows words, and no table."""

from collector.forms.matter import LEAST_MATTER, left_of
from collector.forms.nil import is_nil
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.thai import collapse, fold, split_bullet

LEAST = 12  # folded letters of a line that says something
LEAST_ITEM = 8  # of one that counts and begins with a lack: `1. ขาดงบประมาณ`
LONGEST = 400  # characters; who writes more writes a letter


def looks_like_entry(text: str, spec: FormSpec, names: UnitNames) -> bool:
    """Whether a line tells a problem: it begins with a word for one and says which, or is an item that tells a lack.

    `ปัญหาเพิ่มเติม: เรือชำรุด` and `- ขาดแคลนเรือ` do, `ประเด็นปัญหา อุปสรรค` and `ปัญหาที่พบมีดังนี้` do not.
    """
    line = collapse(text)
    mark, rest = split_bullet(line)
    folded, words = fold(rest), spec.words.vocabulary
    least = LEAST_ITEM if mark and folded.startswith(words.lacks) else LEAST
    if len(folded) < least or len(line) > LONGEST or _only_leads(line, folded, spec):
        return False
    if _nothing_more(folded, spec):
        return False
    if folded.startswith(words.entry_leads) or (mark and any(sign in folded for sign in words.lacks)):
        return True
    return folded.startswith(spec.issue_words) and len(left_of(rest, spec, names)) >= LEAST_MATTER


def _nothing_more(folded: str, spec: FormSpec) -> bool:
    """Whether a line says that there is no other problem: `ปัญหาอื่นๆ - ไม่มี`, `นอกจากนี้ไม่มีปัญหาอื่น`."""
    left = folded
    for word in (*spec.words.vocabulary.entry_leads, *spec.issue_words):
        left = left.removeprefix(word)
    for word in spec.words.vocabulary.others:
        left = left.replace(word, "")
    return is_nil(left, spec)


def _only_leads(line: str, folded: str, spec: FormSpec) -> bool:
    """Whether a line says that something follows, or how to fill the form in."""
    words = spec.words.vocabulary
    if folded.endswith(words.introduces) or line.endswith((":", "：")):
        return True
    return any(word in folded for word in words.explains)
