"""Differences as they lie in the database and beside a revision in the archive."""

import json

from collector.model.reports import ChangeKind, Difference, Field
from collector.store.codec import difference_object, dump_differences

CHANGED = Difference(ChangeKind.CHANGED, 1, "problem", "ก", "ข")
ADDED = Difference(ChangeKind.ADDED, 2, "", "", "ก\nข", (Field("problem", "ก", "B2"), Field("solution", "ข")))


def test_what_each_column_of_a_whole_entry_said_is_kept() -> None:
    changed, added = json.loads(dump_differences([CHANGED, ADDED]))
    assert changed == {"kind": "changed", "number": 1, "key": "problem", "before": "ก", "after": "ข"}
    assert added == {
        "kind": "added", "number": 2, "key": "", "before": "", "after": "ก\nข",
        "fields": [{"key": "problem", "text": "ก", "place": "B2"}, {"key": "solution", "text": "ข", "place": ""}],
    }  # fmt: skip


def test_a_difference_of_one_column_is_written_as_ever() -> None:
    assert "fields" not in difference_object(CHANGED)
