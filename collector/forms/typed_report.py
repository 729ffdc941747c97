"""A mail's running text → the words in which it reports, without any table: nothing to report, or problems and remedies.

Files nothing: what is found is a reason for a person to look. A sentence that only goes with an attachment is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from collector.forms.nil_of_unit import says_nil
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.reasons import Reason
from collector.thai import collapse, fold, normalise, split_bullet

TYPED_NIL = "typed-nil"
READ = 4000  # characters of a text that may report
LONGEST_OF_STRANGERS = 2000  # a longer text of somebody unknown is an article
LONGEST_LABEL = 80  # characters of a line that is a heading
QUOTED = 120
CONDITION, QUESTION = (
    40,
    50,
)  # characters before and behind the words for nil, in which they are made no statement
_BETWEEN = r"[\s\"“”'‘’().,:/\-–]*+"


def typed_report(
    subject: str, text: str, forms: Sequence[FormSpec], names: UnitNames, *, expected: bool
) -> Reason | None:
    """`typed-nil` or `typed-report` with the words that say so; None where a text reports nothing.

    `expected`: a unit's registered sender wrote it, or it answers a letter of ours.
    """
    plain = normalise(text)[:READ]
    if not expected and len(text) > LONGEST_OF_STRANGERS:
        return None
    for spec in forms:
        if not expected and not _is_of(spec, subject, plain):
            continue
        if written := _problems(plain, spec):
            return Reason("typed-report", {"written": written[:QUOTED]})
        if written := _nil(plain, subject, spec, names, expected=expected):
            return Reason(TYPED_NIL, {"written": written[:QUOTED]})
    return None


def _is_of(spec: FormSpec, subject: str, text: str) -> bool:
    """Whether subject or text speaks of the form, or of a report at all."""
    said = fold(f"{subject}\n{text}")
    words = (*spec.folded_matter, *spec.words.vocabulary.report_words)
    return bool(spec.title_in(said)) or any(word in said for word in words)


# ── nothing to report ───────────────────────────────────────────────────────────────────────────


def _nil(text: str, subject: str, spec: FormSpec, names: UnitNames, *, expected: bool) -> str:
    """The words that say that there is nothing to report, as a statement; "" if there are none."""
    words = spec.words.vocabulary
    for found in _nil_pattern(spec).finditer(text):
        before = text[max(0, found.start() - CONDITION) : found.start()].rsplit("\n\n", 1)[-1]
        behind = text[found.end() : found.end() + QUESTION].split("\n\n", 1)[0]
        if _holds(before, words.conditions) or _holds(behind, words.asking):
            continue
        if not _only_polite(text, found[0], spec):
            return collapse(_line_of(text, found.start()))
    titled = expected or bool(spec.title_in(subject))
    lines = (line for line in text.splitlines() if line.strip() and len(line) <= LONGEST_LABEL)
    return next((collapse(line) for line in lines if titled and _is_nil_line(line, spec, names)), "")


def _only_polite(text: str, found: str, spec: FormSpec) -> bool:
    """`ไม่มีปัญหาครับ ขอบคุณครับ`, `ไม่มีปัญหาค่ะ จะรีบส่งให้`: agrees to something, and reports nothing."""
    words, said = spec.words.vocabulary, fold(text)
    polite = any(word in said for word in (*words.courtesy_words, *words.promises))
    rest = said.replace(fold(found), "")
    firm = (*spec.folded_matter, *words.report_words, *spec.issue_words)
    return polite and not any(word in rest for word in firm) and not _months_in(text, spec)


def _months_in(text: str, spec: FormSpec) -> bool:
    return bool(spec.words.months.month.search(text))


def _is_nil_line(line: str, spec: FormSpec, names: UnitNames) -> bool:
    """A line of its own that says nothing else: `ไม่มีครับ`, `ผลการรายงาน : ไม่มี`, `จังหวัดตราด ไม่มี`."""
    label, colon, last = line.replace("：", ":").rpartition(":")
    said = last if colon and not _holds(label, spec.words.vocabulary.conditions) else line
    return says_nil(said, spec, names)


@lru_cache(maxsize=16)
def _nil_pattern(spec: FormSpec) -> re.Pattern[str]:
    """A word for nothing, then what the form calls its entries, with no other word between them."""
    issues = _spelt(spec.issue.words)
    objects = _spelt(spec.nil_objects)
    return re.compile(
        rf"(?>{_spelt(spec.nil)}){_BETWEEN}(?:(?!{issues})(?:{objects}){_BETWEEN}){{0,3}}+(?:{issues})",
        re.IGNORECASE,
    )


# ── problems and what was done ──────────────────────────────────────────────────────────────────


def _problems(text: str, spec: FormSpec) -> str:
    """The words that tell a problem and a remedy: under headings of the form, or in a sentence; "" if there are none."""
    under = list(_under_headings(text, spec))
    issue, others = spec.issue.key, spec.telling - {spec.issue.key}
    told = {key for key, content in under if content}
    if issue in told and told & others:
        return next(content for key, content in under if key == issue and content)
    words, said = spec.words.vocabulary, fold(text)
    problem = next((word for word in words.problem_told if word in said), "")
    before, _, behind = said.partition(problem) if problem else (said, "", "")
    if not _holds(behind, words.remedy_told) or _holds(before[-CONDITION:], words.conditions):
        return ""
    return next((collapse(line) for line in text.splitlines() if problem in fold(line)), collapse(text))


def _under_headings(text: str, spec: FormSpec) -> Iterator[tuple[str, str]]:
    """Each heading of a column that begins a line, with the first words under it or behind its colon."""
    key, content = "", ""
    for line in filter(str.strip, text.splitlines()):
        own, said = _labelled(line, spec)
        if own:
            if key:
                yield key, content
            key, content = own, said
        elif key and not content and not spec.is_title(line):
            content = split_bullet(collapse(line))[1]
    if key:
        yield key, content


def _labelled(line: str, spec: FormSpec) -> tuple[str, str]:
    """The column whose heading begins a line, and what stands behind a colon; "" for any other line."""
    label, colon, said = collapse(line).replace("：", ":").partition(":")
    folded = fold(label)
    if len(label) > LONGEST_LABEL or (not colon and _holds(label, spec.words.vocabulary.attachment_words)):
        return "", ""
    folded = folded.lstrip("0123456789")
    words = sorted(spec.folded_words, key=lambda item: -len(item[1]))
    key = next((key for key, word in words if folded.startswith(word)), "")
    if not colon and key and not _is_heading(folded, key, spec):
        return "", ""
    return key, said.strip()


def _is_heading(folded: str, key: str, spec: FormSpec) -> bool:
    """Whether a line without a colon is nothing but a heading: `การแก้ไขปัญหา อุปสรรค`, not `แก้ไขแล้วส่งใหม่`."""
    heading = next(fold(column.heading) for column in spec.columns if column.key == key)
    rest = folded
    for word in sorted((*(word for _, word in spec.folded_words), *spec.title_parts), key=len, reverse=True):
        rest = rest.replace(word, "")
    return heading.startswith(folded) or len(rest) <= max(2, len(folded) // 4)


def _holds(text: str, words: Sequence[str]) -> bool:
    said = fold(text)
    return any(word in said for word in words)


def _line_of(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]


@lru_cache(maxsize=64)
def _spelt(words: tuple[str, ...]) -> str:
    """A pattern for any of some words, the longest first, with or without blanks in it; English ones only as whole words."""
    every = sorted({normalise(word).strip() for word in words}, key=len, reverse=True)
    return "|".join(map(_one, filter(None, every))) or "(?!)"


def _one(word: str) -> str:
    letters = r"\s*+".join(re.escape(part) for part in word.split())
    return rf"(?<![a-z]){letters}" if word[0].isascii() and word[0].isalpha() else letters
