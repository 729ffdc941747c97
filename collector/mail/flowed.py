"""Turns text that its sender's program has wrapped (`format=flowed`, RFC 3676) back into the paragraphs that he wrote."""

import re

_QUOTED = re.compile(r">*")
_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool) -> str:
    """The text with each paragraph on one line; `delete_space` is DelSp=yes, as scripts without spaces between words need.

    Quoted lines keep their marks, and are joined to lines of the same depth only (4.5).
    """
    out: list[str] = []
    depth, flows = 0, False
    for line in text.split("\n"):
        marks = _QUOTED.match(line)
        marked = marks.end() if marks else 0
        said = line[marked:].removeprefix(" ")  # space-stuffing (4.4)
        if flows and marked == depth and said != _SIGNATURE:
            out[-1] += said
        else:
            out.append(f"{'>' * marked} {said}" if marked else said)
        depth, flows = marked, said.endswith(" ") and said != _SIGNATURE
        if flows and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)
