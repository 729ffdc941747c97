"""A text → the standard input of the administrator's own command; knows no alert."""

import os
import shlex
import subprocess

SECONDS = 60
_OURS = "COLLECTOR_"  # settings of the environment, passwords among them, are not the command's business


def hand_over(command: str, text: str) -> str:
    """Runs the command, without a shell, with the text on its standard input; returns what went wrong, "" if nothing."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    try:
        done = subprocess.run(  # noqa: S603 - the administrator's own command, read by no shell
            shlex.split(command),
            input=text.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=surroundings,
        )
    except ValueError as error:
        return f"is not a command: {error}"
    except OSError as error:
        return f"cannot be started: {error.strerror}"
    except subprocess.TimeoutExpired:
        return f"did not end within {SECONDS} seconds"
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        return f"ended with code {done.returncode}: {said}"
    return ""
