"""Every letter: its words against golden texts, its headers, its parts, and what hostile senders put into it."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from collector.letters.compose import answer, remind
from collector.letters.envelope import Heads, envelop
from collector.letters.reminders import Reminder
from collector.letters.room import MOST_ENTRIES
from collector.message_ids import conversation_name, recognise
from collector.model.letters import Letter
from collector.model.outcomes import Outcome, Standing
from collector.model.reasons import Reason
from collector.model.reports import ChangeKind, Difference, Field
from collector.model.units import Unit
from collector.periods import Period
from collector.registry import Registry
from collector.wording import Wording
from tests.letters.cases import CASES, FORGED, STRANGER, ruling_of_stranger
from tests.letters.samples import (
    CONTACTS,
    DECEMBER,
    NOW,
    SECRET,
    SHA,
    context,
    entry,
    letterhead,
    mail,
    report,
    ruling,
)
from tests.shipped import KINDS, SPEC

GOLDEN = Path(__file__).parents[1] / "data/letters"
WORDING = Wording(strict=True, kinds=KINDS)
HOSTILE = "<script>alert(1)</script>\"&'{{ 7*7 }}"


def parsed(letter: Letter) -> EmailMessage:
    message = email.message_from_bytes(letter.raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def text_of(letter: Letter) -> str:
    body = parsed(letter).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(letter: Letter) -> str:
    body = parsed(letter).get_body(("html",))
    assert body is not None
    return str(body.get_content())


def visible(markup: str) -> str:
    """What a reader of the HTML sees, without white space."""
    tree = html.fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    return "".join(str(tree.xpath("string(//body)")).split())


def answered(*args: object, **kwargs: object) -> Letter:
    letter = answer(context(*args, **kwargs), WORDING, NOW)  # type: ignore[arg-type]  # passed on as given
    assert letter is not None
    return letter


# ── words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CASES)
def test_golden_text(name: str) -> None:
    """To accept new words: write what the test shows into the file, and read it aloud."""
    assert text_of(CASES[name](WORDING)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_text_has_its_letter() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_register_is_formal(name: str) -> None:
    text = text_of(CASES[name](WORDING))
    assert not re.search(r"ครับ|ค่ะ|คะ\b|นะ\b|ๆ|\{|\}|None", text)
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines[0].startswith("เรื่อง  ")
    assert lines[1].startswith("เรียน  ")
    assert "ขอแสดงความนับถือ" in lines
    assert any(line.strip().startswith("จึงเรียนมาเพื่อ") for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_html_says_what_the_text_says(name: str) -> None:
    """Labels of the text's list of columns apart, every line of the text stands in the HTML too."""
    letter = CASES[name](WORDING)
    seen = visible(html_of(letter))
    for line in text_of(letter).replace(" (การ", ": การ").replace(" (หมาย", ": หมาย").splitlines():
        said = re.sub(r"^\s*(-|[๐-๙]+\.)\s", "", line).strip()
        if said.startswith(("ประเด็นที่ ", "รายการที่ ")):
            continue
        label, colon, value = said.partition(": ")
        for words in (label, value.rstrip(")")) if colon else (said,):
            assert "".join(words.split()) in seen, words


def test_ignored_mail_gets_no_letter() -> None:
    assert answer(context(outcome=Outcome.IGNORED, reasons=(Reason("conversation"),)), WORDING, NOW) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("filed", "acknowledgement"),
        ("revised", "acknowledgement"),
        ("duplicate", "acknowledgement"),
        ("returned-and-filed", "returned"),
        ("review-returned-filed", "review"),
        ("reminder-due", "reminder"),
    ],
)
def test_kind_follows_the_outcome(name: str, kind: str) -> None:
    assert CASES[name](WORDING).kind == kind


def test_a_guess_of_what_another_sent_reads_as_any_other_report_does() -> None:
    """Same words, same headers: whether the guess is right cannot be told from the letter."""
    guessed = CASES["duplicate-of-another"](WORDING)
    differs = replace(
        ruling(report(), Outcome.REVIEW, reasons=(Reason("unknown-sender-would-replace"),)),
        standing=Standing.STRANGER,
    )
    other = answer(context(differs, about=STRANGER), WORDING, NOW)
    assert other == guessed
    assert b"TH-81/1" not in guessed.raw


def test_a_number_is_not_repeated_to_another_address_than_it_was_given_to() -> None:
    repeated = ruling_of_stranger(Outcome.DUPLICATE, "duplicate", repeats_own=True)
    about = mail(sender="somchai@mail.example", reply_to="other@mail.example")
    letter = answer(context(repeated, about=about), WORDING, NOW)
    assert letter is not None
    assert (letter.to, letter.kind) == (("other@mail.example",), "review")
    assert "HC-2561-12" not in text_of(letter)


@pytest.mark.parametrize("repeats_own", [False, True])
def test_where_strangers_reports_go_to_review_the_letter_never_tells_what_is_on_file(
    *, repeats_own: bool
) -> None:
    """Whether there is a report on file, the same or another, cannot be told from the letter, to its last byte."""
    stranger, early = Reason("unknown-sender"), Reason("not-expected")
    none = ruling(report(), Outcome.REVIEW, reasons=(stranger, early))
    other = ruling(report(), Outcome.REVIEW, reasons=(Reason("unknown-sender-would-replace"),))
    same = replace(
        ruling(
            report(), Outcome.DUPLICATE, reasons=(Reason("duplicate", {"revision": "1"}), stranger, early)
        ),
        repeats_own=repeats_own,
    )
    strict = [replace(one, standing=Standing.STRANGER_TO_REVIEW) for one in (none, other, same)]
    letters = [answer(context(one, about=STRANGER), WORDING, NOW) for one in strict]
    assert letters[0] is not None
    assert letters == [letters[0]] * 3
    assert "HC-2561-12" not in text_of(letters[0])
    assert WORDING.reason(stranger) in text_of(letters[0])


# Under whatever name a reason quotes the mail; the last is one that nobody has thought of yet.
QUOTED = ("written", "attachment", "detail", "said", "title", "text", "column", "sign", "name", "new")


@pytest.mark.parametrize("code", sorted(WORDING.reason_codes()))
def test_no_word_of_a_strangers_mail_travels_in_a_letter(code: str) -> None:
    """Whatever is said of the mail, of a file or of a report: who forges a sender chooses no word that the forged one gets."""
    lenient = Wording(kinds=KINDS)
    quoting = Reason(code, dict.fromkeys(QUOTED, "EVILWORD http://evil.example") | {"first": "a.pdf"})
    held = replace(report(attachment="EVILWORD.docx"), doubts=(quoting,), notes=(quoting,))
    given = (
        context(outcome=Outcome.RETURNED, reasons=(quoting,), about=STRANGER),
        context(ruling(held, Outcome.REVIEW, reasons=(quoting,)), reasons=(quoting,), about=STRANGER),
        context(replace(ruling(held, reasons=(quoting,)), standing=Standing.STRANGER), about=STRANGER),
    )
    letters = [answer(one, lenient, NOW) for one in given]
    assert all(letter is not None and b"EVILWORD" not in letter.raw for letter in letters)
    assert all(letter is not None and "EVILWORD" not in text_of(letter) for letter in letters)


def test_an_answer_to_an_office_that_the_server_contradicts_leaves_in_strangers_part() -> None:
    held = ruling(report(), Outcome.REVIEW, reasons=(Reason("sender-contradicted"),))
    letters = [answer(context(held, about=about), WORDING, NOW) for about in (FORGED, mail())]
    assert [letter and (letter.to, letter.stranger) for letter in letters] == [
        (("krabi@dla.example",), "krabi@dla.example"),
        (("krabi@dla.example",), ""),
    ]


def test_one_letter_says_each_thing() -> None:
    text = text_of(CASES["review-returned-filed"](WORDING))
    filed, returned, held = (text.index(WORDING.phrase(key)) for key in ("accepted", "returned", "held"))
    assert filed < text.index("HC-2561-11/TH-81/1") < returned < text.index("รหัสผ่าน") < held


def test_letter_about_doubts_is_no_evidence() -> None:
    """An answer to it would otherwise prove the unit that was only guessed."""
    doubtful = report(doubts=(Reason("period-future", {"period": "2019-12"}),))
    letter = answered(ruling(doubtful, Outcome.REVIEW))
    assert (letter.unit, letter.periods) == ("", ())
    assert CASES["filed"](WORDING).unit == "TH-81"
    assert CASES["two-months"](WORDING).periods == (Period(2018, 11), DECEMBER)


def test_long_report_is_cut_and_says_so() -> None:
    entries = tuple(entry(number, f"ปัญหา {number}") for number in range(1, MOST_ENTRIES + 8))
    text = text_of(answered(ruling(report(entries=entries))))
    assert f"ปัญหา {MOST_ENTRIES}" in text
    assert f"ปัญหา {MOST_ENTRIES + 1}" not in text
    assert "อีก ๗ ประเด็น" in text


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (
            Difference(ChangeKind.CHANGED, 1, "solution", "ก\nข", "ค\n\nง"),
            "\n      เดิม: ก\n        ข\n      แก้ไขเป็น: ค\n\n        ง\n",
        ),
        (
            Difference(ChangeKind.CHANGED, 1, "solution", "", "ค"),
            "\n    - แก้ไขประเด็นที่ ๑ (การแก้ไขปัญหา อุปสรรค หรือความเห็น)\n      เดิม: -\n      แก้ไขเป็น: ค\n",
        ),
        (
            Difference(ChangeKind.CHANGED, 1, "solution", "ก", ""),
            "\n    - แก้ไขประเด็นที่ ๑ (การแก้ไขปัญหา อุปสรรค หรือความเห็น)\n      เดิม: ก\n      แก้ไขเป็น: -\n",
        ),
        (
            Difference(
                ChangeKind.ADDED, 2, "", "", "ก\nข", (Field("problem", "ก\nก๒"), Field("remark", "ข"))
            ),
            "\n    - เพิ่มประเด็นที่ ๒\n      ประเด็นปัญหา อุปสรรค: ก\n        ก๒\n      หมายเหตุ: ข\n",
        ),
        (
            Difference(ChangeKind.REMOVED, 2, "", "ก", "", (Field("problem", "ก"),)),
            "\n    - ตัดประเด็นที่ ๒ ออก\n      ประเด็นปัญหา อุปสรรค: ก\n",
        ),
        (Difference(ChangeKind.ADDED, 2, "", "", "ก\nข"), "\n    - เพิ่มประเด็นที่ ๒: ก\n      ข\n"),
    ],
    ids=[
        "several lines",
        "filled in",
        "emptied",
        "a new entry",
        "an entry less",
        "as older versions kept it",
    ],
)
def test_a_change_on_several_lines_stays_within_its_list(difference: Difference, said: str) -> None:
    letter = answered(ruling(report(), Outcome.REVISED, revision=2, differences=(difference,)))
    assert said in text_of(letter)
    seen = visible(html_of(letter))
    assert all("".join(line.split()) in seen for line in said.rsplit(": ", maxsplit=1)[-1].splitlines())


def test_lines_of_a_change_are_lines_in_html() -> None:
    lines = Difference(ChangeKind.CHANGED, 1, "solution", "ก\n<b>ข", "ค")
    whole = Difference(ChangeKind.ADDED, 2, "", "", "ก", (Field("problem", "ก\nข"), Field("remark", "ค")))
    markup = html_of(answered(ruling(report(), Outcome.REVISED, revision=2, differences=(lines, whole))))
    assert "ก<br>&lt;b&gt;ข" in markup
    assert "<b>ประเด็นปัญหา อุปสรรค:</b> ก<br>ข<br><b>หมายเหตุ:</b> ค" in markup


def test_same_reason_is_said_once() -> None:
    twice = (Reason("nil-with-entries"), Reason("nil-with-entries"))
    text = text_of(answered(ruling(report(notes=twice), reasons=twice)))
    assert text.count(WORDING.reason(twice[0], SPEC.spoken)) == 1


def test_department_words_replace_ours(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    own = "{% set subject %}ทดสอบ{{ months }}{% endset %}{% set opening %}ก{% endset %}{% set main %}ข{% endset %}"
    own += "{% set request %}ค{% endset %}{% set closing %}ง{% endset %}"
    (tmp_path / "letters/acknowledgement.j2").write_text(own, encoding="utf-8")
    letter = answer(context(ruling(report())), Wording(tmp_path, strict=True, kinds=KINDS), NOW)
    assert letter is not None
    assert letter.subject == "ทดสอบธันวาคม ๒๕๖๑"
    assert "\n        ค\n" in text_of(letter)


def test_signature_and_phone() -> None:
    signed = replace(context(ruling(report())), letterhead=letterhead(signature="กองพัฒนาฯ\nส่วนส่งเสริมฯ"))
    letter = answer(signed, WORDING, NOW)
    assert letter is not None
    end = "กรมส่งเสริมการปกครองท้องถิ่น\nกองพัฒนาฯ\nส่วนส่งเสริมฯ\nโทร. ๐-๒๒๔๑-๙๐๐๐ ต่อ ๒๓๓๒\n"
    assert end in text_of(letter)
    silent = answer(replace(signed, letterhead=replace(letterhead(), phone="")), WORDING, NOW)
    assert silent is not None
    assert "โทร." not in text_of(silent)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ศบส.บ้านโคก", "ตามที่ ศบส.บ้านโคกได้จัดส่งแบบรายงาน"),
        ("ศบส.3", "ตามที่ ศบส.3 ได้จัดส่งแบบรายงาน"),
        ("รพ.สต.บ้านโคก", "ตามที่โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านโคกได้จัดส่งแบบรายงาน"),
        ("จังหวัดกระบี่", "ตามที่สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่ได้จัดส่งแบบรายงาน"),
    ],
)
def test_names_stand_apart_from_thai_words_where_they_are_abbreviated(name: str, said: str) -> None:
    heads = replace(letterhead(name="สสอ.เขาพนม"), registry=Registry((Unit("TH-81", name),), CONTACTS[:1]))
    letter = answer(replace(context(ruling(report())), letterhead=heads), WORDING, NOW)
    assert letter is not None
    assert said in text_of(letter)
    reminder = Reminder("help-centre", "TH-81", ("a@b.example",), (), "due-day", (DECEMBER,), ())
    reminded = text_of(remind(reminder, heads, WORDING, NOW))
    assert "ตามที่ สสอ.เขาพนมขอให้จัดส่งแบบรายงาน" in reminded
    assert f"รายงานของ{' ' if 'ศบส' in name else ''}{WORDING.place(Unit('TH-81', name))} ดังนี้" in reminded


# ── headers and parts ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CASES)
def test_headers(name: str) -> None:
    letter = CASES[name](WORDING)
    message = parsed(letter)
    reminder = letter.kind == "reminder"
    unasked = letter.kind in {"reminder", "notice"}
    assert message["From"].addresses[0].addr_spec == "helpcenter@dept.example"
    assert tuple(address.addr_spec for address in message["To"].addresses) == letter.to
    assert message["Subject"] == letter.subject
    assert message["Message-ID"] == letter.message_id
    assert recognise(letter.message_id, SECRET)
    assert message["Auto-Submitted"] == ("auto-generated" if unasked else "auto-replied")
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] == ("bulk" if reminder else None)
    assert message["In-Reply-To"] == (None if unasked else "<CAB+1@mail.krabi.example>")
    thread = [conversation_name(letter.message_id), *filter(None, [message["In-Reply-To"]])]
    assert message["References"].split() == thread
    assert message.get_content_type() == (
        "multipart/mixed" if list(message.iter_attachments()) else "multipart/alternative"
    )


@pytest.mark.parametrize("name", CASES)
def test_bytes_pass_every_server(name: str) -> None:
    """RFC 5321, 4.5.3.1.6: lines of at most 998 characters, ended by CRLF; here plain ASCII as well."""
    raw = CASES[name](WORDING).raw
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert max(len(line) for line in lines if b"=?" in line) <= 76  # RFC 2047, 2


@pytest.mark.parametrize("name", ["filed", "returned-blank", "reminder-months"])
def test_same_letter_has_the_same_bytes(name: str) -> None:
    assert CASES[name](WORDING).raw == CASES[name](Wording(kinds=KINDS)).raw


def test_sender_name_and_date() -> None:
    message = parsed(CASES["filed"](WORDING))
    raw = email.message_from_bytes(CASES["filed"](WORDING).raw)[
        "From"
    ]  # Python's new parser leaves a blank inside
    assert str(make_header(decode_header(raw))) == "กรมส่งเสริมการปกครองท้องถิ่น <helpcenter@dept.example>"
    assert message["Date"].datetime == NOW


def test_thread_keeps_long_identifiers_whole() -> None:
    """Outlook's are longer than a line; folded or encoded they would not match again."""
    outlook = "<" + "A" * 90 + "@TYZPR04MB0001.apcprd04.prod.outlook.com>"
    older = ("<b@x.example>", "not an id", "<a@x.example>", "<evil@x>\r\nBcc: <y@z>")
    letter = answered(ruling(report()), about=replace(mail(references=older), message_id=outlook))
    message = parsed(letter)
    assert message["In-Reply-To"] == outlook
    thread = conversation_name(letter.message_id)
    assert message["References"].split() == ["<a@x.example>", "<b@x.example>", thread, outlook]
    assert message["Bcc"] is None


def test_thread_is_shortened() -> None:
    many = tuple(f"<{number}@x.example>" for number in range(50, 0, -1))
    letter = answered(ruling(report()), about=mail(references=many))
    references = parsed(letter)["References"].split()
    assert len(references) == 20
    assert references[0] == "<1@x.example>"
    assert references[-3] == "<50@x.example>"
    assert references[-2:] == [conversation_name(letter.message_id), "<CAB+1@mail.krabi.example>"]


def test_mail_without_identifier_is_not_threaded() -> None:
    letter = answered(ruling(report()), about=replace(mail(), message_id=""))
    assert parsed(letter)["In-Reply-To"] is None
    assert parsed(letter)["References"] == conversation_name(letter.message_id)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("filed", []),
        ("review", []),
        ("returned-blank", ["report-form-TH-81-2018-12.docx"]),
        ("returned-files", ["report-form.docx"]),
        ("reminder-months", [f"report-form-TH-81-2018-{month}.docx" for month in (10, 11, 12)]),
    ],
)
def test_forms_enclosed(name: str, files: list[str]) -> None:
    attached = list(parsed(CASES[name](WORDING)).iter_attachments())
    assert [part.get_filename() for part in attached] == files
    for part in attached:
        assert part.get_content_type().endswith("wordprocessingml.document")
        assert part.get_content().startswith(b"PK")


def test_reminder_of_many_months_carries_one_blank_form() -> None:
    periods = tuple(Period(2018, month) for month in range(1, 13))
    reminder = Reminder("help-centre", "TH-81", ("krabi@dla.example",), (), "overdue-9", periods, ())
    letter = remind(reminder, letterhead(), WORDING, NOW)
    assert [part.get_filename() for part in parsed(letter).iter_attachments()] == ["report-form.docx"]
    assert "จำนวน ๑๒ เดือน" in letter.subject
    assert letter.cause == "help-centre/TH-81/overdue-9/2019-01-03"


def test_reminder_tells_the_supervisor_by_copy() -> None:
    letter = CASES["reminder-months"](WORDING)
    assert letter.cc == ("chief@krabi.example",)
    assert parsed(letter)["Cc"].addresses[0].addr_spec == "chief@krabi.example"
    assert "ผู้บังคับบัญชา" in text_of(letter)
    assert "ผู้บังคับบัญชา" not in text_of(CASES["reminder-overdue"](WORDING))


# ── hostile input ───────────────────────────────────────────────────────────────────────────────


def test_what_senders_write_is_escaped_in_html() -> None:
    told = report(
        entries=(entry(1, HOSTILE, HOSTILE),),
        attachment=HOSTILE,
        notes=(Reason("unpaired", {"column": "ก", "detail": HOSTILE}),),
    )
    letter = answered(
        ruling(told),
        about=mail(subject=HOSTILE),
        reasons=(Reason("damaged", {"attachment": HOSTILE}),),
        outcome=Outcome.RETURNED,
    )
    markup = html_of(letter)
    assert "<script" not in markup
    assert "49" not in markup
    assert visible(markup).count("<script>alert(1)</script>") == 6
    assert HOSTILE in text_of(letter)


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_no_word_of_a_sender_turns_a_letter_round() -> None:
    told = report(
        entries=(entry(1, f"a{TURNING}b", TURNING),),
        attachment=f"c{TURNING}d",
        notes=(Reason("unpaired", {"column": "ก", "detail": f"e{TURNING}f"}),),
    )
    reasons = (Reason("damaged", {"attachment": f"g{TURNING}h"}),)
    for outcome in (Outcome.FILED, Outcome.RETURNED):
        about = mail(subject=f"i{TURNING}j")
        letter = answered(ruling(told), about=about, reasons=reasons, outcome=outcome)
        for said in (text_of(letter), html_of(letter), letter.subject):
            assert not set(TURNING) & set(said)
        for said in ("ab", "cd", "ef", "ij"):
            assert said in text_of(letter)
            assert said in html_of(letter)


def test_hostile_subject_is_one_short_line() -> None:
    letter = answered(ruling(report()), about=mail(subject="ก\r\nBcc: x@y.example\r\n\r\n" + "ข" * 5000))
    assert parsed(letter)["Bcc"] is None
    quoted = next(line for line in text_of(letter).splitlines() if line.startswith("อ้างถึง"))
    assert "Bcc: x@y.example" in quoted
    assert len(quoted) < 300


@given(name=st.text(max_size=200), subject=st.text(max_size=400))
def test_headers_cannot_be_broken_out_of(name: str, subject: str) -> None:
    heads = Heads(name, "a@b.example", ("c@d.example",), (), subject, "<1@b.example>")
    raw = envelop(heads, "ก\n", "<p>ก</p>", (), datetime(2019, 1, 1, tzinfo=UTC))
    assert raw.isascii()
    names = [
        line.split(b":")[0] for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if not line.startswith(b" ")
    ]
    assert set(names) <= {
        b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"X-Auto-Response-Suppress", b"MIME-Version",
        b"Content-Type", b"References",
    }  # fmt: skip


@given(subject=st.text(st.sampled_from("กขคงเ แจ้งรายงาน๑๒๓ abc-“”()"), min_size=1, max_size=300))
def test_subject_arrives_as_it_was_written(subject: str) -> None:
    heads = Heads("กรม", "a@b.example", ("c@d.example",), (), subject, "<1@b.example>")
    raw = envelop(heads, "ก\n", "<p>ก</p>", (), NOW)
    assert email.message_from_bytes(raw, policy=default).get("Subject", "") == " ".join(subject.split())
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78


@pytest.mark.parametrize("address", ["ก@b.example", "a@b.example\r\nBcc: c@d.example"])
def test_address_that_is_no_header(address: str) -> None:
    heads = Heads("กรม", "a@b.example", (address,), (), "ก", "<1@b.example>")
    with pytest.raises(ValueError, match="cannot stand in a mail's header"):
        envelop(heads, "ก", "ก", (), NOW)


def test_cause_is_the_mail() -> None:
    assert CASES["filed"](WORDING).cause == SHA
