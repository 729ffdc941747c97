"""A Maildir and a folder of .eml files as a mailbox."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collector.errors import MailboxError
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import Mailbox, chunks
from collector.model.mail import IncomingMail, MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.possible_times import time_of_file


def drop(path: Path, data: bytes, age: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (1_546_500_000 - age, 1_546_500_000 - age))


def all_of(mailbox: Mailbox, known: set[MailKey] | None = None) -> list[RawMail]:
    return [small(mail) for group in mailbox.waiting(lambda key: key in (known or set())) for mail in group]


def small(mail: IncomingMail) -> RawMail:
    """A mail of which it is certain that it is held."""
    assert isinstance(mail, RawMail)
    return mail


def test_eml_files_come_oldest_first_with_the_time_of_the_file(tmp_path: Path) -> None:
    drop(tmp_path / "b.eml", b"old", 100)
    drop(tmp_path / "a.EML", b"new", 1)
    for name in (".hidden.eml", "notes.txt", "half.eml.part"):
        drop(tmp_path / name, b"no mail", 5)
    (tmp_path / "folder.eml").mkdir()
    found = all_of(FolderMailbox(tmp_path))
    assert [mail.data for mail in found] == [b"old", b"new"]
    assert found[0].arrived is not None
    assert found[0].arrived.isoformat() == "2019-01-03T07:18:20+00:00"
    assert found[0].key.uidvalidity == 0
    assert found[0].key.mailbox == str(tmp_path.resolve())


def test_known_mail_is_not_read_again_but_a_changed_file_is(tmp_path: Path) -> None:
    mailbox = FolderMailbox(tmp_path)
    drop(tmp_path / "form.eml", b"half", 9)
    first = all_of(mailbox)
    known = {mail.key for mail in first}
    mailbox.mark({first[0].key: Outcome.FILED})
    assert all_of(mailbox, known) == []
    drop(tmp_path / "form.eml", b"half and half", 3)
    assert [mail.data for mail in all_of(mailbox, known)] == [b"half and half"]


def test_a_maildir_by_the_unique_part_of_its_names(tmp_path: Path) -> None:
    drop(tmp_path / "new" / "1546500000.M1P1.host", b"one", 9)
    drop(tmp_path / "cur" / "1546500001.M1P1.host,S=3:2,S", b"two", 8)
    drop(tmp_path / "tmp" / "1546500002.M1P1.host", b"not yet", 7)
    mailbox = FolderMailbox(tmp_path)
    found = all_of(mailbox)
    assert [mail.data for mail in found] == [b"one", b"two"]
    assert [mail.key.uid for mail in found] == ["1546500000.M1P1.host", "1546500001.M1P1.host,S=3"]
    (tmp_path / "new" / "1546500000.M1P1.host").rename(tmp_path / "cur" / "1546500000.M1P1.host:2,RS")
    assert all_of(mailbox, {mail.key for mail in found}) == []


def test_chunks_are_bounded_by_number_and_size(tmp_path: Path) -> None:
    for number, size in enumerate([10, 10, 10, 99, 1, 1]):
        drop(tmp_path / f"{number}.eml", b"x" * size, 100 - number)
    groups = FolderMailbox(tmp_path, most=2, most_bytes=50).waiting(lambda key: False)
    assert [
        [len(mail.data if isinstance(mail, RawMail) else b"".join(mail.pieces)) for mail in group]
        for group in groups
    ] == [[10, 10], [10], [99], [1, 1]]
    assert list(chunks([])) == []


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path: Path) -> None:
    for number in range(4):
        drop(tmp_path / f"{number}.eml", b"x", 9 - number)
    groups = FolderMailbox(tmp_path, most=1).waiting(lambda key: False)
    next(groups)
    (tmp_path / "1.eml").unlink()
    assert [mail.key.uid[:5] for group in groups for mail in group] == ["2.eml", "3.eml"]


def test_a_missing_folder_and_a_file_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="cannot be listed"):
        all_of(FolderMailbox(tmp_path / "missing"))
    drop(tmp_path / "file", b"", 0)
    with pytest.raises(MailboxError, match="cannot be listed"):
        all_of(FolderMailbox(tmp_path / "file"))


def test_one_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    drop(tmp_path / "elsewhere", b"not ours", 7)
    (tmp_path / "1.eml").symlink_to("elsewhere")
    drop(tmp_path / "2.eml", b"open", 8)
    groups = FolderMailbox(tmp_path).waiting(lambda key: False)
    assert [small(mail).data for mail in next(groups)] == [b"open"]
    with pytest.raises(MailboxError, match=r"1\.eml: is a link"):
        next(groups)


def test_a_time_beyond_the_calendar_does_not_keep_a_mail_back(tmp_path: Path) -> None:
    (tmp_path / "far.eml").write_bytes(b"far")
    mailbox = FolderMailbox(tmp_path)
    for seconds in (14_900_000_000, -(1 << 31)):  # 2442; before 1970
        os.utime(tmp_path / "far.eml", (seconds, seconds))
        assert [mail.data for mail in all_of(mailbox)] == [b"far"]
    # what ext4 cannot hold other file systems can
    assert time_of_file(1 << 40) is None
    assert time_of_file(-(1 << 40)) is None
    assert time_of_file(0) == datetime(1970, 1, 1, tzinfo=UTC)
