"""Where a form says who reports: the title's line of it, and the rows' column of units; weighs nothing."""

import re
from collections.abc import Iterable, Sequence

from collector.forms.headings import OTHER, UNIT, Layout
from collector.forms.months import without_months
from collector.forms.offices import Offices
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Cell, Line
from collector.thai import fold, normalise
from collector.unit_kinds import split_kind

LONGEST_LINE = 160  # characters; a longer one is a letter's
AREAS_OF_AN_ADDRESS = 2
_SEAT = "เมือง"  # the district in which a province's own office sits
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
SEVERAL = 2  # offices that no form of one of them names


def reporter(text: str, spec: FormSpec, offices: Offices) -> str:
    """The office, none of the registry's, that a title's line says the form is of; "" where it says no such thing.

    `เทศบาลเมืองน่าน ประจำเดือนธันวาคม`, `แบบรายงานปัญหา อุปสรรค ของ อบต.แม่แรม`; not an address, and not a sentence that
    speaks of an office.
    """
    plain = normalise(text).strip()
    if len(plain) > LONGEST_LINE or any(word in fold(plain) for word in spec.words.vocabulary.addresses):
        return ""
    found = tuple(offices.inside(plain))
    areas = [office for office in found if _is_area(office.text, offices)]
    if not found or len(areas) >= AREAS_OF_AN_ADDRESS or not _says_nothing(plain[: found[0].start], spec):
        return ""
    labels = "|".join(map(re.escape, spec.words.months.labels))
    said = re.split(labels, found[0].text)[0]
    return next((office.text for office in offices.inside(said)), "")


def lies_within(text: str, spec: FormSpec, offices: Offices) -> bool:
    """Whether a title's line begins with a smaller area, or an office called by its name alone, and may go on with the unit around it.

    `อ.แม่สาย จ.เชียงราย`, `เมืองพัทยา จังหวัดชลบุรี`; not an address: `ตำบลปากน้ำ อำเภอเมืองกระบี่ จังหวัดกระบี่`.
    """
    plain = normalise(text).strip()
    first = offices.first(plain)
    if len(plain) > LONGEST_LINE or not first or not _says_nothing(plain[: first.start], spec):
        return False
    rest = plain[first.end :]
    if _POSTCODE.search(rest) or any(word in fold(rest) for word in spec.words.vocabulary.addresses):
        return False
    around = offices.first(rest)
    return around is None or not split_kind(around.text, offices.kind_words)[1].startswith(_SEAT)


def _is_area(text: str, offices: Offices) -> bool:
    kind = offices.kind_words.of(text)
    return kind is not None and kind.area


def _says_nothing(before: str, spec: FormSpec) -> bool:
    """Whether words before an office are only those of titles."""
    rest = fold(without_months(before, spec.words.months))
    vocabulary = spec.words.vocabulary
    words = {fold(word) for word in (spec.title, *spec.title_words)}
    for word in sorted({*words, *vocabulary.reporter, *vocabulary.general}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest.strip("0123456789")


def offices_of(row: Sequence[Cell], layout: Layout, names: UnitNames) -> dict[str, Line]:
    """The offices, none of the registry's, that a row names where it should name a unit, by what is written, folded."""
    found = {}
    columns = [at for at in layout.at(UNIT) if may_name(layout.headings[at], names)]
    for cell in (row[at] for at in columns):
        office = names.offices.led_by(cell.text)
        if office and not any(named.certain for named in names.inside(cell.text, after_kind=True)):
            found[fold(cell.text)] = Line(office, cell.place)
    return found if columns else _of_smaller_areas(row, layout, names)


def _of_smaller_areas(row: Sequence[Cell], layout: Layout, names: UnitNames) -> dict[str, Line]:
    """What stands in a column of districts where the units are provinces, and no column is theirs or their offices'."""
    columns = () if layout.at(OTHER) else layout.at(UNIT)
    cells = [(layout.headings[at], row[at]) for at in columns]
    return {
        fold(cell.text): Line(cell.text.strip(), cell.place)
        for heading, cell in cells
        if names.offices.is_foreign(split_kind(heading + "x", names.kind_words)[0])
        and fold(cell.text).strip("0123456789")
        and not names.named(cell.text)
    }


def alone(offices: Iterable[Line], layout: Layout) -> tuple[Line, ...]:
    """The offices of a form's rows, but for those of a province that tells of several; not where its own name should stand."""
    found = tuple(offices)
    own_column = any(layout.headings[at] == fold(layout.spec.unit_heading) for at in layout.at(UNIT))
    return found if len(found) < SEVERAL or own_column else ()


def may_name(heading: str, names: UnitNames) -> bool:
    """Whether a column can name a unit: one headed อำเภอ cannot where the units are provinces."""
    kind = split_kind(heading + "x", names.kind_words)[0]
    return not kind or kind in names.kinds
