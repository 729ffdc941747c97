"""The text of an HTML body is what a mail program shows of it."""

import time

import pytest

from collector.mail.html_body import html_text

RULES = (
    "<style>.x{display:none}@media (max-width:480px){.y{display:none}}@media screen{.z{display:none}}</style>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div style='display:none'>ตุลาคม <b>2561</b></div>ธันวาคม", "ธันวาคม"),
        ('<div style="display : NONE !important">ตุลาคม</div>ธันวาคม', "ธันวาคม"),
        ("<p hidden>ตุลาคม<p>ธันวาคม", "ธันวาคม"),
        ("<p style='visibility:hidden'>ตุลาคม<span style='visibility:visible'>ธันวาคม</span></p>", "ธันวาคม"),
        ("<div style='font-size:0'>ตุลาคม<p style='font-size:12px'>ธันวาคม</p></div>", "ธันวาคม"),
        ("<template>ตุลาคม</template>ธันวาคม", "ธันวาคม"),
        (RULES + "<p class='x'>ตุลาคม</p><p class=y>ธันวาคม", "ธันวาคม"),
        (RULES + "<p class='z'>ตุลาคม</p>ธันวาคม", "ธันวาคม"),
        ("<p style='d&#105;splay:n\\6fne'>ตุลาคม</p>ธันวาคม", "ธันวาคม"),
        ("<details>ตุลาคม<summary>ธันวาคม</summary><p>ตุลาคม</p></details>", "ธันวาคม"),
        ("<details open>ตุลาคม</details>ธันวาคม", "ตุลาคมธันวาคม"),
        ("<datalist><option>ตุลาคม</datalist>ธันวาคม", "ธันวาคม"),
        ("<b style='color:transparent'>ตุลาคม<font color=red>ธันวาคม</font></b>", "ธันวาคม"),
        ("<font color=white>ตุลาคม</font>ธันวาคม", "ธันวาคม"),
        ("<style>.a{color:#fff}</style><b class=a>ตุลาคม</b>ธันวาคม", "ธันวาคม"),
        ("<div style='background:#000;color:#000'>ตุลาคม</div>ธันวาคม", "ธันวาคม"),
        ("<body text='#ffffff'>ตุลาคม<b style='color:red'>ธันวาคม</b></body>", "ธันวาคม"),
        ("<div style='zoom:0.01'>ตุลาคม</div>ธันวาคม", "ธันวาคม"),
        ("<noscript>ตุลาคม</noscript><svg><text>ตุลาคม</text></svg>ธันวาคม", "ธันวาคม"),
        ("<table bgcolor=navy><tr><td><font color=white>ธันวาคม</font></table>", "ธันวาคม"),
        ("<p style='visibility:hidden'>ตุลาคม<b style='font-size:12pt'>ตุลาคม</b></p>ธันวาคม", "ธันวาคม"),
        ("<div style='display:none'><div>ก</div><br>ข</div>ธันวาคม</div>", "ธันวาคม"),
        ("<table><tr style='display:none'><td>ก<tr><td>ข</table>", "ข"),
        ("<input type=hidden value=x>ธันวาคม", "ธันวาคม"),
        ("<!-- <div hidden> -->ธันวาคม", "ธันวาคม"),
        ("ธันวาคม</div></p>", "ธันวาคม"),
    ],
)
def test_hidden_text_of_a_body_is_no_text_of_it(html: str, text: str) -> None:
    assert html_text(html).strip() == text


@pytest.mark.parametrize(
    "piece",
    [
        "<p hidden>",
        "<div style='x'",
        "<a '\"",
        "</div>",
        "@media{",
        "<style>a{",
        '<p style="',
        "<b hidden><i>",
    ],
)
def test_endless_bodies_are_read_in_a_moment(piece: str) -> None:
    html = "<p hidden>" + piece * (1_000_000 // len(piece))
    begun = time.process_time()
    html_text(html)
    html_text(f"<style>{html}</style>")
    assert time.process_time() - begun < 30
