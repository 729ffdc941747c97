"""A kind of mail → the bytes of one such mail: complete, late, empty, forgotten, damaged, a machine's; knows no plan."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from collector.demo import forms, mails, scan
from collector.demo.mails import File
from collector.demo.plan import Job
from collector.demo.province import Task, Writer, address_of


def write(writer: Writer, job: Job, number: int) -> bytes:
    """The mail that a job asks for, Received header on top."""
    return _MAKERS.get(job.kind, _word)(writer, writer.task(job, number))


def _word(writer: Writer, task: Task) -> bytes:
    return mails.attached(writer.envelope(task), writer.document(task, writer.printed(task)))


def _signed_workbook(writer: Writer, task: Task) -> File:
    form = forms.printed(
        writer.texts,
        writer.month_line(task),
        writer.province(task.job.unit),
        forms.plain(writer.entries(task)),
    )
    lines = [writer.fill(line, task) for line in writer.texts.signature]
    return writer.workbook(task, forms.signed(form, lines))


def _excel(writer: Writer, task: Task) -> bytes:
    return mails.attached(writer.envelope(task), _signed_workbook(writer, task))


def _one_cell(writer: Writer, task: Task) -> bytes:
    rows = forms.one_cell(writer.entries(task, least=2))
    form = forms.printed(writer.texts, writer.month_line(task), writer.province(task.job.unit), rows)
    return mails.attached(writer.envelope(task), writer.document(task, form))


def _own_columns(writer: Writer, task: Task) -> bytes:
    rows = forms.plain(writer.entries(task))
    form = forms.own_columns(writer.texts, writer.month_line(task), writer.province(task.job.unit), rows)
    return mails.attached(writer.envelope(task), writer.workbook(task, form))


def _body(writer: Writer, task: Task) -> bytes:
    return mails.in_the_body(
        writer.envelope(task, subject=writer.texts.mails["plain_subject"]), forms.page(writer.printed(task))
    )


def _nil(writer: Writer, task: Task) -> bytes:
    rows = forms.nothing(task.random.choice(writer.texts.nil_words))
    form = forms.printed(writer.texts, writer.month_line(task), writer.province(task.job.unit), rows)
    make = task.random.choice((writer.document, writer.workbook))
    return mails.attached(writer.envelope(task), make(task, form))


def _blank(writer: Writer, task: Task) -> bytes:
    form = forms.printed(writer.texts, "", "", forms.spare())
    return mails.attached(writer.envelope(task), writer.document(task, form))


def _forgotten(writer: Writer, task: Task) -> bytes:
    subject = writer.texts.subjects[1]
    return mails.plain(writer.envelope(task, subject=subject, body=writer.texts.mails["nothing"]))


def _conflicting(writer: Writer, task: Task) -> bytes:
    other = next(unit for unit in writer.units if unit.code != task.job.unit.code)
    rows = forms.numbered(writer.entries(task))
    form = forms.printed(writer.texts, writer.month_line(task), writer.province(other), rows)
    subject = writer.texts.mails["plain_subject"]
    return mails.attached(
        writer.envelope(task, subject=subject, body=writer.texts.bodies[1]), writer.document(task, form)
    )


def _windows_874(writer: Writer, task: Task) -> bytes:
    return mails.windows_874(writer.envelope(task), writer.document(task, writer.printed(task)))


def _zip(writer: Writer, task: Task) -> bytes:
    return mails.zipped(writer.envelope(task), "report.zip", writer.document(task, writer.printed(task)))


def _forwarded(writer: Writer, task: Task) -> bytes:
    words = writer.texts.mails
    outer = writer.envelope(task, subject=words["forwarded_subject"], body=words["forward"])
    # A mail of its own, not the outer one's twin.
    first = replace(writer.envelope(task), number=task.number + 1000)
    inner = mails.attached(first, writer.document(task, writer.printed(task)))
    return mails.forwarded(outer, inner, writer.texts.forwarded_name)


def _no_month(writer: Writer, task: Task) -> bytes:
    rows = forms.numbered(writer.entries(task))
    form = forms.printed(writer.texts, "", writer.province(task.job.unit), rows)
    envelope = writer.envelope(task, subject=writer.texts.mails["plain_subject"], body=writer.texts.bodies[1])
    return mails.attached(envelope, File(f"{writer.texts.form_names[3]}.docx", forms.word(form)))


def _misspelt(writer: Writer, task: Task) -> bytes:
    name = writer.province(task.job.unit)
    rows = forms.numbered(writer.entries(task))
    form = forms.printed(writer.texts, writer.month_line(task), name[:-2] + name[-1], rows)
    return mails.attached(writer.envelope(task), writer.document(task, form))


def _unknown_sender(writer: Writer, task: Task) -> bytes:
    sender = address_of(task.job.unit).replace("@local", ".office@mail")
    envelope = writer.envelope(task, body=writer.texts.mails["private"], sender=sender)
    return mails.attached(envelope, writer.document(task, writer.printed(task)))


def _scanned_jpg(writer: Writer, task: Task) -> bytes:
    return mails.attached(writer.envelope(task), File(f"{writer.texts.scan_name}.jpg", scan.picture()))


def _scanned_pdf(writer: Writer, task: Task) -> bytes:
    return mails.attached(writer.envelope(task), File(f"{writer.texts.scan_name}.pdf", scan.page()))


def _damaged(writer: Writer, task: Task) -> bytes:
    whole = writer.document(task, writer.printed(task))
    return mails.attached(writer.envelope(task), File(whole.name, whole.data[: len(whole.data) // 3]))


def _revised(writer: Writer, task: Task) -> bytes:
    words = writer.texts.mails
    entries = writer.entries(task)
    month_line = writer.month_line(task)
    added = next(
        said for said in writer.texts.entries if said.problem not in {item.problem for item in entries}
    )
    form = forms.printed(
        writer.texts, month_line, writer.province(task.job.unit), forms.numbered((*entries, added))
    )
    envelope = writer.envelope(task, subject=words["revised_subject"], body=words["revised"])
    return mails.attached(envelope, writer.document(task, form))


def _duplicate(writer: Writer, task: Task) -> bytes:
    return mails.attached(
        writer.envelope(task, body=writer.texts.mails["duplicate"]), _signed_workbook(writer, task)
    )


def _found(writer: Writer, task: Task) -> bytes:
    envelope = writer.envelope(task, body=writer.texts.mails["again"])
    return mails.attached(envelope, writer.document(task, writer.printed(task)))


def _machine(writer: Writer, task: Task) -> bytes:
    text = next(item for item in writer.texts.machines if item.kind == task.job.kind)
    address = address_of(task.job.unit)
    body = text.body.replace("{address}", address)
    envelope = writer.envelope(task, subject=text.subject, body=body, sender=text.sender, name=text.name)
    if text.kind == "bounce":
        return mails.bounce(envelope, address)
    return mails.plain(envelope, *_SIGNS.get(text.kind, ()))


_SIGNS = {
    "vacation": (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
    "newsletter": (("List-Id", "<news.magazine.example>"), ("Precedence", "bulk")),
}
_MAKERS: Mapping[str, Callable[[Writer, Task], bytes]] = {
    "excel": _excel,
    "one-cell": _one_cell,
    "own-columns": _own_columns,
    "body": _body,
    "nil": _nil,
    "blank": _blank,
    "forgotten": _forgotten,
    "conflicting": _conflicting,
    "windows-874": _windows_874,
    "zip": _zip,
    "forwarded": _forwarded,
    "no-month": _no_month,
    "misspelt": _misspelt,
    "unknown-sender": _unknown_sender,
    "scanned-jpg": _scanned_jpg,
    "scanned-pdf": _scanned_pdf,
    "damaged": _damaged,
    "revised": _revised,
    "duplicate": _duplicate,
    "found": _found,
    "corrected": _found,
    "vacation": _machine,
    "bounce": _machine,
    "newsletter": _machine,
    "conversation": _machine,
}
