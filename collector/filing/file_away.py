"""A decided mail → files and rows together or neither, and order again after a crash; knows no SQL and no format."""

from dataclasses import dataclass

from collector.filing.archive import Archive
from collector.filing.layout import FilingPlan
from collector.filing.spool import IN_HAND, IN_LANE, Spool
from collector.store.records import Completed
from collector.store.store import Store

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the last process left behind."""

    in_hand: tuple[str, ...]  # waiting mails that it worked on when it died
    adopted: int  # mails that were in the spool and not yet in the ledger
    removed: tuple[str, ...]  # files of the archive that were not yet recorded; their mails are waiting


def file_away(store: Store, archive: Archive, plan: FilingPlan, done: Completed) -> None:
    """Puts a mail's files and records its rows; if the rows cannot be written the files are taken back.

    `done` names the places of `plan`. Meant for the inside of `with store.group(), archive.group():`, where a
    StoreError concerns this mail only and the others of the chunk go on.
    """
    archive.put(plan)
    try:
        store.record([done])
    except BaseException:
        archive.discard(plan)
        raise


def recover(store: Store, spool: Spool, archive: Archive) -> Recovery:
    """Has to be called once after each start, before any mail is taken in; costs next to nothing after a good end.

    Counts the death with the mails that were in hand, once. Sweeps what was half written, and enters mails that were kept and not entered: the mailbox still has them,
    unless a person removed them meanwhile.
    """
    spool.sweep()
    removed = archive.sweep(store.is_archived)
    adopted = 0
    if store.died_before:
        orphans = [sha256 for sha256 in spool.kept() if not store.has_mail(sha256)]
        for start in range(0, len(orphans), _AT_ONCE):
            found = list(spool.left_behind(orphans[start : start + _AT_ONCE]))
            store.take_in(found)
            adopted += len(found)
    in_hand = tuple(sha256 for sha256 in spool.left_over() if store.is_waiting(sha256))
    for sha256 in in_hand:
        store.crashed(sha256)
    for place in (IN_HAND, IN_LANE):
        spool.release(place)
    return Recovery(in_hand, adopted, removed)
