"""Sign-in with Microsoft against a stand-in that speaks its protocol: codes, renewal, refusals, no network, no secrets."""

import multiprocessing
import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collector.errors import MailboxError, SignInError
from collector.signin.microsoft import Invitation, Registration, Tokens, explained
from tests.signin.authority import ACCOUNT, CLIENT, Authority, refusal, serving, take_microsofts_place

PERSONAL = Registration(CLIENT)
HOURS = 3600.0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("authority")) as authority:
        yield authority


@pytest.fixture
def microsoft(running: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    fresh = Authority()
    for name in ("pending", "lifetime", "refuse", "refuse_code", "status", "valid"):
        setattr(running, name, getattr(fresh, name))
    running.issued.clear()
    running.asked.clear()
    take_microsofts_place(running, monkeypatch)
    return running


def nobody(_: Invitation) -> None:
    """Reads no invitation."""


@pytest.fixture
def tokens(microsoft: Authority, tmp_path: Path) -> Tokens:
    """Signed in just now."""
    signed_in = Tokens(PERSONAL, tmp_path)
    signed_in.sign_in(nobody)
    return signed_in


def later(tmp_path: Path, seconds: float) -> Tokens:
    """The same sign-in, after that time."""
    return Tokens(PERSONAL, tmp_path, clock=lambda: time.time() + seconds)


def kept_file(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "microsoft.json"


# ── signing in ──────────────────────────────────────────────────────────────────────────────────


def test_a_person_signs_in_with_a_code(microsoft: Authority, tmp_path: Path) -> None:
    microsoft.pending = 2
    invitations: list[Invitation] = []
    tokens = Tokens(PERSONAL, tmp_path)
    standing = tokens.sign_in(invitations.append)
    assert invitations == [Invitation("https://microsoft.com/devicelogin", "FJC3RRX9", 15)]
    assert standing.account == ACCOUNT
    assert abs(standing.renewed - datetime.now(UTC)) < timedelta(minutes=1)
    assert standing.ends - standing.renewed == timedelta(days=90)
    assert microsoft.grants() == ["device_code"] * 3
    assert tokens() in microsoft.issued


@pytest.mark.parametrize(
    ("registration", "tenant", "scopes"),
    [
        (PERSONAL, "consumers", {"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send"}),
        (Registration(CLIENT, "organizations", imap=False), "organizations", {"https://outlook.office365.com/SMTP.Send"}),
        (Registration(CLIENT, "dept.go.th", smtp=False), "dept.go.th", {"https://outlook.office365.com/IMAP.AccessAsUser.All"}),
    ],
)  # fmt: skip
def test_each_kind_of_account_is_asked_for_what_is_needed(
    registration: Registration, tenant: str, scopes: set[str], microsoft: Authority, tmp_path: Path
) -> None:
    Tokens(registration, tmp_path).sign_in(nobody)
    path, form = next(asked for asked in microsoft.asked if asked[0].endswith("/devicecode"))
    assert path == f"/{tenant}/oauth2/v2.0/devicecode"
    assert form["client_id"] == CLIENT
    wanted = set(form["scope"].split())
    assert {scope for scope in wanted if "outlook" in scope} == scopes
    assert "offline_access" in wanted  # without it there would be no refresh token


def test_the_tokens_are_for_their_owner_only(tokens: Tokens, tmp_path: Path) -> None:
    file = kept_file(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {path.name for path in file.parent.iterdir()} == {"microsoft.json", "microsoft.lock"}


def test_a_code_that_cannot_be_had(microsoft: Authority, tmp_path: Path) -> None:
    microsoft.refuse_code = refusal(
        "unauthorized_client", 700016, "Application with identifier x was not found"
    )
    with pytest.raises(SignInError, match="compare it with") as caught:
        Tokens(PERSONAL, tmp_path).sign_in(nobody)
    assert "AADSTS700016" in str(caught.value)
    assert "Trace ID" not in str(caught.value)
    assert not kept_file(tmp_path).exists()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal("invalid_client", 7000218, "The request body must contain client_assertion"), "Allow public client flows"),
        ({"error": "authorization_declined"}, "declined in the browser"),
        ({"error": "expired_token"}, "nobody typed the code in time"),
        ({"error": "something_new", "error_description": "AADSTS999999: New."}, "something_new (AADSTS999999: New.)"),
    ],
)  # fmt: skip
def test_a_sign_in_that_fails_says_what_to_do(
    answer: dict[str, object], words: str, microsoft: Authority, tmp_path: Path
) -> None:
    microsoft.refuse = answer
    with pytest.raises(SignInError) as caught:
        Tokens(PERSONAL, tmp_path).sign_in(nobody)
    assert words in str(caught.value)
    assert caught.value.code == "sign-in"


# ── for years ───────────────────────────────────────────────────────────────────────────────────


def test_a_token_is_used_until_it_runs_out(tokens: Tokens, microsoft: Authority, tmp_path: Path) -> None:
    microsoft.asked.clear()
    first = tokens()
    assert {Tokens(PERSONAL, tmp_path)() for _ in range(5)} == {first}
    assert microsoft.asked == []
    second = later(tmp_path, 0.95 * HOURS)()
    assert second != first
    assert microsoft.grants() == ["refresh_token"]


def test_each_renewal_brings_the_next_refresh_token(
    tokens: Tokens, microsoft: Authority, tmp_path: Path
) -> None:
    microsoft.lifetime = 60  # so short that each call renews
    microsoft.asked.clear()
    handed_out = {later(tmp_path, HOURS * hour)() for hour in range(1, 6)}
    assert len(handed_out) == 5
    used = [form["refresh_token"] for _, form in microsoft.asked if "refresh_token" in form]
    assert len(set(used)) == 5


def test_nobody_signed_in(microsoft: Authority, tmp_path: Path) -> None:
    tokens = Tokens(PERSONAL, tmp_path)
    assert tokens.standing() is None
    with pytest.raises(SignInError, match="collector login"):
        tokens()


def test_another_registration_is_another_sign_in(tokens: Tokens, tmp_path: Path) -> None:
    other = Tokens(Registration(CLIENT.replace("0000", "9999")), tmp_path)
    assert other.standing() is None
    with pytest.raises(SignInError, match="collector login"):
        other()


def test_a_refusal_is_for_good_until_a_person_signs_in(
    tokens: Tokens, microsoft: Authority, tmp_path: Path
) -> None:
    microsoft.refuse = refusal("invalid_grant", 700082, "The refresh token has expired due to inactivity")
    microsoft.asked.clear()
    for minute in range(3):  # as the daemon asks each minute
        with pytest.raises(SignInError, match="90 days") as caught:
            later(tmp_path, HOURS + 60 * minute)()
        assert caught.value.code == "sign-in"
    assert microsoft.grants() == ["refresh_token"]  # asked once: who asks on and on gets blocked
    standing = tokens.standing()
    assert standing is not None
    assert "90 days" in standing.refused
    microsoft.refuse = None
    tokens.sign_in(nobody)
    assert tokens() in microsoft.issued
    standing = tokens.standing()
    assert standing is not None
    assert standing.refused == ""


def test_a_refusal_that_was_a_mistake_of_theirs_passes(
    tokens: Tokens, microsoft: Authority, tmp_path: Path
) -> None:
    microsoft.refuse = refusal("invalid_grant", 50076, "Due to a configuration change")
    with pytest.raises(SignInError, match="second factor"):
        later(tmp_path, HOURS)()
    microsoft.refuse = None
    assert later(tmp_path, 3 * HOURS)() in microsoft.issued


def test_a_sign_in_withdrawn_at_microsoft(tokens: Tokens, microsoft: Authority, tmp_path: Path) -> None:
    microsoft.valid = "another"
    with pytest.raises(SignInError, match="AADSTS70000"):
        later(tmp_path, HOURS)()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_no_refusal(
    status: int, tokens: Tokens, microsoft: Authority, tmp_path: Path
) -> None:
    microsoft.status = status
    with pytest.raises(MailboxError) as caught:
        later(tmp_path, HOURS)()
    assert not isinstance(caught.value, SignInError)
    microsoft.status = 200
    assert later(tmp_path, HOURS)() in microsoft.issued


def test_an_answer_that_only_puts_off(tokens: Tokens, microsoft: Authority, tmp_path: Path) -> None:
    microsoft.refuse = {
        "error": "temporarily_unavailable",
        "error_description": "AADSTS90033: A transient error.",
    }
    with pytest.raises(MailboxError, match="90033") as caught:
        later(tmp_path, HOURS)()
    assert not isinstance(caught.value, SignInError)


def test_no_network_is_no_refusal(
    tokens: Tokens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, microsoft: Authority
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert tokens() in microsoft.issued  # what is good needs no network
    with pytest.raises(MailboxError, match="cannot be reached") as caught:
        later(tmp_path, HOURS)()
    assert not isinstance(caught.value, SignInError)
    standing = tokens.standing()
    assert standing is not None
    assert standing.refused == ""


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    tokens: Tokens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, microsoft: Authority
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    microsoft.asked.clear()
    with pytest.raises(MailboxError, match="SSLError"):
        later(tmp_path, HOURS)()
    assert microsoft.asked == []


# ── the file ────────────────────────────────────────────────────────────────────────────────────


def test_a_damaged_file_is_named_and_not_shown(tokens: Tokens, tmp_path: Path) -> None:
    kept_file(tmp_path).write_text('{"tokens": "access-secret-1')
    with pytest.raises(MailboxError, match=r"microsoft\.json is damaged") as caught:
        tokens()
    assert "secret-1" not in f"{caught.value!r}{caught.value.__cause__!r}"


def _renew(storage: Path, seconds: float) -> None:
    later(storage, seconds)()


def test_two_processes_that_renew_take_turns(tokens: Tokens, microsoft: Authority, tmp_path: Path) -> None:
    microsoft.asked.clear()
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=_renew, args=(tmp_path, 0.95 * HOURS)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(900)
    assert [process.exitcode for process in both] == [0, 0]
    # The tokens of the stand-in count from now on, so the second may find that of the first run out already.
    used = [form["refresh_token"] for _, form in microsoft.asked if "refresh_token" in form]
    assert len(used) == len(set(used)) > 0


def test_an_unfinished_file_of_a_power_cut_is_in_nobodys_way(
    tokens: Tokens, microsoft: Authority, tmp_path: Path
) -> None:
    kept_file(tmp_path).with_suffix(".part").write_text("half")
    assert later(tmp_path, HOURS)() in microsoft.issued


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(microsoft: Authority, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir(mode=0o500)
    with pytest.raises(MailboxError, match="secrets"):
        Tokens(PERSONAL, tmp_path)()


def test_a_code_unknown_to_us_is_shown_as_it_came() -> None:
    assert explained({}) == "Microsoft refused the sign-in: no reason given"


def test_a_token_that_a_server_refuses_is_asked_for_anew_unless_it_is_quite_new(
    microsoft: Authority, tokens: Tokens, tmp_path: Path
) -> None:
    first = tokens()
    assert not tokens.refused()
    assert tokens() == first
    later = Tokens(PERSONAL, tmp_path, lambda: time.time() + HOURS / 2)
    assert later.refused()
    assert later() != first
