"""`python -m tests.readers.fuzz SECONDS [SEED]`: changes good files of every format at random and reads them.

Whatever the bytes, the reading process answers or is replaced, and the next good file is read. Prints how the reads
ended; ends with 1, and the bytes beside it, where something else came out.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

from collector.errors import UnreadableError
from collector.mail.kind_of_file import kind_of
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader

DATA = Path(__file__).parents[1] / "data"
EVERY = 200  # reads between two of a good file


def good_files() -> list[Path]:
    """One or more good files of every format."""
    found = [*(DATA / "samples").glob("1[23]-*"), *(DATA / "readers").glob("*.*")]
    return sorted(path for path in found if path.suffix not in {".json", ".eml", ".fodt"})


def changed(data: bytes, chance: random.Random) -> bytes:
    """A few bytes replaced, cut out, doubled, or the rest cut off."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((0, 1, 2, 4, 64, 1000))
        put = chance.choice(
            (b"", chance.randbytes(length), data[at : at + length] * 2, b"\xff" * length, bytes(length))
        )
        data = data[:at] + put + data[at + length :]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data


def main(seconds: float, seed: int) -> int:
    """Runs for that long; 0 if nothing but documents and refusals came out."""
    chance = random.Random(seed)
    files = [(path.name, path.read_bytes()) for path in good_files()]
    ended: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    with Reader() as reader:
        while time.monotonic() < deadline:
            name, good = chance.choice(files)
            kind = kind_of(good, name)
            data = good if sum(ended.values()) % EVERY == 0 else changed(good, chance)
            try:
                reader.read(Attachment(name, data, kind))
                ended[f"{kind} read"] += 1
            except UnreadableError as error:
                ended[f"{kind} {error.code}"] += 1
                if data is good:
                    Path("fuzz-good-file-refused").write_bytes(data)
                    return 1
    for how, count in sorted(ended.items()):
        sys.stdout.write(f"{how:32} {count:6}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
