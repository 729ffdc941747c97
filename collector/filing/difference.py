"""The entries of two revisions → what was added, removed and changed between them; pure.

Entries are paired by what they say, not by where they stand, so that one entry put in at the top does not make all
the others look changed. Spelling of spaces, digits and tone marks is no difference.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence

from collector.model.reports import ChangeKind, Difference, Entry, Field
from collector.thai import fold

# The part of two texts' letters that stayed, in their order, from which they are one entry that was edited.
_ALIKE = 0.6
MOST_PAIRS = 2_500  # compared: fifty entries with fifty
_MOST_ENTRIES = 500  # of the new revision that are compared with others
_MOST_LETTERS = 400  # of an entry that are compared; what differs after them is still found

Said = tuple[str, ...]  # an entry's texts, folded


def differences(
    old: Sequence[Entry], new: Sequence[Entry], most_pairs: int = MOST_PAIRS
) -> tuple[Difference, ...]:
    """What a reader of the old revision has to know of the new one, in the new one's order, removals last.

    `most_pairs` bounds how many entries are compared: of more, each with the nearest only. `number` is the entry's in the new revision, for a removed one in the old. A changed entry gives one Difference
    for each column that differs; one that only moved gives none.
    """
    pairs = _pairs([_said(entry) for entry in old], [_said(entry) for entry in new], most_pairs)
    found: list[Difference] = []
    for index, entry in enumerate(new):
        if index in pairs:
            found += _changes(old[pairs[index]], entry)
        else:
            said = _filled(entry)
            found.append(Difference(ChangeKind.ADDED, entry.number, "", "", _whole(said), said))
    kept = set(pairs.values())
    found += [
        Difference(ChangeKind.REMOVED, entry.number, "", _whole(_filled(entry)), "", _filled(entry))
        for index, entry in enumerate(old)
        if index not in kept
    ]
    return tuple(found)


def _pairs(old: Sequence[Said], new: Sequence[Said], most: int) -> dict[int, int]:
    """Index in the new revision → index in the old: first entries that say the same, then the most alike."""
    places: defaultdict[Said, deque[int]] = defaultdict(deque)
    for place, said in enumerate(old):
        places[said].append(place)
    pairs = {index: places[said].popleft() for index, said in enumerate(new) if places[said]}
    free = set(range(len(old))) - set(pairs.values())
    unpaired = set(range(len(new))) - set(pairs)
    # How far an entry of a very long report is looked for; beyond so many entries no further one is.
    reach = max(1, most // max(len(unpaired), 1))
    looked_for = sorted(unpaired)[: min(_MOST_ENTRIES, most)]
    for likeness, index, place in _ranked(old, new, _near(sorted(free), looked_for, reach)):
        if likeness >= _ALIKE and index not in pairs and place in free:
            pairs[index] = place
            free.remove(place)
    return pairs


def _near(places: Sequence[int], looked_for: Sequence[int], reach: int) -> list[tuple[int, int]]:
    """The pairs worth a look: each index with its nearest places."""
    return [(index, place) for index in looked_for for place in _nearest(places, index, reach)]


def _ranked(
    old: Sequence[Said], new: Sequence[Said], pairs: Sequence[tuple[int, int]]
) -> list[tuple[float, int, int]]:
    """Likeness, index and place of pairs, the most alike first, then the nearest, then the upper."""
    ranked = [(_likeness(new[index], old[place]), index, place) for index, place in pairs]
    return sorted(ranked, key=lambda item: (-item[0], abs(item[1] - item[2])))


def _nearest(places: Sequence[int], index: int, reach: int) -> list[int]:
    """The places (ascending) nearest to an index, of two as near the lower first."""
    at = bisect_left(places, index)
    return sorted(places[max(0, at - reach) : at + reach], key=lambda place: abs(place - index))[:reach]


def _likeness(left: Said, right: Said) -> float:
    """1 for equal, 0 for nothing in common: the first column (the problem) speaks, or all of them together."""
    return max(_ratio(left[:1], right[:1]), _ratio(left, right))


def _ratio(left: Said, right: Said) -> float:
    before, after = "".join(left)[:_MOST_LETTERS], "".join(right)[:_MOST_LETTERS]
    letters = len(before) + len(after)
    if (
        not letters or 2 * min(len(before), len(after)) < _ALIKE * letters
    ):  # the shorter may stay whole: too little
        return 0.0
    return 2 * _stayed(before, after) / letters


def _stayed(before: str, after: str) -> int:
    """How many letters two texts share in their order: the length of their longest common subsequence.

    One addition of whole numbers for each letter (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"), whatever
    the letters are: strangers write some texts.
    """
    whole = (1 << len(before)) - 1
    places: defaultdict[str, int] = defaultdict(int)
    for place, letter in enumerate(before):
        places[letter] |= 1 << place
    row = whole
    for letter in after:
        shared = row & places.get(letter, 0)
        row = ((row + shared) | (row - shared)) & whole
    return len(before) - row.bit_count()


def _changes(old: Entry, new: Entry) -> list[Difference]:
    keys = dict.fromkeys(item.key for entry in (new, old) for item in entry.fields)
    return [
        Difference(ChangeKind.CHANGED, new.number, key, old.text(key), new.text(key))
        for key in keys
        if fold(old.text(key)) != fold(new.text(key))
    ]


def _said(entry: Entry) -> Said:
    return tuple(fold(item.text) for item in entry.fields)


def _filled(entry: Entry) -> tuple[Field, ...]:
    return tuple(item for item in entry.fields if item.text)


def _whole(said: Sequence[Field]) -> str:
    return "\n".join(item.text for item in said)
