"""Specs that fit one table, the titles above it and our identifier → the form it is, and those it may be as well.

Never decided by how wide a table is: by the identifier, the title, then heading words that only one spec has.
What is still open goes to a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from collector.forms.headings import Layout
from collector.forms.spec import FormSpec
from collector.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """The form that a table is read as, and the other forms in force that it may be: none where it is clear."""

    spec: FormSpec
    rivals: tuple[FormSpec, ...] = ()


def which_form(
    fitting: Mapping[str, Layout], specs: Sequence[FormSpec], titles: Sequence[str], identifier: str
) -> Choice:
    """`fitting` holds the layout by the id of each spec that fits the table, at least one, in the order of `specs`.

    `titles` are the lines above it, the nearest last; `identifier` is what we put into a pre-filled form.
    """
    by_id = {spec.id: spec for spec in specs}
    if (form := identifier.partition("/")[0]) in fitting:
        return Choice(by_id[form])
    titled = _titled(specs, titles)
    named = [spec for spec in titled if spec.id in fitting]
    left = named or [layout.spec for layout in fitting.values()]
    if not named and titled:  # the title is that of a form whose columns these are not
        return Choice(left[0], tuple(titled))
    only = [
        layout for layout in (fitting[spec.id] for spec in left) if _alone_has_words(layout, left, fitting)
    ]
    if len(only) == 1:
        return Choice(only[0].spec)
    return Choice(left[0], tuple(left[1:]))


def _titled(specs: Sequence[FormSpec], titles: Sequence[str]) -> list[FormSpec]:
    """The specs whose title stands nearest; of two where one's words hold the other's, the longer alone."""
    for text in reversed(titles):
        said = {spec.id: spec.title_in(text) for spec in specs}
        found = [spec for spec in specs if (own := said[spec.id]) and not _within_another(own, said.values())]
        if found:
            return found
    return []


def _within_another(words: str, others: Iterable[str]) -> bool:
    return any(words != other and words in other for other in others)


def _alone_has_words(layout: Layout, rivals: Sequence[FormSpec], fitting: Mapping[str, Layout]) -> bool:
    """Whether a spec knows every column that a rival knows, and at least one more than each of them, if there are any."""
    own = _known(layout)
    others = [_known(fitting[spec.id]) for spec in rivals if spec.id != layout.spec.id]
    return all(other < own for other in others)


def _known(layout: Layout) -> frozenset[int]:
    """The columns of a table that are columns of the form."""
    return frozenset(at for at, key in enumerate(layout.columns) if key and not key.startswith("="))


def unclear(choice: Choice) -> tuple[Reason, ...]:
    """Why a person must say which form it is; nothing where it is clear."""
    if not choice.rivals:
        return ()
    forms = (choice.spec, *choice.rivals)
    values = {
        "forms": " ".join(spec.id for spec in forms),
        "titles": " · ".join(spec.title for spec in forms),
    }
    return (Reason("form-unclear", values),)


def may_be(form: str | None, reasons: Iterable[Reason], wanted: str) -> bool:
    """Whether something that waits may be a report on the form `wanted`: it says so, or nobody can tell."""
    if form in (None, wanted):
        return True
    return any(
        reason.code == "form-unclear" and wanted in reason.values.get("forms", "").split()
        for reason in reasons
    )
