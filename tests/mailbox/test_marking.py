"""What people see in the mailbox of what became of mails, and what never happens to theirs."""

import pytest

from collector.model.mail import MailKey
from collector.model.outcomes import Outcome
from tests.mailbox.dovecot_folder import DovecotFolder, filed, nothing, read, written
from tests.mailbox.proxy import Rewrite, proxied

RECEIVED, REVIEW, RETURNED = "รับรายงานแล้ว", "รอตรวจสอบ", "ส่งคืนแล้ว"


def without(*capabilities: bytes) -> Rewrite:
    """A server that lacks extensions."""

    def rewrite(data: bytes) -> bytes:
        for capability in capabilities:
            data = data.replace(b" " + capability, b"")
        return data

    return rewrite


def test_left_alone(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    mailbox = dovecot_folder.mailbox(after="leave")
    mails = read(mailbox)
    mailbox.mark(filed(mails))
    assert list(mailbox.unmarked(lambda _key: True)) == []
    assert dovecot_folder.subjects() == ["mail 1"]
    assert dovecot_folder.flags() == [set()]


def test_moved_into_thai_folders_that_are_made_and_subscribed(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(*(written(number) for number in range(1, 7)))
    mailbox = dovecot_folder.mailbox(after="move")
    mails = read(mailbox)
    outcomes = (
        Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE, Outcome.REVIEW, Outcome.RETURNED, Outcome.IGNORED
    )  # fmt: skip
    mailbox.mark({mail.key: outcome for mail, outcome in zip(mails, outcomes, strict=True)})
    assert sorted(dovecot_folder.subjects(RECEIVED)) == ["mail 1", "mail 2", "mail 3"]
    assert dovecot_folder.subjects(REVIEW) == ["mail 4"]
    assert dovecot_folder.subjects(RETURNED) == ["mail 5"]
    assert dovecot_folder.subjects() == ["mail 6"]
    with dovecot_folder.person() as client:
        assert len([line for line in client.lsub()[1] if line]) == 3


@pytest.mark.parametrize("lacking", [(), (b"MOVE",)])
def test_what_a_person_has_deleted_stays_for_them_to_expunge(
    dovecot_folder: DovecotFolder, lacking: tuple[bytes, ...]
) -> None:
    dovecot_folder.put(*(written(number) for number in range(1, 5)))
    with dovecot_folder.person() as client:
        client.store("2", "+FLAGS", r"(\Deleted)")
    with proxied(dovecot_folder.server.port, rewrite=without(*lacking)) as proxy:
        mailbox = dovecot_folder.mailbox(after="move", port=proxy.port)
        mails = read(mailbox)
        mailbox.mark(filed(mails[2:]))
        mailbox.close()
    assert dovecot_folder.subjects() == ["mail 1", "mail 2"]
    assert sorted(dovecot_folder.subjects(RECEIVED)) == ["mail 3", "mail 4"]


def test_without_move_and_uidplus_mails_stay(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    with proxied(dovecot_folder.server.port, rewrite=without(b"MOVE", b"UIDPLUS")) as proxy:
        mailbox = dovecot_folder.mailbox(after="move", port=proxy.port)
        mailbox.mark(filed(read(mailbox)))
        mailbox.close()
    assert dovecot_folder.subjects() == ["mail 1"]
    assert dovecot_folder.flags() == [set()]
    assert dovecot_folder.subjects(RECEIVED) == []


def test_keywords(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2), written(3))
    mailbox = dovecot_folder.mailbox(after="mark")
    first, second, _ = read(mailbox)
    mailbox.mark({first.key: Outcome.FILED, second.key: Outcome.REVIEW})
    assert dovecot_folder.flags() == [
        {"Collected", "Collected-filed"},
        {"Collected", "Collected-review"},
        set(),
    ]
    again = dovecot_folder.mailbox(after="mark")
    assert [key.uid for key in again.unmarked(lambda _key: True)] == ["3"]


def test_known_mails_that_were_not_moved_are_found(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2))
    mails = read(dovecot_folder.mailbox())
    mailbox = dovecot_folder.mailbox(after="move")
    known = {mails[0].key}
    assert list(mailbox.unmarked(known.__contains__)) == [mails[0].key]
    mailbox.mark(filed(mails[:1], Outcome.IGNORED))
    assert list(mailbox.unmarked(known.__contains__)) == []  # it stays on purpose


def test_names_that_are_not_this_mailboxs_are_passed_over(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    mailbox = dovecot_folder.mailbox(after="move")
    (mail,) = read(mailbox)
    others = (MailKey("spool", 0, "ab" * 32), MailKey(mailbox.name, mail.key.uidvalidity + 1, "1"))
    mailbox.mark(dict.fromkeys(others, Outcome.FILED))
    assert dovecot_folder.subjects() == ["mail 1"]


def test_a_mail_that_a_person_moved_first_is_no_trouble(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2))
    mailbox = dovecot_folder.mailbox(after="move")
    mails = read(mailbox)
    dovecot_folder.make("Elsewhere")
    with dovecot_folder.person() as client:
        client.uid("MOVE", "1", "Elsewhere")
    mailbox.mark(filed(mails))
    assert dovecot_folder.subjects(RECEIVED) == ["mail 2"]
    assert dovecot_folder.subjects("Elsewhere") == ["mail 1"]


def test_the_line_is_cut_in_the_middle_of_a_move(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(*(written(number) for number in range(30)))
    with proxied(dovecot_folder.server.port) as proxy:
        mailbox = dovecot_folder.mailbox(after="move", port=proxy.port)
        mails = read(mailbox)
        proxy.cut_at = lambda data: b"MOVE" in data
        mailbox.mark(filed(mails))
        known = {mail.key for mail in mails}
        mailbox.mark(dict.fromkeys(mailbox.unmarked(known.__contains__), Outcome.FILED))
        assert read(mailbox, mails) == []
        assert mailbox.missing(nothing) == 0
    assert len(dovecot_folder.subjects(RECEIVED)) == 30
    assert dovecot_folder.subjects() == []
