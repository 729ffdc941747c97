"""A letter's Message-ID ↔ the name of its thread, which stays when a mail server gives the letter another Message-ID.

Outlook.com, Exchange Online and others do so to every letter that they send. A reply then names their identifier in
In-Reply-To, but its References still begin with those of our letter (RFC 5322, 3.6.4). So a letter lists there a name
that is no mail's Message-ID, and from which its own can be told. Knows no seal and no letter.
"""

_MARK = ".thread@"


def thread_name(message_id: str) -> str:
    """`<kind.token.seal@domain>` → `<kind.token.seal.thread@domain>`."""
    return message_id.replace("@", _MARK, 1)


def named_letters(text: str) -> str:
    """The text with each name of a thread turned into the Message-ID of its letter."""
    return text.replace(_MARK, "@")
