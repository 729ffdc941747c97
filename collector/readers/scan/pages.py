"""A picture, or a PDF of pictures, into upright grey pages of 200 dpi; it looks for nothing in them."""

import io
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped] # it ships no types
from PIL import Image, ImageOps, ImageSequence

from collector.errors import UnreadableError
from collector.model.files import ReadableKind

MOST_PAGES = 4
MOST_PIXELS = 60_000_000  # of one picture; a page at 600 dpi has 35 million
SMALLEST = 400  # pixels of the long side: no letter of a form could be read
LONG_SIDE = 2_339  # pixels of A4 at 200 dpi
FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP", "MPO")
FAULTS = (OSError, ValueError, SyntaxError, EOFError, OverflowError, Image.DecompressionBombError)


def pages_of(data: bytes, kind: str) -> Iterator[Image.Image]:
    """Yield at most four pages (mode L), the long side as long as that of A4.

    Raises UnreadableError: "damaged", "too-large", "unsupported" for a format that Pillow does not read.
    """
    for count, page in enumerate(_printed(data) if kind == ReadableKind.PDF else _pictures(data), 1):
        if max(page.size) >= SMALLEST:
            yield _sized(page)
        if count >= MOST_PAGES:
            return


def _printed(data: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(data)
        for index in range(min(len(document), MOST_PAGES)):
            width, height = document[index].get_size()
            scale = LONG_SIDE / max(width, height, 1)
            yield document[index].render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, *FAULTS) as error:
        raise UnreadableError("damaged", str(error)) from error


def _pictures(data: bytes) -> Iterator[Image.Image]:
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except FAULTS as error:
        raise UnreadableError("unsupported", str(error)) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise UnreadableError("too-large", f"{picture.width} by {picture.height} pixels")
    try:
        for frame in ImageSequence.Iterator(picture):
            yield _on_white(ImageOps.exif_transpose(frame))
    except FAULTS as error:
        raise UnreadableError("damaged", str(error)) from error


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.has_transparency_data:
        coloured = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), coloured)
    return frame.convert("L")


def _sized(page: Image.Image) -> Image.Image:
    factor = LONG_SIDE / max(page.size)
    if 0.97 < factor < 1.03:
        return page.convert("L")
    size = (max(round(page.width * factor), 1), max(round(page.height * factor), 1))
    return page.convert("L").resize(size, Image.Resampling.LANCZOS)
