"""The changes of all modules → a random sample that is spread over them."""

import random
from collections.abc import Mapping, Sequence

from tests.mutants.change import Change

LEAST = 5  # of each module


def sample(changes: Mapping[str, Sequence[Change]], wanted: int, seed: int) -> list[Change]:
    """`wanted` changes: some of each module, the others by how many each has; in the order of the modules."""
    chance = random.Random(seed)
    mixed = {module: chance.sample(list(own), len(own)) for module, own in changes.items()}
    least = min(LEAST, wanted // max(1, len(mixed)))
    taken = {module: own[:least] for module, own in mixed.items()}
    rest = [change for own in mixed.values() for change in own[least:]]
    left = wanted - sum(map(len, taken.values()))
    for change in chance.sample(rest, min(max(left, 0), len(rest))):
        taken[change.module].append(change)
    return [change for own in taken.values() for change in sorted(own, key=lambda one: (one.start, one.end))]
