"""What of an OpenDocument text is shown: its hidden styles, sections and paragraphs, and what form fields say; it knows no table.

ISO 26300 part 1: text:display (20.404), sections (5.4), hidden fields (7.7.5, 7.7.6), forms (13).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from collector.readers.form_fields import UNCHOSEN, checkbox, choice
from collector.readers.opendocument import DRAW, OFFICE, STYLE, TEXT, integer
from collector.readers.package import local

FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
CONTENT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}content-control"
PLACEHOLDER = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}showing-place-holder"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
STYLE_NAME = f"{TEXT}style-name"
DEEPEST = 10  # styles based on each other; a chain of them may be a circle
MARK = f"{FIELD}fieldmark"
HIDER = f"{TEXT}hidden-paragraph"
VALUED = {f"{DRAW}control", MARK, f"{TEXT}hidden-text", CONTENT}


@dataclass(frozen=True, slots=True)
class Shown:
    """The styles that hide text or show it again, and the form fields of a document by their names."""

    styles: Mapping[str, bool]
    controls: Mapping[str, etree._Element]

    @classmethod
    def of(cls, roots: Iterable[etree._Element | None]) -> "Shown":
        """Return what content.xml and styles.xml say."""
        known = [root for root in roots if root is not None]
        parents: dict[str, str] = {}
        own: dict[str, bool] = {}
        for style in (style for root in known for style in root.iter(f"{STYLE}style")):
            name = style.get(f"{STYLE}name", "")
            parents[name] = style.get(f"{STYLE}parent-style-name", "")
            for found in style.findall(f"{STYLE}text-properties"):
                display = found.get(f"{TEXT}display")
                if display is not None:
                    own[name] = display == "none"
        hides = (
            {name: said for name in parents if (said := _inherited(name, own, parents)) is not None}
            if own
            else {}
        )
        controls = {
            control.get(name, ""): control
            for root in known
            for forms in root.iter(f"{OFFICE}forms")
            for control in forms.iter(etree.Element)
            for name in (f"{FORM}id", XML_ID)
        }
        return cls(hides, controls)

    def hides(self, element: etree._Element, around: bool) -> bool:
        """Return whether the text of a paragraph or a span is hidden; `around` is whether that around it is."""
        return self.styles.get(element.get(STYLE_NAME, ""), around) if self.styles else around

    def value(self, element: etree._Element) -> str | None:
        """Return what an element shows that keeps it elsewhere than in its text; None for any other element."""
        if element.tag not in VALUED:
            return None
        if element.tag == f"{DRAW}control":
            return self._control(element)
        if element.tag == MARK:
            return _mark_value(element)
        if element.tag == f"{TEXT}hidden-text":
            return (
                ""
                if element.get(f"{TEXT}is-hidden", "true") == "true"
                else element.get(f"{TEXT}string-value", "")
            )
        return "" if element.get(PLACEHOLDER) == "true" else None

    def _control(self, drawn: etree._Element) -> str:
        """Return what the form field shows that a drawn control stands for."""
        field = self.controls.get(drawn.get(f"{DRAW}control", ""))
        if field is None:
            return ""
        kind = local(field)
        if kind in {"checkbox", "radio"}:
            state = field.get(f"{FORM}current-state", field.get(f"{FORM}state", "unchecked"))
            chosen = field.get(f"{FORM}current-selected", field.get(f"{FORM}selected", "false"))
            return (
                f"{checkbox(state == 'checked' or chosen == 'true')} {field.get(f'{FORM}label', '')}".strip()
            )
        if kind == "listbox":
            options = (item for item in field.findall(f"{FORM}option"))
            return " ".join(
                item.get(f"{FORM}label", "")
                for item in options
                if item.get(f"{FORM}current-selected", item.get(f"{FORM}selected", "false")) == "true"
            )
        if kind in {"text", "combobox", "formatted-text", "date", "number", "time", "textarea"}:
            return field.get(f"{FORM}current-value") or field.get(f"{FORM}value") or ""
        return field.get(f"{FORM}label", "") if kind == "fixed-text" else ""


def is_hidden_section(section: etree._Element) -> bool:
    """Whether a section is hidden, by itself or by its condition as it was met last."""
    display = section.get(f"{TEXT}display", "true")
    return display in {"none", "false"} or (
        display == "condition" and section.get(f"{TEXT}is-hidden") == "true"
    )


def is_hidden_paragraph(paragraph: etree._Element) -> bool:
    """Whether a field in a paragraph hides it."""
    return any(field.get(f"{TEXT}is-hidden") == "true" for field in paragraph.iterchildren(HIDER))


def _mark_value(mark: etree._Element) -> str:
    """Return what a form field that came from Word shows."""
    said = [
        (item.get(f"{FIELD}name", ""), item.get(f"{FIELD}value", ""))
        for item in mark.findall(f"{FIELD}param")
    ]
    kind = mark.get(f"{FIELD}type", "")
    if kind.endswith("FORMCHECKBOX"):
        return checkbox(any(name == "Checkbox_Checked" and value in {"true", "1"} for name, value in said))
    if not kind.endswith("FORMDROPDOWN"):
        return ""
    entries = [value for name, value in said if name == "Dropdown_ListEntry"]
    chosen = next((integer(value, UNCHOSEN) for name, value in said if name == "Dropdown_Selected"), UNCHOSEN)
    return choice(entries, chosen, 0)


def _inherited(name: str, own: Mapping[str, bool], parents: Mapping[str, str]) -> bool | None:
    for _ in range(DEEPEST):
        if name in own:
            return own[name]
        name = parents.get(name, "")
    return None
