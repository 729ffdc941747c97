"""The letters that the tests know by name: what happened, and from it the one letter that is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from collector.filing.difference import differences
from collector.forms.spec import Column, FormWords
from collector.letters.compose import answer, notify, remind
from collector.letters.letterhead import LetterContext
from collector.letters.notices import notices
from collector.letters.reminders import Reminder
from collector.model.letters import Letter
from collector.model.mail import Authenticity, Mail, SenderVerdict
from collector.model.outcomes import Outcome, Ruling, Standing
from collector.model.reasons import Reason
from collector.model.reports import ChangeKind, Difference, Entry, Field, Report
from collector.model.units import Contact, Role
from collector.periods import Period
from collector.registry import Registry
from collector.wording import Wording
from tests.letters.samples import (
    ENTRIES,
    LATE,
    NOW,
    UNITS,
    context,
    entry,
    letterhead,
    mail,
    report,
    ruling,
)
from tests.shipped import SPEC

Case = Callable[[Wording], Letter]


def _answered(*args: object, **kwargs: object) -> Case:
    def write(wording: Wording) -> Letter:
        letter = answer(context(*args, **kwargs), wording, NOW)  # type: ignore[arg-type]  # passed on as given
        assert letter is not None
        return letter

    return write


def _reminded(
    stage: str, now: datetime, *periods: Period, cc: tuple[str, ...] = (), unit: str = "TH-81"
) -> Case:
    reminder = Reminder("help-centre", unit, ("krabi@dla.example",), cc, stage, periods, ())
    return lambda wording: remind(reminder, letterhead(), wording, now)


def _reminded_of_what_was_sent_back(wording: Wording) -> Letter:
    months = (Period(2018, 11), Period(2018, 12))
    came = {Period(2018, 12): datetime(2019, 1, 4, 2, 30, tzinfo=UTC)}
    reminder = Reminder("help-centre", "TH-81", ("krabi@dla.example",), (), "overdue-1", months, (), 1, came)
    return remind(reminder, letterhead(), wording, LATE)


def _noticed(*rulings: Ruling, about: Mail) -> Callable[[Wording], Letter]:
    """The letter to the unit's registered reporters."""
    given = context(*rulings, about=about)
    (due,) = notices(given)
    return lambda wording: notify(due, given, wording, NOW)


STRANGERS = replace(
    ruling(report(), reasons=(Reason("filed"), Reason("unknown-sender"))), standing=Standing.STRANGER
)


def ruling_of_stranger(outcome: Outcome, code: str, *, repeats_own: bool = False) -> Ruling:
    """What becomes of a stranger's report whose month is on file."""
    return replace(
        ruling(report(), outcome, reasons=(Reason(code, {"revision": "1"}), Reason("unknown-sender"))),
        standing=Standing.STRANGER,
        repeats_own=repeats_own,
    )


STRANGER = mail(sender="somchai@mail.example")
FORGED = replace(mail(), authenticity=Authenticity(SenderVerdict.CONTRADICTED, "dmarc=fail"))


def _to_district(wording: Wording) -> Letter:
    province = replace(
        letterhead(name="สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่"),
        registry=Registry(UNITS[2:], (Contact("KB-02", mail().sender.email, "", Role.REPORTER),)),
    )
    given = context(ruling(report(unit="KB-02", nil=True, entries=())))
    letter = answer(replace(given, letterhead=province), wording, NOW)
    assert letter is not None
    return letter


# A second form in force, whose file says what its reports and entries are called.
OWN = replace(
    SPEC,
    id="drug-shortage",
    title="แบบรายงานยาและเวชภัณฑ์ขาดคลัง",
    due_day=10,
    columns=(
        Column("problem", "รายการยาและเวชภัณฑ์", ("รายการยา",), issue=True),
        Column("solution", "วิธีดำเนินการ", ("วิธีดำเนินการ",)),
    ),
    said=FormWords("รายงานยาขาดคลัง", "รายการ", "รายการยาขาดคลัง", "ไม่มียาและเวชภัณฑ์ขาดคลัง"),
)
DRUGS = (Entry(1, (Field("problem", "พาราเซตามอล"), Field("solution", "ขอยืม"))),)


def on_own(told: Report, **changes: object) -> Report:
    """The report as one on the second form."""
    return replace(told, form=OWN.id, attachment="ยา.docx", **changes)  # type: ignore[arg-type]  # named by the caller


def two_forms(given: LetterContext) -> LetterContext:
    """The mail as it is answered where both forms are in force."""
    return replace(given, letterhead=replace(letterhead(), forms={SPEC.id: SPEC, OWN.id: OWN}))


def _of_two_forms(*rulings: Ruling, reasons: tuple[Reason, ...] = ()) -> Case:
    def write(wording: Wording) -> Letter:
        letter = answer(two_forms(context(*rulings, reasons=reasons)), wording, NOW)
        assert letter is not None
        return letter

    return write


def _reminded_of(form: str) -> Case:
    reminder = Reminder(form, "TH-81", ("krabi@dla.example",), (), "overdue-1", (Period(2018, 12),), ())
    heads = two_forms(context()).letterhead
    return lambda wording: remind(reminder, heads, wording, datetime(2019, 1, 14, 1, 30, tzinfo=UTC))


BLANK = (Reason("blank-form", {"attachment": "รายงาน.docx"}),)
UNCLEAR = Reason(
    "form-unclear",
    {"forms": f"{SPEC.id} {OWN.id}", "titles": f"{SPEC.title} · {OWN.title}"},
)

REVISION = (
    Difference(ChangeKind.CHANGED, 1, "solution", "ประชาสัมพันธ์", "ประชาสัมพันธ์ผ่านผู้ใหญ่บ้านและหอกระจายข่าว"),
    Difference(ChangeKind.ADDED, 2, "", "", "เจ้าหน้าที่บันทึกข้อมูลในระบบ INFO ไม่ครบถ้วน"),
)
NEWER = (
    replace(ENTRIES[0], fields=(*ENTRIES[0].fields[:3], Field("remark", "เร่งด่วน"))),
    entry(2, "งบประมาณไม่เพียงพอ", "ขอรับการสนับสนุนงบประมาณ", "ระเบียบฯ ข้อ 16"),
)
ASSUMED = (
    Reason("month-assumed", {"period": "2018-12"}),
    Reason("unpaired", {"column": "การแก้ไขปัญหา อุปสรรค", "detail": "จัดทำคู่มือ"}),
)
UNREADABLE = Reason("encrypted", {"attachment": "รายงาน (ลับ).docx"})

CASES: dict[str, Case] = {
    "filed": _answered(ruling(report(), reasons=(Reason("filed"), Reason("on-time")))),
    "filed-late-assumed": _answered(
        ruling(report(notes=ASSUMED, attachment=""), received=LATE),
        about=mail(received=LATE, subject=""),
    ),
    "nil": _answered(ruling(report(nil=True, entries=()))),
    "revised": _answered(
        ruling(
            report(),
            Outcome.REVISED,
            revision=2,
            differences=REVISION,
            reasons=(Reason("revised", {"revision": "2"}),),
        ),
    ),
    "revised-whole-entries": _answered(
        ruling(report(entries=NEWER), Outcome.REVISED, revision=2, differences=differences(ENTRIES, NEWER)),
    ),
    "duplicate": _answered(ruling(report(), Outcome.DUPLICATE)),
    "two-months": _answered(
        ruling(report(period=Period(2018, 11), attachment="รายงาน.xlsx", nil=True, entries=())),
        ruling(report(attachment="รายงาน.xlsx")),
    ),
    "unknown-sender": _answered(
        STRANGERS,
        about=STRANGER,
    ),
    "duplicate-of-own": _answered(
        ruling_of_stranger(Outcome.DUPLICATE, "duplicate", repeats_own=True), about=STRANGER
    ),
    "duplicate-of-another": _answered(ruling_of_stranger(Outcome.DUPLICATE, "duplicate"), about=STRANGER),
    "notice-of-stranger": _noticed(STRANGERS, about=STRANGER),
    "notice-of-own-domain": _noticed(ruling(report()), about=mail(reply_to="clerk@dla.example")),
    "notice-of-revision": _noticed(
        ruling(
            report(),
            Outcome.REVISED,
            revision=2,
            differences=(Difference(ChangeKind.CHANGED, 2, "solution", "", "จัดอบรม"),),
        ),
        about=mail(sender="deputy@krabi.example"),
    ),
    "review-contradicted": _answered(
        replace(
            ruling(report(), Outcome.REVIEW, reasons=(Reason("sender-contradicted"),)),
            standing=Standing.CONTRADICTED,
        ),
        about=FORGED,
    ),
    "district": _to_district,
    "returned-blank": _answered(
        ruling(report(entries=()), Outcome.RETURNED, reasons=(Reason("blank-form"),))
    ),
    "returned-files": _answered(
        outcome=Outcome.RETURNED,
        reasons=(UNREADABLE, Reason("unsupported", {"attachment": "scan.heic", "kind": "HEIC"})),
    ),
    "returned-forgotten": _answered(
        outcome=Outcome.RETURNED, reasons=(Reason("forgot-attachment"),), about=mail(sender="x@y.example")
    ),
    "returned-and-filed": _answered(ruling(report()), outcome=Outcome.RETURNED, reasons=(UNREADABLE,)),
    "review": _answered(
        ruling(
            report(
                unit=None,
                doubts=(
                    Reason(
                        "unit-conflict",
                        {"first": "กระบี่", "first_source": "sender", "second": "ตรัง", "second_source": "form"},
                    ),
                ),
            ),
            Outcome.REVIEW,
        )
    ),
    "review-typed": _answered(
        outcome=Outcome.REVIEW, reasons=(Reason("typed-nil", {"written": "เดือนนี้ไม่มีปัญหา อุปสรรค"}),)
    ),
    "review-returned-filed": _answered(
        ruling(report(period=Period(2018, 11), attachment="พ.ย.docx", entries=ENTRIES[:1])),
        ruling(
            report(period=None, attachment="ธ.ค.docx", entries=(entry(1, "ก", "ข"),)),
            Outcome.REVIEW,
            reasons=(Reason("period-conflict", {"first": "2018-11", "second": "2018-12"}),),
        ),
        reasons=(UNREADABLE,),
    ),
    "reminder-upcoming": _reminded("upcoming", datetime(2019, 1, 4, 1, 30, tzinfo=UTC), Period(2018, 12)),
    "reminder-due": _reminded("due-day", datetime(2019, 1, 7, 1, 30, tzinfo=UTC), Period(2018, 12)),
    "reminder-sent-back": _reminded_of_what_was_sent_back,
    "reminder-overdue": _reminded("overdue-1", datetime(2019, 1, 14, 1, 30, tzinfo=UTC), Period(2018, 12)),
    "reminder-months": _reminded(
        "overdue-6",
        datetime(2019, 1, 14, 1, 30, tzinfo=UTC),
        Period(2018, 10),
        Period(2018, 11),
        Period(2018, 12),
        cc=("chief@krabi.example",),
    ),
    "two-forms-filed": _of_two_forms(ruling(report()), ruling(on_own(report(entries=DRUGS)))),
    "two-forms-one-filed": _of_two_forms(ruling(on_own(report(entries=DRUGS)))),
    "two-forms-returned": _of_two_forms(
        ruling(report(entries=()), Outcome.RETURNED, reasons=BLANK),
        ruling(on_own(report(entries=())), Outcome.RETURNED, reasons=BLANK),
    ),
    "two-forms-partial": _of_two_forms(
        ruling(report(entries=ENTRIES[:1])),
        ruling(on_own(report(entries=(), unit=None)), Outcome.RETURNED, reasons=BLANK),
    ),
    "two-forms-review": _of_two_forms(
        ruling(report(entries=ENTRIES[:1])),
        ruling(
            on_own(report(unit=None, period=None, doubts=(Reason("unit-unknown"),), entries=DRUGS)),
            Outcome.REVIEW,
        ),
    ),
    "two-forms-unclear": _of_two_forms(ruling(report(doubts=(UNCLEAR,)), Outcome.REVIEW)),
    "two-forms-file": _of_two_forms(
        ruling(on_own(report(entries=())), Outcome.RETURNED, reasons=BLANK), reasons=(UNREADABLE,)
    ),
    "two-forms-reminder": _reminded_of(OWN.id),
    "two-forms-reminder-shipped": _reminded_of(SPEC.id),
}
