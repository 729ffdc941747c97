"""What becomes of a mail in which a letter of ours came back: passed over as we wrote it, a person's where it was changed."""

from dataclasses import replace

import pytest

from collector.filing.decide import decide
from collector.filing.letter_back import only_ours
from collector.filing.understood import Understood
from collector.model.files import OtherKind
from collector.model.mail import Machine, MachineKind
from collector.model.outcomes import Filed, Outcome
from collector.model.reasons import Reason
from collector.model.reports import Report
from tests.filing.decisions import (
    KRABI,
    MONEY,
    NOVEMBER,
    RULES,
    STAFF,
    codes,
    filed,
    mail,
    report,
    shelf,
    told,
    unread,
)

RECEIPT, MARK = "HC-2561-12/TH-81/1", "1A2B3C4D-5E6F7081"
EARLIER = filed(report(STAFF))
NEWER = replace(filed(report(MONEY), revision=2), earlier=(EARLIER,))


def repeated(*problems: str, sign: str = RECEIPT) -> Report:
    """A table that bears the sign of a letter of ours."""
    return replace(report(*problems), doubts=(Reason("repeats-letter", {"receipt": sign}),))


def case(
    *reports: Report, added: str = "", own_letter: str = "", machine: Machine | None = None
) -> Understood:
    return Understood(mail(), machine, reports, sender_units=(KRABI,), added=added, own_letter=own_letter)


def why(understood: Understood, on_file: Filed | None = NEWER) -> tuple[str, dict[str, str]] | None:
    reason = only_ours(understood, RULES, shelf(on_file) if on_file else shelf())
    return (reason.code, dict(reason.values)) if reason else None


@pytest.mark.parametrize("problem", [STAFF, MONEY])
@pytest.mark.parametrize("sign", [RECEIPT, MARK])
def test_a_table_as_any_revision_has_it_is_our_letter_s(problem: str, sign: str) -> None:
    assert why(case(repeated(problem, sign=sign))) == ("own-letter", {"sign": sign})


@pytest.mark.parametrize("sign", [RECEIPT, MARK, "HC-2561-12/TH-92/1", "X-2561-12/TH-81/1"])
def test_a_table_that_was_changed_is_a_person_s(sign: str) -> None:
    assert why(case(repeated(STAFF, MONEY, sign=sign))) is None
    verdict = decide(case(repeated(STAFF, MONEY, sign=sign)), RULES, shelf(NEWER))
    assert (verdict.outcome, codes(verdict.reasons)) == (Outcome.REVIEW, ["repeats-letter"])


def test_what_the_letter_tells_of_counts_and_not_what_was_read_of_unit_and_month() -> None:
    elsewhere = replace(repeated(STAFF), unit=None, period=NOVEMBER)
    assert why(case(elsewhere)) == ("own-letter", {"sign": RECEIPT})
    assert why(case(replace(elsewhere, doubts=repeated(sign=MARK).doubts))) is None
    assert why(case(repeated(STAFF)), on_file=None) is None


def test_words_of_a_registered_sender_beside_it_are_conversation() -> None:
    asks = case(repeated(STAFF), added="ขอสอบถามค่ะ")
    assert why(asks) == ("conversation", {})
    assert why(replace(asks, sender_units=())) == ("own-letter", {"sign": RECEIPT})
    assert why(replace(asks, added=" \n")) == ("own-letter", {"sign": RECEIPT})
    machine = Machine(MachineKind.AUTOMATIC, "Auto-Submitted: auto-generated")
    assert why(replace(asks, machine=machine)) == ("own-letter", {"sign": RECEIPT})


def test_anything_else_that_may_be_the_sender_s_leaves_it_to_the_usual_rules() -> None:
    back = case(repeated(STAFF))
    assert why(replace(back, reports=(*back.reports, report()))) is None
    assert why(replace(back, unread=(unread(OtherKind.IMAGE, "unsupported"),))) is None
    assert why(replace(back, formless=("letter.docx",))) is None
    assert why(replace(back, typed=Reason("typed-nil", {"written": "ไม่มี"}))) is None
    assert why(case(own_letter=MARK)) is None


@pytest.mark.parametrize(
    ("added", "own_letter", "expected"),
    [
        ("พี่ครับ กรมแจ้งมา", MARK, ("conversation", {})),
        ("", MARK, ("own-letter", {"sign": MARK})),
        ("ส่งแบบรายงานค่ะ", MARK, None),
        ("รายงานตามแนบ", MARK, None),
        ("จะแนบให้ภายหลัง", MARK, ("conversation", {})),
        ("พี่ครับ", "", None),
    ],
)
def test_a_blank_form_beside_the_letter_that_it_went_out_with(
    added: str, own_letter: str, expected: tuple[str, dict[str, str]] | None
) -> None:
    blank = case(report(blank=True), added=added, own_letter=own_letter)
    assert why(blank) == expected
    verdict = decide(blank, RULES, shelf())
    assert verdict.outcome is (Outcome.IGNORED if expected else Outcome.RETURNED)
    assert told(verdict.reasons) == (
        [expected] if expected else [("blank-form", {"attachment": "form.docx"})]
    )


@pytest.mark.parametrize("form", [repeated(STAFF), report(blank=True)], ids=["its table", "its blank form"])
def test_a_letter_with_other_words_in_it_is_a_person_s_whatever_of_it_is_as_we_wrote_it(form: Report) -> None:
    changed = replace(case(form, own_letter=MARK), changed=Reason("repeats-letter", {"receipt": RECEIPT}))
    assert why(changed) is None
    verdict = decide(changed, RULES, shelf(NEWER))
    assert (verdict.outcome, "repeats-letter" in codes(verdict.reasons)) == (Outcome.REVIEW, True)
