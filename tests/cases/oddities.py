"""Cases about odd places: titles inside the table, letters before it, tables in tables, odd mail programs."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from tests.cases import programs
from tests.cases.case import REVIEW, Case, File, document, file_of, filed, in_body, mailed, raw
from tests.cases.envelope import Mail, attach, by, message, sealed
from tests.cases.mailforms import simple
from tests.cases.mailparts import sealed_with
from tests.cases.paper import (
    FOOTNOTES,
    HEAD,
    TITLE,
    UNITS,
    C,
    around,
    body_rows,
    form,
    row,
    said,
    table,
    with_province,
)

KRABI = "จังหวัดกระบี่"
LETTER = (
    "ที่ กบ ๐๐๒๓.๔/๑๒๓๔", "ศาลากลางจังหวัดกระบี่", "ถนนอุตรกิจ กบ ๘๑๐๐๐", "๓ มกราคม ๒๕๖๒", "เรื่อง การรายงานผลการดำเนินงานช่วยเหลือประชาชน",
    "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", "อ้างถึง หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๗/ว ๔๔๐ ลงวันที่ ๒๐ ธันวาคม ๒๕๖๑",
    "สิ่งที่ส่งมาด้วย แบบรายงานประเด็นปัญหา อุปสรรค จำนวน ๑ ฉบับ",
)  # fmt: skip


def cases() -> Iterator[Case]:
    yield from inside()
    yield from letters()
    yield from pages()
    yield from texts()
    yield from subjects()
    yield from built()


def inside() -> Iterator[Case]:
    """Title, month and province are rows of the table itself."""
    entries = said(3, 3)
    rows = body_rows(entries)
    top = [row(C(TITLE, across=5)), row(C("ประจำเดือนพฤศจิกายน ๒๕๖๑", across=5))]
    for program in ("docx", "html", "ods"):
        block = table(*top, HEAD, *with_province(rows, KRABI))
        yield document("title-in-table", program, [block, *FOOTNOTES], filed(entries, period="2018-11"))
    split = row(C("จังหวัด กระบี่", across=2), C("ประจำเดือน พฤศจิกายน", across=2), "พ.ศ. 2561")
    for program in ("docx", "xlsx"):
        block = table(row(C(TITLE, across=5)), split, HEAD, *with_province(rows, "", "first"))
        yield document("title-in-table", program, [block], filed(entries, period="2018-11"))
    pairs = table(("จังหวัด", "กระบี่"), ("ประจำเดือน", "พฤศจิกายน 2561"))
    for program in ("docx", "xlsx", "html"):
        content = [TITLE, pairs, "", table(HEAD[1:], *rows)]
        yield document("title-beside-table", program, content, filed(entries, period="2018-11"))


def letters() -> Iterator[Case]:
    """The covering letter and the form are one document."""
    entries = said(2, 6)
    told = [*LETTER, "จังหวัดกระบี่ขอรายงานผลประจำเดือนพฤศจิกายน ๒๕๖๑ รายละเอียดตามสิ่งที่ส่งมาด้วย", "ขอแสดงความนับถือ"]
    for program, month in (("docx", ""), ("docx", "ประจำเดือนพฤศจิกายน ๒๕๖๑"), ("docx-lo", "")):
        yield document(
            "letter-and-form", program, [*told, *form(entries, month=month)], filed(entries, period="2018-11")
        )
    dated = [*LETTER, "จังหวัดกระบี่ขอรายงานผลตามสิ่งที่ส่งมาด้วย", *form(entries, month="")]
    case = document("letter-and-form", "docx", dated, filed(entries, period="2019-01"))
    yield case.at("2019-02-04T09:00:00+07:00")


def pages() -> Iterator[Case]:
    """HTML as it comes: layout around the form, entities, th and caption, a spacer column."""
    unit, entries, content = simple("สงขลา", 9)
    page = programs.page(content, "gmail")
    truth, mail = filed(entries, unit), by(unit)
    start, end = page.index("<table"), page.index("</table>") + 8
    within = f"{page[:start]}<table width=100%><tr><td width=20>&nbsp;</td><td>{page[start:end]}</td></tr></table>{page[end:]}"
    yield in_body("body-layout", mail, within, truth)
    yield in_body("body-layout", mail, within.replace("<tr>\n", "<tr>\n<td width=1></td>"), truth)
    entities = page.encode("ascii", "xmlcharrefreplace").decode()
    yield in_body("body-entities", mail, entities, truth)
    head = page[start : page.index("</tr>")].replace("<td", "<th").replace("</td>", "</th>")
    titled = (
        page[:start]
        + head.replace("<tr>", "<caption>แบบรายงาน</caption><thead><tr>", 1)
        + "</tr></thead><tbody>"
    )
    yield in_body("body-table", mail, titled + page[page.index("</tr>") + 5 :], truth)
    loose = page.replace("</td>", "").replace("</tr>", "").replace("</div>", "</div>\n")
    yield in_body("body-table", mail, loose, truth)


def texts() -> Iterator[Case]:
    """Carriage returns, tabs, long blanks and control characters in cells."""
    entries = said(2, 12)
    for blank, program in (
        ("\r\n", "xlsx"),
        ("\t", "docx"),
        ("   ", "xlsx"),
        ("\u3000", "html"),
        ("\u2003", "docx"),
    ):
        rows = [(KRABI, *(text.replace(" ", blank, 1) for text in e.cells)) for e in entries]
        yield document("white-space", program, around(rows), filed(entries))


def subjects() -> Iterator[Case]:
    """The month stands only in a subject that a program cut in the middle of a letter."""
    unit, entries, _ = simple("ตรัง", 14)
    bare = file_of("docx", form(entries, province="จังหวัดตรัง", month=""))
    truth = filed(entries, unit, "2018-11")
    subject = "ส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑"
    octets = subject.encode()
    cut = [octets[n : n + 40] for n in range(0, len(octets), 40)]
    words = b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(piece) + b"?=" for piece in cut)
    quoted = b"=?UTF-8?q?" + b"".join(b"=%02X" % byte if byte > 32 else b"_" for byte in octets) + b"?="
    for written in (
        words,
        quoted,
        octets,
        subject.encode("cp874"),
        b"=?tis-620?B?" + base64.b64encode(subject.encode("cp874")) + b"?=",
    ):
        yield raw("subject-encoding", partial(_with_subject, by(unit, "SUBJECT"), written), truth, bare)
    asked = by(unit, "RE: ขอให้ส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑")
    yield mailed("month-subject", asked, truth, bare)
    other = file_of("docx", form(entries, province="จังหวัดตรัง"))
    yield mailed("month-disagrees", asked, REVIEW, other)


def _with_subject(mail: Mail, subject: bytes, files: Sequence[File]) -> bytes:
    return sealed_with(mail, files).replace(b"Subject: SUBJECT", b"Subject: " + subject)


def built() -> Iterator[Case]:
    """Parts as phones and old Outlook put them together."""
    unit, entries, content = simple("สตูล", 16)
    truth, mail, file = filed(entries, unit), by(unit), file_of("docx", content)
    yield raw("part-apple", partial(_apple, mail), truth, file)
    yield raw(
        "part-path", partial(_renamed, mail, b"C:\\\\Users\\\\admin\\\\Desktop\\\\form.docx"), truth, file
    )
    yield raw("part-path", partial(_renamed, mail, b"../../etc/form.docx"), truth, file)
    upper = replace(file, name="FORM.DOCX")
    yield mailed("part-path", mail, truth, upper)
    both = replace(mail, page=programs.page(content, "outlook"))
    yield mailed("files-same-twice", both, truth, file)
    stranger = replace(mail, sender="somchai@mail.example", name=f"สถจ.{UNITS['ยะลา'].name}")
    yield mailed("sender-name-only", stranger, truth, file)


def _renamed(mail: Mail, name: bytes, files: Sequence[File]) -> bytes:
    return sealed_with(mail, files).replace(b'filename="form.docx"', b'filename="' + name + b'"')


def _apple(mail: Mail, files: Sequence[File]) -> bytes:
    """text/plain beside a mixed part that holds page, file and page."""
    made = message(replace(mail, page="<html><body>ส่งรายงาน</body></html>"))
    page = next(part for part in made.walk() if part.get_content_type() == "text/html")
    page.make_mixed()
    for file in files:
        attach(page, file.name, file.data, "inline")
    page.add_attachment("<html><body><br></body></html>", subtype="html", disposition="inline")
    return sealed(made)
