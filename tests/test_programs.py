"""Programs that are not ours: what they are given, what they may cost, and that nothing of theirs stands in an error."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from collector.errors import ProgramError
from collector.programs import Finished, ProgramLimits, run, run_as_we_are

SHELL = "/bin/sh"
Run = Callable[..., Finished]


@pytest.fixture(params=[run, run_as_we_are], ids=["confined", "as we are"])
def either(request: pytest.FixtureRequest) -> Run:
    chosen: Run = request.param
    return chosen


def test_what_it_is_given_and_what_it_answers(either: Run) -> None:
    given = bytes(range(256)) * 4_000
    assert either((shutil.which("cat"),), given, ProgramLimits()) == Finished(0, given, "")
    done = either((SHELL, "-c", "echo out; echo no >&2; exit 3"), b"not wanted", ProgramLimits())
    assert done == Finished(3, b"out\n", "no\n")
    assert either((shutil.which("true"),), given, ProgramLimits()).code == 0


def test_one_that_does_not_end_is_stopped(either: Run) -> None:
    began = time.monotonic()
    with pytest.raises(ProgramError) as caught:
        either((SHELL, "-c", "echo geheim; sleep 600 & wait"), b"", ProgramLimits(seconds=0.3))
    assert (caught.value.code, str(caught.value)) == ("timeout", "/bin/sh did not end within 0.3 seconds")
    assert time.monotonic() - began < 150


@pytest.mark.parametrize("silent", ["exec >&- 2>&-; sleep 60", "sleep 60"])
def test_one_that_says_nothing_is_stopped(either: Run, silent: str) -> None:
    with pytest.raises(ProgramError, match="did not end"):
        either((SHELL, "-c", silent), b"", ProgramLimits(seconds=0.3))


@pytest.mark.parametrize("silent", ["exec >&- 2>&-; sleep 600", "sleep 600 & wait"])
def test_one_that_nobody_waits_for_any_more_is_ended_with_all_that_it_started(silent: str) -> None:
    asked = iter([False, False])
    began = time.monotonic()
    with pytest.raises(ProgramError) as caught:
        run((SHELL, "-c", silent), b"", ProgramLimits(seconds=600), stop=lambda: next(asked, True))
    assert (caught.value.code, str(caught.value)) == ("stopped", "/bin/sh was told to stop")
    assert time.monotonic() - began < 150


def test_one_that_writes_without_end_is_stopped(either: Run) -> None:
    with pytest.raises(ProgramError) as caught:
        either((SHELL, "-c", "cat /dev/zero"), b"", ProgramLimits(output_bytes=1 << 20))
    assert caught.value.code == "too-large"
    done = either((SHELL, "-c", "head -c 9999999 /dev/zero >&2"), b"", ProgramLimits(output_bytes=1 << 20))
    assert len(done.complaint) == 4_096


def test_one_that_is_left_behind_holds_nothing_up(either: Run) -> None:
    began = time.monotonic()
    assert either((SHELL, "-c", "sleep 600 & echo started"), b"", ProgramLimits()).output == b"started\n"
    assert time.monotonic() - began < 150


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("/no/such/program", "geheim"), "cannot be started: No such file or directory"),
        (("/etc", "geheim"), "cannot be started: Permission denied"),
        (("a\0b", "geheim"), "cannot be started: it is not a command"),
        ((), "has no name"),
    ],
)
def test_one_that_does_not_start(either: Run, command: tuple[str, ...], why: str) -> None:
    with pytest.raises(ProgramError) as caught:
        either(command, b"", ProgramLimits())
    assert (caught.value.code, caught.value.why) == ("crashed", why)
    assert "geheim" not in f"{caught.value!r}{caught.value}"


def test_strangers_bytes_no_environment_no_file_and_no_children_left(tmp_path: Path) -> None:
    assert b"HOME" not in run((SHELL, "-c", "env"), b"", ProgramLimits()).output
    target = tmp_path / "file"
    run((SHELL, "-c", f"sleep 0.2; echo x > {target}"), b"", ProgramLimits())
    assert not target.exists() or target.stat().st_size == 0
    child = int(run((SHELL, "-c", "sleep 60 >&- 2>&- & echo $!"), b"", ProgramLimits()).output)
    time.sleep(0.1)
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_the_administrators_own_has_our_folder_our_environment_or_the_one_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAULT", "here")
    said = run_as_we_are((SHELL, "-c", "pwd; echo $VAULT"), None, ProgramLimits()).output.decode().split()
    assert said == [str(tmp_path), "here"]
    said = run_as_we_are(
        (SHELL, "-c", "echo $VAULT; ps -o pgid= -p $$"), None, ProgramLimits(), {"PATH": os.defpath}
    )
    assert said.output.split() == [str(os.getpgrp()).encode()]
