"""The bytes of a letter that we wrote → what its text and its page say; reads no other mail."""

from email.message import Message

from collector.formats.library_mail import message_of
from collector.mail.html_body import html_text


def letter_texts(raw: bytes) -> tuple[str, str]:
    """The text of a letter of ours, and the words of its page; "" for one that it has not."""
    message = message_of(raw)
    return _said(message, "text/plain"), html_text(_said(message, "text/html"))


def _said(message: Message, kind: str) -> str:
    part = next((part for part in message.walk() if part.get_content_type() == kind), None)
    said = part.get_payload(decode=True) if part else b""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else ""
