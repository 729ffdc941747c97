"""A piece of a grey page → the Thai letters that Tesseract sees in it, without the numbers it cannot be believed in.

Debian's Thai model has no ๔ ๖ ๗ ๘ ๙ at all and puts others in their place: ๒๕๖๑ comes out as ๒๕๒๑, which still
looks like a year. So every number is struck out but one that begins a line and counts it.
"""

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageOps

from collector.errors import ProgramError
from collector.programs import run_as_we_are
from collector.readers.scan.tesseract import LANGUAGE, LIMITS
from collector.thai import normalise

AT_ONCE = 2
WHITE = 20  # pixels around a piece: letters at its very edge are lost
BLANK = 45  # of 255 steps between its darkest and its lightest spot: less is an empty cell
LOWEST = 16  # pixels of 200 dpi: letters are higher
SPOT = 4  # pixels across: over so many the noise of a scan is even

_DIGITS = re.compile(r"[0-9๐-๙]+(?:[.,/:][0-9๐-๙]+)*")
_COUNTING = re.compile(r"[(]?([1-9๑-๙])[.,)]+\s")
_LETTER = re.compile(r"[ก-ฮA-Za-z]")
STRUCK = "□"


def texts_of(command: str, pieces: Sequence[Image.Image]) -> list[str]:
    """The text of each piece, "" for an empty one; pieces are read two at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda piece: _text(command, piece), pieces))


def _text(command: str, piece: Image.Image) -> str:
    written = _written(piece)
    if written is None:
        return ""
    doubled = written.resize((written.width * 2, written.height * 2), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    ImageOps.expand(doubled, WHITE, fill=255).save(file, "PNG", compress_level=1)
    try:
        done = run_as_we_are(
            (command, "-", "-", "-l", LANGUAGE, "--psm", "6", "--dpi", "400"), file.getvalue(), LIMITS
        )
    except ProgramError:  # noise, in which it looks for letters without end
        return ""
    return believed(done.output.decode("utf-8", "replace"))


def _written(piece: Image.Image) -> Image.Image | None:
    """The part of a piece that bears letters; None where there is but noise, a dash or a speck."""
    if min(piece.size) < LOWEST:
        return None
    spots = piece.reduce(SPOT)
    light = max(level for level, count in enumerate(spots.histogram()) if count)
    box = spots.point([255 if level < light - BLANK else 0 for level in range(256)]).getbbox()
    if box is None or (box[3] - box[1]) * SPOT < LOWEST:
        return None
    left, top, right, bottom = (at * SPOT for at in box)
    return piece.crop((max(left - SPOT, 0), max(top - SPOT, 0), right + SPOT, bottom + SPOT))


def believed(text: str) -> str:
    """The text without what the model cannot be believed in: numbers, but for those that count lines."""
    lines = [line.strip() for line in normalise(text).splitlines()]  # the model writes ำ in two pieces
    kept = []
    for line in filter(_LETTER.search, lines):
        found = _COUNTING.match(line)
        head = f"{found[1]}. " if found else ""
        kept.append(head + _DIGITS.sub(STRUCK, line[found.end() if found else 0 :].strip()))
    return "\n".join(kept)
