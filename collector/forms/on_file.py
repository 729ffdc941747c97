"""A form and what is on file under ids → whether it is still the form of those reports; opens no store."""

from collections.abc import Iterator, Mapping

from collector.forms.spec import FormSpec

ColumnsOnFile = Mapping[
    str, frozenset[str]
]  # id of a form → keys of its newest entries; none where all reports say nil


def faults_with_file(spec: FormSpec, on_file: ColumnsOnFile) -> Iterator[str]:
    """What keeps a form from being used beside the reports on file, `key: what` each.

    Headings, titles, words and order may change, and columns be added: reports are held by the keys of their columns.
    """
    held = on_file.get(spec.id)
    if held is None:
        yield from _initials_taken(spec, on_file)
        return
    own = {column.key for column in spec.columns}
    lost = ", ".join(sorted(held - own))
    if lost and spec.issue.key not in held:
        yield (
            f"id: the reports on file under {spec.id} are those of another form, with the columns {', '.join(sorted(held))}: "
            "give this form an id of its own; those reports stay on file"
        )
    elif lost:
        yield (
            f"columns: the reports on file under {spec.id} have texts in {lost}, and no column has that key any more: "
            "keep the key (its heading may change), or give the form an id of its own"
        )


def _initials_taken(spec: FormSpec, on_file: ColumnsOnFile) -> Iterator[str]:
    """A new form whose receipt numbers would repeat those of reports on file."""
    for form in sorted(on_file):
        if "".join(part[0] for part in form.split("-") if part) == spec.initials:
            yield (
                f"id: {spec.id} has the initials of {form}, of which reports are on file, and receipt numbers begin "
                "with them: rename it"
            )
