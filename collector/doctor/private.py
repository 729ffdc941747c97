"""Settings and all that is stored → whether other users of this computer can read it; changes nothing."""

import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from collector import privacy
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import ConfigError
from collector.settings import toml_files
from collector.settings.sections import FolderOutgoingSettings, Settings

_LEVELS = 2
_MOST = 1_000  # files that are counted


def check(settings: Settings, config: Path | None) -> Iterator[Finding]:
    """The storage with everything in it, the folder of letters, and settings that hold a password."""
    yield _folder("privacy", settings.storage.path, "any command that writes, as `collector once`, closes it")
    if isinstance(settings.outgoing, FolderOutgoingSettings):
        yield _folder("outbox", settings.outgoing.path, "sending a letter closes it")
    if config is not None:
        yield _settings(config)


def _folder(name: str, folder: Path, remedy: str) -> Finding:
    if not folder.exists():
        return none(name, f"{folder} is not there yet; it will be for the collector's user alone")
    found = [path for path, _ in islice(privacy.loose(folder, _LEVELS), _MOST)]
    if not found:
        return well(name, f"nobody else can read {folder}")
    number = f"{len(found)}" if len(found) < _MOST else f"{_MOST} or more"
    return wrong(
        name,
        f"other users of this computer have rights to {number} files or folders of {folder}, the first is {found[0]}",
        f"{remedy}; or: chmod -R go-rwx {folder}",
    )


def _settings(config: Path) -> Finding:
    try:
        sections = toml_files.read(config)
    except ConfigError:
        return none("settings file", f"{config} cannot be read")
    secret = any(isinstance(section, dict) and section.get("password") for section in sections.values())
    if not secret:
        return well("settings file", f"{config} holds no password")
    if config.stat().st_mode & stat.S_IRWXO:  # its group may be the collector's own
        return wrong(
            "settings file",
            f"{config} holds a password, and every user of this computer has rights to it",
            f"chmod o-rwx {config}, or name a password_file",
        )
    return well("settings file", f"{config} holds a password, and nobody else can read it")
