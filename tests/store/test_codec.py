"""Differences as they lie in the database and beside a revision in the archive, those of older versions too."""

from collector.model import ChangeKind, Difference, Field
from collector.store.codec import difference_object, dump_differences, load_differences

CHANGED = Difference(ChangeKind.CHANGED, 1, "problem", "ก", "ข")
ADDED = Difference(ChangeKind.ADDED, 2, "", "", "ก\nข", (Field("problem", "ก", "B2"), Field("solution", "ข")))


def test_what_each_column_of_a_whole_entry_said_comes_back() -> None:
    assert load_differences(dump_differences([CHANGED, ADDED])) == (CHANGED, ADDED)


def test_a_difference_of_one_column_is_written_as_ever_and_an_older_one_is_read() -> None:
    assert "fields" not in difference_object(CHANGED)
    older = '[{"kind": "added", "number": 2, "key": "", "before": "", "after": "ก\\nข"}]'
    assert load_differences(older) == (Difference(ChangeKind.ADDED, 2, "", "", "ก\nข"),)
