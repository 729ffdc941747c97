"""Cases about how a mail carries its form: parts, file names, zips, mail in mail, old Thai programs."""

import base64
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.header import Header
from email.policy import SMTP
from functools import partial

from tests.cases import envelope, programs
from tests.cases.case import Case, File, file_of, filed, mailed, raw
from tests.cases.envelope import Mail, attach, by, message, sealed
from tests.cases.mailforms import simple
from tests.cases.paper import Unit, form, said

NAME = "แบบรายงานปัญหาอุปสรรค"


def cases() -> Iterator[Case]:
    yield from parts()
    yield from names()
    yield from zips()
    yield from forwarded()
    yield from old_programs()


def parts() -> Iterator[Case]:
    """Parts that are labelled wrongly or not at all."""
    unit, entries, content = simple("นครนายก", 3)
    truth, mail = filed(entries, unit), by(unit)
    word, sheet, page = file_of("docx", content), file_of("xlsx", content), file_of("html.xls", content)
    octets = "application/octet-stream"
    yield raw("part-inline", partial(_part, mail, disposition="inline"), truth, word)
    yield raw("part-nameless", partial(_part, mail, name=""), truth, word)
    yield raw("part-nameless", partial(_part, mail, name="", kind=octets), truth, sheet)
    for file, name in (
        (sheet, "form.doc"), (word, "form.xls"), (page, "form.xls"), (sheet, "form.dat"), (word, "form"), (word, "form.pdf"),
    ):  # fmt: skip
        yield raw("part-wrong-suffix", partial(_part, mail, name=name, kind=octets), truth, file)
    old = file_of("xls", content)
    yield raw(
        "part-wrong-suffix", partial(_part, mail, name="form.docx", kind="application/msword"), truth, old
    )
    yield raw("part-alone", partial(_alone, mail, octets), truth, sheet)


def _part(
    mail: Mail,
    files: Sequence[File],
    *,
    disposition: str = "attachment",
    name: str | None = None,
    kind: str = "",
) -> bytes:
    (file,) = files
    made = message(mail)
    attach(made, file.name if name is None else name or "x", file.data, disposition)
    part = list(made.iter_attachments())[-1]
    if kind:
        part.replace_header("Content-Type", kind)
    if name == "":
        del part["Content-Disposition"]
    return sealed(made)


def _alone(mail: Mail, kind: str, files: Sequence[File]) -> bytes:
    """The file is the whole mail; there is no multipart around it."""
    head = envelope.attached(mail, []).partition(b"Content-Type")[0]
    fields = f'Content-Type: {kind}; name="form.xlsx"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n'
    return head + fields.encode() + base64.encodebytes(files[0].data).replace(b"\n", b"\r\n")


def names() -> Iterator[Case]:
    """File names as programs encode them; the month stands nowhere else."""
    unit, entries, _ = simple("นครพนม", 5)
    content = form(entries, province="จังหวัดนครพนม", month="")
    truth, mail = filed(entries, unit, "2018-11"), by(unit)
    file, name = file_of("docx", content), f"{NAME} พ.ย.61.docx"
    octets = "".join(f"%{byte:02X}" for byte in name.encode())
    pieces = [octets[n : n + 60] for n in range(0, len(octets), 60)]
    continued = ";\r\n ".join(
        f"filename*{n}*={'utf-8' + chr(39) * 2 if n == 0 else ''}{piece}" for n, piece in enumerate(pieces)
    )
    encoded = Header(name, "utf-8", maxlinelen=900).encode()
    thai = "".join(f"%{byte:02X}" for byte in name.encode("cp874"))
    for parameter in (
        continued.encode(), f'filename="{encoded}"'.encode(), f'filename="{name}"'.encode(), f'filename="{name}"'.encode("cp874"),
        f"filename*=windows-874''{thai}".encode(), f"filename=\"form.docx\"; filename*=utf-8''{octets}".encode(),
    ):  # fmt: skip
        yield raw("file-name", partial(_named, mail, parameter), truth, file)


def _named(mail: Mail, parameter: bytes, files: Sequence[File]) -> bytes:
    return sealed_with(mail, files).replace(b'attachment; filename="form.docx"', b"attachment; " + parameter)


def sealed_with(mail: Mail, files: Sequence[File]) -> bytes:
    return envelope.attached(mail, [(file.name, file.data) for file in files])


def zips() -> Iterator[Case]:
    unit, entries, content = simple("มหาสารคาม", 11)
    truth, mail = filed(entries, unit), by(unit)
    file, sheet = file_of("docx", content), file_of("xlsx", content)
    yield raw("zip", partial(_zipped, mail, (f"{NAME}.docx",)), truth, file)
    yield raw("zip", partial(_zipped, mail, ("รายงาน/แบบ/form.docx",)), truth, file)
    finder = File("__MACOSX/._form.docx", b"\0\5\26\7")
    yield raw("zip", partial(_zipped, mail, ("form.docx", finder.name)), truth, file, finder)
    yield raw("zip", partial(_zipped_twice, mail), truth, sheet)
    first, second = said(2, 1), said(2, 6)
    october = file_of("xlsx", form(first, province="จังหวัดมหาสารคาม", month="ประจำเดือนตุลาคม ๒๕๖๑"))
    both = replace(truth, reports=filed(first, unit, "2018-10").reports + filed(second, unit).reports)
    december = file_of("docx", form(second, province="จังหวัดมหาสารคาม"))
    yield raw("zip", partial(_zipped, mail, ("a.xlsx", "b.docx")), both, october, december)


def pack(members: Sequence[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(zipfile.ZipInfo(name, (2019, 1, 3, 9, 0, 0)), data)
    return buffer.getvalue()


def _zipped(mail: Mail, names: Sequence[str], files: Sequence[File]) -> bytes:
    members = [(name, file.data) for name, file in zip(names, files, strict=True)]
    return envelope.attached(mail, [("report.zip", pack(members))])


def _zipped_twice(mail: Mail, files: Sequence[File]) -> bytes:
    inner = pack([("form.xlsx", files[0].data)])
    return envelope.attached(mail, [("report.zip", pack([("inner.zip", inner)]))])


def forwarded() -> Iterator[Case]:
    """A mail inside a mail; who forwards it is not always who wrote it."""
    unit, entries, content = simple("ยโสธร", 13)
    file, truth = file_of("docx", content), filed(entries, unit)
    inner = by(unit, "ส่งรายงานปัญหาอุปสรรค")
    own, central = (
        by(unit, "FW: ส่งรายงาน", "ส่งต่อครับ\n"),
        Mail("central@dept.example", "FW: ส่งรายงาน", "เพื่อโปรดดำเนินการ\n"),
    )
    for chain in ((inner, own), (inner, central), (inner, own, central)):
        yield raw("forwarded", partial(_forwarded, chain), truth, file)
    pasted = replace(inner, page=programs.page(content, "outlook"))
    yield raw("forwarded", partial(_forwarded, (pasted, own)), truth)
    yield raw("forwarded", partial(_as_file, inner, central), truth, file)


def _forwarded(chain: Sequence[Mail], files: Sequence[File]) -> bytes:
    data = sealed_with(chain[0], files)
    for outer in chain[1:]:
        made = message(outer)
        made.add_attachment(message_from_bytes(data, policy=SMTP))
        data = sealed(made)
    return data


def _as_file(inner: Mail, outer: Mail, files: Sequence[File]) -> bytes:
    """Saved from one program and attached in another: an .eml of octets."""
    return envelope.attached(outer, [("ส่งต่อ.eml", sealed_with(inner, files))])


METAS = {
    "windows-874": '<meta http-equiv="Content-Type" content="text/html; charset=windows-874">',
    "tis-620": "<meta charset=tis-620>",
    "us-ascii": "",
}
META = '<meta charset="utf-8">'


def old_programs() -> Iterator[Case]:
    """windows-874 in headers, bodies and pages, labelled, mislabelled and not labelled."""
    unit, entries, content = simple("อำนาจเจริญ", 15)
    truth = filed(entries, unit)
    page = programs.page(form(entries, mode="none"), "outlook")
    for charset, meta in METAS.items():
        body = page.replace(META, meta).encode("cp874", "xmlcharrefreplace")
        for encoding in ("base64", "8bit"):
            yield raw("windows-874", partial(_old, unit, charset, encoding, body), truth)
    saved = (
        programs.page(content, "word")
        .replace(META, METAS["windows-874"])
        .encode("cp874", "xmlcharrefreplace")
    )
    yield mailed("windows-874", by(unit), truth, File("form.htm", saved))
    wide = programs.page(content, "excel").replace(META, "").encode("utf-16")
    yield mailed("utf-16-page", by(unit), truth, File("form.xls", wide))


def _old(unit: Unit, charset: str, encoding: str, body: bytes, _files: Sequence[File]) -> bytes:
    """A mail with its subject as raw bytes of windows-874."""
    fields = (
        b"From: " + unit.email.encode(), b"To: helpcenter@dept.example", b"Subject: " + "ส่งรายงาน".encode("cp874"),
        f"Message-ID: <old-{charset}-{encoding}@local.example>".encode(), b"MIME-Version: 1.0",
        f"Content-Type: text/html; charset={charset}".encode(), f"Content-Transfer-Encoding: {encoding}".encode(), b"", b"",
    )  # fmt: skip
    return b"\r\n".join(fields) + (base64.encodebytes(body) if encoding == "base64" else body)
