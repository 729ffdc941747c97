"""The attachments of a mail → the same with the documents that are attached in PDFs among them; reads no document."""

from collections.abc import Iterator, Sequence

from collector.mail.kind_of_file import kind_of
from collector.model.files import Attachment, FileKind, OtherKind, ReadableKind

_ATTACHED = b"/EmbeddedFile"  # the type of a file in a PDF (ISO 32000-1, 7.11.4)
# What a form may be there; texts and pages are what programs leave for each other.
_FORMS: frozenset[FileKind] = frozenset(
    set(ReadableKind) - {ReadableKind.TEXT, ReadableKind.HTML, ReadableKind.MHT}
)


# What may hold a form of its own there and is not opened: a person sees that it is there.
_CONTAINERS: frozenset[FileKind] = frozenset(
    {
        OtherKind.ZIP,
        OtherKind.RAR,
        OtherKind.SEVEN_ZIP,
        OtherKind.EML,
        OtherKind.MSG,
        OtherKind.TNEF,
        OtherKind.P7M,
    }
)

_LEFT_OUT = OtherKind.ZIP  # its own kind is not looked at; it counts like an archive that is not opened


def with_files_in_pdfs(
    attachments: Sequence[Attachment], most: int
) -> tuple[tuple[Attachment, ...], dict[str, str]]:
    """The attachments, behind each PDF the documents in it, at most so many bytes; and in which PDF each of these is.

    They count where the PDF itself holds no form: it may have been made of the very document that it brings. What is
    not taken out of it (archives, mails, what stands in a PDF in it, too many or too large ones) has a reason code.
    """
    made: list[Attachment] = []
    inside: dict[str, str] = {}
    for item in attachments:
        made.append(item)
        for inner in _files(item, most):
            most -= len(inner.data)
            if inner.path not in inside:
                inside[inner.path] = item.path
                made.append(inner)
            if _has_files(inner):
                deeper = f"{inner.path}/attached"
                inside[deeper] = inner.path
                made.append(Attachment(deeper, b"", _LEFT_OUT, "too-many"))
    return tuple(made), inside


def _has_files(item: Attachment) -> bool:
    return item.kind == ReadableKind.PDF and _ATTACHED in item.data


def _files(item: Attachment, most: int) -> Iterator[Attachment]:
    """What of a PDF's files may be a form or hold one."""
    if not _has_files(item):
        return
    # Not at the top: pdfium takes as long to load as all other parsers together.
    from collector.readers.pdf.attached import attached_files  # noqa: PLC0415

    for name, data, problem in attached_files(item.data, most):
        path = f"{item.path}/{name}"
        kind = _LEFT_OUT if problem else kind_of(data, name)
        if problem or kind in _CONTAINERS:
            yield Attachment(path, b"", kind, problem or "too-many")
        elif kind in _FORMS:
            yield Attachment(path, data, kind)
