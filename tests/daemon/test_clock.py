"""A clock that is set back: nobody is reminded twice, and the daemon goes on at once."""

from datetime import timedelta

import pytest

from tests.daemon.running import Daemon, always_open, configure, wait_for
from tests.e2e.office import ONE, Office, word_mail


def test_nobody_is_reminded_or_answered_twice(office: Office) -> None:
    office.later(days=10)
    office.put(word_mail(ONE, 1))
    office.once()
    reminded = office.remind()
    assert reminded
    letters = len(office.letters())
    for back in (timedelta(hours=1), timedelta(days=2), timedelta(days=9)):
        office.now -= back
        office.once()
        assert office.remind() == ()
    assert len(office.letters()) == letters


OFFSET = """
import os, pathlib
from datetime import datetime, timedelta
from collector.daemon import loop
from collector.commands.logs import to_stderr
from collector.settings.load import load_settings

def clock(zone):
    return datetime.now(zone) - timedelta(days=int(pathlib.Path("days-back").read_text()))

to_stderr(everything=True, details=True, as_json=True)
loop.run(lambda: load_settings(pathlib.Path("config.toml"), {}), os.environ, clock)
"""


@pytest.mark.slow
def test_a_daemon_whose_clock_is_set_back_goes_on_at_once(office: Office) -> None:
    configure(office.folder, "[daemon]", "poll_seconds = 1", *always_open())
    days_back = office.folder / "days-back"
    days_back.write_text("0")
    with Daemon(office.folder, program=("-c", OFFSET)) as daemon:
        assert wait_for(lambda: daemon.events("reminded") and daemon.events("letters"))
        sent = len(office.letters())
        assert sent
        days_back.write_text("9")
        assert wait_for(lambda: daemon.events("clock-set-back"))
        office.put(word_mail(ONE, 1))
        assert wait_for(lambda: len(office.letters()) == sent + 1)  # it still looks, and answers
        daemon.stop()
        assert daemon.process.returncode == 0
    assert len(daemon.events("reminded")) == 1
    assert not daemon.events("job-failed")
