"""Forms of other matters that offices send to the same mailbox, as data: how each is known, and what becomes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property

from collector.forms.spec import FormSpec
from collector.model.documents import Document, Line
from collector.model.reports import OtherForm
from collector.thai import fold

LONGEST_TITLE = 200  # characters
LINES_LOOKED_AT = 12  # of a document, from its beginning
LONGEST_QUOTED = 120


class Instead(StrEnum):
    """What becomes of a mail that brings such a form and no report."""

    IGNORE = auto()
    REVIEW = auto()
    ANSWER = auto()


@dataclass(frozen=True)
class KnownForm:
    """One form that is not accepted here."""

    id: str
    title: str
    title_words: tuple[str, ...]
    instead: Instead
    answer: str = ""  # what a letter says besides: where the form has to be sent

    @cached_property
    def folded_titles(self) -> tuple[str, ...]:
        return tuple(map(fold, self.title_words))


def known_by(text: str, known: Sequence[KnownForm]) -> KnownForm | None:
    """The form whose title a line bears: of several the one with the longest words; None where it bears none."""
    if not known or len(text) > LONGEST_TITLE:
        return None
    folded = fold(text)
    found = [(len(word), form) for form in known for word in form.folded_titles if word in folded]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def known_in(document: Document, path: str, known: Sequence[KnownForm]) -> OtherForm | None:
    """The known form that a document without a form of ours begins with the title of."""
    if not known:
        return None
    for _, line in zip(range(LINES_LOOKED_AT), _shown(document), strict=False):
        if form := known_by(line, known):
            return OtherForm(path, line[:LONGEST_QUOTED], form.id)
    return None


def _shown(document: Document) -> Iterator[str]:
    """The texts that a reader sees first."""
    for section in document.sections:
        for block in () if section.hidden else section.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                yield from dict.fromkeys(cell.text for row in block.rows for cell in row if cell.text.strip())


def faults_of_known(known: KnownForm, specs: Sequence[FormSpec]) -> Iterator[str]:
    """What would make forms of ours pass for this one."""
    if not any(word in fold(known.title) for word in known.folded_titles):
        yield "title_words: none of them stands in title, so they are those of another form"
    for spec in specs:
        for word, folded in zip(known.title_words, known.folded_titles, strict=True):
            if folded in fold(spec.title):
                yield f'title_words: "{word}" stands in the title of {spec.id}, which is accepted'
