"""Names the fixtures of the mail tests and makes raw mail of bytes; asserts nothing."""

from datetime import UTC, datetime
from pathlib import Path

from collector.mail.message import parse
from collector.model.mail import Mail, MailKey, RawMail
from collector.settings.mail_words import load_mail_words

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)
ARRIVED = datetime(2019, 1, 4, 2, 0, tzinfo=UTC)
OWN = "helpcenter@dept.example"
WORDS = load_mail_words()
SECRET = b"a secret of these tests"


def raw(data: bytes, arrived: datetime | None = ARRIVED) -> RawMail:
    """`data` as it would come from a mailbox."""
    return RawMail(MailKey("test", 0, "1"), data, arrived)


def mail(*lines: str | bytes) -> Mail:
    """The mail made of these lines."""
    return parse(
        raw(b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)), WORDS, NOW
    )
