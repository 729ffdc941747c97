"""Changes and the tests of each → which were noticed; two at a time, each in a copy of the project of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from tests.mutants.change import Change
from tests.mutants.plan import Plan
from tests.mutants.trial import BROKEN, NOTHING_RUN, PASSED

AT_ONCE = 2
TRIAL = Path(__file__).with_name("trial.py")
PATIENCE = 10.0  # seconds of the processor beside those that the tests take, several times over
OPTIONS = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header"]
LOADED = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # libraries were, before pytest began
NO_TRACES = {"PYTHONDONTWRITEBYTECODE": "1"}  # two changes of one second and one length have one .pyc


@dataclass(frozen=True, slots=True)
class Trial:
    """A change (None: none, to see that the tests pass) and the tests to run against it."""

    change: Change | None
    tests: tuple[str, ...]
    seconds: float  # that the tests take


class Copy:
    """A copy of the project with a process in which trials are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, str(TRIAL)],
            cwd=self.folder,
            env={**os.environ, **NO_TRACES, "PYTHONPATH": str(self.folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def noticed(self, trial: Trial) -> str:
        """What was noticed: a test that fails, hangs or cannot even be loaded; "" if nothing."""
        if trial.change is None:
            return self._run(trial.tests, trial.seconds)
        path = self.folder / trial.change.path
        source = path.read_text(encoding="utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()
        path.write_text(trial.change.applied(source), encoding="utf-8")
        try:
            return next(filter(None, (self._run(part, trial.seconds) for part in _parts(trial.tests))), "")
        finally:
            path.write_text(source, encoding="utf-8")

    def _run(self, tests: Sequence[str], seconds: float) -> str:
        place = self.folder.with_name(f"{self.folder.name}-run")
        request = {
            "arguments": [*OPTIONS, *LOADED, f"--basetemp={place}", *tests],
            "seconds": PATIENCE + 5 * seconds,
            "log": f"{place}.log",
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        said = Path(f"{place}.log").read_text(encoding="utf-8", errors="replace")[-2000:]
        if code in (NOTHING_RUN, BROKEN):
            raise RuntimeError(f"no test was run of {tests}: {said}")
        return "" if code == PASSED else f"{said}\nended with {code}"


def _parts(tests: Sequence[str]) -> Iterator[list[str]]:
    """The tests of the nearest file, which notice most, and then all others: fewer files need be loaded."""
    nearest = tests[0].partition("::")[0]
    for near in (True, False):
        if part := [test for test in tests if (test.partition("::")[0] == nearest) is near]:
            yield part


@contextmanager
def copies(plan: Plan) -> Iterator[list[Path]]:
    """Folders with what the tests need of the project, gone afterwards."""
    with TemporaryDirectory(prefix="mutants-") as place:
        made = [Path(place, str(number)) for number in range(AT_ONCE)]
        for folder in made:
            folder.mkdir()
            for name in plan.copied:
                source = plan.project / name
                if source.is_dir():
                    shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy2(source, folder / name)
        yield made


def run_all(
    trials: Sequence[Trial], folders: Sequence[Path], tell: Callable[[Trial, str], None]
) -> list[str]:
    """What was noticed of each, in the order given; `tell` is told of each at once."""
    free: SimpleQueue[Copy] = SimpleQueue()

    def tried(trial: Trial) -> str:
        copy = free.get()
        try:
            said = copy.noticed(trial)
        finally:
            free.put(copy)
        tell(trial, said)
        return said

    with ExitStack() as stack:
        for folder in folders:
            free.put(stack.enter_context(Copy(folder)))
        with ThreadPoolExecutor(len(folders)) as pool:
            return list(pool.map(tried, trials))
