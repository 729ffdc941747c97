"""Whether a text says that there is nothing to report, and nothing else."""

from functools import lru_cache

from collector.forms.items import content_of
from collector.forms.spec import FormSpec
from collector.thai import fold


def is_nil(text: str, spec: FormSpec) -> bool:
    """`ไม่มี`, `๑. ไม่พบปัญหาอุปสรรคในการดำเนินงาน`: one of the form's nil words, followed by nothing but filler.

    A problem that begins so (`ไม่มีงบประมาณเพียงพอ`) is none. A dash is told by the cell, not here.
    """
    return _says_nothing(fold(content_of(text).whole), spec.nil, spec.nil_filler)


@lru_cache(maxsize=4096)
def _says_nothing(said: str, nil: tuple[str, ...], filler: tuple[str, ...]) -> bool:
    start = next((word for word in _longest_first(nil) if said.startswith(word)), "")
    rest = said[len(start) :] if start else ""
    skip = _longest_first((*filler, *nil))
    while word := next((word for word in skip if rest.startswith(word)), ""):
        rest = rest[len(word) :]
    return bool(start) and not rest


@lru_cache(maxsize=64)
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({folded for word in words if (folded := fold(word))}, key=len, reverse=True))
