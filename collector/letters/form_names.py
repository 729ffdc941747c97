"""Which form a report is on, as a letter names it where several forms are in force; where there is one, no letter does."""

from collections.abc import Iterable

from collector.forms.spec import FormSpec
from collector.letters.letterhead import Letterhead
from collector.model.reports import Report
from collector.wording import Wording

_UNCLEAR = "form-unclear"


def forms_of(report: Report) -> tuple[str, ...]:
    """The id of a report's form; of all forms that it may be where nobody can tell yet."""
    unclear = next((doubt for doubt in report.doubts if doubt.code == _UNCLEAR), None)
    may_be = unclear.values.get("forms", "").split() if unclear else []
    return tuple(may_be) or (report.form,)


def known_forms(reports: Iterable[Report], letterhead: Letterhead) -> tuple[FormSpec, ...]:
    """The forms that these reports are certainly on, each once, in their order."""
    certain = (forms[0] for report in reports if len(forms := forms_of(report)) == 1)
    return tuple(letterhead.forms[form] for form in dict.fromkeys(certain))


def form_name(spec: FormSpec, letterhead: Letterhead, wording: Wording) -> str:
    """What the form itself calls its report, where no other does so too, else its title; "" where it is the only form."""
    own, called = spec.said.report, [form.said.report for form in letterhead.forms.values()]
    if len(called) < 2:
        return ""
    tells = own and own != wording.word("form", "report") and called.count(own) == 1
    return own if tells else spec.title


def report_name(report: Report, letterhead: Letterhead, wording: Wording) -> str:
    """The name of a report's form; "" where it is the only one in force, or nobody can tell which it is."""
    return "".join(form_name(spec, letterhead, wording) for spec in known_forms([report], letterhead))
