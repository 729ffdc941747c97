"""Lines of a cover letter on a form's own page → whether the units in them are named in passing: อ้างถึง หนังสือจังหวัดตรัง.

Such a unit is nobody's word on who reports; the one that says of itself that it reports (จังหวัดพัทลุงขอส่งแบบรายงาน) is.
"""

from collections.abc import Sequence

from collector.forms.named import Named
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.thai import fold, normalise
from collector.unit_kinds import UnitKinds, split_kind

LEAST_OF_GROUP = 2  # units in the brackets behind a group's name
LONGEST_HEADING = 60  # characters; a longer line above the form's title is a sentence of a letter


def title_at(lines: Sequence[Line], spec: FormSpec) -> int:
    """The place of the line nearest above the table that is the form's title; 0 if none is, so that no line stands above it."""
    places = [at for at, line in enumerate(lines) if spec.is_title(line.text)]
    return places[-1] if places else 0


def in_passing(line: Line, names: UnitNames) -> bool:
    """Whether a line addresses somebody or refers to a letter: สำเนาเรียน, อ้างถึง, ตามหนังสือ."""
    return fold(line.text).startswith(names.kind_words.passing)


def is_sentence(line: Line) -> bool:
    """Whether a line is too long for a heading."""
    return len(line.text) > LONGEST_HEADING


def reporting(line: Line, found: Sequence[Named], names: UnitNames) -> tuple[Named, ...]:
    """Those of a line's units that say of themselves that they report."""
    said = fold(line.text)
    return tuple(
        named
        for named in found
        if any(
            fold(names.name(code)) + word in said
            for code in named.codes
            for word in names.kind_words.reporting
        )
    )


def mentioned(line: Line, found: Sequence[Named], names: UnitNames) -> tuple[Named, ...]:
    """Those of a line's units that it names in passing in its middle: `ส่งรายงาน ตามโทรสารจังหวัดตรัง`, `กลุ่มจังหวัด (…)`."""
    kinds, said = names.kind_words, fold(line.text)
    listed = " ".join(mark["names"] for mark in kinds.group_pattern.finditer(normalise(line.text)))
    members = [named for named in found if _key(named, kinds) in fold(listed)]
    of_group = members if len(members) >= LEAST_OF_GROUP else ()
    return tuple(named for named in found if named in of_group or _behind_passing(said, named, kinds))


def _key(named: Named, kinds: UnitKinds) -> str:
    return fold(split_kind(named.text, kinds)[1])


def _behind_passing(said: str, named: Named, kinds: UnitKinds) -> bool:
    """Whether each place of a unit's name in a folded line stands right behind a word that names others in passing."""
    before = said.split(_key(named, kinds))[:-1] if _key(named, kinds) else []
    return bool(before) and all(
        text.removesuffix(_longest_end(text, kinds)).endswith(kinds.passing_before) for text in before
    )


def _longest_end(text: str, kinds: UnitKinds) -> str:
    """The longest word for a kind that stands right before a name."""
    return max((word for word in kinds.written if text.endswith(word)), key=len, default="")
