"""Whether a text says that there is nothing to report, and nothing else."""

import re
from functools import lru_cache

from collector.forms.items import content_of
from collector.forms.months import without_months
from collector.forms.spec import FormSpec, FormWords
from collector.forms.tick_boxes import ticked
from collector.thai import fold

NO_VALUE = "#N/A"  # a formula that failed says nothing of what there is
SHORTEST_OBJECT = (
    4  # folded letters of a form's own word behind which more may follow: ไม่มีราย is nothing, ไม่มีรายได้ a lack
)


def is_nil(text: str, spec: FormSpec) -> bool:
    """`ไม่มี`, `๑. ไม่พบปัญหาอุปสรรคในการดำเนินงาน`: the form's nil words, their objects and filler, nothing else.

    What the form calls its entries, and what it says where there are none, are objects as well. A lack of something (`ไม่มีงบประมาณเพียงพอ`) is a problem. A dash is told by the cell, not here.
    """
    if NO_VALUE in text.upper() or not has_nil_word(text, spec):  # nearly every text: spares taking it apart
        return False
    items = content_of(ticked(text)).items
    said = [fold(without_months(_without_field(item.text, spec), spec.words.months)) for item in items]
    phrases, objects = _of_wording(spec.nil, spec.said)
    pattern = _pattern((*spec.nil, *phrases), (*spec.nil_objects, *objects), spec.nil_filler)
    return any(said) and all(pattern.fullmatch(item) for item in said if item)


def _without_field(text: str, spec: FormSpec) -> str:
    """What is said of a field of work, which a list of them names before it: `ด้านสาธารณภัย : ไม่มี`."""
    label, colon, said = text.replace("：", ":").partition(":")
    return said if colon and fold(label).startswith(spec.words.vocabulary.nil_fields) else text


def has_nil_word(text: str, spec: FormSpec) -> bool:
    """Whether one of the form's nil words stands anywhere in a text."""
    return _word(spec.nil).search(fold(text)) is not None


@lru_cache(maxsize=16)
def _of_wording(nil: tuple[str, ...], said: FormWords) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the form's own wording adds: whole phrases that say nothing, and objects of the nil words."""
    begin = re.compile(f"(?>{_either(nil)})")
    empty = [fold(said.filled(word)) for word in (said.nothing, said.nil_word)]
    named = [fold(said.filled(word)) for word in (said.entry, said.entries)]
    named += [begin.sub("", phrase, count=1) for phrase in empty if begin.match(phrase)]
    phrases = [fold(word) + name for name in named if len(name) < SHORTEST_OBJECT for word in nil]
    return tuple(phrases), tuple(name for name in named if len(name) >= SHORTEST_OBJECT)


@lru_cache(maxsize=16)
def _word(nil: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_either(nil))


@lru_cache(maxsize=16)
def _pattern(nil: tuple[str, ...], objects: tuple[str, ...], filler: tuple[str, ...]) -> re.Pattern[str]:
    """Filler, a nil word, and if anything follows then one of its objects first. Atomic, so that nothing is slow."""
    skip = f"(?>{_either((*filler, *objects, *nil))})*+"
    return re.compile(f"(?>{_either(filler)})*+(?>{_either(nil)})(?:(?>{_either(objects)}){skip})?")


def _either(words: tuple[str, ...]) -> str:
    # backwards, so that a word stands before those with which it begins
    folded = sorted({text for word in words if (text := fold(word))}, reverse=True)
    return "|".join(map(re.escape, folded)) or "(?!)"
