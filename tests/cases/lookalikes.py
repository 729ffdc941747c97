"""Cases whose entries read like something else: a signature, a heading, a footnote, a total, a nil report."""

from collections.abc import Iterator
from itertools import cycle

from tests.cases.case import Case, document, file_of, filed, mailed, nil
from tests.cases.envelope import by
from tests.cases.paper import HEAD, UNITS, Said, around, body_rows, form, lines, said, with_province

KRABI = "จังหวัดกระบี่"
LIKE_SIGNATURES = (
    "ลงชื่อในแบบคำขอไม่ครบถ้วน ทำให้เบิกจ่ายไม่ได้", "ตำแหน่งนักพัฒนาชุมชนว่าง ไม่มีผู้ปฏิบัติงาน", "วันที่รับเรื่องในระบบไม่ตรงกับวันที่ยื่นคำขอจริง",
    "ผู้รายงานของ อปท. ไม่มีความรู้ด้านคอมพิวเตอร์", "โทรศัพท์ติดต่อผู้ประสบภัยไม่ได้", "ผู้ประสานงานระดับอำเภอเปลี่ยนบ่อย",
    "ตรวจสอบแล้วพบว่าข้อมูลซ้ำซ้อน", "(นายก อบต. หลายแห่งพ้นจากตำแหน่ง) ไม่มีผู้อนุมัติ",
)  # fmt: skip
LIKE_NOTES = (
    "หมายเหตุในระบบ INFO บันทึกได้ไม่เกิน 100 ตัวอักษร", "หน้าเว็บไซต์ของระบบ INFO แสดงผลช้า", "รวมข้อมูลจาก อปท. ทุกแห่งไม่ทันกำหนด",
    "ข้อมูล ณ วันที่รายงานไม่เป็นปัจจุบัน", "พิมพ์แบบคำขอจากระบบไม่ได้", "ทั้งหมด 12 แห่งยังไม่แต่งตั้งคณะกรรมการ",
    "จังหวัดยังไม่มีแนวทางปฏิบัติที่ชัดเจน", "อำเภอไม่ส่งข้อมูลตามกำหนด",
)  # fmt: skip
NILS = (
    "ในเดือนนี้ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหาใด ๆ", "ไม่พบปัญหา", "อปท. ทุกแห่งไม่มีปัญหาอุปสรรค", "ไม่มีปัญหาในการปฏิบัติงาน",
    "ยังไม่พบปัญหาอุปสรรค", "ไม่มีข้อขัดข้อง", "ไม่มี ปัญหา อุปสรรค ใดๆ", "ไม่มีปัญหา อุปสรรคในการปฏิบัติงานศูนย์ช่วยเหลือประชาชนของ อปท.", "– ไม่มี –",
    "ไม่มีค่ะ", "1. ไม่มีปัญหาอุปสรรค", "*ไม่มี*", "ไม่มี.", "ไม่มีปัญหา/ไม่มีอุปสรรค",
)  # fmt: skip
NOT_NILS = (
    "ไม่มีปัญหาอุปสรรค ยกเว้นระบบ INFO ใช้งานไม่ได้ในวันที่ 5", "ไม่มีผู้รับผิดชอบแก้ไขปัญหาอุปสรรค", "ไม่มีงบประมาณแก้ไขปัญหาอุปสรรคในการดำเนินงาน",
    "ไม่พบปัญหาใหม่ แต่ปัญหาเดิมด้านบุคลากรยังไม่ได้รับการแก้ไข", "ไม่พบผู้ประสบปัญหาในทะเบียน", "ไม่มีการประชุม",
)  # fmt: skip


def cases() -> Iterator[Case]:
    yield from entries_like()
    yield from like_headings()
    yield from nils()
    yield from laws()
    yield from cells()


def entries_like() -> Iterator[Case]:
    programs = cycle(("xlsx", "docx", "xls", "html", "ods"))
    for name, texts in (("like-signature", LIKE_SIGNATURES), ("like-note", LIKE_NOTES)):
        entries = [Said(text, one.solution, one.law) for text, one in zip(texts, said(8, 5), strict=True)]
        for chosen in (entries[:4], entries[4:], entries[::2], entries[1::2]):
            yield document(name, next(programs), form(chosen, number=""), filed(chosen))
        last = [*said(2, 7), entries[0]]
        yield document(name, "xlsx", form(last, number=""), filed(last))
        yield document(name, "docx", form(entries), filed(entries))
        single = [Said(texts[1])]
        yield document(name, "xlsx", form(single, number="", mode="repeated"), filed(single))


def like_headings() -> Iterator[Case]:
    entries = [
        Said("ปัญหา อุปสรรคด้านงบประมาณ", "แนวทางแก้ไขคือโอนงบประมาณเพิ่มเติม", "กฎหมาย ระเบียบ ไม่ชัดเจน"),
        Said("ปัญหาด้านบุคลากร", "การแก้ไขปัญหาโดยฝึกอบรม", "ระเบียบที่เกี่ยวข้องกับการฝึกอบรม", "ตามหมายเหตุ"),
        Said("ประเด็นปัญหาเรื่องระบบ INFO", "ความเห็นของจังหวัด เห็นควรขยายเวลา", "หนังสือสั่งการยังไม่ครอบคลุม"),
    ]
    for program in ("docx", "xlsx", "html", "xls"):
        yield document("like-heading", program, form(entries, number=""), filed(entries))
    yield document("like-heading", "docx", form(entries), filed(entries))
    own = around([e.cells for e in entries], KRABI, "title", head=("ปัญหา", "แนวทางแก้ไข", "ระเบียบ", "หมายเหตุ"))
    yield document("like-heading", "xlsx", own, filed(entries))


def nils() -> Iterator[Case]:
    programs = cycle(("docx", "xlsx", "html", "ods", "xls"))
    for n, phrase in enumerate(NILS):
        rest = (("-", "-", ""), ("", "", ""), ("ไม่มี", "-", ""))[n % 3]
        yield document("nil-words", next(programs), around([(KRABI, phrase, *rest)]), nil())
    for n, phrase in enumerate(NOT_NILS):
        entries = [Said(phrase, said(1, n)[0].solution)]
        yield document(
            "not-nil", next(programs), form(entries, number="{a}. " if n % 2 else ""), filed(entries)
        )
    empty = [Said("ไม่มีเจ้าหน้าที่", ""), Said("ไม่มีงบประมาณ", "-", "-", "-")]
    yield document("not-nil", "docx", form(empty, number=""), filed(empty))


def laws() -> Iterator[Case]:
    """Letters of other provinces and other months stand in the column of laws."""
    law = "หนังสือจังหวัดนครศรีธรรมราช ที่ นศ 0023.4/ว 1234 ลงวันที่ 3 ตุลาคม 2561"
    entries = [Said(e.problem, e.solution, law, "ตามหนังสือจังหวัดตรัง ลว. 5 พ.ย. 61") for e in said(2, 9)]
    for program in ("docx", "xlsx"):
        yield document("like-evidence", program, form(entries), filed(entries))
        bare = file_of(program, form(entries, mode="none", month=""))
        yield mailed("like-evidence", by(UNITS["พังงา"]), filed(entries, UNITS["พังงา"]), bare)
    two = [Said(e.problem, e.solution, f"{e.law or law}\n{law}") for e in said(2, 12)]
    for program in ("docx", "xlsx", "docx-paragraphs"):
        yield document("law-lines", program, form(two), filed(two))
    shown = Said('ประชาชนถามว่า "เดือนมกราคม ๒๕๖๒ จะได้รับเงินหรือไม่"', "แจ้งว่าภายในเดือนกุมภาพันธ์ ๒๕๖๒")
    yield document("like-evidence", "docx", form([shown], month=""), filed([shown]))


def cells() -> Iterator[Case]:
    """More than the name in the province's cell."""
    entries = said(2, 15)
    for n, text in enumerate(
        (
            "กระบี่\n(สถจ.)",
            "1. จังหวัดกระบี่",
            "๑. กระบี่",
            "จังหวัดกระบี่\nประจำเดือนธันวาคม ๒๕๖๑",
            "จ.กระบี่ (๘ อำเภอ)",
            "- กระบี่",
        )
    ):
        month = "" if "ประจำ" in text else "ประจำเดือนธันวาคม ๒๕๖๑"
        yield document(
            "province-cell",
            ("docx", "xlsx")[n % 2],
            form(entries, province=text, month=month),
            filed(entries),
        )
    november = form(entries, province="กระบี่\nพ.ย. 61", month="")
    yield document("province-cell", "docx", november, filed(entries, period="2018-11"))
    rows = [
        (f"{n}", *one) for n, one in enumerate(with_province(body_rows(entries, ""), KRABI, "repeated"), 1)
    ]
    rows += [(f"{n}", KRABI, "", "", "", "") for n in (3, 4, 5)]
    yield document("spare-rows", "xlsx", around(rows, head=("ที่", *HEAD)), filed(entries))
    five = [Said(e.problem, e.solution) for e in said(5, 18)]
    uneven = (
        KRABI,
        lines([e.problem for e in five]),
        "\n".join(f"{n}) {e.solution}" for n, e in enumerate(five, 1)),
        "",
        "",
    )
    yield document("one-cell", "docx", around([uneven]), filed(five))
