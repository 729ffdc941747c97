"""What an application loads at its start, for tests that need no application: the shipped form, words and names of units."""

from collector.forms.units import UnitNames
from collector.model import Unit
from collector.registry import load_registry
from collector.settings.form_files import load_forms
from collector.settings.kind_files import load_unit_kinds
from collector.settings.reading_words import reading_words, unit_aliases

WORDS = reading_words()
MONTHS = WORDS.months
KINDS = load_unit_kinds(None)
(SPEC,) = load_forms(("help-centre",), WORDS)


def names_of(*units: Unit) -> UnitNames:
    """The names of some units."""
    return UnitNames(units, KINDS, unit_aliases())


PROVINCES = names_of(*load_registry(None, None).units)
