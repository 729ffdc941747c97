"""The letters of a whole PDF → whether they may be taken for what people see; it knows no file format.

A text layer is not what is printed: fonts lie about their letters, and OCR guesses. What is not to be
trusted goes to a person, because a wrong letter in a report is worse than none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from collector.errors import UnreadableError
from collector.readers.pdf.clusters import Cluster
from collector.readers.pdf.glyph import UNKNOWN
from collector.readers.pdf.letters import CONSONANTS, SARA_AA
from collector.readers.pdf.overprint import printed_over
from collector.readers.pdf.sheets import Sheet

SCAN = 0.5  # of the page: pictures that cover so much of a page without text are a scan
FEW = 30  # letters: less is no text, a stamp on a scan perhaps
PRIVATE = ("\ue000", "\uf8ff")
WESTERN = ("\u00a1", "\u00ff")  # where the letters of TIS-620 are taken for western ones
BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf06e\uf02d")  # of Symbol and Wingdings: no letters
PLAIN = frozenset("\u00ad«»°±²³·¹¼½¾×÷é")  # western signs that a Thai text may hold
MOST_ORPHANS = 0.02  # of the Thai marks …
MOST_WESTERN = 0.02  # of all letters …
AT_LEAST = 2  # … but so many are always allowed
MOST_UNKNOWN = 0.0005  # of all letters; none in a table
USUAL_PAIRS = frozenset(
    [
        "th",
        "he",
        "in",
        "er",
        "an",
        "re",
        "on",
        "en",
        "at",
        "es",
        "or",
        "te",
        "ti",
        "is",
        "nd",
        "st",
        "de",
        "la",
        "ar",
        "ou",
        "al",
        "it",
    ]
)
USUAL = 0.12  # of all pairs; in English it is a quarter


@dataclass(frozen=True, slots=True)
class PageText:
    """What is weighed of one page."""

    number: int
    clusters: Sequence[Cluster]
    pictures: float
    invisible: int
    drawn: bool = False


def check(pages: Sequence[PageText]) -> None:
    """Raise UnreadableError("scan-only"), ("untrusted-text") or ("empty-file") unless the text can be relied on."""
    for page in pages:
        seen = sum(not cluster.blank for cluster in page.clusters)
        if page.invisible > seen / 2 and seen >= AT_LEAST:
            raise UnreadableError("untrusted-text", f"page {page.number}: text laid under a picture")
        if page.pictures >= SCAN and seen < FEW:
            raise UnreadableError("scan-only", f"page {page.number}")
    seen_all = [cluster for page in pages for cluster in page.clusters if not cluster.blank]
    if not seen_all:
        blank = not any(page.pictures or page.drawn for page in pages)
        raise UnreadableError("empty-file" if blank else "scan-only", "no text on any page")
    fault = _fault(seen_all) or _overprinted(pages)
    if fault:
        raise UnreadableError("untrusted-text", fault)


def check_tables(sheets: Sequence[Sheet]) -> None:
    """Raise UnreadableError("untrusted-text") for an unknown letter in a table, ("read-by-person") for a torn one.

    Lines that stand in columns and make no table may be the form, where there is no other table.
    """
    tables = [table for sheet in sheets for table in sheet.tables]
    texts = ("".join(cell.text.split()) for table in tables for cell in table.cells)
    if any(map(_is_unknown, chain.from_iterable(texts))):
        raise UnreadableError("untrusted-text", "a letter without meaning in a table")
    unclear = next((f"page {sheet.number}: {sheet.unclear}" for sheet in sheets if sheet.unclear), "")
    if unclear and not tables:
        raise UnreadableError("read-by-person", f"rows of a table that cannot be told apart, {unclear}")


def reads_as_words(letters: str) -> bool:
    """Whether letters are words of a language that is not Thai, by the pairs that such words are full of.

    Fonts that lie about Thai letters call them by Latin ones at random: one pair in forty is then a usual one.
    """
    own = [char for char in letters.lower() if char.isalpha()]
    if 2 * len(own) < len(letters) and not letters.isascii():
        return False
    latin = [char for char in own if char.isascii()]
    if 2 * len(latin) < len(own):  # Cyrillic, Chinese …
        return True
    usual = sum(one + two in USUAL_PAIRS for one, two in pairwise(latin))
    return usual >= USUAL * len(latin)


def _fault(clusters: Sequence[Cluster]) -> str:
    """Return what speaks against the text, "" if nothing does."""
    total = len(clusters)
    firsts = [cluster.text[0] for cluster in clusters]
    thai = sum("\u0e01" <= char <= "\u0e5b" for char in firsts)
    unknown = sum(map(_is_unknown, firsts)) - _halves(firsts)
    unknown += sum(UNKNOWN in cluster.text[1:] for cluster in clusters)
    if unknown > MOST_UNKNOWN * total:
        return f"{unknown} letters without meaning of {total}"
    western = sum(WESTERN[0] <= char <= WESTERN[1] and char not in PLAIN for char in firsts)
    marks = sum(len(cluster.text) - 1 for cluster in clusters) + sum(cluster.orphan for cluster in clusters)
    orphans = sum(cluster.orphan for cluster in clusters) + _misplaced(firsts)
    for found, share, of, what in (
        (western, MOST_WESTERN, total, "western letters in place of Thai ones"),
        (orphans, MOST_ORPHANS, marks, "marks without a consonant"),
    ):
        if found > max(AT_LEAST, share * of):
            return f"{found} {what} of {of}"
    words = thai or total < FEW or reads_as_words("".join(firsts))
    return "" if words else "no Thai letter, nor words of another language"


def _overprinted(pages: Sequence[PageText]) -> str:
    """Return on which page lines are printed over each other, whose letters nobody can tell apart."""
    return next(
        (f"page {page.number}: lines over each other" for page in pages if printed_over(page.clusters)), ""
    )


def _is_unknown(char: str) -> bool:
    return char == "\ufffd" or char < " " or (PRIVATE[0] <= char <= PRIVATE[1] and char not in BULLETS)


def _halves(firsts: Sequence[str]) -> int:
    """Count the first halves of sara am, which the lines put right."""
    return sum(two == UNKNOWN and three == SARA_AA for two, three in pairwise(firsts))


def _misplaced(firsts: Sequence[str]) -> int:
    """Count vowels that are written before a consonant, and have none after them."""
    pairs = pairwise(firsts)
    return sum(one in "เแโใไ" and two not in CONSONANTS and not (one == two == "เ") for one, two in pairs)
