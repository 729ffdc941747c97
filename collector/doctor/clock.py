"""What a mail server says of a moment, and this computer's clock → whether the clock is wrong; asks nobody."""

from datetime import datetime, timedelta

from collector.doctor.finding import Finding, well, wrong

_TOLERANCE = timedelta(minutes=5)
REMEDY = "set it: timedatectl set-ntp true; letters are dated and reminders sent by it"


def not_before(moment: datetime, now: datetime) -> Finding:
    """The newest mail arrived by the server's clock: ours cannot be earlier. That it is not ahead does not follow."""
    if moment - now > _TOLERANCE:
        return wrong(
            "mailbox clock",
            f"this computer's clock is {_told(moment - now)} behind the mail server's",
            REMEDY,
        )
    return well("mailbox clock", "the newest mail did not arrive in the future")


def within(moment: datetime, began: datetime, ended: datetime) -> str:
    """A letter that was sent after `began` and was here before `ended` bears the server's time: "" if it can be."""
    if moment - ended > _TOLERANCE:
        return f"this computer's clock is {_told(moment - ended)} behind the mail server's"
    if began - moment > _TOLERANCE:
        return f"this computer's clock is {_told(began - moment)} ahead of the mail server's"
    return ""


def _told(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
