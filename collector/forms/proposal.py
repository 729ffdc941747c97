"""Forms guessed from pictures → reports for a person to look at; never sure of anything, and of no number at all.

A reader of pictures takes ๒๕๖๑ for ๒๕๒๑ without a sign of doubt. So the month comes from the mail alone, the unit's
name counts as a slip of the pen does, and the whole is a proposal: a doubt stands with it, and it is never blank.
"""

from collections.abc import Sequence
from dataclasses import replace

from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.units import UnitNames
from collector.model.reasons import Reason
from collector.model.reports import Report


def propose(found: Sequence[Found], context: MailContext, names: UnitNames) -> tuple[Report, ...]:
    """A report for each form seen in the pictures of one mail, each with the doubt `read-from-scan`."""
    reports = weigh([_modest(item) for item in found], context, names)
    doubt = Reason("read-from-scan")
    return tuple(replace(report, doubts=(doubt, *report.doubts), blank=False) for report in reports)


def _modest(item: Found) -> Found:
    """The form without what may hold a number, and with a unit that may not decide alone."""
    extract = item.extract
    # a name that is none of the registry's is most likely one of them misread: then the mail tells the unit
    unit = replace(extract.unit, certain=False) if extract.unit and extract.unit.codes else None
    return replace(
        item, extract=replace(extract, unit=unit, above=(), below=(), beside=(), identifier="", sheet="")
    )
