"""A form's description, and a unit and month if known → the form to be filled in, as xlsx or docx bytes.

The same input gives the same bytes, so that a letter that carries a form can be made again. Touches no disk.
"""

from datetime import UTC, datetime
from functools import lru_cache

from collector.errors import UsageError
from collector.formats.fixed_times import fix_times
from collector.forms.spec import FormSpec
from collector.letters.form_sheet import FormSheet, lay_out
from collector.model.units import Unit
from collector.periods import Period
from collector.wording import Wording

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_INTRODUCED = datetime(2018, 12, 20, tzinfo=UTC)  # the day of the letter that introduced the form


def make_form(
    spec: FormSpec, suffix: str, unit: Unit | None, period: Period | None, wording: Wording
) -> bytes:
    """The official form: title, month, the unit merged down beside its numbered rows, footnotes.

    `unit` and `period` are None for a form that anybody may fill, `wording` writes the month. With both it is pre-filled and bears `help-centre/TH-81/2018-12` in its properties, by which the
    collector knows it again. `suffix` is "xlsx" or "docx"; anything else is a UsageError.
    """
    return _drawn(lay_out(spec, unit, period, wording), suffix)


@lru_cache(maxsize=128)
def _drawn(sheet: FormSheet, suffix: str) -> bytes:
    """Kept, as a day's returned mails and reminders carry the same few forms, and one takes 40 ms to make.

    What draws it is loaded then: few passes make a form, and openpyxl and python-docx are a sixth of a pass's memory.
    """
    if suffix == "xlsx":
        from collector.letters import blank_workbook  # noqa: PLC0415

        return fix_times(blank_workbook.draw(sheet), _INTRODUCED)
    if suffix == "docx":
        from collector.letters import blank_document  # noqa: PLC0415

        return fix_times(blank_document.draw(sheet), _INTRODUCED)
    raise UsageError(f"a form can be made as {' or '.join(CONTENT_TYPES)}, not as {suffix!r}")
