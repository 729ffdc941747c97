"""The words by which the collector finds its way in any form, as frozen values; no file is opened here."""

from dataclasses import dataclass

from collector.forms.month_names import MonthNames


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of collector/data/recognition.toml, folded."""

    number_headings: frozenset[str]
    period_headings: tuple[str, ...]
    other_headings: tuple[str, ...]
    footer: tuple[str, ...]
    contact_labels: tuple[str, ...]  # the same, only before a name, a date, a number or an address
    work_groups: tuple[str, ...]  # of which the name of a part of an office is made
    totals: tuple[str, ...]
    signs: tuple[str, ...]
    names: tuple[str, ...]
    addressees: tuple[str, ...]
    submitted: tuple[str, ...]  # at the end of a line that lays something before them
    continued: tuple[str, ...]
    continued_sheets: tuple[
        str, ...
    ]  # in the name of a sheet that goes on with the form of the one before it
    pages: tuple[str, ...]  # before the number of a page
    joining: tuple[str, ...]  # with which a sentence goes on and hardly begins
    attachment_words: tuple[str, ...]
    report_words: tuple[str, ...]
    request_words: tuple[str, ...]
    time_words: tuple[str, ...]  # of who asks for more time
    late_words: tuple[str, ...]
    later_words: tuple[str, ...]  # of who will attach something another time
    other_business: tuple[str, ...]  # in a subject with a month that is of no report
    withdrawal_words: tuple[str, ...]  # of who takes back what he sent
    earlier_words: tuple[str, ...]  # of an attachment that came before
    report_matters: tuple[str, ...]  # in the subject of who attaches a report
    file_sent: tuple[str, ...]  # with which a line begins that says that a file comes
    given: tuple[str, ...]  # with which it ends
    polite: tuple[str, ...]  # what may follow there
    handing_words: tuple[str, ...]  # with which a line begins that hands over a report
    not_handing: tuple[str, ...]  # in a line that does so no more: it was sent before, or is to be
    courtesy_words: tuple[str, ...]
    nil_fields: tuple[str, ...]  # what begins the name of a field of work of which there may be nothing
    nil_frames: tuple[str, ...]  # with which a sentence begins that says that there is nothing
    nil_leads: tuple[str, ...]  # what else stands before it where it names the form's matter
    nil_trails: tuple[str, ...]  # with which it ends
    promises: tuple[str, ...]  # of who will send something
    conditions: tuple[str, ...]  # before words that then state nothing
    asking: tuple[str, ...]  # behind words that then state nothing
    problem_told: tuple[str, ...]  # in a sentence that tells a problem
    remedy_told: tuple[str, ...]  # in one that tells what was done
    other_rhythms: tuple[str, ...]  # of forms that are not sent each month
    monthly: tuple[str, ...]
    reporter: tuple[str, ...]  # what a title says before the office that reports
    addresses: tuple[str, ...]  # of a line that says where an office is, not which one reports
    general: tuple[str, ...]  # of titles; what consists of nothing else tells no form
    form_nouns: tuple[str, ...]  # with which the title of a form, a list, a plan begins
    title_offices: tuple[str, ...]  # before an office's name in a title, not folded: อ. needs its dot
    introduces: tuple[str, ...]  # at the end of a line that is no title
    sending: tuple[str, ...]  # before the title in the subject of a mail
    subtitle_filler: tuple[str, ...]  # what stands in a line under a title and tells no matter of its own
    entry_leads: tuple[str, ...]  # with which a line begins that tells one problem more
    lacks: tuple[str, ...]  # in an item that tells a problem
    letters: tuple[str, ...]  # with which a line of a cover letter begins
    others: tuple[str, ...]  # what makes a problem another one, of which there may be none
    explains: tuple[str, ...]  # in a line that tells how to fill the form in
    remarks: tuple[str, ...]  # before a remark under a table
    title_filler: tuple[str, ...]  # what else stands in titles and tells no matter


@dataclass(frozen=True, eq=False)
class ReadingWords:
    """All that is known before any form and any unit: what words mean, and how months are written."""

    vocabulary: Vocabulary
    months: MonthNames
