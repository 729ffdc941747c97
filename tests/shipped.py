"""What an application loads at its start, for tests that need no application: the shipped form, words and names of units."""

from collections.abc import Sequence

from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.forms.vocabulary import ReadingWords
from collector.model.units import Unit
from collector.registry_files import load_registry
from collector.settings.form_files import examine_forms, sound
from collector.settings.kind_files import load_unit_kinds
from collector.settings.reading_words import reading_words, unit_aliases
from collector.settings.types import FormName

WORDS = reading_words()
MONTHS = WORDS.months
KINDS = load_unit_kinds(None)


def load_forms(names: Sequence[FormName], words: ReadingWords = WORDS) -> tuple[FormSpec, ...]:
    """The forms that settings name, in their order; ConfigError with every problem of the first that has any."""
    return sound(examine_forms(names, words))


(SPEC,) = load_forms(("help-centre",))


def names_of(*units: Unit) -> UnitNames:
    """The names of some units."""
    return UnitNames(units, KINDS, unit_aliases())


PROVINCES = names_of(*load_registry(None, None).units)
