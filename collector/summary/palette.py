"""Each state's colour, for workbook, document, page and terminal; dark text on each reads at 7:1 or better."""

from collector.summary.standings import State

FILLS: dict[State, str] = {
    State.ON_TIME: "A9D9B8",
    State.LATE: "FFD56B",
    State.NIL_ON_TIME: "DDF1E2",
    State.NIL_LATE: "FFEFC2",
    State.RETURNED: "F6B48F",
    State.REVIEW: "CDBDEB",
    State.MISSING: "F0A3A3",
    State.NOT_DUE: "FFFFFF",
    State.NOT_EXPECTED: "E3E3E3",
}
HEAD = "1F3F66"  # behind white headings
BAND = "E8EEF6"  # behind group rows
LINE = "9AA5B1"
"""Borders."""
