"""Raw mail on the disk: whole, under its hash, found again after a crash."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from collector.errors import MailboxError, StoreError
from collector.filing.spool import IN_LANE, Spool
from collector.model.mail import LargeMail, MailKey, RawMail
from collector.store.records import KeptMail
from tests.filing.cases import NOW, overwrite, raw


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def test_a_mail_lies_under_its_hash_and_nothing_of_it_is_in_the_path(tmp_path: Path, spool: Spool) -> None:
    mail = RawMail(MailKey("../../etc", 0, "../passwd"), b"Subject: ../x\r\n\r\n", NOW)
    spool.keep([mail])
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [f"spool/{mail.sha256[:2]}/{mail.sha256}.eml"]
    assert spool.read(mail.sha256) == mail.data


def test_many_mails_in_one_group_and_again(spool: Spool) -> None:
    mails = [raw(n) for n in range(250)]
    spool.keep([*mails, *mails])
    times = [spool.path(mail.sha256).stat().st_ino for mail in mails]
    spool.keep(mails)
    assert [spool.path(mail.sha256).stat().st_ino for mail in mails] == times  # left as they are
    assert list(spool.kept()) == sorted(mail.sha256 for mail in mails)


def test_a_damaged_or_missing_file_is_named(spool: Spool) -> None:
    spool.keep([raw()])
    path = spool.path(raw().sha256)
    overwrite(path, path.read_bytes()[:-1])
    with pytest.raises(StoreError, match=rf"{path.name} is damaged"):
        spool.read(raw().sha256)
    path.unlink()
    with pytest.raises(StoreError, match=rf"{path.name}.*restore it"):
        spool.read(raw().sha256)


def test_a_damaged_file_is_written_anew_when_the_mail_is_at_hand(spool: Spool) -> None:
    spool.keep([raw()])
    overwrite(spool.path(raw().sha256), b"")
    spool.keep([raw()])
    assert spool.read(raw().sha256) == raw().data


def test_half_written_files_are_swept_and_whole_ones_stay(tmp_path: Path, spool: Spool) -> None:
    spool.keep([raw()])
    (tmp_path / "spool" / "tmp" / "ab.tmp").write_bytes(b"half")
    spool.sweep()
    assert not list((tmp_path / "spool" / "tmp").iterdir())
    assert spool.read(raw().sha256)


def test_mails_left_behind_keep_their_time_and_damaged_ones_are_passed_over(spool: Spool) -> None:
    old = raw(1, arrived=NOW - timedelta(days=3))
    spool.keep([old, raw(2)])
    overwrite(spool.path(raw(2).sha256), b"damaged")
    assert list(spool.left_behind(spool.kept())) == [
        KeptMail(MailKey("spool", 0, old.sha256), old.sha256, len(old.data), NOW - timedelta(days=3))
    ]


def test_the_mail_in_hand_and_that_in_the_lane_are_known_until_they_are_released(spool: Spool) -> None:
    assert spool.left_over() == ()
    spool.hold("a" * 64)
    spool.hold("b" * 64)
    spool.hold("c" * 64, IN_LANE)
    assert spool.left_over() == ("b" * 64, "c" * 64)
    spool.hold("c" * 64)
    assert spool.left_over() == ("c" * 64,)
    spool.release()
    spool.release()
    assert spool.left_over() == ("c" * 64,)
    spool.release(IN_LANE)
    assert spool.left_over() == ()


def test_an_empty_spool_holds_nothing(spool: Spool) -> None:
    assert list(spool.kept()) == []
    spool.sweep()


def test_a_disk_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("in the way")
    with pytest.raises(StoreError, match="spool"):
        Spool(tmp_path).keep([raw()])


def pieces(*data: bytes) -> Iterator[bytes]:
    yield from data
    if data[-1:] == (b"",):
        raise MailboxError("it cannot be read on")


def test_a_large_mail_is_kept_a_piece_at_a_time(tmp_path: Path, spool: Spool) -> None:
    whole, key = raw().data, MailKey("inbox", 0, "large")
    told = KeptMail(key, raw().sha256, len(whole), NOW)
    for _again in range(2):
        assert spool.keep([LargeMail(key, pieces(whole[:9], whole[9:]), NOW)]) == (told,)
        assert spool.read(raw().sha256) == whole
    assert spool.path(raw().sha256).stat().st_mtime == NOW.timestamp()
    assert spool.path(raw().sha256).stat().st_mode & 0o777 == 0o400
    overwrite(spool.path(raw().sha256), b"damaged")
    spool.keep([LargeMail(key, pieces(whole), None)])
    assert spool.read(raw().sha256) == whole
    copied = io.BytesIO()
    spool.copy(raw().sha256, copied)
    assert copied.getvalue() == whole
    assert not list((tmp_path / "spool" / "tmp").iterdir())


def test_of_a_large_mail_that_breaks_off_nothing_is_kept(tmp_path: Path, spool: Spool) -> None:
    broken = LargeMail(MailKey("inbox", 0, "1"), pieces(b"half", b""), NOW)
    assert [mail.sha256 for mail in spool.keep([broken, raw()])] == [raw().sha256]
    assert list(spool.kept()) == [raw().sha256]
    assert not list((tmp_path / "spool" / "tmp").iterdir())
