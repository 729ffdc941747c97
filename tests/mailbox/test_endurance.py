"""Memory stays flat however many mails go through one daemon.

COLLECTOR_MAILS sets how many; `make endurance` runs the full size, 100,000, and shows the figures.
"""

import os
import sys

import pytest

from tests.mailbox.endurance import held
from tests.mailbox.imap_office import ImapOffice

MAILS = int(os.environ.get("COLLECTOR_MAILS", "2000"))
WARM = 0.2  # of all mails, until the caches are full
MOST_GROWTH = 8.0  # megabytes from then on
MOST = 150.0


@pytest.mark.slow
def test_memory_stays_flat(imap_office: ImapOffice, capsys: pytest.CaptureFixture[str]) -> None:
    figures = []
    for mails, megabytes in held(imap_office, MAILS):
        figures.append(megabytes)
        if "COLLECTOR_MAILS" in os.environ:
            with capsys.disabled():
                sys.stdout.write(f"{mails:7} mails {megabytes:6.1f} MB\n")
    warm = max(figures[: max(1, int(len(figures) * WARM))])
    assert max(figures) <= MOST
    assert figures[-1] <= warm + MOST_GROWTH
