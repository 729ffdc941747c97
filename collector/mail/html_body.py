"""Turns the HTML of a mail into its words, line by line; knows no quoting, and never raises."""

import html as entities
import re
from collections.abc import Iterator

from collector.mail.seen_html import seen_html

_LONGEST_HTML = 4_000_000  # letters that are turned into text
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
_LINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_LINE_TAGS))})(?![a-zA-Z0-9])[^<>]*>?", re.IGNORECASE)
_BLANKS = re.compile(r"[ \u00a0\r\n\f\v]+")
_ENDLESS_NUMBER = re.compile(r"&#[0-9]{9,}+;?")  # of no letter; Python refuses to read it


def html_lines(html: str) -> Iterator[tuple[int, str]]:
    """Each line with the place in the HTML where it begins, that of the tag before it; `words` takes the other tags out."""
    start, at = 0, 0
    for tag in _LINE_TAG.finditer(html[:_LONGEST_HTML]):
        yield start, html[at : tag.start()]
        start, at = tag.start(), tag.end()
    yield start, html[at:_LONGEST_HTML]


def words(line: str) -> str:
    """The words of one such line."""
    plain = _ENDLESS_NUMBER.sub("", _TAG.sub("", line)) if "<" in line or "&#" in line else line
    return " ".join(entities.unescape(plain).split())


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
