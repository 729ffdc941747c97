"""Killed (SIGKILL) at random moments of `once`: nothing lost, nothing filed twice, nobody answered twice.

COLLECTOR_KILLS sets how many kills; `make kill-campaign` runs the full size.
"""

import os
from collections import Counter

import pytest

from collector.demo.mailbox import build, write_contacts
from collector.model import Outcome
from collector.periods import Period
from collector.registry import load_registry
from tests.e2e import killing
from tests.e2e.office import DECEMBER, Office

KILLS = int(os.environ.get("COLLECTOR_KILLS", "50"))
SHORTEST, LONGEST = 0.4, 2.0  # seconds until a kill: from the end of its imports to the end of a pass
MAILS_A_ROUND = 12  # new mails put in between, so that there is always work to kill


@pytest.mark.slow
def test_fifty_kills_lose_and_repeat_nothing(office: Office) -> None:
    registry = load_registry(None, None)
    write_contacts(office.folder / "contacts.csv", registry)
    store = office.folder / "store"
    truth = build(store, registry, Period(2018, 12))
    names = [mail.file for mail in truth.mails]
    done = 0
    seed = 0
    while done < KILLS or names:
        for name in names[:MAILS_A_ROUND]:
            (store / name).rename(office.folder / "inbox" / name)
        names = names[MAILS_A_ROUND:]
        seed += 1
        done += killing.kill_at_random(
            office.folder / "config.toml", max(1, KILLS // 8), (SHORTEST, LONGEST), seed
        ).kills
    office.once()

    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
        letters = app.store.letters()
        filed = app.store.current()
    expected = Counter(mail.outcome for mail in truth.mails)
    assert {key: value for key, value in counts.items() if value} == expected
    assert {letter.state for letter in letters} == {"sent"}
    assert len({(letter.letter.kind, letter.letter.cause) for letter in letters}) == len(letters)
    assert len(list((office.folder / "outbox").glob("*.eml"))) == len(letters)
    reports = [mail for mail in truth.mails if mail.outcome == Outcome.FILED.value]
    assert len(filed) == len({(report.unit, report.period) for report in filed}) == len(reports)
    assert {report.period for report in filed} == {DECEMBER}
    assert killing.gone_within(20)
