"""A cell with boxes to tick → the lines that are ticked; knows signs, and no words."""

import re

# A tick, a cross or a stroke, alone or in a box, brackets or parentheses; and the same with nothing in it.
_TICKED = re.compile(r"(?:[☑☒✓✔✅🗹🗸]|[(\[]\s*+[/xX✓✔✗√]\s*+[)\]])\s*+")
_EMPTY = re.compile(r"(?:[☐□▢⬜]|[(\[]\s*+[)\]])\s*+")


def ticked(text: str) -> str:
    """The ticked lines without their signs; the text as it is where nothing is ticked, or no line was left to choose."""
    lines = [stripped for line in text.splitlines() if (stripped := line.strip())]
    chosen = [line for line in lines if _TICKED.match(line)]
    left = [line for line in lines if _EMPTY.match(line)]
    if not chosen or len(chosen) + len(left) < len(lines):
        return text
    return "\n".join(_TICKED.sub("", line, count=1) for line in chosen)
