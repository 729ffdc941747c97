"""The worker process and a sample workbook → whether attachments are read; knows no mail."""

from collector.application import Application
from collector.doctor.finding import Finding, well, wrong
from collector.errors import CollectorError
from collector.letters.blank import make_form
from collector.model import Attachment, ReadableKind, Table
from collector.periods import Period


def check(app: Application) -> Finding:
    """Reads the form that this department sends out, pre-filled, and looks whether it is known again."""
    spec, unit, period = app.specs[0], app.registry.units[0], Period(2018, 12)
    try:
        workbook = make_form(spec, "xlsx", unit, period, app.wording)
        document = app.understanding.reader.read(Attachment("sample.xlsx", workbook, ReadableKind.XLSX))
    except CollectorError as error:
        return wrong(
            "reading",
            f"the reading process fails: {error}",
            "is there memory for it (worker_memory_megabytes of [limits]), and may it start processes?",
        )
    tables = sum(isinstance(block, Table) for section in document.sections for block in section.blocks)
    expected = f"{spec.id}/{unit.code}/{period}"
    if not tables or document.identifier != expected:
        return wrong("reading", "a sample workbook was read wrongly", "install the collector again")
    return well("reading", "the reading process starts and reads a sample workbook")
