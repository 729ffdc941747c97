"""A mail that brought no file → what it says of one: that it comes with the mail, lies elsewhere or comes later; pure."""

from collections.abc import Iterable, Sequence

from collector.filing.understood import Rules, Understood
from collector.forms.months import without_months
from collector.forms.vocabulary import Vocabulary
from collector.model.mail import Mail
from collector.thai import fold

LINK = "link-instead"
FORGOT = "forgot-attachment"
CONVERSATION = "conversation"
WITHDRAWS = "asks-to-withdraw"
_LONGEST_SUBJECT = 300
_MOST_LINES = 200  # of a text in which somebody hands over a report


def said_without_file(case: Understood, rules: Rules) -> str:
    """The reason code for a mail without a file: it points to one elsewhere, promised one, takes one back, or is conversation."""
    words, mail = rules.vocabulary, case.mail
    said, attaches = _said(mail), _attaches(_text(mail), words)
    if case.sender_units and not (attaches or mail.links) and _any_in(said, words.withdrawal_words):
        return WITHDRAWS
    if _is_left_to_people(said, words, attaches=attaches):
        return CONVERSATION
    reports = _any_in(said, words.report_words)
    speaks = reports or any(spec.title_in(said) for spec in rules.forms.values())
    if mail.links and (speaks or attaches or case.sender_units):
        return LINK
    if attaches and (
        speaks
        or _names_matter(said, rules)
        or _any_in(fold(mail.subject), words.report_matters)
        or (case.sender_units and _names_month(mail, rules))
    ):
        return FORGOT
    promised = _any_in(fold(mail.subject), words.report_words) and not _any_in(said, words.courtesy_words)
    handed = _hands_over([mail.subject, *mail.text.splitlines()], words)
    return FORGOT if promised or handed or _gives_file(mail, words) else CONVERSATION


def asks_for_time(mail: Mail, words: Vocabulary) -> bool:
    """Whether a mail asks for more time, whatever it brings."""
    return _any_in(_said(mail), words.time_words)


def hands_in(text: str, words: Vocabulary) -> bool:
    """Whether a text hands over a report, or speaks of one attached."""
    return _attaches(text, words) or _hands_over(text.splitlines(), words)


def _is_left_to_people(said: str, words: Vocabulary, *, attaches: bool) -> bool:
    """Whether it asks for something, or tells that no report comes now: it is late, comes later, or is taken back."""
    if _any_in(said, words.request_words) or _any_in(said, words.time_words):
        return True
    not_now = (*words.late_words, *words.later_words, *words.withdrawal_words)
    return _any_in(said, not_now) and not attaches


def _attaches(text: str, words: Vocabulary) -> bool:
    """Whether a text speaks of an attachment that comes with it, not of one that will (`จะส่งพร้อมไฟล์แนบ`) or came before."""
    said = "".join(clause for clause in map(fold, text.split()) if not _comes_later(clause, words))
    for other in (*words.later_words, *words.earlier_words):
        said = said.replace(other, "")
    return _any_in(said, words.attachment_words)


def _comes_later(clause: str, words: Vocabulary) -> bool:
    """Whether a clause (Thai has blanks between clauses, not between words) promises to send something with an attachment."""
    begins = [at for word in words.promises if (at := clause.find(word)) >= 0]
    return bool(begins) and _any_in(clause[min(begins) :], words.attachment_words)


def _names_matter(said: str, rules: Rules) -> bool:
    """Whether it names what one of our forms is about, under whatever abbreviation of its title."""
    return any(_any_in(said, spec.folded_matter) for spec in rules.forms.values())


def _names_month(mail: Mail, rules: Rules) -> bool:
    """Whether the subject names a month, and no other business."""
    subject = mail.subject[:_LONGEST_SUBJECT]
    named = any(without_months(subject, spec.words.months) != subject for spec in rules.forms.values())
    return named and not _any_in(fold(subject), rules.vocabulary.other_business)


def _hands_over(lines: Sequence[str], words: Vocabulary) -> bool:
    """Whether a line begins with the words of who hands over a report: `ส่งแบบรายงานค่ะ`, not `ส่งแบบรายงานแล้ว`."""
    folded = map(fold, lines[:_MOST_LINES])
    handed = (line for line in folded if line.startswith(words.handing_words))
    return any(not _any_in(line, (*words.asking, *words.not_handing)) for line in handed)


def _gives_file(mail: Mail, words: Vocabulary) -> bool:
    """Whether a mail that answers none says that it brings the file of a report: `ส่งไฟล์แบบรายงานให้แล้วนะคะ`."""
    lines = [fold(line) for line in mail.text.splitlines()[:_MOST_LINES]]
    ends = tuple(end + polite for end in words.given for polite in ("", *words.polite))
    gives = any(line.startswith(words.file_sent) and line.endswith(ends) for line in lines)
    return gives and not mail.references and _any_in(_said(mail), words.report_words)


def _said(mail: Mail) -> str:
    """Subject and text, folded."""
    return fold(_text(mail))


def _text(mail: Mail) -> str:
    return mail.subject + "\n" + mail.text


def _any_in(said: str, words: Iterable[str]) -> bool:
    return any(word in said for word in words)
