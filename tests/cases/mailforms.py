"""Cases about what stands around a form in a mail: layout, quoted mail, logos and covering letters."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.cases import programs
from tests.cases.case import Case, File, file_of, filed, in_body, mailed
from tests.cases.envelope import by
from tests.cases.paper import UNITS, C, Said, Unit, form, said, table


def cases() -> Iterator[Case]:
    yield from bodies()
    yield from quoted()
    yield from beside()


def simple(name: str, start: int) -> tuple[Unit, tuple[Said, ...], list[Any]]:
    unit, entries = UNITS[name], said(2, start)
    return unit, entries, form(entries, province=f"จังหวัด{name}")


def bodies() -> Iterator[Case]:
    for n, style in enumerate(("word", "excel", "outlook", "gmail", "outlook", "gmail")):
        unit, entries, content = simple(("ชุมพร", "ระนอง", "พังงา", "ภูเก็ต", "สงขลา", "สตูล")[n], n)
        if n > 3:
            content = form(entries, mode="none")
        yield in_body("body-table", by(unit), programs.page(content, style), filed(entries, unit))
    unit, entries, content = simple("ราชบุรี", 7)
    page = programs.page(content, "outlook")
    layout = page.replace(
        '<p class="MsoNormal">', '<table border=0><tr><td width=20></td><td><p class="MsoNormal">', 1
    )
    layout = layout.replace(
        "</body>",
        "</td></tr></table><table><tr><td><img src=cid:logo></td><td>สถจ.ราชบุรี โทร. ๐๓๒</td></tr></table></body>",
    )
    yield in_body("body-layout", by(unit), layout, filed(entries, unit))
    styled = page.replace(
        "<body", "<body><style>td {color: red}</style><script>var a = 'จังหวัดตรัง';</script><div", 1
    )
    styled = styled.replace("</p>", '</p><span style="display:none">จังหวัดตรัง</span>', 1)
    yield in_body("body-layout", by(unit), styled, filed(entries, unit))


def quoted() -> Iterator[Case]:
    """An older form or a reminder stands below, in what the mail answers."""
    unit, entries, content = simple("กาญจนบุรี", 9)
    older = programs.page(
        form(said(3, 20), province="จังหวัดกาญจนบุรี", month="ประจำเดือนพฤศจิกายน ๒๕๖๑"), "outlook"
    )
    below = older.partition("<body")[2].partition(">")[2].replace("</body></html>", "")
    heads = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> helpcenter@dept.example<br><b>Sent:</b> Monday, December 3, 2018<br><b>Subject:</b> รายงานเดือนพฤศจิกายน ๒๕๖๑</p></div>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>จาก:</b> helpcenter@dept.example<br><b>ส่งเมื่อ:</b> 3 ธันวาคม 2561<br></div>',
    )
    for head in heads:
        page = programs.page(content, "outlook").replace("</body>", f"{head}{below}</body>")
        yield in_body("body-quoted", by(unit, "RE: แจ้งส่งรายงาน"), page, filed(entries, unit))
    quote = f'<div class="gmail_quote"><div class="gmail_attr">On Mon, Dec 3, 2018, helpcenter wrote:</div><blockquote class="gmail_quote">{below}</blockquote></div>'
    page = programs.page(content, "gmail").replace("</body>", f"{quote}</body>")
    yield in_body("body-quoted", by(unit, "Re: แจ้งส่งรายงาน"), page, filed(entries, unit))
    reply = programs.page(["ส่งรายงานตามไฟล์แนบค่ะ"], "outlook").replace("</body>", f"{heads[0]}{below}</body>")
    mail = replace(by(unit, "RE: แจ้งส่งรายงาน"), page=reply)
    yield mailed("body-quoted", mail, filed(entries, unit), file_of("docx", content))


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def beside() -> Iterator[Case]:
    """A logo, a cover letter, a scan: what comes along with a form."""
    unit, entries, content = simple("หนองคาย", 17)
    truth, file = filed(entries, unit), file_of("xlsx", content)
    letter = [
        "ที่ นค ๐๐๒๓.๔/๑๒๓", "ศาลากลางจังหวัดหนองคาย", "๓ มกราคม ๒๕๖๒", "เรื่อง การรายงานผลการดำเนินงานช่วยเหลือประชาชน",
        "อ้างถึง หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๗/ว ๔๔๐ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๑", "สิ่งที่ส่งมาด้วย แบบรายงาน จำนวน ๑ ฉบับ",
    ]  # fmt: skip
    scan = empty_page()
    yield mailed("beside-logo", by(unit), truth, file, File("image001.png", PNG))
    yield mailed("beside-letter", by(unit), truth, file_of("docx", letter, "หนังสือนำส่ง"), file)
    yield mailed("beside-scan", by(unit), truth, File("หนังสือนำส่ง.pdf", scan), file)
    boxed = [table(("เรื่อง", "การรายงาน"), ("อ้างถึง", C("หนังสือลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๑")))]
    yield mailed("beside-letter", by(unit), truth, file, file_of("docx", boxed, "หนังสือนำส่ง"))


def empty_page() -> bytes:
    """A PDF of one empty page, as small as one can be."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Size 4/Root 1 0 R>>\n%%EOF\n"
    )
