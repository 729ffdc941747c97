"""The shipped picture of a paper form → the file that a scanner makes of it: no text in it, nothing to read."""

from importlib import resources

_WIDTH, _HEIGHT = 528, 408  # pixels of data/demo-scan.jpg


def picture() -> bytes:
    """A page photographed or scanned, as JPEG."""
    return resources.files("collector").joinpath("data/demo-scan.jpg").read_bytes()


def page() -> bytes:
    """The same picture as the only content of a one-page PDF (ISO 32000-1, DCTDecode)."""
    image = picture()
    drawing = b"q 842 0 0 595 0 0 cm /I Do Q"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
        % (_WIDTH, _HEIGHT, len(image), image),
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
