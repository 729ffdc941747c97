"""Old mail that lies on the server: of the days asked for, in the folder asked for, once, and without letters."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from collector import cli
from collector.jobs import importing
from collector.jobs.importing import Arrived
from collector.mailbox.span import Span
from tests.conftest import Collector
from tests.daemon.running import surroundings, wait_for
from tests.e2e.office import ONE, ZONE, word_mail
from tests.mailbox.dovecot_folder import DovecotFolder, nothing, read, written
from tests.mailbox.imap_office import ImapOffice

OLD = "INBOX/เก่า"
OCTOBER = "15-Oct-2018 12:00:00 +0700"
QUARTER = ("--since", "2018-10-01", "--until", "2018-12-31")
# When mails arrived, around the first and the last day of a quarter by the clocks of Bangkok, and whether they are of it.
AROUND = {
    "30-Sep-2018 23:59:59 +0700": False,
    "30-Sep-2018 16:59:59 +0000": False,
    "30-Sep-2018 17:00:00 +0000": True,  # 1 October there
    " 1-Oct-2018 00:00:00 +0700": True,
    "30-Sep-2018 10:00:00 -0700": True,
    "31-Dec-2018 23:59:59 +0700": True,
    "31-Dec-2018 16:59:59 +0000": True,
    "31-Dec-2018 17:00:00 +0000": False,  # 1 January there
    " 1-Jan-2019 06:59:59 +1400": True,
    " 1-Jan-2019 00:00:00 +0700": False,
}


def quarter() -> Span:
    since, until = (value for value in QUARTER if not value.startswith("--"))
    return Span.of_days(date.fromisoformat(since), date.fromisoformat(until), ZONE)


def import_from_server(imap_office: ImapOffice, collector: Collector, *options: str) -> dict[str, object]:
    done = collector("--config", imap_office.folder / "config.toml", "import", "--json", *options)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def counts(imap_office: ImapOffice) -> dict[str, int]:
    with imap_office.open(read_only=True) as app:
        found = app.store.mail_counts()
    return {outcome: number for outcome, number in found.items() if number}


def subject(raw: bytes) -> str:
    return raw.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode()


# ── which mails ─────────────────────────────────────────────────────────────────────────────────


def test_both_days_count_by_the_clocks_of_the_department(dovecot_folder: DovecotFolder) -> None:
    for number, when in enumerate(AROUND):
        dovecot_folder.put(written(number), when=when)
    mailbox = dovecot_folder.mailbox(span=quarter())
    found = {int(subject(mail.data).removeprefix("mail ")) for mail in read(mailbox)}
    assert found == {number for number, inside in enumerate(AROUND.values()) if inside}
    assert mailbox.missing(nothing) == len(found)


@pytest.mark.parametrize(
    ("since", "until", "asked"),
    [
        ("2018-10-01", "2018-12-31", "SINCE 29-Sep-2018 BEFORE 2-Jan-2019"),
        ("2020-02-29", "2020-02-29", "SINCE 27-Feb-2020 BEFORE 2-Mar-2020"),
    ],
)
def test_the_server_is_asked_for_a_day_more(since: str, until: str, asked: str) -> None:
    assert Span.of_days(date.fromisoformat(since), date.fromisoformat(until), ZONE).search == asked


def test_the_days_are_typed_in_either_era_and_no_letter_is_sent(
    imap_office: ImapOffice, collector: Collector
) -> None:
    imap_office.dovecot_folder.put(word_mail(ONE, 1), when="30-Sep-2018 12:00:00 +0700")
    imap_office.dovecot_folder.put(word_mail(ONE, 2), when=OCTOBER)
    imap_office.dovecot_folder.put(word_mail(ONE, 3), when=" 1-Jan-2019 12:00:00 +0700")
    report = import_from_server(imap_office, collector, "--since", "2561-10-01", "--until", "๒๕๖๑-๑๒-๓๑")
    assert report["taken_in"] == 1
    assert import_from_server(imap_office, collector, *QUARTER)["taken_in"] == 0
    assert imap_office.letters() == []
    assert not (imap_office.folder / "data" / "unfinished-imports").exists()


def test_a_folder_with_a_thai_name_is_read_and_left_as_it_is(
    imap_office: ImapOffice, collector: Collector
) -> None:
    imap_office.dovecot_folder.make(OLD)
    imap_office.dovecot_folder.put(
        word_mail(ONE, 1), word_mail(ONE, 2, "other@local.example"), folder=OLD, when=OCTOBER
    )
    assert import_from_server(imap_office, collector, *QUARTER, "--folder", OLD)["taken_in"] == 2
    assert imap_office.standing(OLD) == {OLD: 2}  # though the settings say "move"
    imap_office.once()
    assert imap_office.letters() == []
    assert sum(counts(imap_office).values()) == 2


def test_in_its_own_folder_mails_are_marked_and_not_fetched_again(imap_office: ImapOffice) -> None:
    imap_office.dovecot_folder.put(word_mail(ONE, 1), when=OCTOBER)
    imap_office.now = imap_office.now.replace(year=2020)
    with imap_office.open() as app:
        report = importing.import_arrived(app, Arrived(quarter()), False, imap_office.now, lambda *_: None)
    assert report.taken_in == 1
    assert imap_office.standing("INBOX", "รับรายงานแล้ว") == {"INBOX": 0, "รับรายงานแล้ว": 1}
    assert imap_office.once().taken_in == 0


def test_letters_if_they_are_asked_for(imap_office: ImapOffice, collector: Collector) -> None:
    imap_office.dovecot_folder.put(word_mail(ONE, 1), when=OCTOBER)
    import_from_server(imap_office, collector, *QUARTER, "--acknowledge")
    assert len(imap_office.letters()) == 1


def test_the_bar_knows_how_many_there_are(imap_office: ImapOffice) -> None:
    imap_office.dovecot_folder.put(*(written(number) for number in range(5)), when=OCTOBER)
    imap_office.dovecot_folder.put(written(6))
    told: list[tuple[int, int]] = []
    with imap_office.open() as app:
        importing.import_arrived(
            app, Arrived(quarter()), False, imap_office.now, lambda done, total: told.append((done, total))
        )
    assert told == [(done, 5) for done in range(1, 6)]


# ── broken off ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "moment", ["spool/??/*.eml", "in-hand"]
)  # the first mail is kept; one is being understood
@pytest.mark.parametrize("folder", ["INBOX", OLD])
def test_killed_in_the_middle_it_goes_on(
    folder: str, moment: str, imap_office: ImapOffice, collector: Collector
) -> None:
    imap_office.configure(imap_office.dovecot_folder.server.port, after="leave")
    if folder != "INBOX":
        imap_office.dovecot_folder.make(folder)
    mails = [word_mail(ONE, number, f"unknown{number}@local.example") for number in range(20)]
    imap_office.dovecot_folder.put(*mails, folder=folder, when=OCTOBER)
    options = ("import", *QUARTER, "--folder", folder)
    command = [sys.executable, "-m", "collector", "--config", "config.toml", *options]
    with subprocess.Popen(command, cwd=imap_office.folder, env=surroundings()) as running:
        came_so_far = wait_for(lambda: any((imap_office.folder / "data").glob(moment)))
        running.kill()
    assert came_so_far
    found = counts(imap_office)
    assert sum(found.values()) - found.get("waiting", 0) < len(mails)

    imap_office.dovecot_folder.put(word_mail(ONE, 1000), when=" 4-Jan-2019 08:00:00 +0700")
    imap_office.once()  # the daemon's turn comes first: it answers the new mail, and none of the import's
    assert len(imap_office.letters()) == 1
    import_from_server(imap_office, collector, *QUARTER, "--folder", folder)
    assert sum(counts(imap_office).values()) == len(mails) + 1
    assert len(imap_office.letters()) == 1
    assert import_from_server(imap_office, collector, *QUARTER, "--folder", folder)["taken_in"] == 0


def test_what_a_broken_off_import_had_not_seen_is_not_answered_either(imap_office: ImapOffice) -> None:
    imap_office.configure(imap_office.dovecot_folder.server.port, after="leave")
    imap_office.dovecot_folder.put(word_mail(ONE, 1), when=OCTOBER)

    def break_off(*_: int) -> None:
        raise KeyboardInterrupt

    with imap_office.open() as app, pytest.raises(KeyboardInterrupt):
        importing.import_arrived(app, Arrived(quarter()), False, imap_office.now, break_off)
    imap_office.dovecot_folder.put(word_mail(ONE, 2, "a@local.example"), when=OCTOBER)
    imap_office.dovecot_folder.put(word_mail(ONE, 3, "b@local.example"), when=" 1-Jan-2019 00:00:00 +0700")
    imap_office.once()
    assert [letter["To"] for letter in imap_office.letters()] == ["b@local.example"]


# ── what cannot be done ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("--since", "2018-12-31", "--until", "2018-10-01"),
            "--since 2018-12-31 lies after --until 2018-10-01",
        ),
        (("--since", "2561-31-12"), "'2561-31-12' is not a day like 2018-10-01 or 2561-10-01"),
        (("--since", "2559-02-30"), "is not a day"),
        (("--since", "2100-01-01"), "lies after today"),
        (("--until", "2018-10-01"), "give PATHs, or --since"),
        (("--folder", "INBOX"), "give PATHs, or --since"),
        ((), "give PATHs, or --since"),
        ((".", "--since", "2018-10-01"), "not both"),
    ],
)
def test_wrong_usage(
    typed: tuple[str, ...], said: str, department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--config", str(department), "import", *typed]) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_a_mailbox_on_no_server(department: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--config", str(department), "import", *QUARTER]) == 1
    assert "the mailbox of the settings is a folder of this computer" in capsys.readouterr().err


def test_a_folder_that_is_not_there(imap_office: ImapOffice, collector: Collector) -> None:
    imap_office.dovecot_folder.make(OLD)
    done = collector("--config", imap_office.folder / "config.toml", "import", *QUARTER, "--folder", "เก่า")
    assert done.returncode == 3
    assert f"check --folder. The folders there are: INBOX, {OLD}" in done.stderr
    assert not (imap_office.folder / "data" / "unfinished-imports").exists()
