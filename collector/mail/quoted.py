"""Takes out of a mail's body what its sender did not write: the mail that he answers; never raises.

In an answer the quoted mail is cut. In a forwarded mail it is what the sender wants to show, so it stays, without the
repeated headers, whose dates would be taken for the month of the report.
"""

import re
from collections.abc import Iterator, Sequence

from collector.mail.html_body import html_lines, words
from collector.mail.marked_lines import marked_lines
from collector.mail.words import QuotedMarks

_RULE = re.compile(r"\s*_{10,}\s*")
_LONGEST_LINE = 600  # letters of a line that may be a mark of quoting
_HEADERS_WITHIN = 4  # lines below "forwarded"
_MOST_HEADERS = 14  # lines of headers that a program repeats, with lists of receivers that go on
_ENDINGS = (":", "ว่า", "ดังนี้", "said", "says", *"-=*_~#+–—>])}|")
# What a line has that is a mark, or the first of several that are.
_MAY_MARK = re.compile(r"[:@\[({|]|[-=*_~#+–—]{2}|>>>|&gt;&gt;&gt;|\d\d|<ข|ได้เขียนไว้")
# Whom a mail was from or when it was sent, as programs write it: a memo in a letter has neither.
_OF_A_MAIL = re.compile(r"@|(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
# Below a bare line: what a sender draws one above himself, a row of a table, an entry, a label, or how to reach him.
_SENDERS_OWN = re.compile(
    r"\S ?[\t|│]|^\(?[\d๐-๙]{1,3}[.)]|^[^\s:][^:\n]{0,40}:\s|โทร|tel\b|มือถือ|@", re.MULTILINE | re.IGNORECASE
)
_SENDERS_WITHIN = 6  # lines below
_BOX = re.compile(r"<(/?)(div|blockquote)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"(?:\s|<(?!blockquote\b)[^<>]*>){0,40}<blockquote\b", re.IGNORECASE)
# Gmail, Yahoo, Apple Mail, Thunderbird, Zoho, Tutanota: the quoted mail is one element.
_QUOTE_BOX = re.compile(
    r"""<(?:div|blockquote)\b[^<>]{0,400}?(?:type\s?=\s?["']?cite|class\s?=\s?["']?[^"'<>]{0,200}\b"""
    r"""(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote))""",
    re.IGNORECASE,
)
# Whatever the program: a block with a line down its left side.
_BARRED_BOX = re.compile(
    r"""<(?:div|blockquote|p)\b[^<>]{0,200}?\bstyle\s?=\s?["'][^<>]{0,300}?\bborder-left\s?:\s?+(?!0|none)[^;<>]{0,40}?"""
    r"""\b(?:solid|dashed|dotted|double|ridge|groove)""",
    re.IGNORECASE,
)
# Outlook in its many kinds, Zimbra, Spark: everything after this element.
_QUOTE_REST = re.compile(
    r"""<(?:div|hr|span|a)\b[^<>]{0,400}?(?:name\s?=\s?["']?(?:_MailOriginal|messageReplySection)"""
    r"""|data-marker\s?=\s?["']?__(?:DIVIDER|HEADERS|QUOTED_TEXT)__|id\s?=\s?["']?(?:x_)?(?:divRplyFwdMsg|zwchr\b|"""
    r"""stopSpelling|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION))"""
    r"""|<div\b[^<>]{0,400}?border-top:\s?solid\s#(?:B5C4DF|E1E1E1)""",
    re.IGNORECASE,
)


def is_forwarded(subject: str, marks: QuotedMarks) -> bool:
    """Whether the subject says that the mail was passed on."""
    return marks.subject.match(subject.strip()) is not None


def _repeated_headers(lines: Sequence[str], at: int, marks: QuotedMarks, *, below: bool) -> int:
    """How many lines from `at` are the headers that programs repeat above a quoted mail; 0 if they are none.

    In any order: who sent it, when, and one more; with an address or a time of day among them. `below`
    words of the sender's own `From:` and one more header will do, and so will the Thai words of a program.
    """
    kinds = (marks.sender, marks.sent, marks.other)
    found = [False, False, False]
    size = 0
    for number, line in enumerate(lines[at : at + _MOST_HEADERS], start=1):
        text = line.strip()[:_LONGEST_LINE]
        kind = next((index for index, pattern in enumerate(kinds) if pattern.fullmatch(text)), None)
        goes_on = number > 1 and ("@" in text or line[:1] in {" ", "\t"})  # a list of receivers
        if kind is not None:
            found[kind] = True
        elif number == 1 or (text and not goes_on):
            break
        if kind is not None or not text:
            size = number
    block = lines[at : at + size]
    if (
        below
        and found[0]
        and sum(found) > 1
        and any(marks.of_programs.fullmatch(line.strip()) for line in block)
    ):
        return size
    return size if all(found) and _OF_A_MAIL.search("\n".join(block)) else 0


def _attribution(lines: Sequence[str], at: int, marks: QuotedMarks) -> int:
    """How many lines from `at` say "On … wrote:", 0 if they do not; mail programs wrap it over up to three lines."""
    if not lines[at].strip():
        return 0
    wrapped = [line.strip() for line in lines[at : at + 3]]
    if wrapped[0].endswith(_ENDINGS) and marks.answered_line.fullmatch(wrapped[0][:_LONGEST_LINE]):
        return 1
    for size, line in enumerate(wrapped, start=1):
        said = " ".join(wrapped[:size])[:_LONGEST_LINE]
        if not line:
            return 0
        if line.endswith(_ENDINGS) and marks.answered.fullmatch(said):
            return size
    return 0


def _shows_headers(lines: Sequence[str], marks: QuotedMarks) -> bool:
    """Whether one of the next lines that say something repeats a header, as they do below a program's "forwarded"."""
    said = [text[:_LONGEST_LINE] for line in lines[:_MOST_HEADERS] if (text := line.strip())]
    kinds = (marks.sender, marks.sent, marks.other)
    return any(kind.fullmatch(text) for text in said[:_HEADERS_WITHIN] for kind in kinds)


def _bare_line(lines: Sequence[str]) -> int:
    """The line of underscores below which another's words stand: the only one, with words above it; -1 if there is none."""
    rules = [number for number, line in enumerate(lines) if _RULE.fullmatch(line)]
    if len(rules) != 1 or not any(line.strip() for line in lines[: rules[0]]):
        return -1
    below = [text[:_LONGEST_LINE] for line in lines[rules[0] + 1 :] if (text := line.strip())]
    return -1 if _SENDERS_OWN.search("\n".join(below[:_SENDERS_WITHIN])) else rules[0]


def _own_lines(lines: list[str], marks: QuotedMarks, forwarded: bool) -> Iterator[str]:
    quoted, bare = marked_lines(lines, marks), _bare_line(lines)
    at, below = 0, False
    while at < len(lines):
        line = lines[at]
        text = line.strip()
        may_mark = _MAY_MARK.search(line) is not None
        repeated = _repeated_headers(lines, at, marks, below=below) if may_mark else 0
        answers = may_mark and _attribution(lines, at, marks) > 0
        if marks.forwarded.fullmatch(text[:300]):
            if not forwarded and not _shows_headers(lines[at + 1 :], marks):
                return
            forwarded = True
        elif forwarded and (repeated or _RULE.fullmatch(line) or answers):
            at += max(repeated, 1) - 1
        elif repeated or answers or at == bare:
            return
        elif not text.startswith(">") and at not in quoted:
            below = below or bool(text)
            yield line
        at += 1


def own_text(text: str, marks: QuotedMarks, *, forwarded: bool) -> str:
    """What the sender wrote: without lines that are marked as quoted and without the mail that was answered."""
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
    for quoting in (_QUOTE_BOX, _BARRED_BOX):
        html = _without_boxes(html, quoting)
    return _without_marked(html, marks)


def _without_boxes(html: str, quoting: re.Pattern[str]) -> str:
    kept, at = [], 0
    while box := quoting.search(html, at):
        kept.append(html[at : box.start()])
        at = _box_end(html, box.start())
    return "".join((*kept, html[at:]))


def _without_marked(html: str, marks: QuotedMarks) -> str:
    """The HTML up to the line that a program writes above the quoted mail, where no element tells it.

    Where a block of quoted text stands right below "On … wrote:", what follows the block is the sender's.
    """
    places = list(html_lines(html))
    kept, begin = [], 0
    first = next((at for at, (_, line) in enumerate(places) if words(line).strip()), 0)
    for at, (start, line) in enumerate(places):
        if start < begin or not _MAY_MARK.search(line):
            continue
        lines = [words(raw) for _, raw in places[at : at + _MOST_HEADERS]]
        said = _attribution(lines, 0, marks)
        if not said and not _repeated_headers(lines, 0, marks, below=at > first):
            continue
        kept.append(html[begin:start])
        after = places[at + said][0] if said and at + said < len(places) else len(html)
        block = _BLOCK.match(html, after)
        if block is None:
            return "".join(kept)
        begin = _box_end(html, block.end() - len("<blockquote"))
    return "".join((*kept, html[begin:]))
