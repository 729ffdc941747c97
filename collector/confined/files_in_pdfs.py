"""The attachments of a mail → the same with the documents that are attached in PDFs among them; reads no document."""

from collections.abc import Sequence

from collector.mail.kind_of_file import kind_of
from collector.model.files import Attachment, FileKind, ReadableKind

_ATTACHED = b"/EmbeddedFile"  # the type of a file in a PDF (ISO 32000-1, 7.11.4)
# What a form may be there; texts and pages are what programs leave for each other.
_FORMS: frozenset[FileKind] = frozenset(
    set(ReadableKind) - {ReadableKind.TEXT, ReadableKind.HTML, ReadableKind.MHT}
)


def with_files_in_pdfs(
    attachments: Sequence[Attachment], most: int
) -> tuple[tuple[Attachment, ...], dict[str, str]]:
    """The attachments, behind each PDF the documents in it, at most so many bytes; and in which PDF each of these is.

    They count where the PDF itself holds no form: it may have been made of the very document that it brings.
    """
    made: list[Attachment] = []
    inside: dict[str, str] = {}
    for item in attachments:
        made.append(item)
        if item.kind != ReadableKind.PDF or _ATTACHED not in item.data:
            continue
        # Not at the top: pdfium takes as long to load as all other parsers together.
        from collector.readers.pdf.attached import attached_files  # noqa: PLC0415

        for name, data in attached_files(item.data, most):
            most -= len(data)
            path, kind = f"{item.path}/{name}", kind_of(data, name)
            if kind in _FORMS and path not in inside:
                inside[path] = item.path
                made.append(Attachment(path, data, kind))
    return tuple(made), inside
