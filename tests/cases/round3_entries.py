"""Cases of another hand about cells: numbering, lines, bullets, digits in front, words that look like structure."""

from collections.abc import Iterator

from tests.cases.case import Case, file_of
from tests.cases.envelope import by
from tests.cases.paper import HEAD, TITLE, UNITS, Said, form, table, thai
from tests.cases.round3_layouts import MONTH, case, june, sent
from tests.cases.round3_texts import bare, told

DIGITS = (
    Said(
        "2,350 ครัวเรือนยังไม่ได้รับเงินช่วยเหลือ", "30 วันนับแต่วันยื่นคำขอต้องแล้วเสร็จ", "มาตรา 29 แห่ง พ.ร.บ. ปภ. พ.ศ. 2550"
    ),
    Said("5.5 ล้านบาทที่ขอรับจัดสรรยังไม่ได้รับการโอน", "50% ของวงเงินให้เบิกก่อน", "พ.ศ. 2560 เป็นต้นมาไม่มีระเบียบรองรับ"),
    Said("(ร่าง) ระเบียบฯ ฉบับใหม่ยังไม่ประกาศใช้", "(เพิ่มเติม) ให้ใช้ระเบียบเดิมไปพลางก่อน", "(ฉบับที่ 2) พ.ศ. 2561"),
    Said("ข้อ ๑๒ แห่งระเบียบฯ ตีความได้หลายทาง", "ข้อหารือส่งกรมฯ แล้ว", "ข้อ ๑๒ และข้อ ๑๖ ของระเบียบฯ"),
    Said("24 ชั่วโมงไม่พอสำหรับการสำรวจความเสียหาย", "๗๒ ชั่วโมงเป็นเวลาที่เหมาะสม"),
    Said("12 มิถุนายน 2567 เกิดวาตภัยในพื้นที่ ๓ ตำบล", "15 มิถุนายน 2567 ประชุมคณะกรรมการฯ"),
)
BROKEN = (
    Said("งบประมาณคงเหลือ\n20,000 บาท ไม่เพียงพอต่อ\nการช่วยเหลือ", "อัตราค่าตอบแทนให้จ่าย\n300 บาท ต่อวัน", "พระราชบัญญัติ\nการจัดซื้อจัดจ้าง\nพ.ศ. ๒๕๖๐"),
    Said("เมื่อวันที่\n15 มิถุนายน 2567 เกิดอุทกภัย\nบ้านเรือนเสียหาย\n7 หลัง", "ให้นายอำเภอรายงานภายใน\n24 ชั่วโมง", "", "โทร.\n075 611 111"),
    Said("ปัญหาการบันทึกข้อมูล แบ่งเป็น\n- ระดับตำบล\n- ระดับอำเภอ", "แก้ไขเป็นสองระยะ ดังนี้\nก. ระยะสั้น อบรม\nข. ระยะยาว จัดซื้อเครื่อง", "หนังสือ มท. ที่ มท ๐๘๑๐.๓/ว ๑๒๓\nลงวันที่ ๔ มีนาคม ๒๕๖๖"),
)  # fmt: skip


def cases() -> Iterator[Case]:
    yield from styles()
    yield from digits()
    yield from broken()
    yield from sub_numbers()
    yield from one_cell()
    yield from words()


def styles() -> Iterator[Case]:
    """Another style of number in each column."""
    name, entries = "อ่างทอง", told(3, 2)
    marks = (
        ("๑. {}", "1) {}"), ("ข้อ ๑ {}", "(๑) {}"), ("ประเด็นที่ 1 {}", "- {}"), ("1 {}", "1.{}"), ("• {}", "\uf0b7 {}"),
        ("ข้อที่ 1. {}", "1.) {}"), ("๑) {}", "– {}"), ("[1] {}", "1- {}"),
    )  # fmt: skip
    programs = ("docx", "xlsx", "html", "xls", "docx", "ods", "xlsx", "docx")
    for (left, right), program in zip(marks, programs, strict=True):
        rows = []
        for n, e in enumerate(entries, 1):
            p, s = (m.replace("1", str(n)).replace("๑", thai(n)) for m in (left, right))
            rows.append(("จ.อ่างทอง", p.format(e.problem), s.format(e.solution), e.law, e.remark))
        yield case("number-mixed", program, [TITLE, MONTH, table(HEAD, *rows)], june(entries, name))


def digits() -> Iterator[Case]:
    """Texts that begin with a number of their own."""
    for number, program in (("{t}. ", "docx"), ("{a}) ", "xlsx"), ("({a}) ", "html")):
        content = form(DIGITS, province="จังหวัดระนอง", month=MONTH, number=number)
        yield case("digits-first", program, content, june(DIGITS, "ระนอง"))
    rows = [(n, *e.cells) for n, e in enumerate(DIGITS, 1)]
    head = ("ที่", *HEAD[1:])
    for program in ("xlsx", "docx", "ods"):
        yield case(
            "digits-first", program, [TITLE, f"จังหวัดระนอง {MONTH}", table(head, *rows)], june(DIGITS, "ระนอง")
        )


def broken() -> Iterator[Case]:
    """Lines broken by hand inside the cells of a form that has one row for each entry."""
    for number, program in (
        ("{t}. ", "docx"),
        ("{a}. ", "xlsx"),
        ("{a}. ", "docx-paragraphs"),
        ("{a}. ", "html"),
    ):
        content = form(BROKEN, province="พะเยา", month=MONTH, number=number)
        yield case("lines-broken", program, content, june(BROKEN, "พะเยา"))
    rows = [(n, "พะเยา", *e.cells) for n, e in enumerate(BROKEN, 1)]
    for program in ("xlsx", "docx", "xls"):
        yield case(
            "lines-broken", program, [TITLE, MONTH, table(("ลำดับ", *HEAD), *rows)], june(BROKEN, "พะเยา")
        )
    laws = [
        Said(e.problem, e.solution, "พ.ร.บ. ป้องกันและบรรเทาสาธารณภัย พ.ศ. ๒๕๕๐\nระเบียบกระทรวงการคลังฯ พ.ศ. ๒๕๖๒\nหนังสือ ที่ มท ๐๖๑๐/ว ๗๗", "ไม่มี")
        for e in told(2, 40)
    ]  # fmt: skip
    for program in ("docx-paragraphs", "xlsx"):
        yield case("law-lines", program, form(laws, province="จ.พะเยา", month=MONTH), june(laws, "พะเยา"))
    clauses = [
        Said(e.problem, e.solution, f"ข้อ {n} แห่งระเบียบฯ พ.ศ. 2560", "ครั้งที่ 1")
        for n, e in enumerate(told(3, 47), 1)
    ]
    for number, program in (("", "docx"), ("{t}. ", "xlsx")):
        yield case(
            "law-clause",
            program,
            form(clauses, province="จ.พะเยา", month=MONTH, number=number),
            june(clauses, "พะเยา"),
        )
    none = [Said(e.problem, e.solution, "ไม่มี", "ไม่มี") for e in told(3, 41)]
    yield case(
        "none-elsewhere", "xlsx", form(none, province="จ.พะเยา", month=MONTH, number=""), june(none, "พะเยา")
    )
    sure = [Said(e.problem, "ไม่มี", "-", "-") for e in told(2, 42)]
    yield case("none-elsewhere", "docx", form(sure, province="จ.พะเยา", month=MONTH), june(sure, "พะเยา"))


def sub_numbers() -> Iterator[Case]:
    """1.1 and 1.2 belong to the entry that they stand in."""
    entries = [
        Said("ปัญหาด้านบุคลากร\n1.1 เจ้าหน้าที่ไม่เพียงพอ\n1.2 ขาดความรู้ด้านระเบียบ", "จัดอบรม ดังนี้\n1.1 รุ่นที่ ๑ เดือนกรกฎาคม\n1.2 รุ่นที่ ๒ เดือนสิงหาคม"),
        Said("ปัญหาด้านงบประมาณ\n2.1 งบกลางหมด\n2.2 โอนงบไม่ได้", "ขอเงินอุดหนุน"),
    ]  # fmt: skip
    for program in ("docx", "xlsx", "html"):
        content = form(entries, province="จังหวัดเลย", month=MONTH, number="{a}. ")
        yield case("sub-numbers", program, content, june(entries, "เลย"))
    cells = [
        "\n".join(f"{n}. {text}" for n, text in enumerate(column, 1))
        for column in zip(*(e.cells[:2] for e in entries), strict=True)
    ]
    for program in ("docx", "xlsx"):
        yield case(
            "sub-numbers", program, [TITLE, MONTH, table(HEAD, ("เลย", *cells, "", ""))], june(entries, "เลย")
        )


def one_cell() -> Iterator[Case]:
    """All entries in one cell, with blank lines, other marks, or long lines that were broken."""
    entries = bare(told(4, 44))
    for mark, gap, program in (
        ("{a}. ", "\n\n", "docx"), ("{t}) ", "\n\n", "xlsx"), ("ข้อ {t} ", "\n", "docx"), ("- ", "\n", "xlsx"), ("{a}. ", "\n\n", "html"),
        ("• ", "\n", "docx-paragraphs"), ("({t}) ", "\n\n", "xls"), ("{a}.", "\n", "ods"),
    ):  # fmt: skip
        made = [
            gap.join(mark.format(a=n, t=thai(n)) + text for n, text in enumerate(column, 1))
            for column in zip(*(e.cells[:2] for e in entries), strict=True)
        ]
        content = [TITLE, MONTH, table(HEAD, ("จังหวัดสงขลา", *made, "", ""))]
        yield case("one-cell", program, content, june(entries, "สงขลา"))
    long = [
        Said("ผู้ประสบภัยในพื้นที่ห่างไกล\nไม่สามารถเดินทางมาได้", "จัดรถรับส่ง\nสัปดาห์ละ 2 ครั้ง"),
        Said("ค่าอาหารวันละ\n150 บาท ไม่พอ", "ขอปรับอัตรา"),
    ]
    made = [
        "\n".join(f"{n}. {t}" for n, t in enumerate(col, 1))
        for col in zip(*(e.cells[:2] for e in long), strict=True)
    ]
    for program in ("docx", "xlsx"):
        yield case(
            "one-cell",
            program,
            [TITLE, MONTH, table(HEAD, ("จังหวัดสงขลา", *made, "", ""))],
            june(long, "สงขลา"),
        )
    many = bare(told(12, 3))
    made = [
        "\n".join(f"{thai(n)}. {t}" for n, t in enumerate(col, 1))
        for col in zip(*(e.cells[:2] for e in many), strict=True)
    ]
    yield case(
        "one-cell", "docx", [TITLE, MONTH, table(HEAD, ("จังหวัดสงขลา", *made, "", ""))], june(many, "สงขลา")
    )


def words() -> Iterator[Case]:
    """Entries that name other provinces, months and parts of the form; all sixty-six texts once."""
    entries = [
        Said("จังหวัดตรังและจังหวัดพัทลุงมีพื้นที่ติดต่อกัน ผู้ประสบภัยยื่นคำขอซ้ำซ้อน", "ประสานจังหวัดตรังตรวจสอบรายชื่อ", "คำสั่งจังหวัดตรัง ที่ 1234/2567"),
        Said("แบบรายงานประเด็นปัญหา อุปสรรค ฉบับเดิมกรอกยาก", "ขอให้ปรับแบบรายงานประจำเดือนกรกฎาคม ๒๕๖๗", "", "หมายเหตุ : เสนอแล้ว"),
        Said('ผู้ร้องแจ้งว่า "ไม่มีปัญหา" แต่ตรวจสอบแล้วพบความเสียหาย', "ลงพื้นที่ตรวจสอบซ้ำ (ครั้งที่ 2)"),
        Said("การช่วยเหลือของ อปท. ที่ผ่านมา (ม.ค. - พ.ค. 67) ยังไม่ครบถ้วน", "เร่งรัดให้แล้วเสร็จภายในไตรมาสที่ 4"),
    ]  # fmt: skip
    for program in ("docx", "xlsx", "html"):
        content = form(entries, province="สตูล", month=MONTH, number="")
        yield case("like-structure", program, content, june(entries, "สตูล"))
    anonymous = file_of("docx", form(entries, mode="none", month=MONTH))
    yield sent("like-structure", by(UNITS["สตูล"]), june(entries, "สตูล"), anonymous)
    for n, program in enumerate(("docx", "xlsx", "xlsx", "html", "xlsx", "odt")):
        chosen = [told(1, 0)[0], *told(11, 3)] if n == 5 else told(13, n * 13 % 66)
        content = form(
            chosen,
            province="จังหวัดน่าน",
            month=MONTH,
            number=("", "{t}. ", "{a}) ")[n % 3],
            mode=("first", "merged", "repeated")[n % 3],
        )
        yield case("many", program, content, june(chosen, "น่าน"))
