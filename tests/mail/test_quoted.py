"""Tests the ways in which mail programs mark, or do not mark, the mail that is answered."""

import html

import pytest

from collector.mail.quoted import own_html, own_text
from tests.mail.samples import WORDS

OWN = "ขอส่งรายงานเดือนธันวาคม"
OURS = "ขอให้รายงานเดือนพฤศจิกายน จังหวัดตรัง"

# What stands between the sender's words and those that he answers.
STYLES = {
    "gmail": "On Thu, Jan 3, 2019 at 9:00 AM Department <a@dept.example> wrote:",
    "gmail-wrapped": "On Thu, Jan 3, 2019 at 9:00 AM Department of Local Administration <\na@dept.example> wrote:",
    "gmail-thai": "ในวันที่ พฤ. 3 ม.ค. 2019 เวลา 09:00 กองพัฒนา <a@dept.example> เขียนว่า:",
    "iphone-thai": "ส่งจาก iPhone ของฉัน\n\nเมื่อ 3 ม.ค. 2562 BE เวลา 09:00 กองพัฒนา <a@dept.example> เขียนว่า:",
    "iphone-old": "วันที่ 3 ม.ค. 2562 เวลา 9:00 กองพัฒนา <a@dept.example> เขียน:",
    "phone-date-last": "กองพัฒนา <a@dept.example> เขียนเมื่อ พฤ. 3 ม.ค. 2019 09:00 น.:",
    "samsung": "-------- Original message --------\nFrom: a@dept.example\nDate: 03/01/2019 09:00 (GMT+07:00)\nTo: b@x.example\nSubject: x",
    "samsung-thai": "-------- ข้อความเดิม --------\nจาก: กองพัฒนา\nวันที่: 3/1/62 09:00 (GMT+07:00)\nถึง: b@x.example\nเรื่อง: x",
    "android-outlook": "ดาวน์โหลด Outlook for Android\n________________________________\nFrom: a <a@dept.example>\nSent: Thursday, January 3, 2019 9:00:00 AM\nTo: b@x.example\nSubject: x",
    "outlook": "-----Original Message-----\nFrom: a\nSent: Thursday\nTo: b\nSubject: x",
    "outlook-no-divider": "From: Department [mailto:a@dept.example]\nSent: Thursday, January 3, 2019 9:00 AM\nTo: b@x.example\nSubject: x",
    "outlook-bold": "*From:* Department\n*Sent:* Thursday, January 3, 2019 9:00 AM\n*To:* b\n*Subject:* x",
    "outlook-thai": "จาก: กองพัฒนา\nส่ง: 3 มกราคม 2562 09:00\nถึง: b@x.example\nชื่อเรื่อง: x",
    "outlook-many-receivers": "From: a\nSent: Thursday, January 3, 2019 9:00 AM\nTo: b@x.example; c@x.example;\n d@x.example; e@x.example\nCc: f@x.example\nSubject: x",
    "zimbra": "----- Original Message -----\nFrom: a@dept.example\nTo: b@x.example\nSent: Thursday, January 3, 2019 9:00:00 AM\nSubject: x",
    "zimbra-thai": "----- ข้อความต้นฉบับ -----\nจาก: a@dept.example\nถึง: b@x.example\nส่งแล้ว: 3 มกราคม 2019 9:00:00\nเรื่อง: x",
    "zimbra-no-divider": "จาก: a@dept.example\nถึง: b@x.example\nส่งแล้ว: 3 มกราคม 2019 9:00:00\nเรื่อง: x",
    "subject-first": "เรื่อง: x\nวันที่: 3 ม.ค. 2562 09:00\nจาก: a@dept.example\nถึง: b@x.example",
    "proton": "------- Original Message -------\nOn Thursday, January 3rd, 2019 at 9:00 AM, a <a@dept.example> wrote:",
    "yahoo": "On Thursday, January 3, 2019, 9:00:00 AM GMT+7, a <a@dept.example> wrote:",
    "zoho": "---- On Thu, 03 Jan 2019 09:00:00 +0700 a <a@dept.example> wrote ----",
    "qq": "------------------ Original ------------------\nFrom: a<a@dept.example>\nDate: Thu, Jan 3, 2019 09:00 AM\nTo: b\nSubject: x",
    "netease": 'At 2019-01-03 09:00:00, "a" <a@dept.example> wrote:',
    "yandex": '03.01.2019, 09:00, "Department" <a@dept.example>:',
    "roundcube-thai": "เมื่อ 2019-01-03 09:00, กองพัฒนา เขียนว่า:",
    "groupwise": '>>> "Department" <a@dept.example> 3/1/2562 9:00 >>>',
    "horde": "Quoting Department <a@dept.example>:",
    "mutt": "Department wrote:",
    "ticket": "##- Please type your reply above this line -##",
    "notes": "From:\tDepartment/DLA\nTo:\tb@x.example\nDate:\t03/01/2019 09:00 AM\nSubject:\tx",
    "divider-of-equals": "===== ข้อความต้นฉบับ =====",
    "divider-in-brackets": "[ข้อความอ้างอิง]",
    "divider-quoted": "-- ข้อความที่อ้างถึง --",
    "divider-from-somebody": "***** ข้อความจากกรม *****",
    "name-and-day": "กรมเขียน (3 ธ.ค. 61):",
    "day-without-colon": "ในวันที่ 30 พ.ย. 2561 สถจ.ลำปาง เขียนว่า",
    "outlook-thai-no-time": "จาก: กรม\nส่ง: 3 ธันวาคม 2561\nถึง: สถจ.\nเรื่อง: x",
    "from-subject": "From: DLA\nSubject: x",
    "from-date": "From: DLA\nDate: 3 Dec 2018",
    "from-sent-subject": "From: DLA\nSent: Monday\nSubject: x",
    "wrote-on-a-day": "กรมฯ เขียนเมื่อ 3 ธ.ค. 2561:",
    "wrote-as-follows": "เมื่อ 3 ธ.ค. 2561 กรมได้เขียนไว้ดังนี้:",
    "wrote-as-follows-without-colon": "เมื่อวันที่ 3 ธ.ค. 2018 เวลา 10:00 ผู้รับผิดชอบ ได้เขียนไว้ดังนี้",
    "wrote-without-day": "เจ้าหน้าที่ได้เขียนไว้ว่า",
    "german": "Am Do., 3. Jan. 2019 um 09:00 Uhr schrieb a <a@dept.example>:",
}  # fmt: skip

# What a sender writes himself, however like that it looks.
LETTERS = {
    "memo": "จาก: สถจ.กระบี่\nถึง: กองพัฒนา\nวันที่: 3 มกราคม 2562\nเรื่อง: การรายงานผล",
    "memo-without-date": "จาก: สถจ.กระบี่\nเรื่อง: การรายงานผล\nเวลา 09.00 น.",
    "memo-of-today": "จาก: สถจ.กระบี่\nวันที่: 3 มกราคม 2562\nส่ง: กองพัฒนา\nเรื่อง: x",
    "contact": "ส่งไปที่ <a@dept.example> แล้ว\nโทร. 0 7561 1111",
    "list": "เรื่องที่พบ:\n1. ปัญหา\nวันที่ 3 พบว่า ผู้ร้องเขียนไว้ดังนี้",
    "bullets": "ดังนี้\n* จังหวัดลำปาง\n* ประจำเดือนธันวาคม",
    "dashes": "- จังหวัดลำปาง\n- ประจำเดือนธันวาคม\n• เรียนรู้งาน",
    "row-with-bars": "| จังหวัด | ปัญหา |\n| ลำปาง | ไม่มี |",
    "row-between-bars": "| ลำปาง |",
    "one-mark": "# จังหวัดลำปาง\n: ประจำเดือนธันวาคม\n» สองเรื่อง",
    "arrow": "ปัญหา -> แก้ไขแล้ว\nA => B",
    "path": "หน้าแรก> รายงาน> ธันวาคม",
    "heading": "== รายงาน ==\n(ข้อความ)",
    "complaint": "ผู้ร้องได้เขียนไว้ว่า\nถนนชำรุด\nกรมได้เขียนไว้ว่าให้แก้ไข",
    "spoken": 'ผู้ร้องกล่าวว่า ถนนชำรุด\n"จังหวัดลำปาง"\nแจ้งว่า "น้ำท่วม"',
    "labels-alike": "ปัญหา: ถนนชำรุด\nปัญหา: น้ำท่วม",
    "listed-labels": "- จาก: สถจ.กระบี่\n- เดือน: ธันวาคม 2561",
    "moved-in": "\tเรียน ผู้อำนวยการกอง\n\tขอส่งรายงาน จังหวัดลำปาง",
    "moved-in-below": "เรียน ผู้อำนวยการกอง\n\tตามที่ขอให้รายงาน\n\tจังหวัดลำปางขอส่ง",
    "open-fence": "<<<\nจังหวัดลำปาง",
    "table": "หน่วยงาน: อบต. เขาพนม\nปัญหา: ไม่มี\nวันที่: 3/1/62",
}


@pytest.mark.parametrize("style", STYLES)
def test_what_is_answered_is_no_word_of_the_sender_in_text(style: str) -> None:
    assert OURS not in own_text(f"{OWN}\n\n{STYLES[style]}\n\n{OURS}\n", WORDS.quoted, forwarded=False)
    assert own_text(f"{OWN}\n\n{STYLES[style]}\n\n{OURS}\n", WORDS.quoted, forwarded=False).startswith(OWN)


def _as_page(text: str, line: str) -> str:
    return "".join(line.format(html.escape(said)) for said in text.split("\n"))


@pytest.mark.parametrize("line", ["<div>{}</div>", "{}<br>", "<p class=MsoNormal><b>{}</b><o:p></o:p></p>"])
@pytest.mark.parametrize("style", [name for name in STYLES if name != "gmail-wrapped"])
def test_what_is_answered_is_no_word_of_the_sender_in_html(style: str, line: str) -> None:
    page = f"<html><body>{_as_page(OWN, line)}{_as_page(STYLES[style], line)}<table><tr><td>{OURS}</td></tr></table>"
    kept = own_html(page, WORDS.quoted, forwarded=False)
    assert OWN in kept
    assert OURS not in kept


@pytest.mark.parametrize("letter", LETTERS)
def test_what_a_sender_writes_himself_stays(letter: str) -> None:
    text = f"{LETTERS[letter]}\n{OWN}"
    assert own_text(text, WORDS.quoted, forwarded=False) == text
    page = _as_page(text, "<div>{}</div>")
    assert own_html(page, WORDS.quoted, forwarded=False) == page


@pytest.mark.parametrize(
    "above",
    [
        '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>x: </b>a<br></div><div data-marker="__QUOTED_TEXT__">',
        '<div data-marker="__QUOTED_TEXT__">',
        '<div class="zmail_extra" style="x">',
        '<blockquote class="tutanota_quote">',
        '<div name="messageReplySection">',
    ],
)
def test_elements_that_programs_put_around_what_is_answered(above: str) -> None:
    kept = own_html(
        f"<div>{OWN}</div>{above}<table><tr><td>{OURS}</table></div></blockquote>",
        WORDS.quoted,
        forwarded=False,
    )
    assert OWN in kept
    assert OURS not in kept


def test_an_answer_below_a_marked_block_stays() -> None:
    page = (
        f"<p>{html.escape(STYLES['gmail'])}</p><blockquote><p>{OURS}</p></blockquote><p>{OWN}</p>"
        f"<p>{html.escape(STYLES['yandex'])}</p><div><blockquote><p>{OURS}</p></blockquote></div><p>b</p>"
    )
    kept = own_html(page, WORDS.quoted, forwarded=False)
    assert OWN in kept
    assert "<p>b</p>" in kept
    assert OURS not in kept


def test_a_forwarded_mail_stays_without_its_headers() -> None:
    text = f"ส่งต่อค่ะ\n\n{STYLES['zimbra-thai']}\n\n{OWN}"
    assert own_text(text, WORDS.quoted, forwarded=True) == f"ส่งต่อค่ะ\n\n{OWN}"


@pytest.mark.parametrize("mark", ["> ", "| ", "|", "│ ", "| | ", "> > ", "&gt; ", "สมชาย> ", "SW> "])
def test_a_line_that_a_program_marks_is_quoted(mark: str) -> None:
    assert own_text(f"{OWN}\n\n{mark}{OURS}\n", WORDS.quoted, forwarded=False) == OWN


@pytest.mark.parametrize("mark", [": ", "# ", "» ", "» » ", "% ", "} "])
def test_so_are_lines_in_a_row_that_begin_alike(mark: str) -> None:
    text = f"{OWN}\n\n{mark}{OURS}\n{mark}ขอบคุณ\n"
    assert own_text(text, WORDS.quoted, forwarded=False) == OWN


@pytest.mark.parametrize("mark", ["* ", "- ", "• "])
@pytest.mark.parametrize("salutation", ["เรียน สถจ.", "สวัสดีครับ", "Dear Sir"])
def test_so_is_a_list_that_begins_as_a_letter_does(mark: str, salutation: str) -> None:
    text = f"{OWN}\n\n{mark}{salutation}\n{mark}{OURS}\n"
    assert own_text(text, WORDS.quoted, forwarded=False) == OWN


@pytest.mark.parametrize("mark", ["สมศรี: ", "ผู้ส่ง: ", "สมศรี ใจดี: ", "\t", "      ", "~ ", "+ ", "- "])
@pytest.mark.parametrize("begins", ["จาก: กรม", "From: DLA", "เรียน สถจ."])
def test_so_are_lines_with_a_name_or_room_before_them_that_begin_as_a_mail_does(
    mark: str, begins: str
) -> None:
    text = f"{OWN}\n\n{mark}{begins}\n{mark}{OURS}\n"
    assert own_text(text, WORDS.quoted, forwarded=False) == OWN


def test_so_is_what_stands_in_angle_brackets_or_comes_from_a_chat() -> None:
    text = f"{OWN}\n<<<\nจาก: กรม\n{OURS}\n>>>\n[LINE] กรม: {OURS}"
    assert own_text(text, WORDS.quoted, forwarded=False) == OWN


def test_so_is_what_somebody_said_in_quotation_marks() -> None:
    text = f'{OWN}\nกรมแจ้งว่า\n"{OURS}"'
    assert own_text(text, WORDS.quoted, forwarded=False) == f"{OWN}\nกรมแจ้งว่า"


def test_what_stands_below_a_bare_line_is_no_word_of_the_sender() -> None:
    text = f"{OWN}\n\n________________________________\n{OURS}\n"
    assert own_text(text, WORDS.quoted, forwarded=False) == OWN
    assert OURS in own_text(text, WORDS.quoted, forwarded=True)


@pytest.mark.parametrize(
    "text",
    [
        f"________________\n{OWN}",
        f"ดังนี้\n________________\n{OWN}\n________________\nขอบคุณ",
        f"ดังนี้\n________________\n1. {OWN}",
        f"ดังนี้\n________________\nลำปาง\t{OWN}",
        f"ดังนี้\n________________\nปัญหา: {OWN}",
        f"ดังนี้\n________________\n{OWN}\nโทร. 0 7561 1111",
        f"ลงชื่อ ________________\n{OWN}",
    ],
)
def test_what_a_sender_draws_a_line_above_is_his(text: str) -> None:
    assert own_text(text, WORDS.quoted, forwarded=False) == text


def test_a_forwarded_mail_is_known_by_its_headers_below_the_divider() -> None:
    text = f"ส่งต่อค่ะ\n\n--- ข้อความที่ส่งต่อ ---\nจาก: กองพัฒนา\n\n{OWN}"
    assert OWN in own_text(text, WORDS.quoted, forwarded=False)
    by_hand = f"{OWN}\n\n--- เริ่มข้อความที่ส่งต่อ ---\n{OURS}"
    assert own_text(by_hand, WORDS.quoted, forwarded=False) == OWN
    assert OURS in own_text(by_hand, WORDS.quoted, forwarded=True)


@pytest.mark.parametrize(
    "style", ["border-left:2px solid blue;padding-left:5px", "border:none;border-left:solid blue 1.5pt"]
)
def test_a_block_with_a_line_down_its_left_side_is_quoted(style: str) -> None:
    page = f'<div>{OWN}</div><div style="{style}"><div>{OURS}</div></div><p>b</p>'
    kept = own_html(page, WORDS.quoted, forwarded=False)
    assert kept == f"<div>{OWN}</div><p>b</p>"


@pytest.mark.parametrize(
    "style", ["border-left:none", "border-left: 0 solid", "margin-left:40px;border:1px solid"]
)
def test_a_block_without_one_is_the_senders(style: str) -> None:
    page = f'<div style="{style}">{OWN}</div>'
    assert own_html(page, WORDS.quoted, forwarded=False) == page


def test_what_stands_below_a_forwarding_line_without_headers_is_no_word_of_the_sender() -> None:
    assert own_text(f"{OWN}\n\nเริ่มต้นข้อความที่ส่งต่อ:\n\n{OURS}", WORDS.quoted, forwarded=False) == OWN
