"""A mail whose processing raises: tried three times, then left to a person, and never in the way of the next."""

import json

import pytest

from collector.jobs import passes
from collector.model.mail import MailKey, RawMail
from collector.model.outcomes import Outcome
from collector.store.records import KeptMail
from tests.e2e.office import ONE, TWO, Office, word_mail
from tests.filing.cases import overwrite

pytestmark = pytest.mark.slow

PLACE = "data/archive/2561/12 ธันวาคม/กระบี่ (TH-81)/ฉบับที่ 1 help-centre"


def test_a_mail_whose_place_is_taken_is_held_and_the_next_is_filed(office: Office) -> None:
    foreign = office.folder / PLACE / "รายงาน.json"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("somebody else's", encoding="utf-8")
    mails = (word_mail(ONE, 1), word_mail(TWO, 2, "trat@local.example", unit="จังหวัดตราด"))
    assert office.receive(*mails) == {"review": 1, "filed": 1}
    assert foreign.read_text(encoding="utf-8") == "somebody else's"
    (held,) = [path for path in office.archived() if path.endswith("ผลการพิจารณา.json")]
    told = json.loads((office.folder / "data/archive" / held).read_text(encoding="utf-8"))
    assert [(reason["code"], reason["values"]) for reason in told["reasons"]] == [
        ("internal-error", {"detail": "StoreError"})
    ]
    with office.open(read_only=True) as app:
        ((attempts, error),) = app.store._execute("SELECT attempts, error FROM mail WHERE attempts > 0")
    assert attempts == 3
    assert "holds something else" in error
    assert [letter["To"] for letter in office.letters()] == ["trat@local.example"]
    assert [problem.partition(":")[0] for problem in office.verify()] == ["archive-orphan"]
    foreign.unlink()


def test_a_mail_whose_bytes_are_damaged_before_its_turn_is_held_without_them(office: Office) -> None:
    raws = [
        RawMail(
            MailKey("inbox", 0, str(number)),
            word_mail(ONE, number, f"{number}@local.example", unit=unit),
            office.now,
        )
        for number, unit in enumerate(("จังหวัดกระบี่", "จังหวัดตราด", "จังหวัดเลย"))
    ]
    with office.open() as app:
        kept: tuple[KeptMail, ...] = app.spool.keep(raws)
        app.store.take_in(kept)
        overwrite(app.spool.path(raws[1].sha256), b"damaged")
        passes.once(app, office.now, lambda _done, _total: None)
        assert [app.store.outcome(raw.key) for raw in raws] == [Outcome.FILED, Outcome.REVIEW, Outcome.FILED]
        assert [problem.partition(":")[0] for problem in office.verify()] == ["spool-damaged"]
        overwrite(app.spool.path(raws[1].sha256), raws[1].data)  # restored from the back-up
