"""Everything that the doctor looks at, one finding after the other, as it is found."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.application import Application, open_application
from collector.doctor import (
    computer,
    confinement,
    people,
    private,
    probe,
    reading,
    senders,
    servers,
    storage,
    words,
)
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import CollectorError, ConfigError
from collector.settings.sections import Settings

_NEEDS_SETTINGS = ("storage", "registry", "templates", "reading", "confinement", "mailbox", "outgoing")


def examine(
    load: Callable[[], Settings],
    now: datetime,
    probe_seconds: float = 0.0,
    form: str | None = None,
    config: Path | None = None,
) -> Iterator[Finding]:
    """Looks at settings, this computer, storage, people, wording, reading, servers; changes nothing.

    With `form` only that form's wording and reading are looked at. With `probe_seconds` a letter to ourselves is sent and waited for that long. `now` is aware; `config` is the
    settings' file. Never raises for what
    is wrong: it is in the findings.
    """
    try:
        settings = load()
    except ConfigError as error:
        for problem in error.problems:
            yield wrong("settings", problem, f"mend {error.path}; config.example.toml explains every key")
        yield from computer.check(ZoneInfo("UTC"), now.astimezone(UTC))
        yield from (none(name, "not looked at: the settings cannot be used") for name in _NEEDS_SETTINGS)
        return
    yield well("settings", "every key is good")
    yield from computer.check(settings.department.zone, now)
    yield from storage.check(settings, now)
    yield from private.check(settings, config)
    try:
        with open_application(settings, read_only=True, form=form) as app:
            yield from _inside(app, now, probe_seconds)
    except CollectorError as error:
        yield wrong("start", str(error), "nothing else can be looked at before this is mended")


def _inside(app: Application, now: datetime, probe_seconds: float) -> Iterator[Finding]:
    yield from people.check(app, now)
    yield from senders.check(app)
    yield well("forms", ", ".join(f"{spec.id} (due on day {spec.due_day})" for spec in app.specs))
    yield from words.check(app, now)
    yield reading.check(app)
    yield confinement.check(app)
    yield from servers.check(app, now)
    if probe_seconds:
        yield probe.check(app, now, probe_seconds)
    else:
        yield none(
            "round trip", "not asked for: --probe sends a letter to the mailbox itself and waits for it"
        )
