"""Our acknowledgement of an earlier revision, sent back in the ways of many mail programs: the newer one stays on file."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from tests.e2e.office import ONE, TWO, Office, parsed, text_of, word_mail

pytestmark = pytest.mark.slow

Build = Callable[[EmailMessage, EmailMessage], None]


def page_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def quoted(around: str, *, thread: bool = True) -> Build:
    """The letter within the page of a mail, with a question above it."""

    def build(mail: EmailMessage, letter: EmailMessage) -> None:
        if thread:
            mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
        mail.set_content("ขอสอบถามค่ะ")
        page = f"<html><body><p>ขอสอบถามค่ะ</p>{around.format(page_of(letter))}</body></html>"
        mail.add_alternative(page, subtype="html")

    return build


def as_mail(mail: EmailMessage, letter: EmailMessage) -> None:
    mail.set_content("ขอสอบถามค่ะ")
    mail.add_attachment(letter)


def as_octets(mail: EmailMessage, letter: EmailMessage) -> None:
    mail.set_content("ขอสอบถามค่ะ")
    mail.add_attachment(bytes(letter), maintype="application", subtype="octet-stream", filename="letter.eml")


def as_page(mail: EmailMessage, letter: EmailMessage) -> None:
    mail.set_content("ขอสอบถามค่ะ")
    data = page_of(letter).encode()
    mail.add_attachment(data, maintype="text", subtype="html", filename="จดหมาย.html")


def as_text_file(mail: EmailMessage, letter: EmailMessage) -> None:
    mail.set_content("ขอสอบถามค่ะ")
    mail.add_attachment(text_of(letter), subtype="plain", filename="จดหมาย.txt")


def by_thai_apple_mail(mail: EmailMessage, letter: EmailMessage) -> None:
    above = f"ขอสอบถามค่ะ\n\nเริ่มต้นข้อความที่ส่งต่อ:\n\nจาก: กองพัฒนา <{letter['From']}>\nเรื่อง: {letter['Subject']}\n"
    mail.set_content(f"{above}\n{text_of(letter)}")
    rows = "<br>".join(above.splitlines())
    page = (
        f'<html><body><div>{rows}</div><blockquote type="cite">{page_of(letter)}</blockquote></body></html>'
    )
    mail.add_alternative(page, subtype="html")


def mail_from_krabi(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = "from a.local.example by mx.dept.example; Fri, 04 Jan 2019 10:00:00 +0700"
    mail["From"], mail["To"] = "krabi@local.example", "helpcenter@dept.example"
    mail["Subject"], mail["Date"] = subject, "Fri, 04 Jan 2019 10:00:00 +0700"
    return mail


BACK = {
    "blockquote": quoted("<blockquote>{}</blockquote>"),
    "apple": quoted('<blockquote type="cite">Begin forwarded message:<br>{}</blockquote>'),
    "gmail": quoted('<div class="gmail_quote">---------- Forwarded message ---------<br>{}</div>'),
    "forwarded": quoted("<p>---------- Forwarded message ---------</p>{}", thread=False),
    "without a mark": quoted("{}", thread=False),
    "attached mail": as_mail,
    "attached octets": as_octets,
    "saved page": as_page,
    "text file": as_text_file,
    "thai apple": by_thai_apple_mail,
}


@pytest.mark.parametrize("build", BACK.values(), ids=BACK)
def test_a_letter_of_ours_that_comes_back_is_no_new_revision(office: Office, build: Build) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    assert office.receive(word_mail(TWO, 2)) == {"revised": 1}
    mail = mail_from_krabi(f"Re: {letter['Subject']}")
    build(mail, letter)
    sent = len(office.letters())
    assert office.receive(mail.as_bytes()) == {"ignored": 1}
    assert len(office.letters()) == sent
    with office.open(read_only=True) as app:
        (current,) = app.store.current()
        assert (current.revision, len(current.entries)) == (2, len(TWO))
        assert app.store.held() == ()


def test_a_new_form_beside_the_quoted_letter_is_taken_and_the_quoted_one_left(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    (form,) = (part for part in parsed(word_mail(TWO, 2)).iter_attachments())
    mail = mail_from_krabi("แก้ไข")
    quoted("<blockquote>{}</blockquote>")(mail, letter)
    mail.add_attachment(
        form.get_content(), maintype="application", subtype="octet-stream", filename="form.docx"
    )
    assert office.receive(mail.as_bytes()) == {"revised": 1}


def test_a_table_of_our_letter_that_the_sender_changed_goes_to_a_person(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    mail = mail_from_krabi("แก้ไข")
    mail.set_content(page_of(letter).replace("ขอกำลังคน", "ขอกำลังคนสองคน"), subtype="html")
    assert office.receive(mail.as_bytes()) == {"review": 1}
    with office.open(read_only=True) as app:
        (held,) = app.store.held()
        assert [(reason.code, reason.values) for reason in held.reasons] == [
            ("repeats-letter", {"receipt": "HC-2561-12/TH-81/1"})
        ]


def test_a_text_file_in_which_the_sender_wrote_beside_our_letter_is_none_of_ours(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    mail = mail_from_krabi("แก้ไข")
    mail.set_content("ตามแนบ")
    mail.add_attachment(f"{text_of(letter)}\nขอแก้ไขข้อ 2", subtype="plain", filename="a.txt")
    assert office.receive(mail.as_bytes()) == {"returned": 1}


def with_its_form(words: str) -> Build:
    """The letter's text below some words, and the form that went out with it."""

    def build(mail: EmailMessage, letter: EmailMessage) -> None:
        body = letter.get_body(("plain",))
        assert body is not None
        mail.set_content(f"{words}\n\n{body.get_content()}")
        for form in letter.iter_attachments():
            data = form.get_content()
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="form.docx")

    return build


@pytest.mark.parametrize(
    ("build", "outcome"),
    [
        (as_mail, "ignored"),
        (with_its_form("พี่ครับ กรมแจ้งมา"), "ignored"),
        (with_its_form("ส่งแบบรายงานค่ะ"), "returned"),
    ],
)
def test_our_letter_with_its_blank_form_is_passed_on_unanswered_unless_it_hands_the_form_in(
    office: Office, build: Build, outcome: str
) -> None:
    empty = mail_from_krabi("ส่งรายงาน")
    empty.set_content("ขอส่งแบบรายงานตามแนบ")
    assert office.receive(empty.as_bytes()) == {"returned": 1}
    (letter,) = office.letters()
    mail = mail_from_krabi(f"Fwd: {letter['Subject']}")
    build(mail, letter)
    assert office.receive(mail.as_bytes()) == {outcome: 1}


# ── the text of a letter, with other words in it ────────────────────────────────────────────────


def marked(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


TEXTS = {
    "alone": "{}",
    "below words": "ขอแก้ไขข้อมูลตามด้านล่าง\n\n{}",
    "below a line": "แก้ไขแล้ว\n\nOn Friday dept wrote:\n\n{}",
    "forwarded": "---------- Forwarded message ---------\n{}",
}


@pytest.mark.parametrize("around", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("thread", [True, False], ids=["in its thread", "alone"])
@pytest.mark.parametrize("marks", [marked, str], ids=["marked", "bare"])
def test_a_letter_in_other_words_goes_to_a_person_and_one_as_we_wrote_it_does_not(
    office: Office, around: str, thread: bool, marks: Callable[[str], str]
) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()

    def receive(said: str) -> dict[str, int]:
        mail = mail_from_krabi("Re: x")
        if thread:
            mail["In-Reply-To"] = str(letter["Message-ID"])
        mail.set_content(around.format(marks(said)))
        return office.receive(mail.as_bytes())

    text = text_of(letter)
    assert receive(text) == {"ignored": 1}
    sent = len(office.letters())
    assert receive(text.replace("ขอกำลังคน", "ขอกำลังคนสองคน")) == {"review": 1}
    assert len(office.letters()) == sent + 1
    with office.open(read_only=True) as app:
        (held,) = app.store.held()
        assert [(reason.code, reason.values) for reason in held.reasons] == [
            ("repeats-letter", {"receipt": "HC-2561-12/TH-81/1"})
        ]
        assert [report.revision for report in app.store.current()] == [1]


def test_a_letter_in_other_words_from_a_machine_or_beside_a_new_form_is_no_persons(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    changed = text_of(letter).replace("ขอกำลังคน", "ขอกำลังคนสองคน")
    machine = mail_from_krabi("ลา")
    machine["Auto-Submitted"] = "auto-replied"
    machine.set_content(changed)
    assert office.receive(machine.as_bytes()) == {"ignored": 1}
    (form,) = (part for part in parsed(word_mail(TWO, 2)).iter_attachments())
    mail = mail_from_krabi("แก้ไข")
    mail.set_content(changed)
    data = form.get_content()
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="form.docx")
    assert office.receive(mail.as_bytes()) == {"revised": 1}


def in_both(text: str, page: str) -> Callable[[EmailMessage], None]:
    def build(mail: EmailMessage) -> None:
        mail.set_content(text)
        mail.add_alternative(page, subtype="html")

    return build


def in_page(page: str) -> Callable[[EmailMessage], None]:
    return lambda mail: mail.set_content(page, subtype="html")


def as_file(text: str) -> Callable[[EmailMessage], None]:
    def build(mail: EmailMessage) -> None:
        mail.set_content("ขอบคุณค่ะ")
        mail.add_attachment(text, subtype="plain", filename="a.txt")

    return build


def passed_on(text: str) -> Callable[[EmailMessage], None]:
    def build(mail: EmailMessage) -> None:
        mail.set_content("ขอบคุณค่ะ")
        inner = EmailMessage()
        inner["From"], inner["Subject"] = "helpcenter@dept.example", "x"
        inner.set_content(text)
        mail.add_attachment(inner)

    return build


def other(text: str) -> str:
    return text.replace("ขอกำลังคน", "ขอกำลังคนสองคน")


ROW = "<tr><td>4</td><td>สะพานขาด 9 แห่ง</td><td>x</td></tr></table>"
SENT_BACK: dict[str, Callable[[str, str], Callable[[EmailMessage], None]]] = {
    "paragraph": lambda _text, page: in_page(page.replace("ขอให้ตรวจสอบ", "สะพานขาด 9 แห่ง</p><p>ขอให้ตรวจสอบ")),
    "row of facts": lambda _text, page: in_page(page.replace("</table>", ROW, 1)),
    "row of entries": lambda _text, page: in_page(
        page.replace("</table>", ROW, 2).replace(ROW, "</table>", 1)
    ),
    "text alone": lambda text, page: in_both(other(text), page),
    "page alone": lambda text, page: in_both(text, other(page)),
    "changed copy first": lambda text, page: in_both(marked(other(text)) + "\n" + marked(text), page),
    "changed copy last": lambda text, page: in_both(marked(text) + "\n" + marked(other(text)), page),
    "text file": lambda text, _page: as_file(other(text)),
    "mail": lambda text, _page: passed_on(other(text)),
}


@pytest.mark.parametrize("build", SENT_BACK.values(), ids=SENT_BACK)
def test_what_was_put_into_a_letter_goes_to_a_person_and_the_letter_alone_does_not(
    office: Office, build: Callable[[str, str], Callable[[EmailMessage], None]]
) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    (letter,) = office.letters()
    text, page = text_of(letter), page_of(letter)

    def receive(fill: Callable[[EmailMessage], None]) -> dict[str, int]:
        mail = mail_from_krabi("Re: x")
        mail["In-Reply-To"] = str(letter["Message-ID"])
        fill(mail)
        return office.receive(mail.as_bytes())

    for as_it_is in (in_both(text, page), in_page(page), as_file(text), passed_on(text)):
        assert receive(as_it_is) == {"ignored": 1}
    assert receive(build(text, page)) == {"review": 1}
    with office.open(read_only=True) as app:
        (held,) = app.store.held()
        assert [reason.code for reason in held.reasons] == ["repeats-letter"]
