"""The present version of the collector → tests/data/stores/version-N.tar.xz, a small store as it writes it; run once a schema.

python -m tests.store.keep_store
"""

import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from collector.store.schema import MIGRATIONS
from tests.conftest import DEPARTMENT, PROJECT

STORES = PROJECT / "tests" / "data" / "stores"
MAILS = PROJECT / "tests" / "data" / "samples"
UNITS = ["23", "34", "40", "45", "50", "57", "65", "80", "81", "90", "92", "95"]
LATER = "2019-02-01T09:00:00+07:00"
STATUS = ("status", "--period", "2018-12", "--now", LATER, "--json")
CONTENT = ("config.toml", "units.csv", "contacts.csv", "status.json", "data")


def collect(folder: Path, *arguments: str) -> str:
    """What `collector …` answers in a department's folder; CalledProcessError where it fails."""
    command = [sys.executable, "-m", "collector", *arguments]
    environ = {"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True, text=True).stdout


def _set_up(folder: Path) -> None:
    """Twelve provinces, and the sample mails that they wrote."""
    chosen = tuple(f"TH-{number}," for number in UNITS)
    for name, source in (
        ("units.csv", PROJECT / "collector" / "data" / "provinces.csv"),
        ("contacts.csv", MAILS / "contacts.csv"),
    ):
        head, *rows = source.read_text("utf-8").splitlines()
        kept = [row for row in rows if row.startswith(chosen)]
        (folder / name).write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    settings = DEPARTMENT.replace('since = "2018-10"', 'since = "2018-11"\nunits = "units.csv"')
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    inbox = folder / "inbox"
    inbox.mkdir()
    for mail in MAILS.glob("*.eml"):
        (inbox / mail.name).write_bytes(mail.read_bytes())


def keep_store() -> Path:
    """Mails filed, returned, held, repeated and revised, reminders sent; the path of the archive with all of it."""
    path = STORES / f"version-{len(MIGRATIONS)}.tar.xz"
    with TemporaryDirectory() as name:
        folder = Path(name)
        _set_up(folder)
        collect(folder, "once")
        collect(folder, "remind", "--now", "2019-01-14T09:00:00+07:00")
        first = (MAILS / "01-word.eml").read_bytes()
        (folder / "inbox" / "20-again.eml").write_bytes(b"X-Again: 1\r\n" + first)
        (folder / "inbox" / "21-revised.eml").write_bytes((STORES / "21-revised.eml").read_bytes())
        collect(folder, "once")
        (folder / "status.json").write_text(collect(folder, *STATUS), encoding="utf-8")
        with tarfile.open(path, "w:xz") as archive:
            for content in CONTENT:
                archive.add(folder / content, content)
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{keep_store()}\n")
