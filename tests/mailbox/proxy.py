"""A TCP relay between a client and a server that can cut the line, swallow what is sent, slow it down or rewrite it."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Rewrite = Callable[[bytes], bytes]


def _shut(*lines: socket.socket) -> None:
    for line in lines:
        with contextlib.suppress(OSError):  # closed by the other side already
            line.shutdown(socket.SHUT_RDWR)


def _same(data: bytes) -> bytes:
    return data


class Proxy:
    """Listens on a free loopback port; each setting counts for what goes through from then on."""

    def __init__(self, target: int, *, delay: float = 0.0, rewrite: Rewrite = _same) -> None:
        self.target = target
        self.delay = delay  # seconds, each way
        self.rewrite = rewrite  # of what the server says
        self.cut_after: int | None = None  # bytes from the server, until the line is cut, once
        self.cut_at: Callable[[bytes], bool] | None = (
            None  # what the client says at which the line is cut, once: the server never hears it
        )
        self.cut_before: Callable[[bytes], bool] | None = (
            None  # what the server says at which the line is cut, once: the client never hears it
        )
        self.overheard: Callable[[bytes], None] | None = (
            None  # told what the client says, before the server hears it
        )
        self.swallow = False  # nothing goes through any more, and nobody is told
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cuts every line there is."""
        lines, self._open = self._open, []  # a client that comes back at once is not cut with them
        _shut(*lines)

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:  # it is down: so is the line, until the next try
                client.close()
                continue
            self.connections += 1
            self._open += [client, server]
            for line in (client, server):
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._relay(client, server, self._from_client)
            self._relay(server, client, self._from_server)

    def _relay(self, source: socket.socket, sink: socket.socket, through: Callable[[bytes], bytes]) -> None:
        """Reading and sending in threads of their own, so that a delay does not add up."""
        waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()

        def read() -> None:
            data = b"-"
            while data:
                try:
                    data = source.recv(65536)
                except OSError:
                    data = b""
                waiting.put((time.monotonic() + self.delay, data))

        def send() -> None:
            with source, sink, contextlib.suppress(OSError):
                while True:
                    due, data = waiting.get()
                    if self.delay:
                        time.sleep(max(0.0, due - time.monotonic()))
                    passed = through(data) if data and not self.swallow else b""
                    sink.sendall(passed)
                    if not data or (not passed and not self.swallow):
                        _shut(source, sink)
                        return

        for work in (read, send):
            threading.Thread(target=work, daemon=True).start()

    def when(self, said: bytes, deed: Callable[[], object]) -> None:
        """Does something, once, when the client has said a word and the server has not heard it yet."""

        def listen(data: bytes) -> None:
            if said in data:
                self.overheard = None
                deed()

        self.overheard = listen

    def _from_client(self, data: bytes) -> bytes:
        if self.overheard is not None:
            self.overheard(data)
        if self.cut_at is not None and self.cut_at(data):
            self.cut_at = None
            return b""
        return data

    def _from_server(self, data: bytes) -> bytes:
        data = self.rewrite(data)
        if self.cut_before is not None and self.cut_before(data):
            self.cut_before = None
            return b""
        if self.cut_after is None:
            return data
        self.cut_after -= len(data)
        if self.cut_after <= 0:
            kept = len(data) + self.cut_after
            self.cut_after = None
            self.cut()
            return data[:kept]
        return data


@contextmanager
def proxied(target: int, *, delay: float = 0.0, rewrite: Rewrite = _same) -> Iterator[Proxy]:
    """A proxy that is closed in the end."""
    proxy = Proxy(target, delay=delay, rewrite=rewrite)
    try:
        yield proxy
    finally:
        proxy.close()
