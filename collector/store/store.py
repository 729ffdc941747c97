"""The store as the other parts see it: the ledger, the reports and the outbox in one database; knows no mail format.

    with Store(storage) as store:                # the one writer
        store.take_in(raws)
        with store.group():                      # one commit for a chunk
            for mail in store.waiting(50): store.record([...])
    with Store(storage, read_only=True) as store: # beside it, for status, summary, verify

Only the modules of this folder that build on `database` speak SQL.
"""

from collections.abc import Sequence

from collector.store.alerts import Alerts
from collector.store.bounces import Bounces
from collector.store.breaker import Breakers
from collector.store.history import History
from collector.store.invariants import Invariants
from collector.store.journals import Journals
from collector.store.ledger import Ledger
from collector.store.letters import Outbox
from collector.store.proofs import Proofs
from collector.store.records import Completed
from collector.store.reports import Reports
from collector.store.schema_check import SchemaCheck
from collector.store.written import Written


class Store(
    Ledger,
    Reports,
    Outbox,
    Breakers,
    Bounces,
    Alerts,
    Invariants,
    Journals,
    SchemaCheck,
    Written,
    Proofs,
    History,
):
    """All that is remembered, below the folder `storage`; see `Database` for how it is opened and what it raises."""

    def record(self, done: Sequence[Completed]) -> None:
        """Writes each mail's reports, files, letters and its one outcome, all in one commit.

        A mail that is done already is passed over, so that it may be called again after a crash. Inside an open
        `group()` a mail that cannot be written leaves nothing behind and the others stay: record them one by one
        there. Raises StoreError, also for a mail that was never taken in.
        """
        with self.group():
            for completed in done:
                with self.savepoint():
                    self._record(completed)

    def _record(self, done: Completed) -> None:
        if self._mail(done.sha256)["state"] == "done":
            return
        self._insert_reports(done)
        self.queue(done.letters, done.processed_at)
        self._insert_failures(done)
        self._finish(done)
