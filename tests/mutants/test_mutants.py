"""The tool held against two tiny modules: one whose tests notice every change, and one whose tests do not."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.__main__ import good_enough, lines
from tests.mutants.change import Change
from tests.mutants.finding import changes_of, users_of
from tests.mutants.measure import measure
from tests.mutants.plan import Plan, load_plan
from tests.mutants.sampling import sample

WATCHED = "def due(day: int) -> bool:\n    return day > 5\n"
UNWATCHED = 'def greet(name: str) -> str:\n    """Says hello."""\n    return name.strip() + ""\n'
TESTS = {
    "test_watched.py": "from example.watched import due\n\ndef test_due() -> None:\n    assert [due(4), due(5), due(6)] == [False, False, True]\n",
    "test_unwatched.py": "from example.unwatched import greet\n\ndef test_greet() -> None:\n    assert greet('a')\n",
}

GONE = ("example.unwatched", "greet", "return name.lower()", "without .lower()")
HARMLESS = ("example.unwatched", "greet", 'return name.strip() + ""', "'' → …~")
SHOWN = """example/unwatched.py:3 in greet: without .strip()
    -    return name.strip() + ""
    +    return name + ""
"""
FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[1]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A project of two modules and their tests."""
    for folder in ("example", "tests"):
        (tmp_path / folder).mkdir()
    for name, text in {"watched.py": WATCHED, "unwatched.py": UNWATCHED}.items():
        (tmp_path / "example" / name).write_text(text, encoding="utf-8")
    for name, text in TESTS.items():
        (tmp_path / "tests" / name).write_text(text, encoding="utf-8")
    tests: dict[str, tuple[str, ...]] = {
        f"example.{name}": (f"tests/test_{name}.py",) for name in ("watched", "unwatched")
    }
    return Plan(tmp_path, tests, frozenset({GONE, HARMLESS}), ("example", "tests"))


@pytest.fixture(scope="module")
def core() -> dict[str, list[Change]]:
    """All changes of the modules that are measured."""
    return {name: changes_of(name, PROJECT) for name in load_plan(PROJECT, FOLDER).modules}


@pytest.mark.slow
def test_what_is_noticed_counts_and_what_is_not_is_shown(plan: Plan) -> None:
    score = measure(plan, 100, seed=1)
    assert score.caught("example.watched") == (6, 6)
    assert [(change.function, change.label) for change in score.survivors] == [("greet", "without .strip()")]
    assert (good_enough(score, plan), score.stale) == (False, frozenset({GONE}))
    said = "\n".join(lines(score, plan))
    assert SHOWN in said
    assert "equivalents.toml: not there any more: example.unwatched | greet" in said
    assert (plan.project / "example/watched.py").read_text(encoding="utf-8") == WATCHED


def test_a_constant_is_reached_by_the_lines_that_use_it_also_through_another() -> None:
    source = 'LEAST = 2\nMOST = LEAST + 3\nODD = 1\n\n\ndef fits(day: int) -> bool:\n    """Says so."""\n    return day < MOST\n'
    assert users_of(ast.parse(source)) == {
        "LEAST": frozenset({8}),
        "MOST": frozenset({8}),
        "ODD": frozenset(),
    }


def test_every_change_of_the_core_is_python_and_has_a_name_of_its_own(core: dict[str, list[Change]]) -> None:
    for module, changes in core.items():
        assert len({change.key() for change in changes}) == len(changes)
        source = (PROJECT / changes[0].path).read_text(encoding="utf-8")
        before = ast.dump(ast.parse(source))
        for change in sample({module: changes}, 3, seed=1):
            assert ast.dump(ast.parse(change.applied(source))) != before


def test_each_module_has_its_part_of_the_sample(core: dict[str, list[Change]]) -> None:
    chosen = sample(core, 300, seed=1)
    assert len(chosen) == 300
    assert min(Counter(change.module for change in chosen).values()) >= 5


def test_each_equivalent_is_in_the_core_and_has_a_reason(core: dict[str, list[Change]]) -> None:
    known = {change.key() for changes in core.values() for change in changes}
    assert load_plan(PROJECT, FOLDER).equivalents - known == set()
    listed = tomllib.loads((FOLDER / "equivalents.toml").read_text(encoding="utf-8")).get("equivalent", [])
    assert [one for one in listed if len(one["reason"]) < 20] == []
