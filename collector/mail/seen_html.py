"""The HTML of a body → what a mail program shows of it, tags and all; never raises."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from collector.formats.html_hiding import LIT, Light, sight
from collector.formats.html_style import declarations_for, may_hide, rules_of

_STYLE = re.compile(r"<style\b[^<>]*>", re.IGNORECASE)
_STYLE_END = re.compile(r"</style\b", re.IGNORECASE)
# No value holds an angle bracket: else each quote that does not end would be looked for to the end of the page.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"}
)
# Elements whose end need not be written, by what begins behind them.
_ENDED_BY = {
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "li": frozenset({"li", "p"}),
    "option": frozenset({"option"}),
}
_BLOCKS = frozenset(
    {"div", "table", "p", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"}
)
_PARAGRAPH, _NONE = frozenset({"p"}), frozenset[str]()
_NEVER = frozenset(
    {"template", "datalist", "noscript", "svg", "canvas", "video", "audio", "meter", "progress", "rp"}
)
_CLOSED = frozenset({"dialog", "details"})
_DEEPEST = 300


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that has not ended yet."""

    name: str
    gone: bool
    light: Light = LIT  # how its text stands
    folded: bool = False  # only what may be a summary in it is seen

    @property
    def seen(self) -> bool:
        return not (self.gone or self.light.dark or self.folded)


def seen_html(html: str, whole: str) -> str:
    """Return the HTML without the text that its styles, or its own words for that, hide.

    `html` is without comments and style sheets, `whole` as it came.
    """
    if not may_hide(whole):
        return html
    rules = rules_of("\n".join(_style_sheets(whole)))
    kept: list[str] = []
    around = [_Open("", gone=False)]
    at = 0
    for tag in _TAG.finditer(html):
        if around[-1].seen:
            kept.append(html[at : tag.start()])
        at = tag.end()
        if not around[-1].gone:  # what is only not to be seen still parts lines and cells
            kept.append(tag[0])
        _step(around, tag, rules)
    if around[-1].seen:
        kept.append(html[at:])
    return "".join(kept)


def _style_sheets(html: str) -> Iterator[str]:
    at = 0
    while begins := _STYLE.search(html, at):
        ends = _STYLE_END.search(html, begins.end())
        if ends is None:
            return
        yield html[begins.end() : ends.start()]
        at = ends.end()


def _step(around: list[_Open], tag: re.Match[str], rules: Mapping[str, str]) -> None:
    """Take a tag's element off the open ones, or put it on them."""
    name = tag[2].lower()
    if tag[1]:
        _close(around, name)
    elif name not in _VOID and not tag[3].endswith("/") and len(around) < _DEEPEST:
        ended = _ENDED_BY.get(name, _PARAGRAPH if name in _BLOCKS else _NONE)
        while around[-1].name in ended:
            around.pop()
        around.append(_opened(name, tag[3], around[-1], rules))


def _opened(name: str, written: str, parent: _Open, rules: Mapping[str, str]) -> _Open:
    said = {
        found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(written)
    }
    if "&#" in written:
        said = {label: unescape(value) for label, value in said.items()}
    shown = sight(declarations_for(name, said, rules), name)
    closed = name in _CLOSED and "open" not in said
    hidden = "hidden" in said or "popover" in said or name in _NEVER or (parent.folded and name != "summary")
    gone = parent.gone or hidden or shown.gone or (closed and name == "dialog")
    return _Open(name, gone, shown.inside(parent.light), closed)


def _close(around: list[_Open], name: str) -> None:
    """End the innermost element of a name, and all that are open in it; a lone end is passed over."""
    for index in range(len(around) - 1, 0, -1):
        if around[index].name == name:
            del around[index:]
            return
