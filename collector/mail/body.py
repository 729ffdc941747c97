"""Turns the body of a mail into what its sender wrote in it: HTML to text, quoted mail cut off; never raises.

In an answer the quoted mail is cut. In a forwarded mail it is what the sender wants to show, so it stays, without the
repeated headers, whose dates would be taken for the month of the report.
"""

import html as entities
import re
from collections.abc import Iterator

from collector.mail.seen_html import seen_html
from collector.mail.words import QuotedMarks

_LONGEST_HTML = 4_000_000  # letters that are turned into text
_RULE = re.compile(r"\s*_{10,}\s*")
_HIDDEN = re.compile(r"<!--|<(script|style|title)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?[a-zA-Z!?][a-zA-Z0-9]*)[^<>]*>?")
_LINE_TAGS = frozenset(
    {
        "br",
        "p",
        "div",
        "tr",
        "table",
        "li",
        "ul",
        "ol",
        "hr",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)
_BLANKS = re.compile(r"[ \u00a0\r\n\f\v]+")
_ENDLESS_NUMBER = re.compile(r"&#[0-9]{9,}+;?")  # of no letter; Python refuses to read it
_BOX = re.compile(r"<(/?)(div|blockquote)\b[^<>]*>", re.IGNORECASE)
# Gmail, Yahoo, Apple Mail, Thunderbird: the quoted mail is one element.
_QUOTE_BOX = re.compile(
    r"""<(?:div|blockquote)\b[^<>]{0,400}?(?:type\s?=\s?["']?cite|class\s?=\s?["']?[^"'<>]{0,200}\b"""
    r"""(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote))""",
    re.IGNORECASE,
)
# Outlook in its many kinds: everything after this element.
_QUOTE_REST = re.compile(
    r"""<(?:div|hr|span|a)\b[^<>]{0,400}?(?:name\s?=\s?["']?_MailOriginal|id\s?=\s?["']?(?:x_)?(?:divRplyFwdMsg|"""
    r"""stopSpelling|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION))"""
    r"""|<div\b[^<>]{0,400}?border-top:\s?solid\s#(?:B5C4DF|E1E1E1)""",
    re.IGNORECASE,
)


def is_forwarded(subject: str, marks: QuotedMarks) -> bool:
    """Whether the subject says that the mail was passed on."""
    return marks.subject.match(subject.strip()) is not None


def _repeated_headers(lines: list[str], at: int, marks: QuotedMarks) -> int:
    """How many lines from `at` are the headers that Outlook repeats above a quoted mail; 0 if they are none."""
    if not marks.sender.fullmatch(lines[at].strip()):
        return 0
    size, sent, other = 1, False, False
    for line in lines[at + 1 : at + 12]:
        text = line.strip()
        if marks.sent.fullmatch(text):
            sent = True
        elif marks.other.fullmatch(text):
            other = True
        elif text:
            break
        size += 1
    return size if sent and other else 0


def _attribution(lines: list[str], at: int, marks: QuotedMarks) -> bool:
    """Whether "On … wrote:" begins here; mail programs wrap it over up to three lines."""
    if not lines[at].strip():
        return False
    wrapped = [line.strip() for line in lines[at : at + 3]]
    return any(
        marks.answered.fullmatch(" ".join(wrapped[: size + 1])[:600]) is not None
        for size, line in enumerate(wrapped)
        if line.endswith((":", "-"))
    )


def _own_lines(lines: list[str], marks: QuotedMarks, forwarded: bool) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        text = line.strip()
        repeated = _repeated_headers(lines, at, marks)
        if marks.forwarded.fullmatch(text[:300]):
            forwarded = True
        elif forwarded and (repeated or _RULE.fullmatch(line) or _attribution(lines, at, marks)):
            at += max(repeated, 1) - 1
        elif repeated or _attribution(lines, at, marks):
            return
        elif not text.startswith(">"):
            yield line
        at += 1


def own_text(text: str, marks: QuotedMarks, *, forwarded: bool) -> str:
    """What the sender wrote: without lines that begin with ">" and without the mail that was answered."""
    lines = text.splitlines()
    kept = list(_own_lines(lines, marks, forwarded))
    while kept and (not kept[-1].strip() or _RULE.fullmatch(kept[-1])):
        kept.pop()
    return "\n".join(line.rstrip() for line in kept).strip("\n")


def _box_end(html: str, start: int) -> int:
    """Where the element that begins at `start` ends; the end of the text if it is never closed."""
    depth = 0
    for box in _BOX.finditer(html, start):
        depth += -1 if box[1] else 1
        if depth <= 0:
            return box.end()
    return len(html)


def own_html(html: str, marks: QuotedMarks, *, forwarded: bool) -> str:
    """The HTML without the mail that was answered; a forwarded mail is left whole."""
    folded = html.lower()
    if forwarded or any(words in folded for words in marks.shown):
        return html
    if rest := _QUOTE_REST.search(html):
        html = html[: rest.start()]
    kept, at = [], 0
    while box := _QUOTE_BOX.search(html, at):
        kept.append(html[at : box.start()])
        at = _box_end(html, box.start())
    return "".join((*kept, html[at:]))


def _shown(html: str) -> Iterator[str]:
    """The stretches of HTML that are no comment, script or style; an unclosed one hides the rest."""
    at = 0
    while hidden := _HIDDEN.search(html, at):
        yield html[at : hidden.start()]
        closing = re.compile(r"-->" if hidden[1] is None else rf"</{hidden[1]}\s*>", re.IGNORECASE)
        end = closing.search(html, hidden.end())
        if end is None:
            return
        at = end.end()
    yield html[at:]


def _break(tag: re.Match[str]) -> str:
    name = tag[1].lower().lstrip("/")
    if name in {"td", "th"}:
        return "\t" if tag[1].startswith("/") else ""
    return "\n" if name in _LINE_TAGS else ""


def html_text(html: str) -> str:
    """The words of an HTML body, a line for each paragraph or table row, cells parted by tabs."""
    whole = html[:_LONGEST_HTML]
    shown = _BLANKS.sub(" ", seen_html("".join(_shown(whole)), whole))
    shown = _ENDLESS_NUMBER.sub("", _TAG.sub(_break, shown))
    lines = (entities.unescape(line).strip(" ") for line in shown.split("\n"))
    out: list[str] = []
    for line in lines:
        if line.strip() or (out and out[-1]):
            out.append(line.rstrip())
    return "\n".join(out).strip("\n")
