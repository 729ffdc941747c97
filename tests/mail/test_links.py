"""Tests the addresses of files that lie elsewhere."""

import pytest

from tests.mail.samples import mail

HTML = "Content-Type: text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("ดู https://drive.google.com/file/d/1AbC/view?usp=sharing", ("drive.google.com/",)),
        ("docs.google.com/spreadsheets/d/1", ("docs.google.com/",)),
        ("https://1drv.ms/x/s!A https://1drv.ms/x/s!B", ("1drv.ms/",)),
        ("https://krabi-my.sharepoint.com/:x:/g/1", ("krabi-my.sharepoint.com/",)),
        ("https://www.dropbox.com/scl/fi/1", ("www.dropbox.com/",)),
        ("https://we.tl/t-1 https://line.me/R/ti/g/1", ("we.tl/", "line.me/")),
        ("https://bit.ly/3abc", ("bit.ly/",)),
        ("รายงาน https://krabi.go.th/files/r61.xlsx?v=2", ("https://krabi.go.th/files/r61.xlsx",)),
        ("www.krabi.go.th/แบบรายงาน.PDF", ("www.krabi.go.th/แบบรายงาน.pdf",)),
        ("https://www.krabi.go.th/news.php?id=7 https://krabi.go.th/r.xlsxy", ()),
        ("LINE: https://line.me/ti/p/krabi, https://line.me/R/ti/p/@dla", ()),
        (
            "https://krabi.go.th/ a@drive.google.com/ https://notwe.tl/ https://xn--drive.google.com.example/",
            (),
        ),
    ],
)
def test_links_in_text(text: str, links: tuple[str, ...]) -> None:
    assert mail("From: a@b.example", "", text).links == links
    page = f'<p>ตามลิงก์</p><a href="{text.rsplit(" ", maxsplit=1)[-1]}">รายงาน</a>'
    if links:
        assert mail(HTML, "", page).links == (links[-1],)


def test_a_link_behind_the_address_of_a_program_that_looks_at_it_first() -> None:
    link = "https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1&data=05"
    assert mail(HTML, "", f'<a href="{link}">x</a>').links == ("%2fdrive.google.com%2f",)


def test_a_link_in_the_mail_that_is_answered_is_not_the_sender_s() -> None:
    assert (
        mail("Subject: Re: x", "", "รับทราบ\n\nOn 1 Jan, a <a@b.example> wrote:\nhttps://1drv.ms/x").links
        == ()
    )
