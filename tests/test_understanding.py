"""What is in a mail, weighed with who is registered, what our server says of the sender, and which letter of ours it answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from collector.confined.room import ConfinedRoom
from collector.confined.values import Contents, Forwarded, FoundForm, Order, Setup, Task, UnreadFile
from collector.filing.understood import Understood, Unread
from collector.forms.extract import extract
from collector.forms.recognise import recognise
from collector.message_ids import make, mark_of
from collector.model.documents import Line
from collector.model.files import Attachment, OtherKind, ReadableKind
from collector.model.letters import AnsweredLetter
from collector.model.mail import Address, Authenticity, Machine, MachineKind, Mail, SenderVerdict
from collector.model.reports import Evidence, Fact, Source
from collector.model.units import Contact, Role
from collector.periods import Period
from collector.readers.limits import ReadingLimits
from collector.registry import Registry
from collector.registry_files import load_registry
from collector.understanding import Understanding
from tests.e2e.office import ZONE
from tests.forms.sheets import HEADER, TITLE, document, table
from tests.mail.samples import OWN, WORDS
from tests.shipped import PROVINCES, SPEC

KRABI, TRANG = "TH-81", "TH-92"
REGISTRY = Registry(
    load_registry(None, None).units,
    (
        Contact(KRABI, "krabi@local.example", "", Role.REPORTER),
        Contact(KRABI, "@center.go.th", "", Role.FORWARDER),
        Contact(TRANG, "trang@local.example", "", Role.REPORTER),
    ),
)
OCTOBER, NOVEMBER, DECEMBER = Period(2018, 10), Period(2018, 11), Period(2018, 12)
NOTHING_SAID = Authenticity()
SAID = "mx.dept.example; dmarc=pass"
LETTERS = {
    "<trang@dept.example>": AnsweredLetter(TRANG, (OCTOBER,)),
    "<krabi@dept.example>": AnsweredLetter(KRABI, (NOVEMBER,)),
    "<reminder@dept.example>": AnsweredLetter(KRABI, (NOVEMBER,), "help-centre"),
    "<two@dept.example>": AnsweredLetter(KRABI, (OCTOBER, NOVEMBER), "help-centre"),
}


@pytest.fixture
def understanding() -> Iterator[Understanding]:
    """One whose room is never asked, and has no process."""
    with ConfinedRoom(Setup((SPEC,), PROVINCES, WORDS, OWN), ReadingLimits()) as room:
        yield Understanding(room, REGISTRY, PROVINCES, ZONE, OWN, answered=LETTERS.get)
        assert room.pid is None


def mail(
    sender: str = "krabi@local.example",
    subject: str = "",
    text: str = "",
    *,
    said: Authenticity = NOTHING_SAID,
    references: tuple[str, ...] = (),
) -> Mail:
    address = Address("", sender)
    return Mail(
        sender=address,
        reply_to=address,
        to=(),
        subject=subject,
        message_id="<1@local.example>",
        references=references,
        received=datetime(2019, 1, 3, 3, 0, tzinfo=UTC),
        text=text,
        html="",
        parts=(),
        headers=(("from", sender),),
        authenticity=said,
    )


def form(path: str = "form.docx", unit: str = "", month: str = "", problem: str = "ขาดคน") -> FoundForm:
    read = document(*filter(None, (TITLE, month)), table([HEADER, [unit, problem, "", "", ""]]))
    (found,) = (content for match in recognise(read, [SPEC]) for content in extract(match, PROVINCES))
    return FoundForm(path, "word", found)


SILENT = form()


@pytest.mark.parametrize(
    ("verdict", "said", "place"),
    [
        (SenderVerdict.PROVEN, SAID, "Authentication-Results"),
        (SenderVerdict.UNPROVEN, SAID, "Authentication-Results"),
        (SenderVerdict.CONTRADICTED, SAID, "Authentication-Results"),
        (SenderVerdict.UNKNOWN, "", ""),
    ],
)
def test_how_far_the_sender_is_believed_is_evidence_of_each_report(
    understanding: Understanding, verdict: SenderVerdict, said: str, place: str
) -> None:
    contents = Contents(mail(said=Authenticity(verdict, said)), found=(SILENT, form("b.docx", "จังหวัดตรัง")))
    found = understanding.of(contents)
    certain = verdict is SenderVerdict.PROVEN
    assert [report.evidence[-1] for report in found.reports] == [
        Evidence(Fact.SENDER, verdict, Source.SENDER, place, said, certain=certain)
    ] * 2
    assert found.mail.authenticity.verdict is verdict
    document_alone = understanding.of(replace(contents, mail=replace(contents.mail, headers=())))
    assert not [
        one for report in document_alone.reports for one in report.evidence if one.fact is Fact.SENDER
    ]


@pytest.mark.parametrize(
    ("sender", "passed_by", "verdict"),
    [
        ("krabi@local.example", ("@center.go.th",), SenderVerdict.UNPROVEN),
        ("krabi@local.example", ("@evil.example",), SenderVerdict.CONTRADICTED),
        ("krabi@local.example", (), SenderVerdict.CONTRADICTED),
        ("trang@local.example", ("@center.go.th",), SenderVerdict.CONTRADICTED),
        ("someone@elsewhere.example", ("@center.go.th",), SenderVerdict.CONTRADICTED),
    ],
    ids=["its forwarder", "a stranger", "nobody", "another unit's forwarder", "a stranger's mail"],
)
def test_a_registered_forwarder_lifts_what_forwarding_broke(
    understanding: Understanding, sender: str, passed_by: tuple[str, ...], verdict: SenderVerdict
) -> None:
    broken = Authenticity(SenderVerdict.CONTRADICTED, SAID, passed_by)
    found = understanding.of(Contents(mail(sender, said=broken), found=(SILENT,)))
    assert found.mail.authenticity == replace(broken, verdict=verdict)
    assert found.reports[0].evidence[-1].value is verdict
    proven = Authenticity(SenderVerdict.PROVEN, SAID, passed_by)
    assert understanding.of(Contents(mail(sender, said=proven))).mail.authenticity == proven


STRANGER = "someone@elsewhere.example"
OF_TRANG, OF_NOBODY = Address("", "trang@local.example"), Address("", "other@elsewhere.example")


@pytest.mark.parametrize(
    ("around", "forwarded", "unit", "month"),
    [
        pytest.param(mail(), (), KRABI, DECEMBER, id="the sender's unit, and the month before"),
        pytest.param(mail(STRANGER), (), None, DECEMBER, id="a stranger"),
        pytest.param(mail(STRANGER, "จังหวัดตรัง พ.ย. 61"), (), TRANG, NOVEMBER, id="the subject"),
        pytest.param(mail(STRANGER, "", "ของจังหวัดตรัง ประจำเดือน พ.ย. 61"), (), TRANG, NOVEMBER, id="the body"),
        pytest.param(
            mail(STRANGER, "Fwd"), (Forwarded(OF_NOBODY, "จังหวัดตรัง พ.ย. 61", ""),), TRANG, NOVEMBER,
            id="the subject of a forwarded mail",
        ),
        pytest.param(
            mail(STRANGER), (Forwarded(OF_NOBODY, "", "ของจังหวัดตรัง ประจำเดือน พ.ย. 61"),), TRANG, NOVEMBER,
            id="the body of a forwarded mail",
        ),
        pytest.param(
            mail(STRANGER), (Forwarded(OF_NOBODY, "", ""), Forwarded(OF_TRANG, "", "")), TRANG, DECEMBER,
            id="who wrote a forwarded mail",
        ),
        pytest.param(mail(), (Forwarded(OF_TRANG, "", ""),), KRABI, DECEMBER, id="but before him who forwards it"),
        pytest.param(
            mail(STRANGER, references=("<x@y.example>", "<trang@dept.example>", "<krabi@dept.example>")), (),
            TRANG, OCTOBER, id="the nearest letter of ours that it answers",
        ),
    ],
)  # fmt: skip
def test_what_tells_the_unit_and_month_of_a_form_that_names_none(
    understanding: Understanding,
    around: Mail,
    forwarded: tuple[Forwarded, ...],
    unit: str | None,
    month: Period,
) -> None:
    (report,) = understanding.of(Contents(around, found=(SILENT,), forwarded=forwarded)).reports
    assert (report.unit, report.period) == (unit, month)


def test_the_month_before_goes_by_the_departments_clock(understanding: Understanding) -> None:
    for moment, month in (("2019-01-31T16:59+00:00", DECEMBER), ("2019-01-31T17:00+00:00", Period(2019, 1))):
        received = replace(mail(), received=datetime.fromisoformat(moment))
        (report,) = understanding.of(Contents(received, found=(SILENT,))).reports
        assert report.period == month


@pytest.mark.parametrize(
    ("kind", "reads"),
    [
        (MachineKind.OWN, False),
        (MachineKind.STUB, False),
        (MachineKind.BOUNCE, True),
        (MachineKind.DISPOSITION, True),
        (MachineKind.AUTOMATIC, True),
        (MachineKind.VACATION, True),
        (MachineKind.LIST, True),
    ],
)
def test_of_a_machine_that_is_ours_or_stands_for_another_mail_nothing_is_of_a_unit(
    understanding: Understanding, kind: MachineKind, reads: bool
) -> None:
    machine = Machine(kind, "a sign")
    unread = (UnreadFile("a.pdf", ReadableKind.PDF, "damaged"),)
    contents = Contents(mail(), machine, found=(SILENT,), unread=unread, formless=("b.docx",))
    found = understanding.of(contents)
    assert (found.mail, found.machine) == (contents.mail, machine)
    assert (bool(found.reports), bool(found.unread), bool(found.formless)) == (reads, reads, reads)
    assert found.sender_units == ((KRABI,) if reads else ())


@pytest.mark.parametrize("kind", [MachineKind.BOUNCE, MachineKind.DISPOSITION])
def test_a_mail_that_gives_a_letter_back_and_brings_no_form_says_nothing_of_a_unit(
    understanding: Understanding, kind: MachineKind
) -> None:
    contents = Contents(mail(), Machine(kind, "a sign"), formless=("b.docx",))
    assert understanding.of(contents) == Understood(contents.mail, contents.machine, ())


def test_what_was_not_read_is_told_and_that_there_was_more_than_is_looked_at(
    understanding: Understanding,
) -> None:
    unread = (UnreadFile("a.xls", ReadableKind.XLS, "damaged"),)
    told = Unread("a.xls", ReadableKind.XLS, "damaged")
    contents = Contents(mail(), unread=unread, formless=("b.docx",))
    assert understanding.of(contents).unread == (told,)
    assert understanding.of(contents).formless == ("b.docx",)
    cut = understanding.of(replace(contents, mail=replace(contents.mail, cut=True)))
    assert cut.unread == (told, Unread("", OtherKind.EML, "too-many"))


PICTURES = (
    ("photo.jpg", OtherKind.IMAGE, "no-reader"),
    ("scan.pdf", ReadableKind.PDF, "scan-only"),
    ("odd.pdf", ReadableKind.PDF, "untrusted-text"),
    ("broken.pdf", ReadableKind.PDF, "damaged"),
    ("empty.jpg", OtherKind.IMAGE, "no-reader"),
)
AUTOMATIC = Machine(MachineKind.AUTOMATIC, "a sign")
BLANK = form(problem="")


@pytest.mark.parametrize(
    ("found", "machine", "are_seen"),
    [
        pytest.param((), None, True, id="no form"),
        pytest.param((BLANK,), None, True, id="a blank form"),
        pytest.param((BLANK, BLANK), None, True, id="blank forms"),
        pytest.param((SILENT,), None, False, id="a form"),
        pytest.param((BLANK, SILENT), None, False, id="a form beside a blank one"),
        pytest.param((), AUTOMATIC, False, id="a machine's mail"),
    ],
)
def test_pictures_are_looked_at_where_a_person_sent_nothing_better(
    understanding: Understanding, found: tuple[FoundForm, ...], machine: Machine | None, are_seen: bool
) -> None:
    files = tuple(Attachment(path, b"" if path == "empty.jpg" else b"x", kind) for path, kind, _ in PICTURES)
    unread = tuple(UnreadFile(*one) for one in PICTURES)
    contents = Contents(
        mail(),
        machine,
        (*files, Attachment("a.docx", b"x", ReadableKind.DOCX)),
        found=found,
        unread=unread,
    )
    looked_at = [item.path for item in understanding.pictures(contents)]
    assert looked_at == (["photo.jpg", "scan.pdf", "odd.pdf"] if are_seen else [])
    assert bool(understanding.of(contents).reports) is bool(found)


def test_of_a_form_in_the_body_and_attached_the_attachment_comes_first(understanding: Understanding) -> None:
    forms = (form("", "จังหวัดกระบี่", "ประจำเดือน พ.ย. 61"), form("a.docx", "จังหวัดกระบี่", "ประจำเดือน ธ.ค. 61"))
    found = understanding.of(Contents(mail(), found=forms))
    assert [(report.attachment, report.period) for report in found.reports] == [
        ("a.docx", DECEMBER),
        ("", NOVEMBER),
    ]


SECRET = b"s" * 32
MARK = mark_of(make("acknowledgement", "a" * 64, SECRET, "dept.example"), SECRET)
OUR_LETTER = f"เรื่อง  แจ้งการได้รับรายงาน\nจังหวัดตรัง ประจำเดือน ต.ค. 61\nเลขที่อ้างอิง {MARK}"


def with_line_below(found: FoundForm, text: str) -> FoundForm:
    return replace(found, extract=replace(found.extract, below=(Line(text),)))


def test_a_table_that_bears_the_mark_of_a_letter_of_ours_is_no_new_report(
    understanding: Understanding,
) -> None:
    knowing = replace(understanding, secret=SECRET)
    old = with_line_below(form("old.eml", "จังหวัดกระบี่", "ประจำเดือน พ.ย. 61"), f"เลขที่อ้างอิง {MARK}")
    new = form("new.docx", "จังหวัดกระบี่", "ประจำเดือน ธ.ค. 61")
    assert [report.attachment for report in knowing.of(Contents(mail(), found=(old, new))).reports] == [
        "new.docx"
    ]
    (alone,) = knowing.of(Contents(mail(), found=(old,))).reports
    assert [reason.code for reason in alone.doubts] == ["repeats-letter"]


def test_what_a_letter_of_ours_says_in_a_mail_is_not_the_senders_word(understanding: Understanding) -> None:
    knowing = replace(understanding, secret=SECRET)
    around = mail("x@y.example", text=f"ของจังหวัดกระบี่ ประจำเดือน พ.ย. 61\n\n{OUR_LETTER}")
    (report,) = knowing.of(Contents(around, found=(SILENT,))).reports
    assert (report.unit, report.period) == (KRABI, NOVEMBER)


NIL = "เดือนธันวาคม 2561 ไม่มีปัญหา อุปสรรค"


@pytest.mark.parametrize(
    ("around", "forwarded", "code"),
    [
        pytest.param(mail(text=NIL), (), "typed-nil", id="of a registered sender"),
        pytest.param(
            mail("x@y.example", text="ไม่มีครับ", references=("<trang@dept.example>",)), (), "typed-nil",
            id="in answer to a letter of ours",
        ),
        pytest.param(mail("x@y.example", text=NIL), (), "", id="of somebody unknown, about nothing"),
        pytest.param(
            mail("x@y.example"), (Forwarded(Address("", "krabi@local.example"), "", NIL),), "typed-nil",
            id="in a mail that is passed on",
        ),
        pytest.param(mail(text=f"{NIL}\nHC-2561-12/TH-81/1"), (), "", id="in a letter of ours that came back"),
    ],
)  # fmt: skip
def test_what_a_mail_reports_in_its_running_text(
    understanding: Understanding, around: Mail, forwarded: tuple[Forwarded, ...], code: str
) -> None:
    typed = understanding.of(Contents(around, forwarded=forwarded)).typed
    assert (typed.code if typed else "") == code


def answer(text: str, to: str = "reminder", **more: str) -> Mail:
    """The reporter's words in answer to a letter of ours."""
    return mail(text=text, references=(f"<{to}@dept.example>",), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("around", "period"),
    [
        pytest.param(answer("ไม่มีปัญหา อุปสรรค"), NOVEMBER, id="one line"),
        pytest.param(answer("เรียน ผู้อำนวยการ\n\nไม่มีครับ\n\nสมชาย"), NOVEMBER, id="with salutation and name"),
        pytest.param(answer(NIL.replace("ธันวาคม", "พฤศจิกายน")), NOVEMBER, id="with its month"),
        pytest.param(answer("เดือนตุลาคม 2561 ไม่มีปัญหาอุปสรรค", "two"), OCTOBER, id="which of two months"),
        pytest.param(answer("ไม่มีปัญหา อุปสรรค", "two"), None, id="not which of two"),
        pytest.param(answer(NIL), None, id="a month that was not asked for"),
        pytest.param(answer("จังหวัดตรัง ไม่มีปัญหา อุปสรรค"), None, id="of another unit"),
        pytest.param(answer("ไม่มีปัญหา อุปสรรค", "krabi"), None, id="to a letter that is no reminder"),
        pytest.param(answer("ไม่มีปัญหา อุปสรรค", sender="x@y.example"), None, id="by a stranger"),
        pytest.param(answer("ไม่มีปัญหา อุปสรรค " + "แต่ขอเรียนว่า " * 20), None, id="with more to say"),
    ],
)  # fmt: skip
def test_one_line_in_answer_to_a_reminder_is_a_nil_report(
    understanding: Understanding, around: Mail, period: Period | None
) -> None:
    found = understanding.of(Contents(around))
    assert [(report.unit, report.period, report.nil, report.entries) for report in found.reports] == (
        [(KRABI, period, True, ())] if period else []
    )
    assert found.typed


def test_a_line_beside_a_file_that_could_not_be_read_is_a_persons(understanding: Understanding) -> None:
    unread = (UnreadFile("a.docx", ReadableKind.DOCX, "damaged"),)
    assert understanding.of(Contents(answer("ไม่มีปัญหา อุปสรรค"), unread=unread)).reports == ()


def test_a_mail_that_is_no_letter_come_back_tells_of_no_failure(understanding: Understanding) -> None:
    assert understanding.failures(Contents(mail())) == ()


def test_the_room_is_asked_to_take_no_longer_than_a_mail_may(understanding: Understanding) -> None:
    now = datetime(2019, 1, 3, 3, 0, tzinfo=UTC)
    order = understanding.order(Task.MAIL, "1", None, now)
    assert order == Order(Task.MAIL, "1", None, now, seconds=ReadingLimits().mail_seconds)
