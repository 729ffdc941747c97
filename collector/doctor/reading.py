"""The worker process and a sample workbook → whether attachments are read; knows no mail."""

from dataclasses import replace

from collector.application import Application
from collector.doctor.finding import Finding, well, wrong
from collector.errors import CollectorError
from collector.forms.recognise import recognise
from collector.forms.spec import FormSpec
from collector.letters.blank import make_form
from collector.model.files import Attachment, ReadableKind
from collector.model.units import Unit
from collector.periods import Period
from collector.readers.worker.reader import Reader


def check(app: Application) -> Finding:
    """Reads the forms that this department sends out, pre-filled, and looks whether each is known again."""
    unit, period = app.registry.units[0], Period(2018, 12)
    try:
        strange = [spec.title for spec in app.specs if not _known_again(app, spec, unit, period)]
    except CollectorError as error:
        return wrong(
            "reading",
            f"the reading process fails: {error}",
            "is there memory for it (worker_memory_megabytes of [limits]), and may it start processes?",
        )
    if strange:
        return wrong(
            "reading",
            f"a sample workbook was read wrongly: {', '.join(strange)}",
            "look at the form's file (docs/forms.md)",
        )
    return well("reading", f"the reading process starts and reads a sample workbook of {_counted(app)}")


def _known_again(app: Application, spec: FormSpec, unit: Unit, period: Period) -> bool:
    """Whether a pre-filled form is read as this form and no other, of this unit, by what stands on the page too."""
    workbook = make_form(spec, "xlsx", unit, period, app.wording)
    with Reader(app.understanding.room.limits) as reader:
        document = reader.read(Attachment("sample.xlsx", workbook, ReadableKind.XLSX))
    if document.identifier != f"{spec.id}/{unit.code}/{period}":
        return False
    matches = recognise(replace(document, identifier=""), app.specs)
    return [(match.spec.id, match.doubts) for match in matches] == [(spec.id, ())]


def _counted(app: Application) -> str:
    return "the form" if len(app.specs) == 1 else f"each of {len(app.specs)} forms"
