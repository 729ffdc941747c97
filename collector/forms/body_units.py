"""A mail's body → which of the units in it it says report: จังหวัดกระบี่ขอส่งรายงาน, a signature; the rest stand there in passing."""

from collections.abc import Iterator, Sequence

from collector.forms.in_passing import without_neighbours
from collector.forms.named import Named
from collector.forms.units import UnitNames
from collector.thai import fold, normalise
from collector.unit_kinds import UnitKinds, split_kind

LONGEST_LEAD = 60  # folded letters of a signature's line before the name of its office
SENDING_READ = 200  # folded letters between the word for sending and the name of who sends
TOLD = 30  # folded letters behind a word for reporting that may say that it is done
LEAST_PLACE = 4  # folded letters of a kind's word behind a name
_OF = ("ของ", "จาก")  # behind what is sent


def body_reporters(text: str, found: Sequence[Named], names: UnitNames) -> tuple[Named, ...]:
    """Those of the units found in a body that one of its lines says report."""
    if not found:
        return ()
    kinds = names.kind_words
    plain = without_neighbours(normalise(text), kinds)
    lines = [fold(line) for line in plain.split("\n")]
    keys = {number: _keys(named, names) for number, named in enumerate(found)}
    return tuple(
        named
        for number, named in enumerate(found)
        if any(
            _reports(lead, written, after, kinds)
            for at, line in enumerate(lines)
            for lead, written, after in _around(line, keys[number], kinds)
            if lead or not _begins_there(lines[:at], kinds)
        )
    )


def _keys(named: Named, names: UnitNames) -> set[str]:
    """How a unit is written behind its kind's word, folded: its name, and what the body calls it."""
    said = fold(split_kind(named.text, names.kind_words)[1])
    own = {fold(names.name(code)) for code in named.codes}
    return own if any(said.startswith(name) for name in own) else {said, *own}


def _around(line: str, keys: set[str], kinds: UnitKinds) -> Iterator[tuple[str, str, str]]:
    """What stands before each name of a unit in a folded line, its kind's word, and what stands behind it."""
    for key in filter(None, keys):
        at = line.find(key)
        while at >= 0:
            before, after = line[:at], line[at + len(key) :]
            written = max((word for word in kinds.written if before.endswith(word)), key=len, default="")
            if written or key.isascii():
                yield before.removesuffix(written), written, after
            at = line.find(key, at + len(key))


def _begins_there(above: Sequence[str], kinds: UnitKinds) -> bool:
    """Whether the line above a name that begins one ends in words for units named in passing: `สำเนาเรียน`."""
    return bool(above) and above[-1].endswith((*kinds.passing, *kinds.passing_before, *kinds.body.asides))


def _reports(lead: str, written: str, after: str, kinds: UnitKinds) -> bool:
    """Whether the words around a unit's name say that it reports."""
    words = kinds.body
    for end in words.sentence_ends:
        lead, after = lead.rpartition(end)[2], after.partition(end)[0]
    if lead.endswith((*kinds.passing, *kinds.passing_before, *words.asides, *words.away)):
        return False
    if after.startswith(kinds.reporting):
        return not any(word in after[:TOLD] for word in words.past)
    if any(word in lead for word in words.asides):
        return False
    sends = any(word in lead[-SENDING_READ:] for word in words.sending)
    if sends and lead.endswith(_OF):
        return not after.startswith(words.asides)
    names_office = written not in kinds.places and lead.startswith(words.signing)
    signs = not lead or lead in words.signs or lead.endswith(words.ranks) or names_office
    return (sends or (signs and len(lead) <= LONGEST_LEAD)) and _goes_on(after, kinds)


def _goes_on(after: str, kinds: UnitKinds) -> bool:
    """Whether a sentence or a signature may go on so behind the name of who reports."""
    for word in map(fold, kinds.english_kinds):
        after = after.removeprefix(word)
    # ต. and อ. begin other words too
    places = [word for word in kinds.written if len(word) >= LEAST_PLACE]
    dated = any(after.startswith(month) and after[len(month) :][:1].isdigit() for month in kinds.months)
    told = after.startswith((*kinds.body.goes_on, *kinds.label_follows, *places))
    return not after or after[0].isdigit() or dated or told
