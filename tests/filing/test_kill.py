"""Killed at any touch of the disk, the next pass finishes the work: nothing lost, nothing filed or answered twice."""

import hashlib
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.filing.verify import find_problems
from collector.store.store import Store
from tests.filing.cases import NOW
from tests.filing.one_pass import mailbox, one_pass

pytestmark = pytest.mark.slow

KILLS = 20


def run(storage: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.filing.one_pass", str(storage), str(kill_at)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])


def contents(storage: Path) -> Mapping[str, object]:
    """Everything that a pass leaves, without what may differ: the crash counters."""
    archive = Archive(storage)
    with Store(storage, read_only=True) as store:
        assert find_problems(store, Spool(storage), archive, NOW) == ()
        return {
            "mails": store.mail_counts(),
            "filed": store.current(),
            "held": store.held(),
            "letters": sorted((item.letter.kind, item.letter.cause, item.state) for item in store.letters()),
            "archive": {path: hashlib.sha256(archive.read(path)).hexdigest() for path in archive.paths()},
            "spool": list(Spool(storage).kept()),
        }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, object], int]:
    """What a pass that nothing disturbs leaves, and how often it touches the storage."""
    storage = tmp_path_factory.mktemp("undisturbed")
    done = run(storage, 0)
    assert done.returncode == 0, done.stderr
    return contents(storage), int(done.stdout)


@pytest.mark.parametrize("part", range(KILLS))
def test_a_killed_pass_is_finished_by_the_next(
    tmp_path: Path, undisturbed: tuple[Mapping[str, object], int], part: int
) -> None:
    expected, touches = undisturbed
    kill_at = 1 + part * (touches - 1) // (KILLS - 1)
    assert run(tmp_path, kill_at).returncode == -signal.SIGKILL
    with Store(tmp_path, read_only=True) as store:  # at worst a mail was kept and not yet entered
        found = find_problems(store, Spool(tmp_path), Archive(tmp_path), NOW)
        assert {problem.code for problem in found} <= {"spool-orphan"}
    one_pass(tmp_path, mailbox())
    assert contents(tmp_path) == expected
    assert not list((tmp_path / "spool" / "tmp").iterdir())
    assert not list((tmp_path / "unfinished").glob("*.tmp"))


def test_a_pass_killed_again_and_again_comes_to_its_end(
    tmp_path: Path, undisturbed: tuple[Mapping[str, object], int]
) -> None:
    expected, touches = undisturbed
    for part in range(1, 5):
        run(tmp_path, part * touches // 6)
    one_pass(tmp_path, mailbox())
    assert contents(tmp_path) == expected
