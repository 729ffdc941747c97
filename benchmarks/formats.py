"""What reading one document of each format costs, warm, through the worker: milliseconds, against what was promised."""

import statistics
import time
from pathlib import Path

from collector.mail.kind_of_file import kind_of
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader

DATA = Path(__file__).parents[1] / "tests" / "data"
PROMISED = {".xlsx": 5.0, ".xls": 5.0, ".ods": 5.0, ".docx": 5.0, ".odt": 5.0, ".doc": 5.0}
ROUNDS = 30


def warm(reader: Reader, path: Path) -> float:
    """The median of some reads in milliseconds, the first left out."""
    data = path.read_bytes()
    attachment = Attachment(path.name, data, kind_of(data, path.name))
    taken = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        reader.read(attachment)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[1:])


def main() -> None:
    """Prints one line a file of the samples and of the readers' fixtures."""
    with Reader() as reader:
        for path in sorted([*(DATA / "samples").glob("1[23]-*"), *(DATA / "readers").glob("*.*")]):
            if path.suffix in {".json", ".eml", ".fodt"}:
                continue
            promised = PROMISED.get(path.suffix)
            print(
                f"{path.name:24} {warm(reader, path):7.2f} ms"
                + (f"   promised {promised:.0f}" if promised else "")
            )


if __name__ == "__main__":
    main()
