"""What a department may set, as frozen values with their defaults; reads no file (config.py does).

Every key is explained once, in `config.example.toml`.
"""

from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator, model_validator

from collector.periods import Period
from collector.settings.server import ServerSettings, SettingsSection
from collector.settings.types import (
    Clock,
    Count,
    Day,
    Email,
    Flag,
    FormName,
    Month,
    OptionalClock,
    OptionalFile,
    OptionalFolder,
    PathHere,
    StageName,
    Text,
    Title,
    WholeNumber,
    Zone,
)

# What the servers of large providers call themselves in Authentication-Results; Microsoft's give no name.
AUTHSERV_IDS = {
    "outlook.com": "microsoft",
    "office365.com": "microsoft",
    "hotmail.com": "microsoft",
    "gmail.com": "mx.google.com",
}


class Department(SettingsSection):
    """Who writes the letters and who answers for them."""

    name: Title
    address: Email
    staff: tuple[Email, ...] = ()
    phone: Text = ""
    signature: str = ""
    timezone: Zone = "Asia/Bangkok"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which months begin and letters are dated."""
        return ZoneInfo(self.timezone)


class FolderMailboxSettings(SettingsSection):
    """A Maildir or a folder of .eml files from which mail is taken."""

    type: Literal["folder"]
    path: PathHere = Path("inbox")
    authserv_id: Text = ""

    @property
    def trusted_server(self) -> str:
        """The name of the server whose word on senders counts, "" if none does."""
        return self.authserv_id


class ImapMailboxSettings(ServerSettings):
    """A mailbox on an IMAP server (RFC 3501)."""

    type: Literal["imap"]
    authserv_id: Text = ""
    folder: Title = "INBOX"
    after: Literal["leave", "mark", "move"] = "leave"
    received_folder: Text = ""
    review_folder: Text = ""
    returned_folder: Text = ""

    @property
    def usual_port(self) -> int:
        """The port set, or the one that RFC 8314 and RFC 3501 give to this kind of connection."""
        return self.port or (993 if self.security == "tls" else 143)

    @property
    def trusted_server(self) -> str:
        """The name of the server whose word on senders counts: as set, else as known for its host; "" if none does."""
        host = f".{self.host.lower()}"
        known = (name for ending, name in AUTHSERV_IDS.items() if host.endswith(f".{ending}"))
        return self.authserv_id or next(known, "")


class FolderOutgoingSettings(SettingsSection):
    """A folder into which letters are written as .eml files."""

    type: Literal["folder"]
    path: PathHere = Path("outbox")


class SmtpOutgoingSettings(ServerSettings):
    """A mail server that sends our letters (RFC 6409)."""

    type: Literal["smtp"]

    @property
    def usual_port(self) -> int:
        """The port set, or the one that RFC 8314 and RFC 6409 give to this kind of connection."""
        return self.port or {"tls": 465, "starttls": 587, "none": 25}[self.security]


class Microsoft(SettingsSection):
    """The department's own app registration, with which it signs in to Outlook.com or Microsoft 365."""

    client_id: Annotated[str, Field(pattern=r"^(|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$")] = ""
    tenant: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$")] = "consumers"


class Storage(SettingsSection):
    """Where all state lives."""

    path: PathHere = Path("data")


class RegistryFiles(SettingsSection):
    """Who reports, since when, and on which forms."""

    units: OptionalFile = None
    unit_kinds: OptionalFile = None
    contacts: OptionalFile = None
    since: Month = Period(2018, 10)
    unknown_senders: Literal["file", "review"] = "file"
    days_to_mend: Annotated[int, Field(ge=0, le=30)] = 3
    forms: Annotated[tuple[FormName, ...], Field(min_length=1)] = ("help-centre",)


class CalendarRules(SettingsSection):
    """The department's own word on due days."""

    roll: Flag = True
    extra_days_off: tuple[Day, ...] = ()
    working_days: tuple[Day, ...] = ()


class ReminderStage(SettingsSection):
    """One step of reminding: when it is due, how often it repeats, who else is told."""

    name: StageName
    working_days_after_due: Annotated[WholeNumber, Field(ge=-100, le=250)]
    repeat_every_days: Annotated[WholeNumber, Field(ge=0, le=366)] = 0
    times: Annotated[WholeNumber, Field(ge=0, le=1000)] = 0
    at: Clock = time(8, 30)
    cc_supervisor: Flag = False


STAGES = (
    ReminderStage(name="before", working_days_after_due=-3),
    ReminderStage(name="due-day", working_days_after_due=0),
    ReminderStage(name="overdue-1", working_days_after_due=1),
    ReminderStage(name="overdue-2", working_days_after_due=3),
    ReminderStage(name="overdue-3", working_days_after_due=7, cc_supervisor=True),
    ReminderStage(
        name="weekly", working_days_after_due=12, repeat_every_days=7, times=12, cc_supervisor=True
    ),
)


class Reminders(SettingsSection):
    """Whether and when units that have not reported are reminded."""

    enabled: Flag = True
    stages: tuple[ReminderStage, ...] = STAGES
    office_from: Clock = time(8, 30)
    office_until: Clock = time(16, 30)

    @model_validator(mode="after")
    def _within_office_hours(self) -> Self:
        if self.office_from >= self.office_until:
            raise ValueError("office_from must lie before office_until")
        if outside := [stage.name for stage in self.stages if not self._works_at(stage.at)]:
            raise ValueError(
                f"the hour of {', '.join(outside)} lies outside of office_from and office_until, between which reminders leave"
            )
        return self

    def _works_at(self, moment: time) -> bool:
        return self.office_from <= moment <= self.office_until

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        names = [stage.name for stage in self.stages]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(
                f"two stages are named {', '.join(twice)}; a stage's name tells what was sent already"
            )
        return self


class LetterRules(SettingsSection):
    """The brakes on what is sent, and the department's own wording."""

    shadow: Flag = False
    max_per_recipient_per_day: Count = 20
    max_per_hour: Count = 500
    max_per_stranger_per_day: Count = 3
    max_per_stranger_per_month: Count = 10
    hold_above_per_hour: Count = 10_000
    hold_after_failures: Count = 10
    quiet_from: OptionalClock = None
    quiet_until: OptionalClock = None
    templates: OptionalFolder = None

    @model_validator(mode="after")
    def _quiet_has_two_ends(self) -> Self:
        if (self.quiet_from is None) != (self.quiet_until is None) or (
            self.quiet_from and self.quiet_from == self.quiet_until
        ):
            raise ValueError(
                'quiet_from and quiet_until belong together and differ; both "" for no quiet hours'
            )
        return self


Seconds = Annotated[WholeNumber, Field(ge=1, le=3_600)]  # that one mail may cost


class LimitSettings(SettingsSection):
    """What one mail and one attachment may cost; pictures of pages, which are looked at apart, have limits of their own."""

    # No mail server takes larger mails, and one is held in memory whole.
    mail_megabytes: Annotated[WholeNumber, Field(ge=1, le=1_000)] = 36
    # Below that not every library that reads documents can be loaded.
    worker_memory_megabytes: Annotated[WholeNumber, Field(ge=128, le=65_536)] = 512
    mail_seconds: Seconds = 7
    worker_cpu_seconds: Seconds = 5
    worker_wall_seconds: Seconds = 6


class Daemon(SettingsSection):
    """The rhythm of `collector run`."""

    poll_seconds: Annotated[WholeNumber, Field(ge=1, le=86_400)] = 60
    summary_days_after_due: Annotated[WholeNumber, Field(ge=0, le=20)] = 1
    summary_at: Clock = time(9, 0)


class AlertSettings(SettingsSection):
    """When something counts as wrong, and how it is told."""

    no_fetch_minutes: Annotated[WholeNumber, Field(ge=1, le=10_080)] = 30
    letters_waiting: Count = 10
    free_megabytes: Count = 500
    email_via: Literal["outgoing", "none"] = "outgoing"
    command: Text = ""


class Settings(SettingsSection):
    """All of it; the sections bear the names that they have in the file."""

    department: Department
    mailbox: Annotated[FolderMailboxSettings | ImapMailboxSettings, Field(discriminator="type")]
    outgoing: Annotated[FolderOutgoingSettings | SmtpOutgoingSettings, Field(discriminator="type")]
    storage: Storage
    registry: RegistryFiles
    calendar: CalendarRules
    reminders: Reminders
    letters: LetterRules
    limits: LimitSettings
    daemon: Daemon
    alerts: AlertSettings
    microsoft: Microsoft  # the last: what needs it has been read

    @field_validator("microsoft")
    @classmethod
    def _registered_where_needed(cls, microsoft: Microsoft, info: ValidationInfo) -> Microsoft:
        needing = [
            name for name in ("mailbox", "outgoing") if getattr(info.data.get(name), "auth", "") == "oauth2"
        ]
        if needing and not microsoft.client_id:
            raise ValueError(
                f'client_id must be set, as {needing[0]}.auth is "oauth2"; docs/microsoft.md says how'
            )
        return microsoft

    @model_validator(mode="before")
    @classmethod
    def _sections_may_be_left_out(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        complete: dict[str, Any] = {name: {} for name in cls.model_fields} | data
        for name in ("mailbox", "outgoing"):
            if isinstance(complete[name], dict):
                complete[name] = {"type": "folder"} | complete[name]
        return complete
