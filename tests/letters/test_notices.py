"""Registered reporters hear of what others send in their unit's name; strangers hear no word of a report."""

from dataclasses import replace
from datetime import timedelta

import pytest

from collector.letters.compose import answer, notify
from collector.letters.letterhead import LetterContext
from collector.letters.notices import notices
from collector.model.letters import Letter, LetterKind
from collector.model.mail import Authenticity, Mail, SenderVerdict
from collector.model.outcomes import Outcome, Ruling, Standing, Verdict
from collector.model.reasons import Reason
from collector.model.reports import ChangeKind, Difference
from collector.model.units import Contact, Role
from collector.registry import Registry
from tests.letters.samples import CONTACTS, NOW, SHA, UNITS, letterhead, mail, report, ruling
from tests.letters.test_compose import WORDING, html_of, text_of

ANOTHER = Contact("TH-81", "somchai@krabi.example", "", Role.REPORTER)
HEAD = replace(letterhead(), registry=Registry(UNITS, (*CONTACTS, ANOTHER)))
CHANGED = (Difference(ChangeKind.CHANGED, 1, "problem", "งบลับไม่พอ", "งบพอ"),)
SECRETS = (
    "งบลับไม่พอ",
    "งบพอ",
    "ประชาชนไม่ทราบช่องทาง",
    "ประชาสัมพันธ์ผ่าน",
    "รายงาน ธ.ค.61.docx",
    "ส่งแบบรายงาน ธ.ค. 61",
)
STRANGER = "stranger@x.example"


def context(
    *rulings: Ruling,
    about: Mail | None = None,
    outcome: Outcome = Outcome.FILED,
    reasons: tuple[Reason, ...] = (),
) -> LetterContext:
    return LetterContext(HEAD, about or mail(), SHA, Verdict(outcome, reasons, rulings))


def strangers(outcome: Outcome = Outcome.FILED, **more: object) -> LetterContext:
    told = replace(ruling(report(), outcome, **more), standing=Standing.STRANGER)  # type: ignore[arg-type]
    return context(told, about=mail(sender=STRANGER), outcome=outcome)


def texts_of(letter: Letter) -> tuple[str, str]:
    """The letter as text and as HTML."""
    return text_of(letter), html_of(letter)


def news(about: LetterContext) -> list[Letter]:
    return [notify(due, about, WORDING, NOW) for due in notices(about)]


def test_a_strangers_report_is_told_to_all_registered_reporters_of_the_unit() -> None:
    (letter,) = news(strangers())
    assert (letter.kind, letter.to, letter.unit) == (
        LetterKind.NOTICE,
        ("krabi@dla.example", "somchai@krabi.example"),
        "TH-81",
    )
    assert letter.stranger == STRANGER  # it leaves in strangers' part of the letters
    text, html = texts_of(letter)
    for said in (text, html):
        assert STRANGER in said
        assert "HC-2561-12/TH-81/1" in said
        assert "ยังไม่ได้ลงทะเบียน" in said
        assert [secret for secret in SECRETS if secret in said] == []


def test_a_revision_is_told_with_its_changes_to_the_reporters_that_did_not_send_it() -> None:
    about = context(
        ruling(report(), Outcome.REVISED, revision=2, differences=CHANGED), outcome=Outcome.REVISED
    )
    (letter,) = news(about)
    assert (letter.to, letter.stranger) == (("somchai@krabi.example",), "")
    text, _ = texts_of(letter)
    assert "งบลับไม่พอ" in text
    assert "krabi@dla.example" in text


@pytest.mark.parametrize("outcome", [Outcome.FILED, Outcome.DUPLICATE, Outcome.RETURNED, Outcome.REVIEW])
def test_what_a_registered_reporter_sends_otherwise_is_told_to_nobody_else(outcome: Outcome) -> None:
    assert list(notices(context(ruling(report(), outcome), outcome=outcome))) == []


KRABI, SOMCHAI, TRANG = "krabi@dla.example", "somchai@krabi.example", "trang@dla.example"
REVISION = ruling(report(), Outcome.REVISED, revision=2, differences=CHANGED)
OF_A_STRANGER = replace(ruling(report()), standing=Standing.STRANGER)


@pytest.mark.parametrize(
    ("about", "told", "answered", "to"),
    [
        pytest.param(mail(reply_to=SOMCHAI), REVISION, True, [KRABI], id="the letter went to the other reporter"),
        pytest.param(mail(reply_to=SOMCHAI), ruling(report()), True, [], id="who hears of it, as he filed it"),
        pytest.param(mail(reply_to="chief@dla.example"), ruling(report()), True, [KRABI, SOMCHAI], id="to neither"),
        pytest.param(mail(), ruling(report()), False, [SOMCHAI], id="to nobody: a machine's own address is not told"),
        pytest.param(mail(), REVISION, False, [SOMCHAI], id="nor of a revision"),
        pytest.param(mail(sender=KRABI.upper()), REVISION, False, [SOMCHAI], id="however it is written"),
        pytest.param(
            mail(sender="clerk@dla.example", reply_to=KRABI), OF_A_STRANGER, True, [SOMCHAI], id="a stranger's, to a reporter"
        ),
        pytest.param(mail(sender=STRANGER), OF_A_STRANGER, True, [KRABI, SOMCHAI], id="a stranger's, to himself"),
    ],
)  # fmt: skip
def test_the_reporters_hear_who_would_not_by_the_letter(
    about: Mail, told: Ruling, answered: bool, to: list[str]
) -> None:
    found = [list(due.to) for due in notices(context(told, about=about), answered=answered)]
    assert found == ([to] if to else [])


CHIEF = Contact("TH-81", "chief@province.example", "", Role.SUPERVISOR)
DOMAIN = Contact("TH-81", "@krabi.example", "", Role.REPORTER)
GHOST = "ghost@krabi.example"


def registered(*contacts: Contact, about: Mail, told: Ruling) -> LetterContext:
    head = replace(HEAD, registry=Registry(UNITS, contacts))
    return LetterContext(head, about, SHA, Verdict(told.outcome, (), (told,)))


@pytest.mark.parametrize("told", [ruling(report()), REVISION])
def test_where_only_a_machine_reports_its_supervisors_hear(told: Ruling) -> None:
    about = registered(ANOTHER, CHIEF, about=mail(sender=SOMCHAI), told=told)
    assert [due.to for due in notices(about, answered=False)] == [(CHIEF.email,)]
    assert [due.to for due in notices(about, answered=True)] == []  # he hears of it himself


@pytest.mark.parametrize(
    ("sender", "verdict", "to"),
    [
        pytest.param(SOMCHAI, SenderVerdict.UNPROVEN, [(SOMCHAI,)], id="perhaps another's"),
        pytest.param(SOMCHAI, SenderVerdict.PROVEN, [], id="the office's own system"),
        pytest.param(
            GHOST, SenderVerdict.UNPROVEN, [(SOMCHAI,)], id="of an address that its domain registers"
        ),
    ],
)
def test_who_alone_reports_hears_of_a_machines_report_later_and_not_in_answer(
    sender: str, verdict: SenderVerdict, to: list[tuple[str, ...]]
) -> None:
    machines = replace(mail(sender=sender), authenticity=Authenticity(verdict))
    about = registered(ANOTHER, DOMAIN, about=machines, told=ruling(report()))
    found = list(notices(about, answered=False))
    assert [due.to for due in found] == to
    assert [due.later for due in found] == [sender == SOMCHAI] * len(found)
    for due in found:
        letter = notify(due, about, WORDING, NOW)
        assert letter.not_before == (NOW + timedelta(hours=12) if due.later else None)
        assert b"In-Reply-To" not in letter.raw


@pytest.mark.parametrize("sender", ["noreply@krabi.example", "mailer-daemon@krabi.example"])
def test_an_address_that_nobody_reads_is_never_written_to(sender: str) -> None:
    about = registered(
        Contact("TH-81", sender, "", Role.REPORTER), about=mail(sender=sender), told=ruling(report())
    )
    assert list(notices(about, answered=False)) == []


def test_letters_to_addresses_that_their_domain_registers_leave_in_strangers_part() -> None:
    for verdict, stranger in ((SenderVerdict.UNPROVEN, GHOST), (SenderVerdict.PROVEN, "")):
        ghosts = replace(mail(sender=GHOST), authenticity=Authenticity(verdict))
        letter = answer(registered(ANOTHER, DOMAIN, about=ghosts, told=ruling(report())), WORDING, NOW)
        assert letter
        assert letter.stranger == stranger


@pytest.mark.parametrize(
    ("verdict", "to"),
    [
        pytest.param(SenderVerdict.UNPROVEN, [(SOMCHAI,)], id="nobody knows whether the address exists"),
        pytest.param(SenderVerdict.PROVEN, [], id="somebody of the domain sent it"),
    ],
)
def test_an_address_of_a_registered_domain_hears_for_nobody_else(
    verdict: SenderVerdict, to: list[tuple[str, ...]]
) -> None:
    ghosts = replace(mail(sender=GHOST), authenticity=Authenticity(verdict))
    about = registered(ANOTHER, DOMAIN, about=ghosts, told=ruling(report()))
    assert [due.to for due in notices(about)] == to
    if to:
        (letter,) = news(about)
        for said in texts_of(letter):
            assert GHOST in said
            assert "ยังไม่ได้ลงทะเบียน" not in said
            assert "ไม่มีหนังสือตอบรับถึงผู้รายงานที่ลงทะเบียนไว้" in said


def test_each_report_of_a_mail_is_told_by_itself() -> None:
    kinds = (
        ruling(report(), Outcome.REVIEW),
        replace(ruling(report()), report=replace(report(), unit=None)),
        ruling(report()),
        replace(ruling(report(unit="TH-99")), standing=Standing.STRANGER),
        REVISION,
    )
    (due,) = notices(context(*kinds))
    assert (due.ruling, due.unit, due.to) == (REVISION, "TH-81", (SOMCHAI,))


def test_where_nobody_is_registered_nobody_is_told() -> None:
    told = replace(ruling(report(unit="TH-99")), standing=Standing.STRANGER)
    assert list(notices(context(told, about=mail(sender=STRANGER)))) == []


@pytest.mark.parametrize("outcome", [Outcome.FILED, Outcome.DUPLICATE])
@pytest.mark.parametrize("proven", [True, False])
def test_a_stranger_gets_a_receipt_and_no_text(outcome: Outcome, proven: bool) -> None:
    about = strangers(outcome)
    told = tuple(replace(each, repeats_own=True) for each in about.verdict.rulings)
    about = replace(about, verdict=replace(about.verdict, rulings=told))  # his own report, if it is one again
    if proven:
        about = replace(about, mail=replace(about.mail, authenticity=Authenticity(SenderVerdict.PROVEN)))
    letter = answer(about, WORDING, NOW)
    assert letter is not None
    for said in texts_of(letter):
        assert "HC-2561-12/TH-81/1" in said
        assert "ธันวาคม ๒๕๖๑" in said
        assert "๒ ประเด็น" in said
        mine = (
            SECRETS[:-1] if proven else SECRETS
        )  # the subject is his own, where it is certain that he wrote it
        assert [secret for secret in mine if secret in said] == []
    assert letter.raw.count(b"Content-Disposition: attachment") == 0


def test_a_strangers_mail_under_review_is_told_of_without_what_it_says() -> None:
    doubt = Reason("unit-elsewhere", {"written": "http://evil.example", "registered": "กระบี่"})
    told = replace(
        ruling(
            report(doubts=(doubt,), attachment="http:__evil.example.docx"), Outcome.REVIEW, reasons=(doubt,)
        ),
        standing=Standing.STRANGER,
    )
    unread = Reason("damaged", {"attachment": "evil.example.pdf", "kind": "pdf"})
    about = context(
        told,
        about=mail(sender=STRANGER, subject="evil.example"),
        outcome=Outcome.REVIEW,
        reasons=(doubt, unread),
    )
    letter = answer(about, WORDING, NOW)
    assert letter is not None
    for said in texts_of(letter):
        assert "evil" not in said
        assert "ไฟล์แนบลำดับที่" in said


def test_a_forged_mail_draws_a_receipt_to_the_registered_address_that_says_nothing() -> None:
    forged = replace(
        mail(reply_to="evil@dla.example"), authenticity=Authenticity(SenderVerdict.CONTRADICTED, "dmarc=fail")
    )
    told = replace(
        ruling(report(), Outcome.REVIEW, reasons=(Reason("sender-contradicted"),)),
        standing=Standing.CONTRADICTED,
    )
    letter = answer(
        context(
            told,
            about=forged,
            outcome=Outcome.REVIEW,
            reasons=(Reason("sender-contradicted", {"said": "dmarc=fail"}),),
        ),
        WORDING,
        NOW,
    )
    assert letter is not None
    assert letter.to == ("krabi@dla.example",)
    for said in texts_of(letter):
        assert [secret for secret in (*SECRETS, "dmarc") if secret in said] == []
