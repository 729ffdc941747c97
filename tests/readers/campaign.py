"""Reads every hostile file with one Reader, and a good one after each; prints what came of it as JSON lines.

`python -m tests.readers.campaign` runs in a process of its own, so that the memory it reports is that of a
parent which does nothing but read.
"""

import json
import sys
from pathlib import Path

from collector.errors import UnreadableError
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
from tests.readers.cost import PATIENT, processor_seconds
from tests.readers.hostile import GOOD_DOCX, GOOD_ODS, GOOD_XLSX, files
from tests.readers.short_form import lines, tables, texts

GOOD = (
    Attachment("good.docx", GOOD_DOCX, "docx"),
    Attachment("good.xlsx", GOOD_XLSX, "xlsx"),
    Attachment("good.ods", GOOD_ODS, "ods"),
)


def is_read_well(reader: Reader, attachment: Attachment) -> bool:
    """Whether a good file says what it should."""
    document = reader.read(attachment)
    return lines(document) == ["ดี"] or [texts(table) for table in tables(document)] == [[["ดี"]]]


def peak_memory() -> int:
    """Most bytes that this process ever had in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def say(**facts: object) -> None:
    """Write one line of JSON."""
    sys.stdout.write(f"{json.dumps(facts)}\n")


def main() -> None:
    """Print one line a file, then the memory."""
    with Reader(PATIENT) as reader:
        for number, (name, data) in enumerate(files()):
            kind = {"txt": "text"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
            begun = processor_seconds(reader)
            try:
                document = reader.read(Attachment(name, data, kind))
                result, said = "document", str(document)[:2000]
            except UnreadableError as error:
                result, said = error.code, error.detail
            seconds = processor_seconds(reader) - begun
            good = is_read_well(reader, GOOD[number % len(GOOD)])
            say(name=name, result=result, said=said, seconds=seconds, good=good)
    say(name="", peak=peak_memory())


if __name__ == "__main__":
    main()
