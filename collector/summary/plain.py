"""Text from outside → text that a terminal, an XML file or a page can show and that does nothing else."""

import re

from collector.direction import straight

# C0 and C1 controls (escape sequences, NUL), and what XML 1.0 (2.2) has no character for: surrogates and non-characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """Drops control characters and marks of direction; keeps line ends, makes a blank of a tab."""
    return _UNSHOWABLE.sub("", straight(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def in_workbook(text: str) -> str:
    """The same for a cell of a workbook, in which `_x202E_` stands for a character (ECMA-376, 22.9.2.19, ST_Xstring)."""
    return _ESCAPE.sub("_x005F_", plain(text))


def one_line(text: str) -> str:
    """The same with every run of white space a single blank."""
    return " ".join(plain(text).split())
