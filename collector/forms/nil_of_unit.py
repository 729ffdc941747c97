"""Whether a text says that a unit has nothing to report: `จังหวัดกระบี่ไม่มีปัญหาอุปสรรค`."""

import re

from collector.forms.nil import has_nil_word, is_nil
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames

LONGEST = 300  # characters; who reports nothing says it in a sentence


def says_nil(text: str, spec: FormSpec, names: UnitNames) -> bool:
    """Whether a text says so, whatever unit it names; `is_nil` knows no units."""
    if is_nil(text, spec):
        return True
    if len(text) > LONGEST or not has_nil_word(text, spec):
        return False
    plain = _without_units(text, names)
    return plain != text and is_nil(plain, spec)


def _without_units(text: str, names: UnitNames) -> str:
    kind = names.kind_words.pattern.pattern
    for code in (code for named in names.inside(text) for code in named.codes[:1]):
        text = re.sub(rf"(?:{kind})?[\s.]*{re.escape(names.name(code))}", "", text)
    return text
