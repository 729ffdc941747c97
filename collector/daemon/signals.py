"""SIGTERM, SIGINT, SIGHUP and the lane of pictures → what the loop is asked to do; ends nothing itself.

A handler in Python runs in the middle of the main thread, where setting an Event may wait for a lock that this very
thread holds. So the interpreter only writes the signal's number into a pipe, and a thread of its own reads it.
"""

import os
import signal
import socket
import threading
from types import FrameType, TracebackType
from typing import Self

STOP = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """A context manager around the loop. Only the main thread can listen; elsewhere nothing but `stop` asks.

    The first signal to stop asks; a second one ends the process as it would any other, for whoever cannot wait.
    """

    def __init__(self) -> None:
        self.wake = threading.Event()  # set as long as something is asked: ends every wait
        self._stop = threading.Event()
        self._reload = threading.Event()
        self._nudge = threading.Event()
        self._before: dict[int, object] = {}
        self._times = 0

    @property
    def stopping(self) -> bool:
        """Whether the daemon is to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Asks for the end; may be called from any thread."""
        self._stop.set()
        self.wake.set()

    def nudge(self) -> None:
        """Asks for a look at what was seen in pictures; may be called from any thread."""
        self._nudge.set()
        self.wake.set()

    def nudged(self) -> bool:
        """Whether somebody nudged; asked for once, told once."""
        return self._told_once(self._nudge)

    def reload_asked(self) -> bool:
        """Whether the settings are to be read again; asked for once, told once."""
        return self._told_once(self._reload)

    def _told_once(self, asked: threading.Event) -> bool:
        if not asked.is_set():
            return False
        asked.clear()
        self.wake.clear()
        # what is asked for in this moment sets its own event first: either it is seen here, or it sets `wake` after this
        if any(event.is_set() for event in (self._stop, self._reload, self._nudge)):
            self.wake.set()
        return True

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            reading, self._writing = socket.socketpair()
            self._writing.setblocking(False)
            self._fd_before = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
            for number in (*STOP, signal.SIGHUP):
                self._before[number] = signal.signal(number, self._came)
            threading.Thread(target=self._listen, args=(reading,), name="signals", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._before:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # as signal.signal gave it
        self._before.clear()
        signal.set_wakeup_fd(self._fd_before)
        self._writing.close()  # ends the thread

    def _came(self, number: int, _frame: FrameType | None) -> None:
        if number not in STOP:
            return
        self._times += 1
        if self._times > 1:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def _listen(self, reading: socket.socket) -> None:
        with reading:
            while numbers := reading.recv(64):
                if signal.SIGHUP in numbers:
                    self._reload.set()
                if set(numbers) & set(STOP):
                    self._stop.set()
                self.wake.set()
