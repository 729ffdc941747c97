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
class Bounds:
    """From when on something counts as wrong."""

    silence: timedelta = timedelta(minutes=30)  # without mail read, or letters sent that wait
    letters_waiting: int = 10
    free_megabytes: int = 500


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen of a running collector."""

    silence: timedelta = timedelta()  # since the mailbox was last read without an error
    failure: str = ""  # why the last look failed, "" when it did not
    sign_in: bool = False  # it failed because a person has to sign in
    mail_left: int = 0  # mails in the mailbox that the ledger does not know, though a pass has ended
    letters_waiting: int = 0  # for longer than `LONG`
    letters_failed: int = 0  # given up, among those written in `RECENT`
    letters_held: int = 0  # by the breaker or by a person
    breaker: str = ""  # why the breaker holds all letters, "" when it does not
    send_failure: str = ""  # why the last passes could send nothing, "" when they could
    letters_stuck: int = 0  # written longer ago than `Bounds.silence` and not sent
    shadow: bool = False  # letters are held because the department wants it so
    free_megabytes: int | None = None  # None: not known


def troubles(signs: Signs, bounds: Bounds, standing: Collection[str] = ()) -> tuple[Trouble, ...]:
    """Everything that is wrong, at most one of each kind, in the order of `KINDS`.

    What is `standing` is over only when it has become clearly better: nobody wants ten letters about a disk that
    fills and empties around the bound.
    """
    eased = replace(
        bounds,
        letters_waiting=bounds.letters_waiting // 2
        if "letters-waiting" in standing
        else bounds.letters_waiting,
        free_megabytes=bounds.free_megabytes * 11 // 10 if "disk" in standing else bounds.free_megabytes,
    )
    found = (*_fetching(signs, eased), *_sending(signs, eased), *_storing(signs, eased))
    return tuple(sorted(found, key=lambda trouble: KINDS.index(trouble.kind)))


def _fetching(signs: Signs, bounds: Bounds) -> tuple[Trouble, ...]:
    found = []
    if signs.sign_in:
        found.append(Trouble("sign-in", signs.failure))
    elif signs.failure and signs.silence >= bounds.silence:
        minutes = int(signs.silence.total_seconds() // 60)
        found.append(
            Trouble(
                "no-fetch",
                f"no mail could be fetched for {minutes} minutes: {signs.failure}",
                {"minutes": str(minutes)},
            )
        )
    if signs.mail_left and not signs.failure:
        found.append(
            Trouble(
                "mail-left",
                f"the mailbox holds {signs.mail_left} mails that were not taken in",
                {"count": str(signs.mail_left)},
            )
        )
    return tuple(found)


def _sending(signs: Signs, bounds: Bounds) -> tuple[Trouble, ...]:
    found = []
    if signs.send_failure and signs.letters_stuck:
        cause = f"{signs.letters_stuck} letters wait and cannot be sent: {signs.send_failure}"
        found.append(Trouble("no-send", cause, {"count": str(signs.letters_stuck)}))
    if signs.letters_waiting > bounds.letters_waiting:
        found.append(_letters("letters-waiting", signs.letters_waiting, "wait for more than an hour"))
    if signs.letters_failed:
        found.append(_letters("letters-failed", signs.letters_failed, "were given up in the last 7 days"))
    if signs.breaker or (signs.letters_held and not signs.shadow):
        what = "are held until a person releases them" + (f": {signs.breaker}" if signs.breaker else "")
        found.append(_letters("letters-held", signs.letters_held, what))
    return tuple(found)


def _letters(kind: str, count: int, what: str) -> Trouble:
    return Trouble(kind, f"{count} letters {what}", {"count": str(count)})


def _storing(signs: Signs, bounds: Bounds) -> tuple[Trouble, ...]:
    free = signs.free_megabytes
    if free is None or free >= bounds.free_megabytes:
        return ()
    return (Trouble("disk", f"{free} MB are free where everything is stored", {"megabytes": str(free)}),)
