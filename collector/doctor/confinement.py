"""What this computer's kernel holds the confined process to → a finding, in words for the administrator."""

from collector.application import Application
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import CollectorError
from collector.readers.worker.confinement import Confinement

_CHECK = "confinement"
_OF_LANDLOCK = ((1, "files"), (3, "truncating"), (4, "TCP"), (6, "signals"))  # since which version


def check(app: Application) -> Finding:
    """Starts the process and has it tell what is in force."""
    try:
        given = app.understanding.room.confinement()
    except CollectorError as error:
        return wrong(_CHECK, str(error), "look at the finding on reading")
    if not given.no_new_privs:
        return none(
            _CHECK,
            "this system confines no process; limits on time and memory are in force (docs/operations.md)",
        )
    if lacking := _lacking(given):
        return none(
            _CHECK, f"strangers' mail is opened with {_told(given)}; without {lacking} (docs/operations.md)"
        )
    return well(_CHECK, f"strangers' mail is opened with {_told(given)}")


def _told(given: Confinement) -> str:
    known = ", ".join(word for since, word in _OF_LANDLOCK if given.landlock >= since)
    parts = ["no new privileges"]
    if given.landlock:
        parts.append(f"Landlock {given.landlock} ({known})")
    if given.seccomp:
        parts.append("seccomp")
    return ", ".join(parts)


def _lacking(given: Confinement) -> str:
    parts = []
    if not given.landlock:
        parts.append("Landlock (Linux 5.13)")
    elif given.landlock < _OF_LANDLOCK[-1][0]:
        parts += [f"Landlock's {word}" for since, word in _OF_LANDLOCK if given.landlock < since]
    if not given.seccomp:
        parts.append("seccomp")
    return " and ".join(parts)
