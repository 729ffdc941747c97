"""Eyes that look as slowly as a test wants, and mails with pictures for them."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from collector.application import Application
from collector.demo.mails import File
from collector.intake.one_pass import Manner, take_up
from collector.intake.scan_lane import ScanLane
from collector.model.documents import Document
from collector.model.files import Attachment
from collector.understanding import Seen
from tests.e2e.office import NOW
from tests.intake.mails import PHOTO, sent

STRANGER, OFFICE = "stranger@local.example", "krabi@local.example"


def never() -> bool:
    return False


class Eyes:
    """They look at one mail's pictures for each `let`, and note which mails these were, by the pictures' names."""

    def __init__(self, *, quick: bool = False, shown: Document | None = None, blind_at: str = "") -> None:
        """`quick`: without any `let`. They see `shown` in each picture, and fail at those of the name `blind_at`."""
        self.looked: list[str] = []
        self.stopped: list[str] = []
        self._quick, self._shown, self._blind_at = quick, shown, blind_at
        self._may_go_on = threading.Semaphore(0)

    def let(self, mails: int = 1) -> None:
        self._may_go_on.release(mails)

    def __call__(self, pictures: Sequence[Attachment], stop: Callable[[], bool]) -> Iterator[Seen]:
        names = "+".join(picture.path for picture in pictures)
        self.looked.append(names)
        while not self._quick and not self._may_go_on.acquire(timeout=0.01):
            if stop():
                self.stopped.append(names)
                break
        if names == self._blind_at:
            raise RuntimeError("blind")
        yield from ((picture.path, self._shown) for picture in pictures if self._shown)

    def of(self, app: Application) -> Application:
        """The department with these eyes."""
        return replace(app, understanding=replace(app.understanding, look=self, can_look=lambda: True))


def photo(number: int, sender: str = STRANGER) -> bytes:
    """A mail with the picture `<number>.jpg` in which no program can read anything."""
    return sent(File(f"{number}.jpg", PHOTO.data), sender=sender, number=number)


@contextmanager
def lane_of(app: Application) -> Iterator[tuple[ScanLane, Manner]]:
    """A daemon's lane, and the manner of its passes."""
    with ScanLane(app.understanding, app.spool) as lane:
        yield lane, Manner(lambda _done, _of: None, lane=lane)


def taken_up(app: Application, lane: ScanLane, manner: Manner) -> dict[str, int]:
    """What a daemon makes of all that its lane has to look at, nudged after each mail."""
    outcomes: Counter[str] = Counter()
    while lane.wait(never):
        outcomes.update(take_up(app, NOW, manner, lane))
    return dict(outcomes)
