"""A form's description, and a unit and month if known → the form to be filled in, as xlsx or docx bytes.

The same input gives the same bytes, so that a letter that carries a form can be made again. Touches no disk.
"""

import io
import re
import zipfile
from functools import lru_cache

from collector.errors import UsageError
from collector.forms.spec import FormSpec
from collector.letters import blank_document, blank_workbook
from collector.letters.sheet import Sheet, lay_out
from collector.model import Unit
from collector.periods import Period
from collector.wording import Wording

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the zip format knows
_MODIFIED = re.compile(rb"(<dcterms:modified\b[^>]*>)[^<]*")
_FIXED = rb"\g<1>2018-12-20T00:00:00Z"  # the day of the letter that introduced the form


def make_form(
    spec: FormSpec, suffix: str, unit: Unit | None, period: Period | None, wording: Wording
) -> bytes:
    """The official form: title, month, the unit merged down beside its numbered rows, footnotes.

    With unit and month it is pre-filled and bears `help-centre/TH-81/2018-12` in its properties, by which the
    collector knows it again. `suffix` is "xlsx" or "docx"; anything else is a UsageError.
    """
    return _drawn(lay_out(spec, unit, period, wording), suffix)


@lru_cache(maxsize=128)
def _drawn(sheet: Sheet, suffix: str) -> bytes:
    """Kept, as a day's returned mails and reminders carry the same few forms, and one takes 40 ms to make."""
    if suffix == "xlsx":
        return _settled(blank_workbook.draw(sheet))
    if suffix == "docx":
        return _settled(blank_document.draw(sheet))
    raise UsageError(f"a form can be made as {' or '.join(CONTENT_TYPES)}, not as {suffix!r}")


def _settled(package: bytes) -> bytes:
    """The same package without the time at which it was made (ECMA-376-2: parts are the entries of a zip file)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = old.read(name)
            new.writestr(entry, _MODIFIED.sub(_FIXED, data) if name == "docProps/core.xml" else data)
    return made.getvalue()
