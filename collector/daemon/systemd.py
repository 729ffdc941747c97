"""The daemon's state → datagrams to systemd (sd_notify(3)); knows nothing of what the daemon does."""

import os
import socket
import time
from collections.abc import Mapping


class Notifier:
    """Tells the service manager that started us how things stand; without one, or when it is gone, says nothing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """`environ` holds NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID where systemd started the process."""
        self._address = environ.get("NOTIFY_SOCKET", "")
        self.watchdog_seconds = _watchdog(environ)

    def ready(self) -> None:
        """The daemon does its work."""
        self._tell("READY=1")

    def alive(self) -> None:
        """The daemon goes on; systemd restarts one that does not say so for WatchdogSec."""
        if self.watchdog_seconds:
            self._tell("WATCHDOG=1")

    def reloading(self) -> None:
        """The settings are being read again; `ready` follows (sd_notify(3) wants the clock with it)."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """The daemon ends."""
        self._tell("STOPPING=1")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._tell(f"STATUS={' '.join(text.split())}")

    def _tell(self, *lines: str) -> None:
        if self._address[:1] not in ("/", "@"):
            return
        # @: abstract (unix(7)).
        address = "\0" + self._address[1:] if self._address[0] == "@" else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as connection:
            connection.settimeout(1.0)
            try:
                connection.sendto("\n".join(lines).encode(), address)
            except OSError:
                return  # nobody listens: the work matters more than the notice


def _watchdog(environ: Mapping[str, str]) -> float:
    """Seconds within which a sign of life is expected; 0: none is (sd_watchdog_enabled(3))."""
    microseconds, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not microseconds.isdecimal() or (process and process != str(os.getpid())):
        return 0.0
    return int(microseconds) / 1e6
