"""The words by which mails are understood: collector/data/quoted.toml, machine.toml and links.toml → MailWords; knows no mail."""

import re
from typing import Any

from collector.mail.words import MachineSigns, MailWords, QuotedMarks
from collector.shipped import shipped


def load_mail_words(authserv_id: str = "") -> MailWords:
    """The shipped words and patterns, with the name of our own mail server as the settings have it."""
    links = _links(shipped("links.toml"))
    return MailWords(_quoted(shipped("quoted.toml")), _signs(shipped("machine.toml")), links, authserv_id)


def _quoted(told: dict[str, Any]) -> QuotedMarks:
    return QuotedMarks(
        answered=_any_of(told["answered"]),
        answered_line=_any_of(told["answered_line"]),
        forwarded=_any_of(told["forwarded"]),
        sender=_any_of([told["from"]]),
        sent=_any_of([told["sent"]]),
        other=_any_of([told["other"]]),
        of_programs=_any_of([told["of_programs"]]),
        subject=_any_of([told["subject"]]),
        shown=tuple(told["forwarded_html"]),
        marked=_any_of(told["marked"]),
        marked_runs=_any_of(told["marked_runs"]),
        bullets=_any_of(told["bullets"]),
        names=_any_of(told["names"]),
        moved_in=_any_of(told["moved_in"]),
        salutations=_any_of(told["salutations"]),
    )


def _signs(told: dict[str, Any]) -> MachineSigns:
    lists = {key: value for key, value in told.items() if isinstance(value, list)}
    patterns = {key: value for key, value in lists.items() if key.endswith(("_subjects", "_patterns"))}
    return MachineSigns(
        words={key: frozenset(value) for key, value in lists.items() if key not in patterns},
        patterns={key: _any_of(value) for key, value in patterns.items()},
        receipt_most_text=told["receipt_most_text"],
    )


def _links(told: dict[str, Any]) -> re.Pattern[str]:
    """Also behind the address of a program that looks at links first, which holds the other with signs for its slashes."""
    written = _any_of(told["elsewhere"]).pattern.replace("/", "(?:/|%2f)")
    return re.compile(rf"(?:(?<![\w@.-])|%2f)(?:www\.)?(?:{written})", re.IGNORECASE)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
