"""What keeps a form from being used beside the reports on file."""

from dataclasses import replace

import pytest

from collector.forms.on_file import faults_with_file
from collector.forms.spec import Column, FormSpec
from tests.shipped import SPEC

KEYS = frozenset(column.key for column in SPEC.columns)


def found(spec: FormSpec, **on_file: frozenset[str]) -> list[str]:
    return list(faults_with_file(spec, {name.replace("_", "-"): keys for name, keys in on_file.items()}))


def other_columns(*keys: str) -> FormSpec:
    return replace(SPEC, columns=tuple(Column(key, key, (key,), issue=not at) for at, key in enumerate(keys)))


@pytest.mark.parametrize(
    "spec",
    [
        SPEC,
        replace(SPEC, title="อีกชื่อหนึ่ง", columns=tuple(replace(c, heading=f"{c.heading} ใหม่") for c in SPEC.columns)),
        replace(SPEC, columns=(*SPEC.columns, Column("more", "เพิ่ม", ("เพิ่ม",)))),
        replace(SPEC, columns=SPEC.columns[::-1]),
    ],
    ids=["as it was", "renamed", "one more column", "another order"],
)  # fmt: skip
def test_the_same_form_goes_on(spec: FormSpec) -> None:
    assert found(spec, help_centre=KEYS) == []


def test_another_form_under_an_old_id_is_refused() -> None:
    (said,) = found(other_columns("drug", "amount"), help_centre=KEYS)
    assert said.startswith("id: the reports on file under help-centre are those of another form")
    assert "law, problem, remark, solution" in said
    (said,) = found(other_columns("drug", "remark"), help_centre=KEYS)
    assert said.startswith("id: ")


def test_a_column_that_is_gone_is_named() -> None:
    (said,) = found(replace(SPEC, columns=SPEC.columns[:2]), help_centre=KEYS)
    assert said.startswith("columns: the reports on file under help-centre have texts in law, remark")


def test_a_new_form_may_not_repeat_the_receipt_numbers_of_an_old_one() -> None:
    renamed = replace(SPEC, id="health-check")
    assert [said[:51] for said in found(renamed, help_centre=KEYS)] == [
        "id: health-check has the initials of help-centre, o"
    ]
    assert found(replace(SPEC, id="bed-report"), help_centre=KEYS) == []
    assert found(renamed, help_centre=KEYS, health_check=KEYS) == []  # both are on file: it is too late


def test_where_every_report_says_nil_nothing_is_known() -> None:
    assert found(other_columns("drug", "amount"), help_centre=frozenset()) == []
