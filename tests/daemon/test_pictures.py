"""The daemon's part in the lane of pictures: woken when one was looked at, it takes the mail up without the mailbox."""

import shutil

from collector.daemon.receiving import Receiver
from collector.daemon.signals import Signals
from collector.intake.scan_lane import ScanLane
from tests.daemon.running import PATIENCE
from tests.e2e.office import NOW, Office
from tests.intake.looking import Eyes, photo


def test_what_was_seen_is_taken_up_though_the_mailbox_is_gone(office: Office) -> None:
    office.environ["COLLECTOR_DAEMON__POLL_SECONDS"] = "3600"
    office.put(photo(1))
    eyes, signals = Eyes(), Signals()
    with office.open() as opened:
        app = eyes.of(opened)
        with ScanLane(app.understanding, app.spool, signals.nudge) as lane:
            receiver = Receiver(app, lane, signals, lambda: None, NOW)
            assert receiver.receive_if_due(NOW)
            shutil.rmtree(office.folder / "inbox")
            receiver.take_up_seen(NOW)
            assert (app.store.mail_counts()["waiting"], signals.wake.is_set()) == (1, False)
            eyes.let()
            assert signals.wake.wait(PATIENCE)
            assert not receiver.receive_if_due(NOW)
            receiver.take_up_seen(NOW)
            assert (app.store.mail_counts()["review"], signals.wake.is_set()) == (1, False)
            assert receiver.failure is None
