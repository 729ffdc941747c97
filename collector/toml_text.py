"""The bytes of a TOML file that people write → its tables, or a ValueError that says in plain words what to mend and where."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

_LONGEST_SHOWN = 80  # letters of a line
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_VALUE = re.compile(r"\s*[^=#]+?=\s*(?P<value>.*)")
# A dotted key of dozens of parts, bare or in quotation marks, where a key or a section's name may stand.
_PART = r"""[ \t]*+(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_MANY_PARTS = re.compile(rf"(?:^|[{{,\[]){_PART}(?:\.{_PART}){{30,}}+[=\]]", re.MULTILINE)
_SAVE_AS_UTF8 = 'open it in an editor and save it as UTF-8 (in Notepad: "Save as", Encoding "UTF-8")'

# What tomllib says, and what people have to hear of it.
_CAUSES = (
    ("Unescaped '\\'", "a backslash within \"…\" must be doubled; or write the text between '…'"),
    ("Invalid hex value", "a backslash within \"…\" must be doubled; or write the text between '…'"),
    ("Cannot overwrite", "this key stands twice"),
    (
        "Cannot declare",
        "this section stands twice; where there may be several, each has double brackets, like [[columns]]",
    ),
    ("Cannot mutate", "this key stands twice"),
    ("Unclosed array", "a comma or the closing ] is missing, here or in a line before"),
    ("Unclosed inline table", "a comma or the closing } is missing, here or in a line before"),
    ("Expected ']", "the closing ] of the section's name is missing"),
)
_CURLY = re.compile("[“”„‘’]")


def parsed(data: bytes) -> dict[str, Any]:
    """The tables of a file in UTF-8, with or without the byte order mark of Windows editors."""
    text = _decoded(data)
    if found := _MANY_PARTS.search(text):  # tomllib takes minutes for thousands
        number = text.count("\n", 0, found.start()) + 1
        raise ValueError(
            f"line {number} cannot be understood: a key of so many parts; none has more than two: section.key"
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_said(text, str(error))) from error
    except ValueError as error:  # Python's own limit
        raise ValueError("it has a number of thousands of digits: shorten it") from error
    except RecursionError as error:
        raise ValueError(
            'it has brackets within brackets, and too many of them; a list is one pair of them: key = ["a", "b"]'
        ) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(f'it is saved as UTF-16 (Notepad calls it "Unicode"), not as UTF-8: {_SAVE_AS_UTF8}')
    if re.search("[ก-๙]{2}", data.decode("cp874", errors="ignore")):
        raise ValueError(
            f"it is saved in windows-874 (the Thai encoding of Windows, also called ANSI or TIS-620), not in UTF-8: {_SAVE_AS_UTF8}"
        )
    raise ValueError(f"it is not saved in UTF-8; line {line} is the first that shows it: {_SAVE_AS_UTF8}")


def _said(text: str, error: str) -> str:
    """The line, what stands there, and what is probably wrong with it."""
    lines = text.splitlines() or [""]
    place = _PLACE.search(error)
    number = min(int(place[1]), len(lines)) if place else len(lines)
    line = lines[number - 1]
    if not line.strip() and number > 1:  # what was left open is noticed only after it
        number, line = _last_written(lines, number)
    return f"line {number} cannot be understood ({_shown(line)}): {_cause(line, error)}"


def _shown(line: str) -> str:
    """The line, or its beginning; of a password only that it is one."""
    line = line.strip()
    if "password" in line.lower():
        return f"{line.partition('=')[0]}= …"
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def _last_written(lines: list[str], number: int) -> tuple[int, str]:
    """The nearest line above that is not empty."""
    return next(((at, lines[at - 1]) for at in range(number, 0, -1) if lines[at - 1].strip()), (1, lines[0]))


def _cause(line: str, error: str) -> str:
    """What is probably wrong: what the reader of TOML knows for sure, else what the line looks like."""
    known = next((cause for sign, cause in _CAUSES if error.startswith(sign)), "")
    unknown = 'a comma, bracket or quotation mark is missing or one too many; within a text a quotation mark is written \\"'
    return known or next(_looks(line), unknown)


def _looks(line: str) -> Iterator[str]:
    """What a line looks as if it had, the likeliest first."""
    if _CURLY.search(line):
        yield 'curly quotation marks count for nothing; write straight ones: "…"'
    if line.count('"') % 2 or line.replace('"', "").count("'") % 2:
        yield 'a quotation mark is missing; text stands between two of them: "…"'
    found = _VALUE.fullmatch(line)
    if found is None:
        yield 'a line is a [section] or key = value; this one has no "="'
        return
    value = found["value"]
    if not value or value.startswith("#"):
        yield "there is no value behind the ="
    elif value.strip() in ("True", "False", "TRUE", "FALSE"):
        yield "true and false are written in small letters"
    elif value[0] not in "\"'[{0123456789+-":
        yield 'text must stand in quotation marks: key = "…"; only numbers, dates, true and false go without'
    if not re.match(r"""\s*[A-Za-z0-9_."'-]""", line):
        yield "a key is written in the letters a to z"
