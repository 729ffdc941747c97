"""`python trial.py` in a copy of the project: a line of JSON with tests to run → a line with how they ended.

Each run is forked from a process that has already loaded the libraries, but nothing of the project.
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
import traceback

LIBRARIES = (
    "hypothesis", "pytest", "_pytest.assertion.rewrite", "coverage", "pydantic", "structlog", "docx", "openpyxl", "lxml.etree",
    "jinja2", "typer", "rich.console", "msal", "imap_tools", "holidays", "PIL.Image", "sqlite3", "schedule",
)  # fmt: skip
MEMORY = 4 << 30  # bytes
BUSY = 4  # times that a busy machine is slower
PASSED, NOTHING_RUN, BROKEN, TOO_LONG = 0, 5, 98, 99  # two codes of pytest and two of ours


def main() -> None:
    sys.path[0] = str(os.getcwd())  # noqa: PTH109 - not the folder of this script
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        sys.stdout.write(f"{json.dumps(run(request['arguments'], request['seconds'], request['log']))}\n")
        sys.stdout.flush()


def run(arguments: list[str], seconds: float, log: str) -> int:
    """Pytest's exit code, TOO_LONG if it had to be stopped. `seconds` of the processor; by the clock some more."""
    child = os.fork()
    if child == 0:
        _test(arguments, int(seconds), log)
    deadline = time.monotonic() + seconds * BUSY
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            _end(child)  # what the tests left running
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    _end(child)
    os.waitpid(child, 0)
    return TOO_LONG


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _test(arguments: list[str], seconds: int, log: str) -> None:
    os.setsid()
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out), (2, out)):
        os.dup2(file, number)
    # the soft limit only: the worker that reads attachments sets one of its own, and may not raise a hard one
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    code = BROKEN
    try:
        code = int(importlib.import_module("pytest").main(arguments))
    except BaseException:  # noqa: BLE001 - nothing may return into the process that was forked
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
