"""A scanned page → the page set straight, and the ruling lines in it; it knows no text and no file.

With Pillow alone, whose resizing averages blocks of pixels in C: a block of a line stays dark, one of letters does
not. Measured against run lengths in numpy: the same on clean pages, better on noisy ones, and one library less.
"""

from collections.abc import Iterator

from PIL import Image, ImageChops, ImageFilter

from collector.readers.pdf.rules import RulingLine

DPI = 200  # what pages are brought to
SCALE = 72 / DPI  # rules are in points, like those of a PDF

BLOCK = 80  # pixels of 200 dpi, 1 cm: letters do not fill a row of so many
FILLED = 215  # of 255: how much of a block of a line is ink, for scans have holes
HOLE = 4  # pixels by which a line may be interrupted at its ends
INK = 50  # darker than its neighbourhood by so many of 255 steps
NEIGHBOURHOOD = 24

SMALL = 700  # pixels across of the picture that is tilted to and fro
TILTS = tuple(step * 0.13 for step in range(-15, 16))  # degrees: a page on the glass leans by less than two
LEAST = 0.1  # degrees: less than this is not worth the blur


def straight(page: Image.Image) -> Image.Image:
    """The page (mode L) turned so that its lines run level: at that angle the rows of pixels differ most."""
    small = page.reduce(max(page.width // SMALL, 1))
    best = max(TILTS, key=lambda tilt: _unevenness(_turned(small, tilt, Image.Resampling.BILINEAR)))
    return page if abs(best) < LEAST else _turned(page, best, Image.Resampling.BICUBIC)


def rules_of(page: Image.Image) -> list[RulingLine]:
    """The ruling lines of a straight page of 200 dpi, in points."""
    ink = _ink(page)
    level = [RulingLine(False, *_points(run)) for run in _runs(ink)]
    upright = [RulingLine(True, *_points(run)) for run in _runs(ink.transpose(Image.Transpose.TRANSPOSE))]
    return level + upright


def _turned(page: Image.Image, degrees: float, how: Image.Resampling) -> Image.Image:
    return page.rotate(degrees, how, fillcolor=255)


def _unevenness(page: Image.Image) -> float:
    rows = page.resize((1, page.height), Image.Resampling.BOX).tobytes()
    mean = sum(rows) / len(rows)
    return sum((row - mean) ** 2 for row in rows)


def _ink(page: Image.Image) -> Image.Image:
    """Ink as 255 on 0, thickened by a pixel: what is darker than its neighbourhood, so that shadows do not count."""
    around = page.reduce(NEIGHBOURHOOD).filter(ImageFilter.MedianFilter(5))
    darker = ImageChops.subtract(around.resize(page.size, Image.Resampling.BILINEAR), page)
    return darker.point([255 if value > INK else 0 for value in range(256)]).filter(ImageFilter.MaxFilter(3))


def _runs(ink: Image.Image) -> Iterator[tuple[int, int, int]]:
    """Pieces of level lines: the row, from, to, in pixels."""
    width = ink.width // BLOCK
    if not width:
        return
    blocks = ink.resize(
        (width, ink.height), Image.Resampling.BOX, box=(0, 0, width * BLOCK, ink.height)
    ).tobytes()
    pixels = ink.tobytes()
    for row in range(ink.height):
        filled = blocks[row * width : (row + 1) * width]
        if max(filled) < FILLED:
            continue
        line = pixels[row * ink.width : (row + 1) * ink.width]
        end = 0
        for number, value in enumerate(filled):
            if value >= FILLED and number * BLOCK >= end:
                start, end = _extent(line, number * BLOCK)
                yield row, start, end


def _extent(line: bytes, inside: int) -> tuple[int, int]:
    """From where to where the ink around a pixel goes, over small holes."""
    hole = bytes(HOLE)
    before, after = line.rfind(hole, 0, inside), line.find(hole, inside)
    return (before + HOLE if before >= 0 else 0), (after if after >= 0 else len(line))


def _points(run: tuple[int, int, int]) -> tuple[float, float, float]:
    row, start, end = run
    return row * SCALE, start * SCALE, end * SCALE
