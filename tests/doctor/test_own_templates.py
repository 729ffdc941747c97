"""A department's own templates: every file, section, key and placeholder that would change nothing is told."""

from pathlib import Path

import pytest

from collector.doctor.own_templates import faults


def said(folder: Path, name: str, text: str) -> list[str]:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return list(faults(folder))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("words.toml", '[labels]\nunit = "เทศบาล"'),
        ("words.toml", '[phrases]\nentry = "{entry} {number}"\nfirst = "{entries}"'),
        ("reasons.toml", '[blank-form]\nstaff = "{nil_word}{issue}"\ntold = false'),
        ("summary/words.toml", '[grouping]\nown = "สาย"\n[panel]\nregions = "ตาม{grouping}"'),
        ("letters/reminder.j2", "{% set opening %}x{% endset %}"),
        (".DS_Store", ""),
        ("words.toml", "no toml"),
    ],
)
def test_what_replaces_something_is_well(tmp_path: Path, name: str, text: str) -> None:
    assert said(tmp_path, name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("words.toml", '[lables]\nunit = "x"', "words.toml: the section [lables] is unknown; did you mean labels?"),
        ("words.toml", '[labels]\nunits = "x"', "words.toml: labels.units: unknown key; did you mean unit?"),
        ("words.toml", 'labels = "x"', "words.toml: labels must be a section of its own: [labels]"),
        ("words.toml", "[labels]\nunit = 5", "words.toml: labels.unit: must be text in quotes"),
        ("words.toml", '[labels]\nunit = "{entry}"', "words.toml: labels.unit: {entry} is not filled in there; there are: none"),
        ("words.toml", '[phrases]\nentry = "{entri}"', "words.toml: phrases.entry: {entri} is not filled in there"),
        ("reasons.toml", '[blank-from]\ntext = "x"', "reasons.toml: the section [blank-from] is unknown; did you mean blank-form?"),
        ("reasons.toml", '[blank-form]\ntxt = "x"', "reasons.toml: blank-form.txt: unknown key; did you mean text?"),
        ("reasons.toml", '[blank-form]\ntold = "no"', "reasons.toml: blank-form.told: must be true or false"),
        ("reasons.toml", '[blank-form]\ntext = "{colum}"', "reasons.toml: blank-form.text: {colum} is not filled in"),
        ("summary/words.toml", '[gruping]\nother = "x"', "summary/words.toml: the section [gruping] is unknown; did you mean grouping?"),
        ("summary/words.toml", '[panel]\nregions = "{gruping}"', "summary/words.toml: panel.regions: {gruping} is not filled in"),
        ("word.toml", "", "word.toml: no template is called so, and nothing is replaced by it; did you mean words.toml?"),
        ("letters/remind.j2", "", "letters/remind.j2: no template is called so"),
        ("words.toml.txt", "", "words.toml.txt: no template is called so"),
    ],
)  # fmt: skip
def test_what_would_change_nothing_is_told(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (only,) = said(tmp_path, name, text)
    assert only.startswith(fault)


def test_a_template_may_include_one_that_is_not_shipped(tmp_path: Path) -> None:
    said(tmp_path, "letters/logo.j2", "x")
    assert said(tmp_path, "letters/reminder.j2", '{% include "letters/logo.j2" %}') == []
