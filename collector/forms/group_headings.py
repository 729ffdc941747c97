"""The rows of a form and their kinds → the kinds, with those rows told that only name the group of entries below them."""

from collections.abc import Sequence

from collector.forms.headings import Layout, Row
from collector.forms.nil import is_nil
from collector.forms.spec import FormSpec
from collector.thai import fold

HEADING = "heading"
LONGEST = 40  # folded letters; a longer text over all columns is an entry
LEAST_COLUMNS = 3  # of the form, that it lies over


def with_headings(rows: Sequence[Row], kinds: Sequence[str], layout: Layout, spec: FormSpec) -> list[str]:
    """The kinds of `rows`, HEADING for each `entry` that names a group and stands above an entry or another such row."""
    made = list(kinds)
    below = ""
    for at in range(len(made) - 1, -1, -1):
        if made[at] == "entry" and below in ("entry", HEADING) and _names_a_group(rows[at], layout, spec):
            made[at] = HEADING
        below = below if made[at] in ("empty", "line") else made[at]
    return made


def _names_a_group(row: Row, layout: Layout, spec: FormSpec) -> bool:
    """Whether a single short cell lies over all columns of the form: `ด้านบุคลากร`."""
    cell, *others = {id(row[at]): row[at] for at, key in enumerate(layout.columns) if key[:1] != "="}.values()
    short = 0 < len(fold(cell.text)) <= LONGEST
    return not others and cell.columns >= LEAST_COLUMNS and short and not is_nil(cell.text, spec)
