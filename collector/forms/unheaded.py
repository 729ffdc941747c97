"""A column that nothing known heads and whose every cell is a unit's name → the column of units, where the form has none."""

from dataclasses import replace

from collector.forms.headings import UNIT, Layout
from collector.forms.recognise import Match
from collector.forms.units import UnitNames


def with_unit_column(match: Match, names: UnitNames) -> Match:
    """The form with such a column known as that of its units; one under a heading of its own names one unit alone."""
    layout = match.blocks[0].layout
    if layout.at(UNIT) or any(block.layout.width != layout.width for block in match.blocks):
        return match
    found = [at for at, key in enumerate(layout.columns) if not key and _names_units(match, at, names)]
    if len(found) != 1:
        return match
    blocks = (replace(block, layout=_with_unit(block.layout, found[0])) for block in match.blocks)
    return replace(match, blocks=tuple(blocks))


def _names_units(match: Match, at: int, names: UnitNames) -> bool:
    """Whether the cells of a column are units' names, and nothing else."""
    texts = {row[at].text for block in match.blocks for row in block.rows if row[at].text.strip()}
    named = [names.named(text, is_name=True) for text in texts]
    codes = {one.codes for one in named if one and one.certain and not one.misspelt}
    all_are = bool(named) and all(one and one.certain and not one.misspelt for one in named)
    return all_are and (len(codes) == 1 or not match.blocks[0].layout.headings[at])


def _with_unit(layout: Layout, at: int) -> Layout:
    return replace(layout, columns=(*layout.columns[:at], UNIT, *layout.columns[at + 1 :]))
