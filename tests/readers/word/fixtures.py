"""Makes the text documents of tests/data/readers with LibreOffice: `python -m tests.readers.word_fixtures`.

`writer.*` is the form of `fixtures`; `varied.*` holds what LibreOffice can write besides, from varied.fodt.
"""

import sys
import tempfile
from pathlib import Path

from tests.readers.fixtures import FOLDER, convert, make_goldens

KINDS = ("odt", "doc", "rtf")
SOURCES = {"writer": FOLDER / "python-docx.docx", "varied": Path(__file__).with_name("varied.fodt")}


def make_files() -> None:
    """Write all files anew."""
    with tempfile.TemporaryDirectory() as folder:
        for name, source in SOURCES.items():
            for kind in KINDS:
                convert(source, kind, FOLDER / f"{name}.{kind}", Path(folder) / "profile")


if __name__ == "__main__":
    if "--goldens" not in sys.argv:
        make_files()
    make_goldens()
