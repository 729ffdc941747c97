"""Tests run once under coverage → for each change the tests that can notice it, the nearest first."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.change import Change
from tests.mutants.plan import Plan

TRACING = Path(__file__).with_name("tracing.py")
LEAST_SECONDS = 0.002  # that a test takes, however little was measured


@dataclass(frozen=True, slots=True)
class Reach:
    """Which tests touch which line, and how long each takes."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, frozenset[str]]]  # by path and line

    def tests_of(self, change: Change, plan: Plan) -> list[str]:
        """The tests of the module's own file first, then the quickest, as many as there is time for."""
        lines = self.lines.get(change.path, {})
        touched = change.lines or lines.keys()
        found = {test for line in touched for test in lines.get(line, ())}
        own = plan.tests[change.module]
        placed = [test for test in found if _place(test, own) < len(own)]
        ordered = sorted(placed, key=lambda test: (_place(test, own), self.seconds[test], test))
        chosen: list[str] = []
        spent = 0.0
        for test in ordered:
            spent += max(self.seconds[test], LEAST_SECONDS)
            if chosen and spent > plan.most_seconds:
                break
            chosen.append(test)
        return chosen


def _place(test: str, own: Sequence[str]) -> int:
    """The first of a module's files and folders in which a test stands."""
    file = test.partition("::")[0]
    return next((at for at, path in enumerate(own) if f"{file}/".startswith(f"{path}/")), len(own))


def traced(plan: Plan, copies: Sequence[Path]) -> Reach:
    """Runs all tests of the plan, shared among the copies of the project; RuntimeError if one fails."""
    files = _files(plan)
    shares = [share for at in range(len(copies)) if (share := files[at :: len(copies)])]
    with ThreadPoolExecutor(len(copies)) as pool:
        found = list(pool.map(lambda pair: _trace(plan, *pair), zip(copies, shares, strict=False)))
    lines: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in found:
        for path, by_line in part["lines"].items():
            for line, tests in by_line.items():
                lines[path][int(line)].update(tests)
    seconds = {test: one for part in found for test, one in part["seconds"].items()}
    return Reach(
        seconds, {path: {n: frozenset(tests) for n, tests in own.items()} for path, own in lines.items()}
    )


def _files(plan: Plan) -> list[str]:
    found = set()
    for path in {path for paths in plan.tests.values() for path in paths}:
        whole = plan.project / path
        inside = whole.rglob("test_*.py") if whole.is_dir() else [whole]
        found |= {one.relative_to(plan.project).as_posix() for one in inside}
    return sorted(found)


def _trace(plan: Plan, copy: Path, files: Sequence[str]) -> dict[str, Any]:
    folder = copy.with_name(f"{copy.name}-reach")
    folder.mkdir()
    modules = ",".join(module.replace(".", "/") + ".py" for module in plan.modules)
    done = subprocess.run(
        [sys.executable, str(TRACING), str(folder), modules, *files],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the tests fail without any change:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    found: dict[str, Any] = json.loads((folder / "reach.json").read_text("utf-8"))
    return found
