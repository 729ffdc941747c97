"""An attachment that is a picture of pages → the document that Tesseract sees in it, from a process of its own.

A proposal for a person: its letters are guessed. Nothing here looks at the picture; the process that does is killed
with all that it started when its time is over.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from collector.errors import ProgramError, UnreadableError
from collector.model.documents import Document
from collector.model.files import Attachment
from collector.programs import ProgramLimits, run
from collector.readers.limits import ReadingLimits
from collector.readers.scan.tesseract import available
from collector.readers.worker.process import environment
from collector.readers.worker.wire import WireError, decode_answer
from collector.stop import Stop, never

SECONDS = 60.0  # for the scans of one mail
LIMITS = ReadingLimits()


def can_look() -> bool:
    """Whether Tesseract and its Thai model are installed, now."""
    return available() is not None


def read_scans(
    scans: Sequence[Attachment], stop: Stop = never, seconds: float = SECONDS
) -> Iterator[tuple[str, Document]]:
    """The path and document of each scan in which a ruled table is seen, while the time for all of them lasts.

    When `stop` says so it ends within half a second, its process with it. Raises nothing for what a scan may hold;
    without Tesseract and its Thai model there is no document.
    """
    if not scans or not can_look():
        return
    deadline = time.monotonic() + seconds
    for scan in scans:
        left = deadline - time.monotonic()
        if left < 1 or stop():
            return
        try:
            document = _read(scan, left, stop)
        except UnreadableError:  # the reason why it waits for a person has been given: it is a picture
            continue
        yield scan.path, document


def _read(scan: Attachment, seconds: float, stop: Stop) -> Document:
    command = (sys.executable, "-m", "collector.readers.scan.child", scan.kind, json.dumps(asdict(LIMITS)))
    bounds = ProgramLimits(seconds=seconds, output_bytes=LIMITS.answer_bytes)
    models = {key: value for key, value in os.environ.items() if key == "TESSDATA_PREFIX"}
    try:
        finished = run(command, scan.data, bounds, environment() | models, stop)
    except ProgramError as error:
        raise UnreadableError(error.code, str(error)) from error
    if finished.code:
        raise UnreadableError("crashed", finished.complaint[-300:])
    try:
        found = decode_answer(finished.output, LIMITS)
    except WireError as error:
        raise UnreadableError("crashed", str(error)) from error
    if isinstance(found, Document):
        return found
    raise found.error
