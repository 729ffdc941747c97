"""The history of one unit and month: what came, was decided, left and came back, beside a running collector too."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from collector.demo import mails
from collector.store.store import Store
from tests.conftest import Collector
from tests.e2e.office import BLANK, ONE, TWO, Office, letter_from, text_of, word_mail
from tests.e2e.test_bounces import bounce

pytestmark = pytest.mark.slow

BANGKOK = ZoneInfo("Asia/Bangkok")


def told(collector: Collector, office: Office, unit: str) -> list[dict[str, str]]:
    """What the command says while another process holds the storage."""
    with Store(office.folder / "data"):
        done = collector(
            "--config",
            office.folder / "config.toml",
            "history",
            "--unit",
            unit,
            "--period",
            "2018-12",
            "--json",
        )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_everything_that_happened_is_told_oldest_first(office: Office, collector: Collector) -> None:
    office.receive(word_mail(ONE, 1))
    office.later(hours=1)
    office.receive(word_mail(TWO, 2, received=office.now))
    lines = told(collector, office, "TH-81")
    assert [line["what"] for line in lines] == [
        *("received", "filed", "letter", "sent"),
        *("received", "revised", "letter", "sent"),
    ]
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    received, filed, letter, sent, *_ = lines
    assert set(received) == {"at", "by", "what", "why", "ref"}
    assert (received["by"], received["why"]) == ("krabi@local.example", "ส่งรายงาน")
    assert (filed["by"], filed["ref"]) == ("evidence", "HC-2561-12/TH-81/1")
    assert letter["why"].startswith("acknowledgement: แจ้งการได้รับ")
    assert (sent["why"], sent["ref"]) == ("krabi@local.example", letter["ref"])


def test_reminders_and_what_came_back_of_them_are_told(office: Office, collector: Collector) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.remind()
    letter = next(letter for letter in office.letters() if letter["To"] == "trang@local.example")
    office.later(hours=1)
    office.receive(bounce(str(letter["Message-ID"]), "trang@local.example"))
    lines = told(collector, office, "TH-92")
    assert [line["what"] for line in lines] == ["letter", "sent", "bounced"]
    assert lines[0]["why"].startswith("reminder: ")
    assert lines[2]["by"] == "trang@local.example"


def test_why_a_report_waits_is_told_in_words(office: Office, collector: Collector) -> None:
    office.receive(word_mail(ONE, 1, "stranger@x.example"), word_mail(TWO, 2, "other@x.example"))
    waits = [line for line in told(collector, office, "TH-81") if line["what"] == "review"]
    assert len(waits) == 1
    assert waits[0]["why"]


def test_a_unit_that_is_none_and_one_of_which_nothing_is_known(office: Office, collector: Collector) -> None:
    config = ("--config", office.folder / "config.toml", "history", "--period", "ธ.ค. 61", "--unit")
    wrong = collector(*config, "TH81")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "no unit has the code TH81; did you mean TH-81 (กระบี่)?" in wrong.stderr
    nothing = collector(*config, "TH-81")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "nothing is on record of TH-81 for 2018-12" in nothing.stderr


def test_what_was_sent_back_stands_under_its_sender_and_closes_when_the_report_comes(
    office: Office, collector: Collector
) -> None:
    office.receive(
        mails.plain(letter_from("krabi@local.example", 1, "ส่งรายงานประจำเดือนธันวาคม 2561 ตามไฟล์แนบ"))
    )
    (line, *_) = told(collector, office, "TH-81")
    assert (line["what"], line["presumed"]) == ("received", True)
    assert state_of(collector, office, "TH-81") == "returned"
    office.later(hours=1)
    office.receive(word_mail(ONE, 2, received=office.now))
    lines = told(collector, office, "TH-81")
    (closed,) = [line for line in lines if line["what"] == "closed"]
    assert (closed["why"], closed["ref"]) == ("HC-2561-12/TH-81/1", line["ref"])
    assert state_of(collector, office, "TH-81") == "on_time"


def state_of(collector: Collector, office: Office, unit: str) -> str:
    return str(standing_of(collector, office, unit)["state"])


def standing_of(collector: Collector, office: Office, unit: str) -> dict[str, str]:
    """Where a unit stands for December 2018 by `status`, a week after it was due."""
    later = ("--now", "2019-01-14T09:00:00+07:00")
    done = collector(
        "--config", office.folder / "config.toml", "status", "--period", "2018-12", *later, "--json"
    )
    units: list[dict[str, str]] = json.loads(done.stdout)["units"]
    return next(line for line in units if line["unit"] == unit)


def test_a_report_that_is_mended_in_time_keeps_the_day_on_which_it_came_first(
    office: Office, collector: Collector
) -> None:
    """Blank on the due day, filled in two days later: on time; status tells both days."""
    office.now = datetime(2019, 1, 7, 9, tzinfo=BANGKOK)
    office.receive(word_mail(BLANK, 1, received=office.now))
    (letter,) = office.letters()
    assert "ภายในวันที่ ๑๐ มกราคม ๒๕๖๒" in text_of(letter)
    office.later(days=2)
    office.receive(word_mail(ONE, 2, received=office.now))
    now = standing_of(collector, office, "TH-81")
    assert (now["state"], now["received"][:10], now["revised"][:10]) == (
        "on_time",
        "2019-01-07",
        "2019-01-09",
    )
    acknowledgement = text_of(office.letters()[-1])
    assert "ถือว่าได้รับเมื่อวันที่: ๗ มกราคม ๒๕๖๒" in acknowledgement
    assert "สถานะการส่ง: ส่งภายในกำหนด" in acknowledgement


def test_a_report_that_is_mended_too_late_is_late(office: Office, collector: Collector) -> None:
    office.now = datetime(2019, 1, 7, 9, tzinfo=BANGKOK)
    office.receive(word_mail(BLANK, 1, received=office.now))
    office.later(days=4)
    office.receive(word_mail(ONE, 2, received=office.now))
    assert standing_of(collector, office, "TH-81")["state"] == "late"
