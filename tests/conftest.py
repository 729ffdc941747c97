"""What all tests share: where the project lies, a department's settings file, and the program as a user starts it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).parents[1]

# No test may hang on how busy the machine is: examples take as long as they take, and mail servers start when they start.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
os.environ.setdefault("AIOSMTPD_CONTROLLER_TIMEOUT", "150")

DEPARTMENT = """
[department]
name = "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น"
address = "helpcenter@dept.example"
staff = ["staff@dept.example"]
timezone = "Asia/Bangkok"
[mailbox]
type = "folder"
path = "inbox"
[outgoing]
type = "folder"
path = "outbox"
[storage]
path = "data"
[registry]
contacts = "contacts.csv"
since = "2018-10"
"""

STARTS = {  # what the fixtures of these names start, as markers (pyproject.toml)
    "certificate": "server",
    "dovecot": "server",
    "libreoffice": "libreoffice",
    "microsoft": "server",
    "post": "server",
}

Collector = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)  # before pytest selects by markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test with what its fixtures start."""
    for item in items:
        for name in STARTS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(STARTS[name])


@pytest.fixture(autouse=True)
def _each_test_logs_for_itself() -> Iterator[None]:
    """A command sets up the log for the whole process, onto a stderr that pytest closes after its test."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def project() -> Path:
    """The folder of pyproject.toml."""
    return PROJECT


@pytest.fixture
def department(tmp_path: Path) -> Path:
    """A folder with config.toml, contacts.csv and an empty inbox; returns the settings file."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "contacts.csv").write_text(
        "unit,email,name,role\nTH-81,krabi@local.example,สถจ.กระบี่,reporter\n", encoding="utf-8"
    )
    path = tmp_path / "config.toml"
    path.write_text(DEPARTMENT, encoding="utf-8")
    return path


@pytest.fixture
def collector(tmp_path: Path) -> Collector:
    """Runs `collector …` in a process of its own, in `tmp_path` unless told otherwise."""

    def start(
        *arguments: str | Path, environ: Mapping[str, str] | None = None, folder: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        surroundings = {name: text for name, text in os.environ.items() if not name.startswith("COLLECTOR_")}
        surroundings |= {"PYTHONPATH": str(PROJECT), "COLUMNS": "120"} | dict(environ or {})
        command = [sys.executable, "-m", "collector", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=folder,
            env=surroundings,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    return start
