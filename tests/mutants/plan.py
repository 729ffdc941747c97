"""core.toml and equivalents.toml → which modules are changed, the tests that may notice, what may stay unnoticed."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured."""

    project: Path
    tests: dict[
        str, tuple[str, ...]
    ]  # by module: files and folders with tests that may notice a change of it
    equivalents: frozenset[Key]  # changes that make no difference to anybody
    copied: tuple[str, ...]  # what the tests need of the project
    most_seconds: float = 20  # of tests against one change

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(self.tests)

    def only(self, names: Collection[str]) -> "Plan":
        """The plan for the modules that are named, by their last parts: `forms.units`, or `forms` for all of them."""
        chosen = {
            module: tests
            for module, tests in self.tests.items()
            if not names or any(f".{name}." in f".{module}." for name in names)
        }
        return Plan(self.project, chosen, self.equivalents, self.copied, self.most_seconds)


def load_plan(project: Path, folder: Path) -> Plan:
    """Reads both files of a folder."""
    core = tomllib.loads((folder / "core.toml").read_text(encoding="utf-8"))
    tests = {
        f"{core['package']}.{module}": (*_own_tests(project, module), *group["tests"])
        for group in core["group"]
        for module in group["modules"]
    }
    listed = tomllib.loads((folder / "equivalents.toml").read_text(encoding="utf-8")).get("equivalent", [])
    equivalents = {
        (f"{core['package']}.{one['module']}", one["function"], one["line"], change)
        for one in listed
        for change in one["changes"]
    }
    return Plan(project, tests, frozenset(equivalents), tuple(core["copied"]))


def _own_tests(project: Path, module: str) -> tuple[str, ...]:
    """The test file that mirrors a module, if there is one."""
    folder, _, name = module.replace(".", "/").rpartition("/")
    path = Path("tests", folder, f"test_{name}.py")
    return (path.as_posix(),) if (project / path).exists() else ()
