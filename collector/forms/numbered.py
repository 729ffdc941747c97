"""Words around two numbers, or around a month → whether they are the number and the date of a paper: คำสั่งที่ 11/2561, ว 9/2561.

Knows no month and no form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collector.thai import fold, normalise

REACH = 60  # characters before a number that may tell what it counts
_GAP = r"\s{0,3}"
_ISSUER = r"[^\s\d]{0,40}"  # what goes on behind กรม, up to the next blank
_GOES_ON = r"(?:(?!เดือน|งวด|รอบ)[^\s\d]){0,12}"  # what goes on behind เลข; no label of a month
_FORM = r"แบบ(?:ฟอร์ม)?[ก-ฮ]{1,4}\d{1,3}"  # folded, a form's own number: แบบ ศช.01
_ABBREVIATION = r"(?:[ก-ฮ]{1,3}\.?){1,3}"  # of who sends a letter: ที่ มท 5/2561
_NO_LETTER = r"(?<![ก-๎a-z])"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Words by which papers are numbered and dated, as recognition.toml lists them."""

    counted: Sequence[str] = ()  # right before a number, at the end of any word
    counted_months: Sequence[str] = ()  # those among them that count months
    counted_words: Sequence[str] = ()  # the same as `counted`, but whole words only: ว
    papers: Sequence[str] = ()  # before who issued them, and a number
    issuers: Sequence[str] = ()
    references: Sequence[str] = ()  # before an abbreviation and a number
    dated: Sequence[str] = ()  # right behind the number of a paper
    versions: Sequence[
        str
    ] = ()  # before the number of a version, which a month in brackets or behind it dates
    registers: Sequence[str] = ()  # the same as `counted`, also where the word goes on: เลขทะเบียนส่ง
    dating: Sequence[str] = ()  # right before the month of a paper or a form
    amended: Sequence[str] = ()  # behind the number of a form, before the month of its amendment
    meetings: Sequence[str] = ()  # before a number of theirs, which a month behind it dates


@dataclass(frozen=True, eq=False)
class Papers:
    """The same, ready to be asked; made by `papers_of`."""

    counted: tuple[str, ...]  # folded
    counted_months: tuple[str, ...]  # folded
    before: re.Pattern[str]  # ends where the number begins
    behind: re.Pattern[str]
    dates: re.Pattern[str]  # in folded text, ends where the month begins

    def count(self, text: str, start: int, end: int) -> bool:
        """Whether the two numbers from `start` to `end` count something within a year: คำสั่งที่ 11/2561, ครั้งที่ 1/2562."""
        before = text[max(0, start - REACH) : start].rsplit("\n", 1)[-1]
        folded = fold(before)
        if folded.endswith(self.counted_months):
            return False
        return (
            folded.endswith(self.counted)
            or self.before.search(before) is not None
            or self.behind.match(text, end) is not None
        )

    def date(self, folded: str) -> bool:
        """Whether a month behind these folded words is that of a version or a meeting: ฟอร์ม v.3 (มี.ค. 2561)."""
        return self.dates.search(folded) is not None


def papers_of(words: PaperWords) -> Papers:
    """The words as patterns."""
    before = (
        rf"(?:{_any(words.registers)}){_GOES_ON}",
        rf"{_NO_LETTER}(?:{_any(words.counted_words)})",
        rf"(?:{_any(words.papers)}){_GAP}(?:{_any(words.issuers)}){_ISSUER}",
        rf"{_NO_LETTER}(?:{_any(words.references)}){_GAP}{_ABBREVIATION}",
    )
    version = rf"(?<![a-z])(?:{_any(map(fold, words.versions))})\d{{1,4}}"
    meeting = rf"(?:{_any(map(fold, words.meetings))})\D{{0,20}}\d{{1,3}}25\d\d(?:เดือน)?"
    amended = rf"{_FORM}(?:{_any(map(fold, words.amended))})"
    dating = rf"{_any(map(fold, words.dating))}|{amended}"
    return Papers(
        tuple(map(fold, words.counted)),
        tuple(map(fold, words.counted_months)),
        re.compile(rf"(?:{'|'.join(before)})[\s.:/]{{0,4}}$", re.IGNORECASE),
        re.compile(rf"{_GAP}\(?{_GAP}(?:{_any(words.dated)})", re.IGNORECASE),
        re.compile(rf"(?:{version}|{meeting}|{dating})$"),
    )


def _any(words: Iterable[str]) -> str:
    """Any of some words, the longest first; none at all matches nothing."""
    longest = sorted(map(normalise, words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in longest) or "(?!)"
