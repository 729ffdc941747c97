"""Cases of another hand about what carries a form: signatures, quoted mail, zips, machines, damaged files, pasted tables."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from functools import partial

from tests.cases import programs
from tests.cases.case import IGNORED, Case, File, file_of, filed, in_body, nil, raw
from tests.cases.envelope import Mail, attached, by, message, sealed
from tests.cases.mailparts import pack, sealed_with
from tests.cases.paper import HEAD, TITLE, UNITS, Said, form, table
from tests.cases.round3_layouts import JULY, JUNE, MONTH, june, sent
from tests.cases.round3_texts import told

NAME = "หนองบัวลำภู"
UNIT = UNITS[NAME]
SIGNATURE = (
    "<p class=MsoNormal>ด้วยความเคารพ</p><p class=MsoNormal>กลุ่มงานส่งเสริมและพัฒนาท้องถิ่น สถจ.หนองบัวลำภู</p>"
    "<p class=MsoNormal>กรมส่งเสริมการปกครองท้องถิ่น ถนนนครราชสีมา เขตดุสิต กรุงเทพมหานคร ๑๐๓๐๐</p>"
    "<p class=MsoNormal>ปรับปรุงเมื่อ มกราคม ๒๕๖๖</p>"
)


def cases() -> Iterator[Case]:
    yield from pages()
    yield from carried()


def page_of(entries: Sequence[Said], style: str = "outlook", month: str = MONTH) -> str:
    return programs.page(form(entries, province=f"จังหวัด{NAME}", month=month), style)


def pages() -> Iterator[Case]:
    """Forms pasted into a body, with a signature block and older mail below."""
    entries, older = told(3, 5), told(2, 48)
    truth = june(entries, NAME)
    old = (
        page_of(older, month="ประจำเดือนเมษายน ๒๕๖๗")
        .partition("<body")[2]
        .partition(">")[2]
        .replace("</body></html>", "")
    )
    cuts = (
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> helpcenter@dept.example<br><b>Sent:</b> Tuesday, May 7, 2024<br><b>Subject:</b> รายงานเดือนเมษายน ๒๕๖๗</div>',
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class=MsoNormal><b>จาก:</b> กองพัฒนา<br><b>ส่ง:</b> 7 พฤษภาคม 2567<br><b>ถึง:</b> จังหวัด<br><b>เรื่อง:</b> รายงานเดือนเมษายน ๒๕๖๗</p></div>',
    )  # fmt: skip
    for tail in ("", *cuts):
        page = page_of(entries).replace("</body>", SIGNATURE + (tail + old if tail else "") + "</body>")
        yield in_body("r3-body", by(UNIT, "RE: ขอให้รายงาน"), page, truth).at(JULY)
    quote = f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">เมื่อ อ. 7 พ.ค. 2024 เวลา 09:12 helpcenter เขียนว่า:<br></div><blockquote class="gmail_quote" style="margin:0">{old}</blockquote></div>'
    page = page_of(entries, "gmail").replace("</body>", f"{SIGNATURE}{quote}</body>")
    yield in_body("r3-body", by(UNIT, "Re: รายงาน"), page, truth).at(JULY)
    for style in ("excel", "word", "gmail"):
        bare = programs.page([TITLE, MONTH, table(HEAD[1:], *(e.cells for e in entries))], style)
        yield in_body("r3-body", by(UNIT), bare.replace("</body>", SIGNATURE + "</body>"), truth).at(JULY)
    yield in_body("r3-body-sheets", by(UNIT), sheets_page(entries), truth).at(JULY)
    none = programs.page([TITLE, MONTH, table(HEAD, (NAME, "ไม่มีปัญหาอุปสรรค", "-", "-", "-"))], "outlook")
    yield in_body(
        "r3-body-nil", by(UNIT), none.replace("</body>", SIGNATURE + "</body>"), nil(UNIT, JUNE)
    ).at(JULY)
    file = file_of("docx", form(entries, mode="none", month=MONTH))
    signed = replace(by(UNIT), page=f"<html><body><p>ส่งรายงานค่ะ</p>{SIGNATURE}{cuts[0]}{old}</body></html>")
    yield sent("body-signature", signed, truth, file)
    chat = f"<html><body><p>ได้รับแล้ว ขอบคุณค่ะ</p>{SIGNATURE}{cuts[0]}{old}</body></html>"
    yield in_body("r3-conversation", by(UNIT, "RE: รายงาน", "ได้รับแล้ว ขอบคุณค่ะ\n"), chat, IGNORED).at(JULY)
    for subject, said in (
        ("RE: ขอให้รายงาน", "รับทราบค่ะ จะส่งภายในวันศุกร์นี้"), ("RE: ขอให้รายงาน", "รับทราบครับ"), ("Re: ตอบรับรายงาน เลขรับ 2567/0012", "ขอบคุณมากค่ะ"),
        ("RE: ขอให้รายงาน", "ขออนุญาตสอบถามว่าต้องรายงานทุกเดือนหรือไม่คะ"),
    ):  # fmt: skip
        chat = f"<html><body><p>{said}</p>{SIGNATURE}{cuts[1]}{old}</body></html>"
        yield in_body("r3-conversation", by(UNIT, subject, f"{said}\n"), chat, IGNORED).at(JULY)


def sheets_page(entries: Sequence[Said]) -> str:
    """As Google Sheets puts it on the clipboard: title and month are rows of the table, lines are breaks."""

    def line(cells: Sequence[str], span: int = 1) -> str:
        inner = "".join(
            f'<td style="border:1px solid #ccc;padding:2px 3px" rowspan="1" colspan="{span}" data-sheets-value="{{}}">{html.escape(c)}</td>'
            for c in cells
        )
        return f'<tr style="height:21px">{inner}</tr>'

    rows = [
        line([TITLE], 5),
        line([f"จังหวัด{NAME} {MONTH}"], 5),
        line(HEAD),
        *(line((NAME if not n else "", *e.cells)) for n, e in enumerate(entries)),
    ]
    return (
        '<html><body><div dir="ltr"><google-sheets-html-origin><table cellspacing="0" border="1" dir="ltr"><colgroup><col width="100"><col width="99"></colgroup><tbody>'
        + "".join(rows) + "</tbody></table></google-sheets-html-origin></div></body></html>"
    )  # fmt: skip


def carried() -> Iterator[Case]:
    """Zips, mail in mail in zips, other suffixes, old code pages."""
    entries = told(3, 11)
    truth, content = june(entries, NAME), form(entries, province=f"จ.{NAME}", month=MONTH)
    word, sheet = file_of("docx", content), file_of("xlsx", content)
    plain = file_of("xlsx", form(entries, province=NAME, month=""))
    mail = by(UNIT)
    for name, file in (
        ("รายงาน/ปี 67/มิ.ย./แบบ.docx", word),
        ("a.XLSX", sheet),
        ("แบบรายงาน.doc", word),
        ("รายงาน พ.ค.67.xlsx", plain),
    ):
        due = filed(entries, UNIT, "2024-05") if "พ.ค." in name else truth
        yield raw("r3-zip", partial(_zip, mail, name), due, file).at(JULY)
    yield raw("r3-zip-in-mail", partial(_zip_in_mail, mail), truth, sheet).at(JULY)
    yield raw("r3-mail-in-zip", partial(_mail_in_zip, mail), truth, word).at(JULY)
    for name, file in (
        ("รายงาน", sheet),
        ("form.docx", sheet),
        ("form.bin", file_of("xls", content)),
        ("form.doc", file_of("html", content)),
    ):
        yield sent("suffix", mail, truth, replace(file, name=name))
    central = Mail("chief@dept.example", "FW: ส่งรายงาน", "เพื่อโปรดทราบ\nถนนนครราชสีมา เขตดุสิต\n")
    yield raw(
        "r3-forwarded",
        partial(_inside, by(UNIT, "ส่งรายงานเดือนพฤษภาคม 2567"), central),
        filed(entries, UNIT, "2024-05"),
        plain,
    ).at(JULY)
    for outer in (
        replace(central, subject="FW: ขอส่งต่อ"),
        by(UNIT, "FW: ส่งรายงาน", "ส่งต่อค่ะ\n"),
        Mail("chief@dept.example", "ทดสอบ", "\n"),
    ):
        yield raw(
            "r3-forwarded",
            partial(_inside, by(UNIT, "รายงาน", "ขอส่งรายงานประจำเดือนพฤษภาคม ๒๕๖๗\n"), outer),
            filed(entries, UNIT, "2024-05"),
            plain,
        ).at(JULY)
    nameless = file_of("docx", form(entries, mode="none", month=MONTH))
    yield raw("r3-forwarded", partial(_inside, by(UNIT), central), truth, nameless).at(JULY).also("ambiguous")
    pasted = "---------- Forwarded message ---------\nFrom: สถจ.หนองบัวลำภู <nongbualamphu@local.example>\nDate: Wed, Jul 3, 2024\nSubject: ส่งรายงาน\nTo: chief@dept.example\n\nส่งรายงานค่ะ\n"
    yield sent("forwarded", Mail("chief@dept.example", "Fwd: ส่งรายงาน", pasted), truth, word)
    saved = (
        programs.page(content, "word")
        .replace('charset="utf-8"', 'charset="windows-874"')
        .encode("cp874", "xmlcharrefreplace")
    )
    yield sent("windows-874", mail, truth, File("form.htm", saved))
    yield sent("windows-874", mail, truth, File("form.xls", saved))
    body = "ขอส่งรายงานประจำเดือนพฤษภาคม ๒๕๖๗\n"
    for charset in ("windows-874", "tis-620", "us-ascii", ""):
        made = partial(_old_body, by(UNIT), body, charset)
        yield raw("r3-windows-874", made, filed(entries, UNIT, "2024-05"), plain).at(JULY)


def _zip(mail: Mail, name: str, files: Sequence[File]) -> bytes:
    return attached(
        mail,
        [
            (
                "รายงาน.zip",
                pack([("Thumbs.db", b"\0" * 9), (name, files[0].data), ("~$form.docx", b"\0" * 54)]),
            )
        ],
    )


def _zip_in_mail(mail: Mail, files: Sequence[File]) -> bytes:
    inner = attached(mail, [("a.zip", pack([("b.xlsx", files[0].data)]))])
    return _wrap(inner, Mail("chief@dept.example", "FW: รายงาน", "-\n"))


def _mail_in_zip(mail: Mail, files: Sequence[File]) -> bytes:
    return attached(mail, [("mail.zip", pack([("รายงาน.eml", sealed_with(mail, files))]))])


def _inside(inner: Mail, outer: Mail, files: Sequence[File]) -> bytes:
    return _wrap(sealed_with(inner, files), outer)


def _wrap(inner: bytes, outer: Mail) -> bytes:
    made = message(outer)
    made.add_attachment(message_from_bytes(inner, policy=SMTP))
    return sealed(made)


def _old_body(mail: Mail, body: str, charset: str, files: Sequence[File]) -> bytes:
    """A body of raw octets in the old code page, with its label, another one, or none."""
    data = attached(replace(mail, body="BODY\n"), [(f.name, f.data) for f in files])
    head, _, rest = data.partition(b"BODY")
    kind = f'text/plain; charset="{charset}"' if charset else "text/plain"
    start = head.rindex(b"Content-Type: text/plain")
    fields = head[:start] + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    return fields + body.encode("cp874") + rest
