"""What becomes of a mail in which no report was found: who must act, the sender, the department or nobody."""

from dataclasses import replace

import pytest

from collector.filing.understood import Understood
from collector.filing.without_report import without_report
from collector.model.files import FileKind, OtherKind, ReadableKind
from collector.model.mail import Machine, MachineKind
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from tests.filing.decisions import NOVEMBER, RULES, codes, decided, mail, report, told, unread

RETURNED, REVIEW, IGNORED = Outcome.RETURNED, Outcome.REVIEW, Outcome.IGNORED


@pytest.mark.parametrize("code", ["damaged", "unsupported", "encrypted", "empty-file", "too-large"])
@pytest.mark.parametrize("kind", ReadableKind)
def test_a_kind_that_we_read_goes_back_with_the_reason_when_it_cannot_be_read(
    kind: ReadableKind, code: str
) -> None:
    verdict = decided(beside=(unread(kind, code),))
    assert (verdict.outcome, told(verdict.reasons)) == (
        RETURNED, [(code, {"attachment": "beside", "kind": kind.value})],
    )  # fmt: skip


@pytest.mark.parametrize("kind", OtherKind)
def test_only_what_opens_for_a_person_is_left_to_one(kind: OtherKind) -> None:
    expected = (RETURNED, "unsupported")
    if kind == OtherKind.IMAGE:
        expected = (REVIEW, "scan-only")
    elif kind in {OtherKind.MSG, OtherKind.P7M, OtherKind.TNEF}:
        expected = (REVIEW, "read-by-person")
    verdict = decided(beside=(unread(kind, "unsupported"),))
    assert (verdict.outcome, verdict.reasons[0].code) == expected


@pytest.mark.parametrize(
    ("kind", "code", "outcome"),
    [
        pytest.param(ReadableKind.PDF, "scan-only", REVIEW, id="a PDF of pictures"),
        pytest.param(ReadableKind.PDF, "untrusted-text", REVIEW, id="a PDF whose letters are not what it shows"),
        pytest.param(OtherKind.IMAGE, "damaged", RETURNED, id="a picture that does not open for a person either"),
        pytest.param(OtherKind.MSG, "damaged", RETURNED, id="a damaged Outlook mail"),
        pytest.param(OtherKind.P7M, "encrypted", RETURNED, id="an encrypted mail"),
        pytest.param(ReadableKind.ENCRYPTED, "encrypted", RETURNED, id="a file with a password"),
    ],
)  # fmt: skip
def test_what_a_person_can_read_goes_to_a_person_and_all_else_back(
    kind: FileKind, code: str, outcome: Outcome
) -> None:
    verdict = decided(beside=(unread(kind, code),))
    assert (verdict.outcome, verdict.reasons[0].code) == (outcome, code)


def test_one_file_for_a_person_among_broken_ones_takes_the_mail_to_a_person_with_all_reasons() -> None:
    broken, scan = (
        unread(ReadableKind.DOCX, "damaged", "a.docx"),
        unread(OtherKind.IMAGE, "unsupported", "b.jpg"),
    )
    verdict = decided(beside=(broken, scan), formless=("letter.docx",))
    assert (verdict.outcome, told(verdict.reasons)) == (
        REVIEW,
        [
            ("damaged", {"attachment": "a.docx", "kind": "docx"}),
            ("scan-only", {"attachment": "b.jpg", "kind": "image"}),
        ],
    )
    assert verdict.rulings == ()


def test_a_mail_cut_off_at_its_many_parts_names_no_attachment() -> None:
    verdict = decided(beside=(unread(OtherKind.EML, "too-many", ""),))
    assert (verdict.outcome, told(verdict.reasons)) == (RETURNED, [("too-many", {})])


def test_documents_without_a_form_go_back_by_name() -> None:
    verdict = decided(formless=("a.docx", "b.pdf"))
    assert (verdict.outcome, told(verdict.reasons)) == (
        RETURNED, [("no-form", {"attachment": "a.docx"}), ("no-form", {"attachment": "b.pdf"})],
    )  # fmt: skip


# ── machines ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (MachineKind.OWN, "own-letter"),
        (MachineKind.BOUNCE, "bounce"),
        (MachineKind.DISPOSITION, "disposition"),
        (MachineKind.AUTOMATIC, "automatic"),
        (MachineKind.CALENDAR, "calendar"),
        (MachineKind.VACATION, "vacation"),
        (MachineKind.LIST, "newsletter"),
    ],
)
def test_a_machines_mail_is_ignored_whatever_else_is_in_it(kind: MachineKind, code: str) -> None:
    machine = Machine(kind, "Auto-Submitted: auto-replied")
    verdict = decided(
        about=mail(subject="ส่งแบบรายงาน"),
        machine=machine,
        beside=(unread(OtherKind.IMAGE, "unsupported"),),
        formless=("letter.docx",),
    )
    assert (verdict.outcome, told(verdict.reasons)) == (IGNORED, [(code, {"sign": machine.sign})])
    assert verdict.machine == machine


def test_a_mail_that_exchange_could_not_hand_out_is_a_persons_and_goes_to_a_person() -> None:
    verdict = decided(machine=Machine(MachineKind.STUB, "could not be retrieved"))
    assert (verdict.outcome, told(verdict.reasons)) == (REVIEW, [("exchange-stub", {})])


@pytest.mark.parametrize("kind", [MachineKind.AUTOMATIC, MachineKind.VACATION, MachineKind.LIST])
def test_a_machines_mail_that_carries_a_form_is_filed_and_remembered_as_a_machines(kind: MachineKind) -> None:
    verdict = decided(report(), machine=Machine(kind, "Precedence: bulk"))
    assert (verdict.outcome, verdict.machine) == (Outcome.FILED, Machine(kind, "Precedence: bulk"))


@pytest.mark.parametrize("kind", [MachineKind.AUTOMATIC, MachineKind.VACATION, MachineKind.LIST])
def test_a_machines_mail_with_blank_forms_only_brings_ours_back_and_is_ignored(kind: MachineKind) -> None:
    machine, blank = Machine(kind, "Auto-Submitted: auto-replied"), report(blank=True)
    verdict = decided(blank, machine=machine)
    assert (verdict.outcome, verdict.rulings, verdict.machine) == (IGNORED, (), machine)
    filled = decided(blank, report(period=NOVEMBER), machine=machine)
    assert [ruling.outcome for ruling in filled.rulings] == [RETURNED, Outcome.FILED]


# ── nothing attached ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("subject", "text", "outcome", "code"),
    [
        pytest.param("แบบรายงาน ธ.ค. 61", "", RETURNED, "forgot-attachment", id="the subject promises a report"),
        pytest.param("ส่ง รายงาน", "", RETURNED, "forgot-attachment", id="spaces do not count"),
        pytest.param("Monthly REPORT", "", RETURNED, "forgot-attachment", id="in English, in capitals"),
        pytest.param("", "ขอส่งแบบรายงานตามไฟล์แนบ", RETURNED, "forgot-attachment", id="the body promises one attached"),
        pytest.param("เอกสารแนบ", "ส่งรายงานประจำเดือน", RETURNED, "forgot-attachment", id="half in the subject, half in the body"),
        pytest.param("", "ส่งแบบรายงานแล้วเมื่อวาน", IGNORED, "conversation", id="the body speaks of a report, of no attachment"),
        pytest.param("", "หนังสือเชิญประชุมตามแนบ", IGNORED, "conversation", id="the body speaks of an attachment, of no report"),
        pytest.param("ขอแบบรายงาน", "", IGNORED, "conversation", id="asks for the form"),
        pytest.param("แบบรายงาน", "สอบถามวิธีส่งแบบรายงานแนบ", IGNORED, "conversation", id="asks a question"),
        pytest.param("ส่งรายงาน", "ส่งรายงานตามแนบแล้ว ได้รับหรือยัง", IGNORED, "conversation", id="asks whether it came"),
        pytest.param("Re: แบบรายงาน", "ขอบคุณครับ", IGNORED, "conversation", id="thanks"),
        pytest.param("สวัสดีปีใหม่", "ขอให้มีความสุข", IGNORED, "conversation", id="greetings"),
        pytest.param("", "", IGNORED, "conversation", id="empty"),
        pytest.param("รายงานประเด็นปัญหา อุปสรรค จ.กระบี่", "ขอส่งเอกสารตามแนบ", RETURNED, "forgot-attachment", id="the short title"),
        pytest.param("ปัญหาอุปสรรคศูนย์ช่วยเหลือประชาชน", "รายละเอียดตามไฟล์แนบ", RETURNED, "forgot-attachment", id="a word of the title, and an attachment"),
        pytest.param("ส่งรายงาน", "รายละเอียดตามแนบ ขอบคุณค่ะ", RETURNED, "forgot-attachment", id="thanks at the end of a promise"),
        pytest.param("ขอขยายเวลาส่งแบบรายงาน", "รายละเอียดตามหนังสือแนบ", IGNORED, "conversation", id="asks for more time"),
        pytest.param("แบบรายงานเดือน ธ.ค.", "ขอเลื่อนส่งเป็นวันที่ 10", IGNORED, "conversation", id="wants to send later"),
        pytest.param("ไม่สามารถส่งรายงานได้ทันกำหนด", "รอข้อมูลจาก อปท.", IGNORED, "conversation", id="cannot send in time"),
        pytest.param("ส่งรายงาน", "ขออภัยที่ส่งไม่ทันกำหนด ขอส่งตามแนบ", RETURNED, "forgot-attachment", id="is sorry to be late"),
        pytest.param("Report", "we need more time", IGNORED, "conversation", id="more time in English"),
        pytest.param("รง.ศูนย์ช่วยเหลือประชาชน พ.ย.61", "ตามไฟล์ที่แนบ", RETURNED, "forgot-attachment", id="the form's matter, and an attachment"),
        pytest.param("ส่งงานค่ะ", "ส่งแบบรายงานประเด็นปัญหาค่ะ", RETURNED, "forgot-attachment", id="the text hands over a report"),
        pytest.param("", "เรียน ผอ.\n\nขอนำส่งรายงาน พ.ย. 61\nขอบคุณค่ะ", RETURNED, "forgot-attachment", id="a line hands it over, with thanks"),
        pytest.param("", "ส่งรายงานวันไหนคะ", IGNORED, "conversation", id="asks when"),
        pytest.param("แจ้งส่งรายงานล่าช้า", "ยังรวบรวมข้อมูลไม่ครบ จะแนบแบบรายงานให้ในวันจันทร์", IGNORED, "conversation", id="will attach it later"),
        pytest.param("แจ้งขอส่งรายงานล่าช้า", "จะจัดส่งแบบรายงานพร้อมไฟล์แนบสัปดาห์หน้า", IGNORED, "conversation", id="will send it with an attachment"),
        pytest.param("แบบรายงาน พ.ย.", "จะส่งตัวจริงทางไปรษณีย์ ขอส่งไฟล์ตามแนบ", RETURNED, "forgot-attachment", id="will send the original later"),
        pytest.param("แบบรายงาน พ.ย.", "ไฟล์แนบที่ขาดจะส่งวันจันทร์", RETURNED, "forgot-attachment", id="speaks of an attachment before what it will send"),
        pytest.param("แบบรายงาน พ.ย.", "จะแนบให้พรุ่งนี้", IGNORED, "conversation", id="only says that it will"),
        pytest.param("ส่งรายงาน", "รายงานตามแนบ ภาพถ่ายจะแนบภายหลัง", RETURNED, "forgot-attachment", id="attaches the report, something else later"),
        pytest.param("แบบรายงาน พ.ย.", "ขอยกเลิกฉบับก่อน ขอส่งใหม่ตามแนบ", RETURNED, "forgot-attachment", id="and sends another in its place"),
        pytest.param("แบบรายงาน พ.ย.", "แนบไฟล์ผิด ขอส่งใหม่ตามแนบ", RETURNED, "forgot-attachment", id="attached the wrong file, and attaches another"),
        pytest.param("แจ้งส่งรายงานช้า", "พรุ่งนี้จะส่งแบบรายงานศูนย์ช่วยเหลือประชาชนแนบมาให้ครับ", IGNORED, "conversation", id="will send it attached tomorrow"),
        pytest.param("แบบรายงาน พ.ย.", "พรุ่งนี้จะส่งตัวจริง ไฟล์ตามแนบ", RETURNED, "forgot-attachment", id="will send the original tomorrow"),
        pytest.param("ปัญหาอุปสรรคศูนย์ฯ", "ไฟล์ตามแนบ", RETURNED, "forgot-attachment", id="problems in the subject, and an attachment"),
        pytest.param("ปัญหาเครื่องพิมพ์", "ภาพตามแนบ", IGNORED, "conversation", id="another problem"),
        pytest.param("รายงาน", "ส่งไฟล์แบบรายงานให้แล้วนะคะ", RETURNED, "forgot-attachment", id="has sent the file, here"),
        pytest.param("รายงาน", "ส่งไฟล์แบบรายงานให้แล้วเมื่อวานนะคะ", IGNORED, "conversation", id="has sent the file, yesterday"),
        pytest.param("รายงาน", "ส่งแบบรายงานให้แล้วนะคะ", IGNORED, "conversation", id="has sent the report, somewhere"),
        pytest.param("ส่งรายงาน", "ขออภัยที่ส่งรายงานล่าช้า", RETURNED, "forgot-attachment", id="is sorry to be late, and sends it"),
    ],
)  # fmt: skip
def test_a_mail_that_promises_a_form_and_has_none_goes_back_and_conversation_is_left_alone(
    subject: str, text: str, outcome: Outcome, code: str
) -> None:
    verdict = decided(about=mail(subject=subject, text=text))
    assert (verdict.outcome, told(verdict.reasons)) == (outcome, [(code, {})])
    assert verdict.rulings == ()


def test_who_answers_has_sent_the_file_with_another_mail() -> None:
    answers = replace(
        mail(subject="Re: รายงาน", text="ส่งไฟล์แบบรายงานให้แล้วนะคะ"), references=("<1@dept.example>",)
    )
    assert codes(decided(about=answers).reasons) == ["conversation"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ขอยกเลิกรายงานที่ส่งเมื่อวานค่ะ", "asks-to-withdraw"),
        ("ส่งผิด ขออภัยค่ะ รบกวนลบแบบรายงานที่แนบเมื่อสักครู่", "asks-to-withdraw"),
        ("แนบไฟล์ผิด ขอส่งแบบรายงานใหม่ตามแนบ", "forgot-attachment"),
        ("ขอขยายเวลาส่งแบบรายงาน", "conversation"),
    ],
)
def test_a_reporter_who_takes_back_what_he_sent_is_heard_by_a_person(text: str, code: str) -> None:
    verdict = decided(about=mail(subject="แบบรายงาน", text=text), sender_units=("TH-81",))
    assert codes(verdict.reasons) == [code]
    stranger = decided(about=mail(subject="แบบรายงาน", text=text), sender_units=())
    assert codes(stranger.reasons) == ["conversation" if code == "asks-to-withdraw" else code]
    outcome = {"asks-to-withdraw": REVIEW, "conversation": IGNORED}.get(code, RETURNED)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("subject", "text", "known", "code"),
    [
        ("รง. ศชป. พ.ย. 61", "ตามแนบครับ", True, "forgot-attachment"),
        ("รง. ศชป. พ.ย. 61", "ตามแนบครับ", False, "conversation"),
        ("รง. ศชป. พ.ย. 61", "สวัสดีครับ", True, "conversation"),
        ("รง. ศชป.", "ตามแนบครับ", True, "conversation"),
        ("เชิญประชุมเดือน พ.ย. 61", "ตามแนบครับ", True, "conversation"),
    ],
)
def test_a_registered_sender_who_attaches_something_for_a_month_attaches_a_report(
    subject: str, text: str, known: bool, code: str
) -> None:
    verdict = decided(about=mail(subject=subject, text=text), sender_units=("TH-81",) if known else ())
    assert codes(verdict.reasons) == [code]


@pytest.mark.parametrize(
    ("subject", "text", "known", "expected"),
    [
        ("ส่งรายงาน ธ.ค. 61", "ตามลิงก์", False, "link-instead"),
        ("ธ.ค. 61", "ไฟล์แนบอยู่ที่นี่", False, "link-instead"),
        ("ธ.ค. 61", "https://drive.google.com/x ขอบคุณค่ะ", True, "link-instead"),
        ("ธ.ค. 61", "https://drive.google.com/x", False, "conversation"),
        ("สอบถามแบบรายงาน", "https://drive.google.com/x", True, "conversation"),
    ],
)
def test_a_link_in_place_of_a_file_gets_a_sentence_about_links(
    subject: str, text: str, known: bool, expected: str
) -> None:
    linked = replace(mail(subject=subject, text=text), links=("drive.google.com/",))
    units = ("TH-81",) if known else ()
    outcome, reasons = without_report(Understood(linked, None, (), sender_units=units), RULES)
    assert told(reasons) == [(expected, {})]
    assert outcome is (IGNORED if expected == "conversation" else RETURNED)


def test_a_link_beside_a_cover_letter_is_told_with_it() -> None:
    linked = replace(mail(subject="ส่งรายงาน"), links=("1drv.ms/",))
    case = Understood(linked, None, (), formless=("cover.pdf",))
    assert told(without_report(case, RULES)[1]) == [
        ("no-form", {"attachment": "cover.pdf"}),
        ("link-instead", {}),
    ]


def test_a_letter_that_asks_for_more_time_goes_to_a_person() -> None:
    verdict = decided(about=mail(subject="ขอขยายเวลาการส่งแบบรายงาน"), formless=("letter.pdf",))
    assert (verdict.outcome, told(verdict.reasons)) == (REVIEW, [("asks-for-time", {})])


@pytest.mark.parametrize(("kind", "by"), [(OtherKind.PGP, "PGP"), (OtherKind.P7M, "S/MIME")])
def test_a_locked_mail_is_told_what_locked_it(kind: OtherKind, by: str) -> None:
    verdict = decided(beside=(unread(kind, "encrypted", "smime"),))
    assert told(verdict.reasons) == [
        ("encrypted", {"attachment": "smime", "kind": kind.value, "locked_by": by})
    ]


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("ผู้ส่ง@กระบี่.ไทย", REVIEW), ("สมชาย <สมชาย@krabi.example>", REVIEW), ("a@b.example, c@d.example", RETURNED), ("", RETURNED)],
)  # fmt: skip
def test_what_cannot_go_back_to_its_sender_goes_to_a_person(written: str, outcome: Outcome) -> None:
    nobody = replace(mail(sender="", subject="ส่งรายงาน"), headers=(("from", written),))
    verdict = decided(about=nobody)
    assert verdict.outcome is outcome
    assert ("no-answer-address" in [reason.code for reason in verdict.reasons]) is (outcome is REVIEW)
    assert decided(report(), about=nobody).outcome is Outcome.FILED
    assert decided(about=replace(nobody, subject="สวัสดี")).outcome is IGNORED


def test_no_kind_that_we_read_bears_the_name_of_one_that_we_do_not() -> None:
    assert set(OtherKind).isdisjoint(set(ReadableKind))


@pytest.mark.parametrize("machine", [None, Machine(MachineKind.AUTOMATIC, "Auto-Submitted: auto-generated")])
def test_a_mail_whose_headers_were_cut_goes_to_a_person_whatever_else_it_seems_to_be(
    machine: Machine | None,
) -> None:
    cut = unread(OtherKind.EML, "headers-cut", "")
    verdict = decided(beside=(cut,), machine=machine)
    assert (verdict.outcome, told(verdict.reasons)) == (REVIEW, [("headers-cut", {})])
    assert decided(report(), beside=(cut,)).outcome is REVIEW


# ── reports in the mail's own words ─────────────────────────────────────────────────────────────

TYPED = Reason("typed-nil", {"written": "ไม่มีปัญหาอุปสรรค"})


@pytest.mark.parametrize("formless", [(), ("letter.docx",)])
def test_what_a_mail_reports_in_its_own_words_is_a_persons(formless: tuple[str, ...]) -> None:
    about = mail(subject="ขอส่งรายงานปัญหาอุปสรรค", text="ไม่มีปัญหาอุปสรรค ตามแนบ")
    verdict = decided(about=about, formless=formless, typed=TYPED)
    assert (verdict.outcome, verdict.reasons, verdict.rulings) == (REVIEW, (TYPED,), ())


def test_a_blank_form_beside_words_that_report_is_a_persons() -> None:
    verdict = decided(report(blank=True), typed=TYPED)
    assert (verdict.outcome, [reason.code for reason in verdict.reasons]) == (
        REVIEW, ["blank-form", "typed-nil"],
    )  # fmt: skip


def test_words_beside_a_filled_form_a_broken_file_or_of_a_machine_change_nothing() -> None:
    assert decided(report(), typed=TYPED).outcome is Outcome.FILED
    assert decided(beside=(unread(ReadableKind.DOCX),), typed=TYPED).outcome is RETURNED
    machine = Machine(MachineKind.VACATION, "Auto-Submitted: auto-replied")
    assert decided(machine=machine, typed=TYPED).outcome is IGNORED
    assert decided(report(blank=True), machine=machine, typed=TYPED).outcome is IGNORED


# ── newsletters ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "sender_units", "doubts", "outcome"),
    [
        (MachineKind.LIST, (), ("form-unsure",), IGNORED),
        (MachineKind.LIST, ("TH-81",), ("form-unsure",), REVIEW),
        (MachineKind.AUTOMATIC, (), ("form-unsure",), REVIEW),
        (MachineKind.LIST, (), ("unit-unknown",), REVIEW),
    ],
)
def test_a_newsletter_of_somebody_unknown_with_any_table_stays_a_newsletter(
    kind: MachineKind, sender_units: tuple[str, ...], doubts: tuple[str, ...], outcome: Outcome
) -> None:
    machine = Machine(kind, "List-Id: news")
    verdict = decided(report(doubts=doubts), machine=machine, sender_units=sender_units)
    assert verdict.outcome is outcome
