"""What a mail that gives another one back brings of its own: the files beside the returned mail, opened; reads no document."""

from dataclasses import replace

from collector.mail.mail_signs import is_copy
from collector.mail.unpack import UnpackLimits, unpack
from collector.mail.words import MailWords
from collector.model.files import Attachment
from collector.model.mail import Mail


def beside_returned(mail: Mail, words: MailWords, limits: UnpackLimits) -> tuple[Attachment, ...]:
    """Every file that is neither a mail, nor in one, nor a text: these repeat what was sent, by us or by somebody else.

    Raises nothing but NeedsProgramError, as `unpack` does.
    """
    own = replace(mail, parts=tuple(part for part in mail.parts if not is_copy(part)))
    found = unpack(own, words, replace(limits, mails=False))
    return tuple(item for item in found if not item.is_body)
