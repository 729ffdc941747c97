"""Each state's colour, for workbook, document, page and terminal; dark text on each reads at 7:1 or better."""

from collector.summary.standings import UnitState

FILLS: dict[UnitState, str] = {
    UnitState.ON_TIME: "A9D9B8",
    UnitState.LATE: "FFD56B",
    UnitState.NIL_ON_TIME: "DDF1E2",
    UnitState.NIL_LATE: "FFEFC2",
    UnitState.RETURNED: "F6B48F",
    UnitState.REVIEW: "CDBDEB",
    UnitState.MISSING: "F0A3A3",
    UnitState.NOT_DUE: "FFFFFF",
    UnitState.NOT_EXPECTED: "E3E3E3",
}
HEAD = "1F3F66"  # behind white headings
BAND = "E8EEF6"  # behind group rows
LINE = "9AA5B1"
"""Borders."""
