"""Killed (SIGKILL) at random moments of `once`: nothing lost, nothing filed twice, nobody answered twice.

COLLECTOR_KILLS sets how many kills; `make kill-campaign` runs the full size.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from collector.demo.mailbox import DemoMail, build, write_contacts
from collector.model.outcomes import Outcome
from collector.registry_files import load_registry
from tests.e2e import killing
from tests.e2e.office import DECEMBER, Office
from tests.mailbox import aftermath

KILLS = int(os.environ.get("COLLECTOR_KILLS", "15"))
MAILS_A_KILL = 2  # put in before each pass, so that there is always work to kill
MAILS_A_MONTH = 90
WITHIN = (0.0, 0.3)  # seconds until a kill, from when a pass holds the storage or has its first mail in hand


def written(office: Office, store: Path) -> list[tuple[Path, DemoMail]]:
    """As many months of mails as the kills need, each month's from a folder of its own."""
    registry = load_registry(None, None)
    write_contacts(office.folder / "contacts.csv", registry)
    months = -(-KILLS * MAILS_A_KILL // MAILS_A_MONTH)
    found = []
    for back in range(months):
        period = DECEMBER.plus(-back)
        truth = build(store / str(period), registry, period, seed=back)
        found += [(store / str(period) / mail.file, mail) for mail in truth.mails]
    return found[: KILLS * MAILS_A_KILL]


def signs(office: Office) -> tuple[Callable[[], bool], ...]:
    """Whether a pass that is started now holds the storage, has a mail in hand, or another one than the last had.

    The last sees to it that every mail gets its outcome at some time, however long that takes on a busy machine.
    """
    storage = office.folder / "data"
    before, noted = aftermath.lock(storage), aftermath.in_hand(storage)
    return (
        lambda: aftermath.lock(storage) not in (before, ""),
        lambda: aftermath.in_hand(storage) not in (noted, ("", 0)),
        lambda: aftermath.in_hand(storage)[0] not in (noted[0], ""),
    )


@pytest.mark.slow
def test_kills_lose_and_repeat_nothing(office: Office) -> None:
    # All mails are taken in within an hour or so: what may leave in that time is another test's matter.
    office.environ |= {
        "COLLECTOR_REGISTRY__SINCE": "2010-01",
        "COLLECTOR_LETTERS__MAX_PER_HOUR": "100000",
        "COLLECTOR_LETTERS__MAX_PER_RECIPIENT_PER_DAY": "100000",
    }
    mails = written(office, office.folder / "store")
    waiting = [path for path, _ in mails]
    chance = random.Random(KILLS)
    kills = 0
    while kills < KILLS or waiting:
        for path in waiting[:MAILS_A_KILL]:
            path.rename(office.folder / "inbox" / f"{path.parent.name}-{path.name}")
        waiting = waiting[MAILS_A_KILL:]
        kills += killing.killed_once(
            office.folder / "config.toml", chance, WITHIN, chance.choice(signs(office))
        )
    office.once()

    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
        letters = app.store.letters()
        filed = app.store.current()
    expected = Counter(mail.outcome for _, mail in mails)
    assert {key: value for key, value in counts.items() if value} == expected
    assert {letter.state for letter in letters} == {"sent"}
    assert len({(letter.letter.kind, letter.letter.cause) for letter in letters}) == len(letters)
    assert len(list((office.folder / "outbox").glob("*.eml"))) == len(letters)
    assert len(filed) == expected[Outcome.FILED.value]
    assert killing.gone_within(300)
