"""A real `collector run` in a department's folder: its log, its notices to systemd, its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.conftest import PROJECT

PATIENCE = 180.0  # seconds, for what takes a few on an idle machine
SOON = 30.0  # for the end of a daemon that was told to stop, some 0.5 on an idle machine; its ticks are sixty apart
RUN = ("-m", "collector", "--config", "config.toml", "run")


def wait_for(happened: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it happens in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.02)
    return False


def configure(folder: Path, *lines: str) -> None:
    """Adds lines to the settings, below those that are there."""
    path = folder / "config.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(("", *lines, "")), encoding="utf-8")


def always_open() -> tuple[str, ...]:
    """Settings by which reminders leave whenever the test runs, at night and on Sundays too."""
    days = ((datetime.now(UTC) + timedelta(days=n)).date() for n in range(-30, 4))
    return (
        "[reminders]",
        'office_from = "00:00"',
        'office_until = "23:59"',
        "[calendar]",
        f"working_days = [{', '.join(map(str, days))}]",
    )


def surroundings(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COLLECTOR_")}
    return {**clean, "PYTHONPATH": str(PROJECT), **more}


class Daemon:
    """A context manager: started when it is entered, told to stop when it is left."""

    def __init__(
        self, folder: Path, environ: Mapping[str, str] | None = None, program: Sequence[str] = RUN
    ) -> None:
        self.folder = folder
        self.log_path = folder / "daemon.log"
        self._environ, self._program = dict(environ or {}), program
        self._notices: list[str] = []
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.setblocking(False)

    def __enter__(self) -> Self:
        address = self.folder / "notify"
        address.unlink(missing_ok=True)
        self._line.bind(str(address))
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self._program],
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=surroundings(NOTIFY_SOCKET=str(address), **self._environ),
            )
        assert wait_for(lambda: self.told("READY=1") or self.process.poll() is not None)
        if not self.told("READY=1"):
            self.__exit__(None, None, None)
            raise AssertionError(self.log())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._line.close()

    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8")

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """The log's lines, those of one event or all."""
        lines = [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]
        return [line for line in lines if name in ("", line["event"])]

    def notices(self) -> list[str]:
        """Every line that was told to systemd so far."""
        while True:
            try:
                self._notices.extend(self._line.recv(4096).decode().splitlines())
            except BlockingIOError:
                return self._notices

    def told(self, notice: str) -> int:
        return self.notices().count(notice)

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Tells it to stop, which it must do soon: raises TimeoutExpired otherwise."""
        self.send(number)
        self.process.wait(SOON)
