"""The error tree: every failure that a caller may handle, each printing itself as a good log line.

CollectorError
├── ConfigError          the settings are wrong; lists every problem with its dotted key
├── UsageError           a command was asked for something impossible
├── StoreError           database, archive or spool cannot be read or written
│   └── NoRoomError      not for this mail alone: the disk is full or may not be written, the database is held
├── MailboxError         the mailbox cannot be reached or listed (try again later)
│   └── SignInError      signing in fails until a person acts; `code` is "sign-in"
├── SendError            a letter was not accepted; `permanent` tells whether trying again helps
├── ProgramError         a program that is not ours did not come to its end; `code` like that of UnreadableError
├── WorkerError          the reading process does not start; says nothing about any attachment
├── HeldMailError        a mail could not be taken apart within its limits; `code` names the reason for a person
├── NeedsProgramError    a mail holds what only another program opens, which may not be started where we are
├── UnreadableError      one attachment cannot be read; `code` names the reason for the sender
└── TemplateError        a letter or page cannot be rendered
"""

from collections.abc import Sequence
from pathlib import Path


class CollectorError(Exception):
    """Root of all errors that this package raises on purpose."""


class ConfigError(CollectorError):
    """The settings file is missing or wrong; `problems` lists all of it, one `key: what` each."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        super().__init__(path, tuple(problems))
        self.path = path
        self.problems = tuple(problems)

    def __str__(self) -> str:
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        return f"{self.path} cannot be used:\n{listed}"


class UsageError(CollectorError):
    """What was asked for cannot be done; the message says what can."""


class StoreError(CollectorError):
    """The database, the archive or the spool failed; the message names the file and the remedy."""


class NoRoomError(StoreError):
    """Nothing can be written at present, whichever mail it is for: no mail's fault, and a later try may work."""


class MailboxError(CollectorError):
    """The mailbox could not be reached or read; nothing was changed and a later try may work."""


class SignInError(MailboxError):
    """Signing in fails until a person signs in again or mends the settings; the message says which."""

    code = "sign-in"


class SendError(CollectorError):
    """A letter was not accepted for delivery; `uncertain`: it may have been, the line broke before the answer."""

    def __init__(self, message: str, *, permanent: bool, uncertain: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.uncertain = uncertain


class UnreadableError(CollectorError):
    """An attachment cannot be read; `code` is a reason code of templates/reasons.toml."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class ProgramError(CollectorError):
    """A program that did not come to its end; names the program, and never its arguments, input or output.

    `code`: "timeout", "too-large" when it wrote more than allowed, "crashed" when it did not start,
    "stopped" when it was ended before its time.
    """

    def __init__(self, code: str, program: str, why: str) -> None:
        super().__init__(code, program, why)
        self.code = code
        self.why = why

    def __str__(self) -> str:
        return f"{self.args[1]} {self.why}"


class WorkerError(CollectorError):
    """The process that reads attachments cannot be started; a later try may work."""


class HeldMailError(CollectorError):
    """A mail could not be taken apart within its limits; `code` is a reason code of templates/reasons.toml."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class NeedsProgramError(CollectorError):
    """What only another program opens; the confined process that may start programs is given the whole mail."""


class TemplateError(CollectorError):
    """A template is missing or asks for a value that it is not given."""
