"""Words from outside → the same without the marks that turn the direction of writing, and with it what a reader sees.

Unicode Standard Annex 9, 2: `form\\u202excod.exe` would be shown as `formexe.docx`. Thai needs none of them.
"""

import re

MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # as they stand in a class of a pattern
_MARK = re.compile(f"[{MARKS}]")


def straight(text: str) -> str:
    """The text without them, all else as it is."""
    return text if text.isascii() else _MARK.sub("", text)
