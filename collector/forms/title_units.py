"""Title lines → the units that they name, and what is named on a line of its own as that to which a unit belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

from collector.forms.in_passing import has_neighbours
from collector.forms.named import Named
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.thai import normalise

LONGEST_TITLE_LINE = 60  # characters in which a misspelt name after `จังหวัด` is still a heading


@dataclass(frozen=True, slots=True)
class Titled:
    """What one line names: units, or what units belong to (`below` are all that do)."""

    line: Line
    named: tuple[Named, ...] = ()
    below: tuple[str, ...] = ()


def titled(lines: Sequence[Line], names: UnitNames) -> tuple[Titled, ...]:
    """What each line names: `อำเภอฝาง` beside `หน่วยป้องกันทุ่งหลวง` tells which of its namesakes is meant."""
    found = [_named_alone(line.text, names) for line in lines]
    lowest = names.parents.without(code for line in found for named in line for code in named.codes)
    said = [_without_districts(line, own, lowest, names) for line, own in zip(lines, found, strict=True)]
    districts = "\n".join(line.line.text for line in said if line.below)
    return tuple(line if line.below else _beside(line, districts, names) for line in said)


def placed(named: Named, lines: Sequence[Titled], names: UnitNames) -> Named:
    """Namesakes that another place of the form names (its column of units), told apart by the lines above it."""
    districts = "\n".join(line.line.text for line in lines if line.below)
    if named.certain:
        return named
    return names.parents.placed(named, f"{named.text}\n{districts}")


def _named_alone(text: str, names: UnitNames) -> tuple[Named, ...]:
    """What a line names by itself."""
    if inside := names.inside(text):
        return inside
    is_heading = len(text) <= LONGEST_TITLE_LINE and not has_neighbours(normalise(text), names.kind_words)
    heading = names.named(text) if is_heading else None
    return (heading,) if heading else ()


def _without_districts(
    line: Line, found: Sequence[Named], lowest: frozenset[str], names: UnitNames
) -> Titled:
    """The line without units to which an office of another line belongs: it says where that office is."""
    kept = tuple(named for named in found if not named.codes or lowest & set(named.codes))
    return Titled(line, kept, () if kept else names.parents.below(line.text))


def _beside(said: Titled, districts: str, names: UnitNames) -> Titled:
    """The line's units with what the other lines say that they belong to."""
    text = f"{said.line.text}\n{districts}"
    if not districts or any(named.certain for named in said.named):
        return said
    if said.named:
        return Titled(said.line, tuple(names.parents.placed(named, text) for named in said.named))
    alone = {named.codes for named in names.inside(districts)}
    return Titled(said.line, tuple(named for named in names.inside(text) if named.codes not in alone))
