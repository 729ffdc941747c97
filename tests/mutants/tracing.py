"""`python tracing.py FOLDER MODULES TESTS` in a copy of the project: tests run once → which test touches which line.

Writes FOLDER/reach.json: `seconds` by test, and `lines` by file, line and test. What a test starts as a program of
its own is traced too. MODULES are files below the project, with commas; the exit code is pytest's.
"""

import functools
import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

LOOK_AGAIN = 100  # tests after which objects and caches are looked for again
VARIABLE = "MUTANTS_TEST"  # the test that runs, for the programs that it starts
RULES = """
[run]
include = {modules}
data_file = {folder}/.coverage
parallel = true
sigterm = true
context = ${{MUTANTS_TEST}}
"""


class Tracer:
    """Tells coverage which test runs, and forgets what earlier tests had remembered for it."""

    def __init__(self, measured: coverage.Coverage, packages: set[str]) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._measured, self._packages = measured, packages
        self._caches: list[Any] = []
        self._holders: list[
            tuple[dict[str, Any], list[str]]
        ] = []  # what objects keep of their own properties

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._forget()
        os.environ[VARIABLE] = item.nodeid
        self._measured.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    def _forget(self) -> None:
        if len(self.seconds) % LOOK_AGAIN == 0:
            found = [one for one in gc.get_objects() if self._is_ours(type(one))]
            kept = [(vars(one), _properties(type(one))) for one in found if hasattr(one, "__dict__")]
            self._holders = [(values, names) for values, names in kept if names]
            caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
            self._caches = [one for one in caches if self._is_ours(one)]
        for values, names in self._holders:
            for name in names:
                values.pop(name, None)
        for cache in self._caches:
            cache.cache_clear()

    def _is_ours(self, one: object) -> bool:
        """Whether a class or a function is of the packages; of some classes of C even the module's name is no text."""
        return str(getattr(one, "__module__", "")).partition(".")[0] in self._packages


def _properties(kind: type) -> list[str]:
    """The names of a class's cached properties."""
    return [
        name
        for base in kind.__mro__
        for name, value in vars(base).items()
        if isinstance(value, functools.cached_property)
    ]


def main(folder: Path, modules: list[str], tests: list[str]) -> int:
    sys.path[0] = str(Path.cwd())
    rules = folder / "coveragerc"
    listed = "".join(f"\n    {Path.cwd() / module}" for module in modules)
    rules.write_text(RULES.format(folder=folder, modules=listed), encoding="utf-8")
    measured = coverage.Coverage(config_file=str(rules))
    os.environ |= {"COVERAGE_PROCESS_START": str(rules)}
    tracer = Tracer(measured, {module.partition("/")[0] for module in modules})
    measured.start()
    code = pytest.main(["-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests], plugins=[tracer])
    measured.stop()
    measured.save()
    measured.combine([str(folder)])
    reach = {"seconds": tracer.seconds, "lines": dict(_lines(measured.get_data()))}
    (folder / "reach.json").write_text(json.dumps(reach), encoding="utf-8")
    return int(code)


def _lines(data: coverage.CoverageData) -> Iterator[tuple[str, dict[int, list[str]]]]:
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        name = Path(file).relative_to(Path.cwd()).as_posix()
        yield name, {line: [test for test in tests if test] for line, tests in by_line.items()}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]))
