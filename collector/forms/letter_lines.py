"""Lines of a cover letter on a form's own page → whether the units in them are named in passing: อ้างถึง หนังสือจังหวัดตรัง.

Such a unit is nobody's word on who reports; the one that says of itself that it reports (จังหวัดพัทลุงขอส่งแบบรายงาน) is.
"""

from collections.abc import Sequence

from collector.forms.named import Named
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.thai import fold

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
