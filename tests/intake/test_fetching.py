"""Fetching: one chunk ahead of the work, marks after it, nothing lost when somebody says stop or something fails."""

import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from collector.errors import MailboxError
from collector.filing.spool import Spool
from collector.intake.fetching import MOST_BEFORE, Fetching
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import Known
from collector.model.mail import IncomingMail, MailKey
from collector.model.outcomes import Outcome


class Watched(FolderMailbox):
    """A real folder that notes which thread asks it for what."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path, most=most)
        self.fetched: list[str] = []
        self.marked: list[tuple[str, int]] = []
        self.handed_over = threading.Event()

    def waiting(self, known: Known) -> Iterator[tuple[IncomingMail, ...]]:
        for chunk in super().waiting(known):
            self.fetched.append(threading.current_thread().name)
            if len(self.fetched) > 1:
                self.handed_over.set()
            yield chunk

    def mark(self, outcomes: Mapping[MailKey, Outcome]) -> None:
        self.marked.append((threading.current_thread().name, len(outcomes)))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.eml").write_bytes(f"Subject: {number}\r\n\r\n".encode())
        os.utime(folder / f"{number}.eml", (number, number))
    return folder


def nothing(_key: MailKey) -> bool:
    return False


def never() -> bool:
    return False


def test_the_next_chunk_is_kept_while_one_is_worked_on(tmp_path: Path, inbox: Path) -> None:
    mailbox, spool = Watched(inbox, most=2), Spool(tmp_path)
    seen: list[list[str]] = []
    with Fetching(mailbox, spool) as fetching:
        for kept in fetching.chunks(nothing, never):
            if not seen:
                assert mailbox.handed_over.wait(150)  # before anything was asked for
            seen.append([mail.key.uid[0] for mail in kept])
            assert all(spool.read(mail.sha256) for mail in kept)
            fetching.mark({mail.key: Outcome.FILED for mail in kept})
    assert seen == [["0", "1"], ["2", "3"], ["4", "5"]]
    assert len(set(mailbox.fetched[1:])) == 1
    assert mailbox.marked == [(mailbox.fetched[1], 2)] * 3
    assert threading.current_thread().name not in mailbox.fetched[1:]


def test_told_to_stop_it_hands_over_what_it_has_and_fetches_no_more(tmp_path: Path, inbox: Path) -> None:
    mailbox = Watched(inbox, most=1)
    stop = threading.Event()
    taken = []
    with Fetching(mailbox, Spool(tmp_path)) as fetching:
        for kept in fetching.chunks(nothing, stop.is_set):
            taken += [mail.sha256 for mail in kept]
            stop.set()
    assert len(taken) == 2
    assert sorted(taken) == sorted(Spool(tmp_path).kept())


def test_beside_large_mails_nothing_is_fetched(tmp_path: Path, inbox: Path) -> None:
    (inbox / "0.eml").write_bytes(b"x" * (MOST_BEFORE + 1))
    os.utime(inbox / "0.eml", (0, 0))
    mailbox = Watched(inbox, most=1)
    with Fetching(mailbox, Spool(tmp_path)) as fetching:
        chunks = fetching.chunks(nothing, never)
        next(chunks)
        assert len(mailbox.fetched) == 1
        assert not mailbox.handed_over.wait(0.2)
        assert sum(map(len, chunks)) == 5


def test_what_fails_is_told_after_what_came_before(tmp_path: Path, inbox: Path) -> None:
    (inbox / "3.eml").unlink()
    (inbox / "3.eml").symlink_to("3.eml")  # cannot be read, by anyone
    with Fetching(Watched(inbox, most=1), Spool(tmp_path)) as fetching:
        chunks = fetching.chunks(nothing, never)
        assert sum(len(next(chunks)) for _ in range(5)) == 5
        with pytest.raises(MailboxError, match=r"3\.eml"):
            next(chunks)


def test_a_large_mail_that_cannot_be_read_does_not_end_the_pass(tmp_path: Path, inbox: Path) -> None:
    (inbox / "2.eml").write_bytes(b"x" * 5_000)
    (inbox / "3.eml").write_bytes(b"y" * 5_000)
    (inbox / "4.eml").write_bytes(b"z" * 5_000)
    for number in (2, 3, 4):
        os.utime(inbox / f"{number}.eml", (number, number))
    spool = Spool(tmp_path)
    with Fetching(FolderMailbox(inbox, most_bytes=1_000), spool) as fetching:
        chunks = fetching.chunks(nothing, never)
        names = [mail.key.uid[:1] for mail in next(chunks)]
        (inbox / "3.eml").unlink()  # it is read when its turn comes
        (inbox / "4.eml").unlink()
        (inbox / "4.eml").symlink_to("5.eml")
        with pytest.raises(MailboxError, match=r"4\.eml: is a link"):
            names.extend(mail.key.uid[:1] for kept in chunks for mail in kept)
    assert names == ["0", "1", "2", "5"]
    assert not list((tmp_path / "spool" / "tmp").iterdir())
