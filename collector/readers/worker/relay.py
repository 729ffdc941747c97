"""One worker process after the other: started when needed, replaced after its share or when it died; reads no answer."""

from collections.abc import Callable

from collector.readers.worker.process import Child

SOON = 50  # requests before the end of a worker's share, when the next one is started


class Relay:
    """The worker at work and the one that takes its place; `close` must be called."""

    def __init__(
        self,
        start: Callable[[], Child],
        share: int,
        prepare: Callable[[Child], None] = Child.wait_until_ready,
    ) -> None:
        """`start` makes a worker, `share` is how many requests it gets, `prepare` waits until it takes them."""
        self._start = start
        self._share = share
        self._prepare = prepare
        self._child: Child | None = None
        self._next: Child | None = None
        self._given = 0  # requests that the child has had

    @property
    def child(self) -> Child | None:
        """The worker at work, if there is one."""
        return self._child

    @property
    def pid(self) -> int | None:
        """Its process id, None while there is none."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the worker, if there is one; `ready` starts a new one."""
        for child in filter(None, (self._child, self._next)):
            child.end()
        self._child = self._next = None

    def given(self) -> None:
        """Count one more request."""
        self._given += 1

    def started(self) -> Child:
        """The worker, which may still be loading its parsers."""
        if self._child is None:
            self._child, self._next, self._given = self._next or self._start(), None, 0
        return self._child

    def ready(self) -> Child:
        """A living worker, a fresh one when the old has had its share or died on its own; raises WorkerError."""
        if self._child and not self._child.alive:
            self.close()
        elif self._child and self._given >= self._share:
            self._child.end()
            self._child = None
        elif self._child and self._given >= self._share - SOON and self._next is None:
            self._next = self._start()  # loads its parsers while the old one still works
        child = self.started()
        self._prepare(child)
        return child
