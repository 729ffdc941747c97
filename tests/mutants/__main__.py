"""`python -m tests.mutants [--number N] [--seed N] [MODULE…]`: prints the score and every change that nobody noticed.

Ends with 1 where less than 85 % of all or 70 % of a module was noticed. MODULE is the end or the folder of a name:
`forms.units`, `filing`; without any, all of core.toml are changed. Without a seed a new one is drawn, and printed.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.mutants.measure import Score, measure
from tests.mutants.plan import Plan, load_plan

PROJECT = Path(__file__).parents[2]
LEAST, LEAST_OF_MODULE = 0.85, 0.70


def lines(score: Score, plan: Plan) -> Iterator[str]:
    """The survivors, then the score by module and in total."""
    for change in score.survivors:
        source = (plan.project / change.path).read_text(encoding="utf-8")
        yield change.shown(source) + ("   (no test reaches it)" if change in score.unreached else "")
    for module in plan.modules:
        yield _share(module, *score.caught(module))
    yield _share("all", *score.caught())
    for key in sorted(score.stale):
        yield f"equivalents.toml: not there any more: {' | '.join(key)}"


def _share(name: str, caught: int, tried: int) -> str:
    return f"{caught:5d} of {tried:4d} noticed  {caught / max(tried, 1):6.1%}  {name}"


def good_enough(score: Score, plan: Plan) -> bool:
    """Whether enough was noticed of each module and of all."""
    parts = [(score.caught(), LEAST), *((score.caught(name), LEAST_OF_MODULE) for name in plan.modules)]
    return all(caught >= least * tried for (caught, tried), least in parts)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    chosen = parser.parse_args(arguments)
    plan = load_plan(PROJECT, Path(__file__).parent).only(chosen.modules)
    score = measure(plan, chosen.number, chosen.seed)
    sys.stdout.writelines(f"{line}\n" for line in lines(score, plan))
    return 0 if good_enough(score, plan) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
