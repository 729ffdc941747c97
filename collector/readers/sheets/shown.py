"""What a cell holds, and its number format → the text that a person sees in it."""

from datetime import datetime, timedelta
from functools import lru_cache

from collector.readers.sheets.format_code import REMEMBERED, FormatSection, Kind, sections_of
from collector.readers.sheets.shown_date import EPOCH, shown_date
from collector.readers.sheets.shown_number import general, shown_number

GENERAL = frozenset({"", "general", "standard", "@"})
_ISO_DATE = "yyyy-mm-dd"

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: _ISO_DATE,  # in the reader's own way, which no file tells; so this one, that nobody can take for another
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: f"{_ISO_DATE} h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0;-#,##0;-;@",
    42: "#,##0;-#,##0;-;@",
    43: "#,##0.00;-#,##0.00;-;@",
    44: "#,##0.00;-#,##0.00;-;@",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    59: "t0",
    60: "t0.00",
    61: "t#,##0",
    62: "t#,##0.00",
    67: "t0%",
    68: "t0.00%",
    69: "t# ?/?",
    70: "t# ??/??",
    71: "[$-41E]d/m/bbbb",
    72: "[$-41E]d-mmm-bb",
    73: "[$-41E]d-mmm",
    74: "[$-41E]mmm-bb",
    75: "h:mm",
    76: "h:mm:ss",
    77: "[$-41E]d/m/bbbb h:mm",
    78: "mm:ss",
    79: "[h]:mm:ss",
    80: "mm:ss.0",
    81: "[$-41E]d/m/bb",
}
"""Codes that files name by number alone (ECMA-376 part 1, 18.8.30; 59 to 81 in Thai Excel); General for others."""

# As the reader's own computer has it, which here is a Thai one.
_OF_THE_SYSTEM = {
    "[$-f800]": "[$-107041E]d mmmm yyyy",
    "[$-x-sysdate]": "[$-107041E]d mmmm yyyy",
    "[$-f400]": "h:mm:ss",
    "[$-x-systime]": "h:mm:ss",
}


def shown_value(value: float, code: str, since_1904: bool = False) -> str:
    """The text of a number under a format code; "" where the code hides it."""
    if code.lower() in GENERAL:
        return general(value)
    if code.startswith("[$-"):
        code = _OF_THE_SYSTEM.get(code.partition("]")[0].lower() + "]", code)
    section, signed = _section_for(value, code)
    if section.has_date:
        text = shown_date(value, section, since_1904)
        return general(value) if text is None else text
    if section.has_text and not any(token.kind is Kind.DIGITS for token in section.tokens):
        return _around(section, general(value))
    return shown_number(value if signed else abs(value), section)


def shown_text(text: str, code: str) -> str:
    """A text under a format code, which may put words around it or hide it."""
    if code.lower() in GENERAL:
        return text
    section = _text_section(code)
    return text if section is None else _around(section, text)


def shown_iso_date(text: str, code: str) -> str:
    """A date that is written out (2018-10-01T00:00:00) under a format code; as it is written, under none."""
    try:
        when = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    if code.lower() in GENERAL:
        return when.isoformat(" ", "minutes").removesuffix(" 00:00")
    return shown_value((when - EPOCH) / timedelta(days=1), code)


def _section_for(value: float, code: str) -> tuple[FormatSection, bool]:
    """The section that is for a number, and whether a minus is shown."""
    sections = [section for section in sections_of(code) if section is not _text_section(code)][:3]
    if not sections:
        return sections_of(code)[0], True
    if any(section.condition for section in sections):
        rest_is_negative = sections[0].condition is not None and sections[0].condition.leaves_negatives
        for place, section in enumerate(sections):
            if section.condition is None:
                return section, place < 2 and not rest_is_negative
            if section.condition.holds(value):
                return section, not section.condition.takes_negatives
        return sections[-1], True
    if len(sections) > 1 and value < 0:
        return sections[1], False
    return sections[2 if len(sections) > 2 and value == 0 else 0], len(sections) == 1


@lru_cache(REMEMBERED)
def _text_section(code: str) -> FormatSection | None:
    """The fourth section, or the last that holds an @."""
    sections = sections_of(code)
    if len(sections) > 3:
        return sections[3]
    return sections[-1] if sections[-1].has_text else None


def _around(section: FormatSection, text: str) -> str:
    pieces = (
        text if kind in {Kind.TEXT, Kind.GENERAL} else word
        for kind, word in section.tokens
        if kind is not Kind.DIGITS
    )
    return section.locale.digits("".join(pieces)) if section.locale.thai_numerals else "".join(pieces)
