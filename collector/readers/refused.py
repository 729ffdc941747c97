"""An attachment → why no reader is even given it, or None; opens nothing."""

from collector.errors import UnreadableError
from collector.model.files import Attachment, OtherKind
from collector.readers.limits import ReadingLimits


def refusal(attachment: Attachment, limits: ReadingLimits) -> UnreadableError | None:
    """The problem that it already has, or what its size and kind tell at once."""
    if attachment.problem:
        return UnreadableError(attachment.problem, attachment.path)
    if not attachment.data or attachment.kind == OtherKind.EMPTY:
        return UnreadableError("empty-file", attachment.path)
    if len(attachment.data) > limits.input_bytes:
        return UnreadableError("too-large", f"{len(attachment.data)} bytes")
    return None
