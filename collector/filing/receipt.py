"""What a report is filed under → the number that its acknowledgement bears; knows no counter and no database."""

import re
from collections.abc import Iterable

from collector.periods import BUDDHIST_ERA, Period

_RECEIPT = re.compile(
    r"(?<![A-Z0-9])[A-Z0-9]{1,20}-(?P<year>2[45]\d\d)-(?P<month>0[1-9]|1[0-2])/(?P<unit>[^\s/]{1,60})/(?P<revision>\d{1,6})(?!\d)"
)


def receipt_number(unit: str, period: Period, revision: int, form: str) -> str:
    """`HC-2561-12/TH-81/1`: the form's initials, Buddhist year and month, the unit's code, the revision.

    A clerk can read it out on the telephone and find the report with it, and as no counter is in it, the same
    report gets the same number after a crash. Two reports of one form never share a number: the code stands
    whole between the first and the last slash. Forms are told apart by the initials of their id.
    """
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", form)).upper()
    return f"{initials}-{period.buddhist_year}-{period.month:02d}/{unit}/{revision}"


def filed_under(receipt: str, forms: Iterable[str]) -> tuple[str, str, Period] | None:
    """Form, unit and month of what a receipt number stands for; None where it is of none of these forms."""
    found = _RECEIPT.fullmatch(receipt)
    if found is None:
        return None
    period, unit = Period(int(found["year"]) - BUDDHIST_ERA, int(found["month"])), found["unit"]
    of = (form for form in forms if receipt_number(unit, period, int(found["revision"]), form) == receipt)
    return next(((form, unit, period) for form in of), None)


def receipt_in(text: str) -> str:
    """The first receipt number in a text, "" if there is none: what bears one speaks of a report that was taken in."""
    found = _RECEIPT.search(text)
    return found[0] if found else ""
