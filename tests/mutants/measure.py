"""A plan, a number and a seed → the score: how many of so many random changes the tests notice."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tests.mutants.change import Change
from tests.mutants.finding import changes_of
from tests.mutants.plan import Key, Plan
from tests.mutants.reach import Reach, traced
from tests.mutants.running import Trial, copies, run_all
from tests.mutants.sampling import sample


@dataclass(frozen=True, slots=True)
class Score:
    """What was tried, and what nobody noticed."""

    tried: tuple[Change, ...]
    survivors: tuple[Change, ...]
    unreached: frozenset[Change]  # survivors that no test even touches
    stale: frozenset[Key]  # listed as equivalent, and not there any more

    def caught(self, module: str = "") -> tuple[int, int]:
        """How many of how many were noticed, in one module or in all."""
        tried = sum(not module or change.module == module for change in self.tried)
        missed = sum(not module or change.module == module for change in self.survivors)
        return tried - missed, tried


def measure(plan: Plan, wanted: int, seed: int) -> Score:
    """Draws the sample and runs it."""
    every = {module: changes_of(module, plan.project) for module in plan.modules}
    keys = {change.key() for own in every.values() for change in own}
    stale = frozenset(key for key in plan.equivalents - keys if key[0] in every)
    open_to = {
        module: [one for one in own if one.key() not in plan.equivalents] for module, own in every.items()
    }
    chosen = sample(open_to, wanted, seed)
    with copies(plan) as folders:
        _say(
            f"{len(chosen)} of {len(keys)} changes drawn (seed {seed}); finding out which tests reach them\n"
        )
        reach = traced(plan, folders)
        tests = {change: tuple(reach.tests_of(change, plan)) for change in chosen}
        controls = list(_controls(tests, reach))
        trials = [_trial(change, own, reach) for change, own in tests.items() if own]
        noticed = run_all([*controls, *trials], folders, partial(_tell, plan))
    if failed := next(filter(None, noticed[: len(controls)]), ""):
        raise RuntimeError(f"tests fail in this order without any change:\n{failed}")
    missed = {trial.change for trial, said in zip(trials, noticed[len(controls) :], strict=True) if not said}
    unreached = frozenset(change for change, own in tests.items() if not own)
    survivors = tuple(change for change in chosen if change in missed or change in unreached)
    return Score(tuple(chosen), survivors, unreached, stale)


def _trial(change: Change | None, tests: Sequence[str], reach: Reach) -> Trial:
    return Trial(change, tuple(tests), sum(reach.seconds[test] for test in tests))


def _controls(tests: Mapping[Change, Sequence[str]], reach: Reach) -> Iterator[Trial]:
    """The tests of each module without any change: one that fails alone would seem to notice everything."""
    by_module: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for change, own in tests.items():
        by_module[change.module].update(dict.fromkeys(own))
    yield from (_trial(None, list(own), reach) for own in by_module.values() if own)


def _tell(plan: Plan, trial: Trial, noticed: str) -> None:
    """A dot for each trial, and at once what survived: a measurement of hours may be broken off."""
    if noticed or trial.change is None:
        _say(".")
    else:
        source = (plan.project / trial.change.path).read_text(encoding="utf-8")
        _say(f"\n{trial.change.shown(source)}\n")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
