"""What one attachment may cost: numbers only, kept by the worker and the readers."""

from dataclasses import dataclass

from collector.formats.zips import ZipLimits

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Every bound that reading one attachment has to keep; the defaults suit a form of some pages.

    A worker with all parsers loaded needs 40 MB of address space; 512 MB leave room for a sheet of half
    a million rows and stop a bomb before the machine begins to swap.
    """

    memory_bytes: int = 512 * MEGABYTE  # address space of the worker (RLIMIT_AS)
    cpu_seconds: int = 10  # for one attachment (RLIMIT_CPU)
    wall_seconds: float = 15.0  # for one attachment, watched from outside
    mail_seconds: float = 7.0  # for one mail: to split it, open what is in it, read and search all of that
    attachments_per_worker: int = 1000  # then a fresh one, so that nothing piles up in it

    input_bytes: int = 32 * MEGABYTE
    zip_entries: int = 2000
    zip_bytes: int = 200 * MEGABYTE  # all entries together, as the directory declares them
    zip_ratio: int = 200  # unpacked to packed …
    zip_ratio_from: int = 10 * MEGABYTE  # … counted from this size on: small XML may well pack 300:1

    cells: int = 100_000  # positions of all tables of one document; every local government with ten columns
    columns: int = 1_000  # of one table
    blocks: int = 50_000  # lines and tables of one document
    characters: int = 5_000_000  # of text in one document
    answer_bytes: int = 64 * MEGABYTE  # what is accepted from a worker
    told_bytes: int = (
        8 * MEGABYTE
    )  # of JSON about one mail; filing a revision takes ten times as much for a moment
    forms: int = 400  # in one mail: five for each province
    entries: int = 10_000  # of all forms in one mail: every local government with one problem each
    letters: int = 1_000_000  # of all entries in one mail: a hundred each; packed they are a mail of some KB
    files_bytes: int = 40 * MEGABYTE  # of a mail's attachments beside it

    @property
    def zip(self) -> ZipLimits:
        """What a zipped document may hold."""
        return ZipLimits(self.zip_entries, self.zip_bytes, self.zip_ratio, self.zip_ratio_from)
