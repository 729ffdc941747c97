"""`collector run` with little patience, so that a test need not wait for what takes minutes in an office."""

_PROGRAM = """
import os, pathlib
from datetime import datetime, timedelta
from collector import retry_pauses
from collector.daemon import loop
from collector.commands.logs import to_stderr
from collector.settings.load import load_settings

retry_pauses.mailbox_numbers()["patience"].update(answer=5.0, idle=2.0, first_pause=0.2, longest_pause=0.5)

def clock(zone):
    back = pathlib.Path("days-back")
    return datetime.now(zone) - timedelta(days=int(back.read_text()) if back.exists() else 0)

to_stderr(everything=True, details=True, as_json=True)
loop.run(lambda: load_settings(pathlib.Path("config.toml"), {}), os.environ, clock)
"""
BRISK = ("-c", _PROGRAM)
