"""A text → the standard input of the administrator's own command; knows no alert."""

import os
import shlex

from collector.errors import ProgramError
from collector.programs import ProgramLimits, run_as_we_are

LIMITS = ProgramLimits(seconds=60, output_bytes=1 << 20)
_OURS = "COLLECTOR_"  # settings of the environment, passwords among them, are not the command's business


def hand_over(command: str, text: str) -> str:
    """Runs the command, without a shell, with the text on its standard input; returns what went wrong, "" if nothing."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    try:
        done = run_as_we_are(shlex.split(command), text.encode(), LIMITS, surroundings)
    except ValueError as error:
        return f"is not a command: {error}"
    except ProgramError as error:
        return error.why
    return f"ended with code {done.code}: {' '.join(done.complaint.split())[:300]}" if done.code else ""
