"""What the daemon observes at one moment → what is wrong; pure, tells nobody (alarm.py does)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

# Each has its words in templates/letters/alert.j2 and its paragraph in docs/operations.md.
KINDS = (
    "no-fetch",
    "sign-in",
    "mail-left",
    "no-send",
    "letters-waiting",
    "letters-failed",
    "letters-held",
    "disk",
)
LONG = timedelta(hours=1)  # that a letter may wait before it counts
RECENT = timedelta(days=7)  # longer than a letter is tried: those that failed for good before are history


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: its kind, numbers for the letter, and the cause in English for the administrator."""

    kind: str
    cause: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on something counts as wrong."""

    silence: timedelta = timedelta(minutes=30)  # without mail read, or letters sent that wait
    letters_waiting: int = 10
    free_megabytes: int = 500


@dataclass(frozen=True, slots=True)
class Observed:
    """What can be seen of a running collector."""

    silence: timedelta = timedelta()  # since the mailbox was last read without an error
    failure: str = ""  # why the mailbox could not be read the last time, "" when it did not
    sign_in: bool = False  # it failed because a person has to sign in
    mail_left: int = 0  # mails in the mailbox that the ledger does not know, though a pass has ended
    letters_waiting: int = 0  # for longer than `LONG`
    letters_failed: int = 0  # given up, among those written in `RECENT`
    letters_held: int = 0  # by the breaker or by a person
    breaker: str = ""  # why the breaker holds all letters, "" when it does not
    send_failure: str = ""  # why the last passes could send nothing, "" when they could
    letters_stuck: int = 0  # written longer ago than `Thresholds.silence` and not sent
    shadow: bool = False  # letters are held because the department wants it so
    free_megabytes: int | None = None  # None: not known


def find_troubles(
    observed: Observed, thresholds: Thresholds, standing: Collection[str] = ()
) -> tuple[Trouble, ...]:
    """Everything that is wrong, at most one of each kind, in the order of `KINDS`.

    What is `standing` is over only when it has become clearly better: nobody wants ten letters about a disk that
    fills and empties around the threshold.
    """
    eased = replace(
        thresholds,
        letters_waiting=thresholds.letters_waiting // 2
        if "letters-waiting" in standing
        else thresholds.letters_waiting,
        free_megabytes=thresholds.free_megabytes * 11 // 10
        if "disk" in standing
        else thresholds.free_megabytes,
    )
    found = (*_fetching(observed, eased), *_sending(observed, eased), *_storing(observed, eased))
    return tuple(sorted(found, key=lambda trouble: KINDS.index(trouble.kind)))


def _fetching(observed: Observed, thresholds: Thresholds) -> tuple[Trouble, ...]:
    found = []
    if observed.sign_in:
        found.append(Trouble("sign-in", observed.failure))
    elif observed.failure and observed.silence >= thresholds.silence:
        minutes = int(observed.silence.total_seconds() // 60)
        found.append(
            Trouble(
                "no-fetch",
                f"no mail could be fetched for {minutes} minutes: {observed.failure}",
                {"minutes": str(minutes)},
            )
        )
    if observed.mail_left and not observed.failure:
        found.append(
            Trouble(
                "mail-left",
                f"the mailbox holds {observed.mail_left} mails that were not taken in",
                {"count": str(observed.mail_left)},
            )
        )
    return tuple(found)


def _sending(observed: Observed, thresholds: Thresholds) -> tuple[Trouble, ...]:
    found = []
    if observed.send_failure and observed.letters_stuck:
        cause = f"{observed.letters_stuck} letters wait and cannot be sent: {observed.send_failure}"
        found.append(Trouble("no-send", cause, {"count": str(observed.letters_stuck)}))
    if observed.letters_waiting > thresholds.letters_waiting:
        found.append(_letters("letters-waiting", observed.letters_waiting, "wait for more than an hour"))
    if observed.letters_failed:
        found.append(_letters("letters-failed", observed.letters_failed, "were given up in the last 7 days"))
    if observed.breaker or (observed.letters_held and not observed.shadow):
        what = "are held until a person releases them" + (f": {observed.breaker}" if observed.breaker else "")
        found.append(_letters("letters-held", observed.letters_held, what))
    return tuple(found)


def _letters(kind: str, count: int, what: str) -> Trouble:
    return Trouble(kind, f"{count} letters {what}", {"count": str(count)})


def _storing(observed: Observed, thresholds: Thresholds) -> tuple[Trouble, ...]:
    free = observed.free_megabytes
    if free is None or free >= thresholds.free_megabytes:
        return ()
    return (Trouble("disk", f"{free} MB are free where everything is stored", {"megabytes": str(free)}),)
