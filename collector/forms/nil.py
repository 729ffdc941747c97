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
_PLACES = "แห่ง"  # behind the number of them: `อปท. ทั้ง 52 แห่ง ไม่มีปัญหา`


def is_nil(text: str, spec: FormSpec) -> bool:
    """`ไม่มี`, `๑. ไม่พบปัญหาอุปสรรคในการดำเนินงาน`: the form's nil words, their objects and filler, nothing else.

    What the form calls its entries, and what it says where there are none, are objects as well. A lack of something
    (`ไม่มีงบประมาณเพียงพอ`) is a problem. A dash is told by the cell, not here.

    Before them may stand words that only introduce (`สรุป ไม่มี`), and, where it is the form's own matter of which there is
    nothing, words of who looked for it and where (`ได้ตรวจสอบกับ อปท. ในเขตแล้ว ไม่มีปัญหา`); behind them how letters end.
    """
    if NO_VALUE in text.upper() or not has_nil_word(text, spec):  # nearly every text: spares taking it apart
        return False
    items = content_of(ticked(text)).items
    said = [fold(without_months(_without_field(item.text, spec), spec.words.months)) for item in items]
    phrases, objects = _of_wording(spec.nil, spec.said)
    words, nil = spec.words.vocabulary, (*spec.nil, *phrases)
    objects = (*spec.nil_objects, *objects)
    rest, frames = (*objects, *words.nil_trails, *spec.nil_filler), (*spec.nil_filler, *words.nil_frames)
    plain = _pattern(nil, (*objects, *words.nil_trails), rest, frames)
    led = _pattern(nil, _own(objects, spec), rest, (*frames, *words.nil_leads), alone=False)
    return any(said) and all(plain.fullmatch(item) or led.fullmatch(item) for item in said if item)


def _own(objects: tuple[str, ...], spec: FormSpec) -> tuple[str, ...]:
    """Those of the objects that the form calls its entries by; of anything else (`ข้อมูล`) there may be a lack."""
    return tuple(name for name in objects if any(fold(word) in fold(name) for word in spec.issue.words))


def _without_field(text: str, spec: FormSpec) -> str:
    """What is said of a field of work or of the form's own matter, which is named before it: `ด้านสาธารณภัย : ไม่มี`."""
    label, colon, said = text.replace("：", ":").partition(":")
    named = fold(label)
    is_field = named.startswith(spec.words.vocabulary.nil_fields)
    own = is_field or _label(_own(spec.nil_objects, spec), spec.nil_filler).fullmatch(named)
    return said if colon and own else text


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
def _label(own: tuple[str, ...], filler: tuple[str, ...]) -> re.Pattern[str]:
    """One of those names with filler around it: `ประเด็นปัญหา อุปสรรค`."""
    return re.compile(f"(?>{_either((*own, *filler))})++")


@lru_cache(maxsize=16)
def _pattern(
    nil: tuple[str, ...],
    objects: tuple[str, ...],
    rest: tuple[str, ...],
    before: tuple[str, ...],
    *,
    alone: bool = True,
) -> re.Pattern[str]:
    """What may stand before a nil word, the word, and then first one of its objects, if it may not stand alone, before the rest.

    Atomic, so that nothing is slow.
    """
    counted = rf"\d{{1,4}}(?={_either((_PLACES,))})"
    behind = f"(?:(?>{_either(objects)})(?>{_either((*rest, *nil))})*+)"
    # No word before takes letters of the nil word: ว่า of ว่าง.
    begin = f"(?>(?!{_either(nil)})(?>{_either(before)}" + ("" if alone else f"|{counted}") + "))*+"
    return re.compile(f"{begin}(?>{_either(nil)}){behind}" + ("?" if alone else ""))


def _either(words: tuple[str, ...]) -> str:
    # backwards, so that a word stands before those with which it begins
    folded = sorted({text for word in words if (text := fold(word))}, reverse=True)
    return "|".join(map(re.escape, folded)) or "(?!)"
