"""Title lines → the units that they name, and what is named on a line of its own as that to which a unit belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

from collector.forms.named import Named
from collector.forms.units import UnitNames
from collector.model import Line

LONGEST_TITLE_LINE = 60  # characters in which a misspelt name after `จังหวัด` is still a heading


@dataclass(frozen=True, slots=True)
class Titled:
    """What one line names: units, or what units belong to (`below` are all that do)."""

    line: Line
    named: tuple[Named, ...] = ()
    below: tuple[str, ...] = ()


def titled(lines: Sequence[Line], names: UnitNames) -> tuple[Titled, ...]:
    """What each line names: `อำเภอฝาง` beside `หน่วยป้องกันทุ่งหลวง` tells which of its namesakes is meant."""
    said = [_one(line, names) for line in lines]
    lowest = names.parents.without(code for line in said for named in line.named for code in named.codes)
    said = [_without_districts(line, lowest, names) for line in said]
    districts = "\n".join(line.line.text for line in said if line.below)
    return tuple(line if line.below else _beside(line, districts, names) for line in said)


def placed(named: Named, lines: Sequence[Titled], names: UnitNames) -> Named:
    """Namesakes that another place of the form names (its column of units), told apart by the lines above it."""
    districts = "\n".join(line.line.text for line in lines if line.below)
    if named.certain or not districts:
        return named
    return names.parents.placed(named, f"{named.text}\n{districts}")


def _one(line: Line, names: UnitNames) -> Titled:
    """What the line names by itself."""
    if inside := names.inside(line.text):
        return Titled(line, inside)
    heading = names.named(line.text) if len(line.text) <= LONGEST_TITLE_LINE else None
    return Titled(line, (heading,)) if heading else Titled(line, (), names.parents.below(line.text))


def _without_districts(said: Titled, lowest: frozenset[str], names: UnitNames) -> Titled:
    """The line without units to which an office of another line belongs: it says where that office is."""
    kept = tuple(named for named in said.named if not named.codes or lowest & set(named.codes))
    return Titled(
        said.line, kept, said.below if kept or not said.named else names.parents.below(said.line.text)
    )


def _beside(said: Titled, districts: str, names: UnitNames) -> Titled:
    """The line's units with what the other lines say that they belong to."""
    text = f"{said.line.text}\n{districts}"
    if not districts or any(named.certain for named in said.named):
        return said
    if said.named:
        return Titled(said.line, tuple(names.parents.placed(named, text) for named in said.named))
    alone = {named.codes for named in names.inside(districts)}
    return Titled(said.line, tuple(named for named in names.inside(text) if named.codes not in alone))
