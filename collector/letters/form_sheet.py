"""A form's description, and a unit and month if known → what stands on the sheet, before any file format."""

from dataclasses import dataclass

from collector.forms.spec import FormSpec
from collector.model.units import Unit
from collector.periods import Period
from collector.wording import Wording

# What official letters are typed in since the cabinet's resolution of 7 September 2010.
FONT = "TH Sarabun New"
POINTS = 16
PROPERTY = "collector-form"  # of the document, holds the identifier
_DOTS = "." * 60  # where the sender writes the month
_UNIT_WIDTH = 16.0  # in characters, as FormSpec.columns[].width


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The texts of one form: every row of the table is as wide as `widths`."""

    title: str
    month: str
    headings: tuple[str, ...]  # the unit's column first
    unit: str  # "" on a blank form
    rows: tuple[tuple[str, ...], ...]  # without the unit's column, which is one merged cell
    footnotes: tuple[str, ...]
    widths: tuple[float, ...]
    identifier: str = ""  # "help-centre/TH-81/2018-12", "" unless unit and month are known


def lay_out(spec: FormSpec, unit: Unit | None, period: Period | None, wording: Wording) -> FormSheet:
    """The sheet of `spec`, pre-filled with what is known.

    The numbers stand as `1.`, not `1`: what a sender types behind them is then told from the number.
    """
    numbers = range(1, spec.blank_rows + 1)
    return FormSheet(
        title=spec.title,
        month=spec.month_label + (wording.month(period) if period else _DOTS),
        headings=(spec.unit_heading, *(column.heading for column in spec.columns)),
        unit=unit.full_name if unit else "",
        rows=tuple(tuple(f"{n}. " if column.numbered else "" for column in spec.columns) for n in numbers),
        footnotes=spec.footnotes,
        widths=(_UNIT_WIDTH, *(column.width for column in spec.columns)),
        identifier=f"{spec.id}/{unit.code}/{period}" if unit and period else "",
    )
