"""An attachment into a document, in a process of its own that is replaced after any failure.

Attachments are hostile: parsers abort, hang and swallow memory. The parent gives the bytes to a child,
waits a bounded time and takes back JSON of a bounded size; it never parses the file itself.
"""

import time
from types import TracebackType
from typing import Self

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.model.files import Attachment
from collector.readers.limits import ReadingLimits
from collector.readers.refused import refusal
from collector.readers.worker.process import Child, ChildEndedError
from collector.readers.worker.relay import Relay
from collector.readers.worker.wire import REQUEST, ReadingRefusal, WireError, decode_answer

ATTEMPTS = 2  # no kind has more than two readers


class Reader:
    """Reads one attachment after the other; a context manager, because it owns a process.

    The process is started when it is first needed. Not for several threads at once.
    """

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        self._limits = limits or ReadingLimits()
        self._relay = Relay(lambda: Child(self._limits), self._limits.attachments_per_worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while there is none."""
        return self._relay.pid

    def close(self) -> None:
        """End the worker, if there is one; another `read` starts a new one."""
        self._relay.close()

    def start(self) -> None:
        """Start the worker if there is none; it loads its parsers while the caller goes on."""
        self._relay.started()

    def read(self, attachment: Attachment) -> Document:
        """Return what an attachment says; when its first reader fails, a second one is tried.

        Raises UnreadableError with the code "empty-file", "too-large", "encrypted", "damaged",
        "unsupported", "timeout" or "crashed", or the problem that the attachment already has; and
        WorkerError when no worker can be started, which says nothing about the attachment.
        """
        if refused := refusal(attachment, self._limits):
            raise refused
        self._relay.ready()
        deadline = time.monotonic() + self._limits.wall_seconds
        failed: ReadingRefusal | None = None
        for attempt in range(ATTEMPTS):
            found = self._attempt(attempt, attachment, deadline)
            if isinstance(found, Document):
                return found
            if failed is None or found.error.code != "unsupported":
                failed = found
            if not found.more:
                break
        raise failed.error if failed else UnreadableError("unsupported", attachment.kind)

    def _attempt(self, attempt: int, attachment: Attachment, deadline: float) -> Document | ReadingRefusal:
        try:
            found = decode_answer(self._answer(attempt, attachment, deadline), self._limits)
        except UnreadableError as error:  # out of time
            found = ReadingRefusal(error)
        except (ChildEndedError, WireError) as error:
            found = ReadingRefusal(UnreadableError("crashed", str(error)), more=True)
        except BaseException:  # Ctrl-C in the middle of a message, say: the rest of it must never be read
            self.close()
            raise
        if isinstance(found, ReadingRefusal):
            self.close()
            self.start()
        return found

    def _answer(self, attempt: int, attachment: Attachment, deadline: float) -> bytearray:
        child = self._relay.ready()
        self._relay.given()
        return child.exchange([_request(attempt, attachment)], deadline)


def _request(attempt: int, attachment: Attachment) -> bytes:
    kind = attachment.kind.encode("ascii", "replace")[:100]
    return REQUEST.pack(attempt, len(kind), len(attachment.data)) + kind + attachment.data
