"""Settings: what a file and the environment give, and every complaint in plain words."""

import os
import re
import tomllib
import traceback
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import BaseModel

from collector.errors import ConfigError
from collector.periods import Period
from collector.settings.complaints import models_of
from collector.settings.load import default_settings, load_settings, revealed
from collector.settings.sections import (
    STAGES,
    FolderMailboxSettings,
    ImapMailboxSettings,
    ReminderStage,
    Settings,
    SmtpOutgoingSettings,
)
from collector.settings.server import ServerSettings
from collector.signin.passwords import password_of

SMALLEST = '[department]\nname = "กอง"\naddress = "a@dept.example"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ)
    return list(caught.value.problems)


def with_lines(folder: Path, *lines: str) -> Path:
    return written(folder, SMALLEST + "\n".join(lines) + "\n")


# ── what is read ─────────────────────────────────────────────────────────────────────────────────


def test_a_department_needs_a_name_and_an_address_only(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, SMALLEST))
    assert settings.department.name == "กอง"
    assert settings.department.zone.key == "Asia/Bangkok"
    assert settings.mailbox == FolderMailboxSettings(type="folder", path=tmp_path / "inbox")
    assert settings.storage.path == tmp_path / "data"
    assert settings.registry.since == Period(2018, 10)
    assert settings.reminders.stages == STAGES


def test_the_keys_of_the_interface(department: Path) -> None:
    settings = load_settings(department)
    assert settings.department.staff == ("staff@dept.example",)
    assert settings.registry.contacts == department.parent / "contacts.csv"
    assert settings.registry.units is None
    assert settings.outgoing.type == "folder"


def test_relative_paths_belong_to_the_folder_of_the_file(
    department: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(department.parent.parent)
    settings = load_settings(Path(department.parent.name, "config.toml"))
    assert settings.storage.path == department.parent / "data"
    assert settings.storage.path.is_absolute()


def test_an_absolute_path_and_a_home_folder_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somchai")
    settings = load_settings(
        with_lines(tmp_path, "[storage]", 'path = "~/รายงาน"', "[mailbox]", 'path = "/srv/mail"')
    )
    assert settings.storage.path == Path("/home/somchai/รายงาน")
    assert settings.mailbox == FolderMailboxSettings(type="folder", path=Path("/srv/mail"))


def test_a_file_saved_by_notepad(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode())
    assert load_settings(path).department.name == "กอง"


def test_dates_and_times_quoted_or_not(tmp_path: Path) -> None:
    lines = ("[calendar]", 'extra_days_off = [2019-05-06, "2019-04-12"]', "[daemon]", "summary_at = 07:15:00")
    settings = load_settings(with_lines(tmp_path, *lines))
    assert settings.calendar.extra_days_off == (date(2019, 5, 6), date(2019, 4, 12))
    assert settings.daemon.summary_at == time(7, 15)


def test_reminder_stages_of_ones_own(tmp_path: Path) -> None:
    path = with_lines(
        tmp_path, "[[reminders.stages]]", 'name = "late"', "working_days_after_due = 2", 'at = "13:00"'
    )
    assert load_settings(path).reminders.stages == (
        ReminderStage(name="late", working_days_after_due=2, at=time(13)),
    )


def test_mail_servers(tmp_path: Path) -> None:
    path = with_lines(
        tmp_path,
        "[mailbox]", 'type = "imap"', 'host = "imap.dept.example"', 'user = "reports"', 'password = "geheim"',
        "[outgoing]", 'type = "smtp"', 'host = "127.0.0.1"', 'security = "none"', "port = 8025",
    )  # fmt: skip
    settings = load_settings(path)
    assert isinstance(settings.mailbox, ImapMailboxSettings)
    assert (settings.mailbox.usual_port, settings.mailbox.folder) == (993, "INBOX")
    assert isinstance(settings.outgoing, SmtpOutgoingSettings)
    assert settings.outgoing.usual_port == 8025


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("none", 25)])
def test_usual_ports(security: str, port: int, tmp_path: Path) -> None:
    path = with_lines(
        tmp_path, "[outgoing]", 'type = "smtp"', 'host = "localhost"', f'security = "{security}"'
    )
    outgoing = load_settings(path).outgoing
    assert isinstance(outgoing, SmtpOutgoingSettings)
    assert outgoing.usual_port == port


def test_defaults_for_explain_know_nobody() -> None:
    settings = default_settings()
    assert settings.registry.contacts is None
    assert settings.department.staff == ()


def test_settings_do_not_change(department: Path) -> None:
    settings = load_settings(department)
    with pytest.raises(ValueError, match="frozen"):
        settings.storage.path = Path("elsewhere")  # type: ignore[misc]  # what the test is about


# ── the environment ──────────────────────────────────────────────────────────────────────────────


def test_the_environment_wins(department: Path) -> None:
    environ = {
        "COLLECTOR_DEPARTMENT__STAFF": "one@dept.example, two@dept.example",
        "COLLECTOR_CALENDAR__ROLL": "false",
        "COLLECTOR_CALENDAR__WORKING_DAYS": '["2019-01-05"]',
        "COLLECTOR_LETTERS__MAX_PER_HOUR": "7",
        "COLLECTOR_REMINDERS__STAGES": '[{"name": "late", "working_days_after_due": -2}]',
        "COLLECTOR_STORAGE__PATH": "elsewhere",
        "COLLECTOR_REGISTRY__SINCE": "2020-01",
        "COLLECTOR_DEPARTMENT__PHONE": "022419000",
        "COLLECTOR_KILLS": "1000",
        "PATH": "/bin",
    }
    settings = load_settings(department, environ)
    assert settings.department.staff == ("one@dept.example", "two@dept.example")
    assert settings.calendar.roll is False
    assert settings.calendar.working_days == (date(2019, 1, 5),)
    assert settings.letters.max_per_hour == 7
    assert settings.reminders.stages == (ReminderStage(name="late", working_days_after_due=-2),)
    assert settings.storage.path == department.parent / "elsewhere"
    assert settings.registry.since == Period(2020, 1)
    assert settings.department.phone == "022419000"


def test_a_password_of_the_environment_replaces_the_files_way_to_one(tmp_path: Path) -> None:
    path = with_lines(
        tmp_path,
        "[outgoing]",
        'type = "smtp"',
        'host = "smtp.dept.example"',
        'password_command = "vault show"',
    )
    outgoing = load_settings(path, {"COLLECTOR_OUTGOING__PASSWORD": "12345"}).outgoing
    assert isinstance(outgoing, SmtpOutgoingSettings)
    assert password_of(outgoing) == "12345"
    assert outgoing.password_command == ""


def test_complaints_name_the_variable(department: Path) -> None:
    found = problems(
        department,
        COLLECTOR_LETTERS__MAX_PER_HOUR="many",
        COLLECTOR_CALENDAR__ROLL="perhaps",
        COLLECTOR_CALENDAR__EXTRA_DAYS_OFF="x,2019-01-02",
        COLLECTOR_REMINDERS__STAGES="[{",
        COLLECTOR_STORAGE__PAHT="x",
        COLLECTOR_STORE__PATH="x",
    )
    assert found == [
        "storage.paht (from COLLECTOR_STORAGE__PAHT): unknown key; did you mean path?",
        'calendar.roll (from COLLECTOR_CALENDAR__ROLL): must be true or false, not "perhaps"',
        'calendar.extra_days_off, the 1st (from COLLECTOR_CALENDAR__EXTRA_DAYS_OFF): must be a date like 2019-04-12, not "x"',
        'reminders.stages (from COLLECTOR_REMINDERS__STAGES): must be a list like ["a", "b"], not "[{"',
        'letters.max_per_hour (from COLLECTOR_LETTERS__MAX_PER_HOUR): must be a whole number, not "many"',
        "store (from COLLECTOR_STORE__PATH): unknown section; did you mean storage?",
    ]


# ── complaints ───────────────────────────────────────────────────────────────────────────────────


def test_no_file(tmp_path: Path) -> None:
    assert problems(tmp_path / "config.toml") == [
        "there is no such file; `collector init` writes one to begin with"
    ]


def test_a_folder_or_a_pipe_instead_of_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        assert problems(path) == ["this is no file but a folder, a pipe or a device"]


@pytest.mark.parametrize("key", ["contacts", "units", "unit_kinds", "forms"])
def test_a_pipe_instead_of_a_file_that_is_named_in_it(tmp_path: Path, key: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    value = '["pipe"]' if key == "forms" else '"pipe"'
    (told,) = problems(with_lines(tmp_path, "[registry]", f"{key} = {value}"))[:1]
    assert f"there is no file {tmp_path / 'pipe'}" in told


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, "[department]\nname = กอง\n"))
    assert problem.startswith("line 2 cannot be understood (name = กอง): text must stand in quotation marks")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(SMALLEST.encode("cp874"))
    (problem,) = problems(path)
    assert problem.startswith("it is saved in windows-874")


def test_all_problems_at_once(tmp_path: Path) -> None:
    text = """
        loose = 3
        [department]
        nmae = "กอง"
        address = "nobody"
        staff = "a@dept.example"
        phone = 3
        timezone = "Asia/Bankok"
        [mailbox]
        host = "imap.dept.example"
        path = 3
        [outgoing]
        type = "smtp"
        host = "mail.dept.example"
        security = "none"
        port = 70000
        password = 12345
        [storage]
        since = "2018-10"
        [registry]
        contacts = "nobody.csv"
        since = "10/11"
        [reminders]
        stages = [{ nam = "x", working_days_after_due = 1 }, { name = "A b", working_days_after_due = 1.5, at = 830 }]
        [letters]
        max_per_hour = 0
        templates = "nowhere"
        """
    assert problems(written(tmp_path, text)) == [
        "department.name: must be set",
        'department.address: "nobody" is no e-mail address; write the address alone, like name@office.go.th',
        'department.staff: must be a list like ["a", "b"], not "a@dept.example"',
        "department.phone: must be text in quotes, not 3",
        'department.timezone: "Asia/Bankok" is no time zone that this computer knows (usual: "Asia/Bangkok")',
        "department.nmae: unknown key; did you mean name?",
        "mailbox.path: must be a path in quotes, not 3",
        'mailbox.host: has no meaning with mailbox.type = "folder"',
        "outgoing.port: must be 65535 or less, not 70000",
        'outgoing.security: "none" is accepted for this computer only (localhost): on the way anyone could read along',
        "outgoing.password: must be text in quotes",
        "storage.since: unknown key; did you mean registry.since?",
        f"registry.contacts: there is no file {tmp_path}/nobody.csv",
        'registry.since: must be a month like "2018-10"',
        "reminders.stages.name, in the 1st stage: must be set",
        "reminders.stages.nam, in the 1st stage: unknown key; did you mean name?",
        'reminders.stages.name, in the 2nd stage (name A b): must be small letters, digits and hyphens, like "overdue-1", not "A b"',
        "reminders.stages.working_days_after_due, in the 2nd stage (name A b): must be a whole number, not 1.5",
        'reminders.stages.at, in the 2nd stage (name A b): must be a time of day like "08:30"',
        "letters.max_per_hour: must be 1 or more, not 0",
        f"letters.templates: there is no folder {tmp_path}/nowhere",
        "loose: unknown section",
    ]


def test_the_message_lists_every_problem_on_its_own_line(tmp_path: Path) -> None:
    path = written(tmp_path, "[departmnt]\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value).splitlines() == [
        f"{path} cannot be used:",
        "  department.name: must be set",
        "  department.address: must be set",
        "  departmnt: unknown section; did you mean department?",
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["[mailbox]", 'type = "pop3"'], "mailbox.type: must be 'folder' or 'imap', not \"pop3\""),
        (["[outgoing]", 'type = "smtp"'], "outgoing.host: must be set"),
        (["[outgoing]", 'type = "smtp"', 'host = ""'], "outgoing.host: must not be empty"),
        (
            ["[outgoing]", 'type = "smtp"', 'host = "x"', 'auth = "kerberos"'],
            "outgoing.auth: must be 'password' or 'oauth2', not \"kerberos\"",
        ),
        (
            ["[outgoing]", 'type = "smtp"', 'host = "x"', 'password = "a"', 'password_command = "b"'],
            "outgoing: only one of password, password_file and password_command may be set",
        ),
        (
            ["[reminders]", 'stages = [{name="a", working_days_after_due=1}, {name="a", working_days_after_due=2}]'],
            "reminders: two stages are named a; a stage's name tells what was sent already",
        ),
        (["[calendar]", "extra_days_off = [2019-04-12T00:00:00]"], "calendar.extra_days_off, the 1st: must be a date like 2019-04-12"),
        (["[daemon]", 'summary_at = "25:00"'], 'daemon.summary_at: must be a time of day like "08:30", not "25:00"'),
    ],
)  # fmt: skip
def test_single_complaints(lines: list[str], problem: str, tmp_path: Path) -> None:
    assert problems(with_lines(tmp_path, *lines)) == [problem]


def test_a_value_where_a_section_belongs(tmp_path: Path) -> None:
    path = written(tmp_path, f"storage = 3\nmailbox = 4\n{SMALLEST}")
    found = problems(path, COLLECTOR_STORAGE__PATH="x")
    assert [problem.partition(":")[0] for problem in found] == ["mailbox", "storage"]


def test_a_line_end_cannot_get_into_a_header(tmp_path: Path) -> None:
    path = written(tmp_path, SMALLEST.replace('"กอง"', r'"กอง\nBcc: x@evil.example"'))
    assert problems(path) == ["department.name: must be one line without control characters"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "a b@dept.example",
            "@dept.example",
            "a@",
            "a@dept.example\\nBcc: x@evil.example",
            "<a@b.c>",
            "ก@ข.ไทย",
            "a@b@c",
        ),
        *(
            "=?utf-8?q?a?=@b",
            "a" * 5_000 + "@b.c",
            "a@" + "b." * 200 + "c",
            "a@b, c@d",
            "a..b@c",
            ".a@c",
            "a@-b.c",
            "a@b..c",
        ),
        *("a(b)@c", "a\\u0000@b", "a@[1.2.3.4]", "a,b@c", "a:b@c", "a\\u202e@b.c", "@", "a@b."),
    ],
    ids=lambda address: address[:12],
)
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, SMALLEST.replace("a@dept.example", address)))
    assert problem.startswith("department.address: ")
    assert "is no e-mail address" in problem
    assert "name@office.go.th" in problem or "xn--" in problem
    assert len(problem) < 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "LOCALHOST."])
def test_this_computer_may_do_without_tls(host: str, tmp_path: Path) -> None:
    path = with_lines(tmp_path, "[outgoing]", 'type = "smtp"', f'host = "{host}"', 'security = "none"')
    outgoing = load_settings(path).outgoing
    assert isinstance(outgoing, SmtpOutgoingSettings)
    assert outgoing.security == "none"


@pytest.mark.parametrize("host", ["mail", "10.0.0.1", "localhost.evil.example", "128.0.0.1", "::2"])
def test_no_other_computer_may(host: str, tmp_path: Path) -> None:
    path = with_lines(tmp_path, "[outgoing]", 'type = "smtp"', f'host = "{host}"', 'security = "none"')
    (problem,) = problems(path)
    assert problem.startswith("outgoing.security: ")


def test_sign_in_with_microsoft(tmp_path: Path) -> None:
    nobody = ("[outgoing]", 'type = "smtp"', 'host = "smtp-mail.outlook.com"', 'auth = "oauth2"')
    assert problems(with_lines(tmp_path, *nobody)) == [
        'outgoing: auth = "oauth2" needs user: the address of the mailbox'
    ]
    outgoing = (*nobody, 'user = "helpcenter@hotmail.example"')
    assert problems(with_lines(tmp_path, *outgoing)) == [
        'microsoft: client_id must be set, as outgoing.auth is "oauth2"; docs/microsoft.md says how'
    ]
    client, tenant = problems(
        with_lines(tmp_path, "[microsoft]", 'client_id = "helpcenter"', 'tenant = "a/b"')
    )
    assert client.startswith('microsoft.client_id: must be the "Application (client) ID"')
    assert client.endswith(', not "helpcenter"')
    assert tenant.startswith('microsoft.tenant: must be "consumers"')
    registered = ("[microsoft]", 'client_id = "00001111-aaaa-2222-bbbb-3333cccc4444"')
    settings = load_settings(with_lines(tmp_path, *outgoing, *registered))
    assert settings.microsoft.tenant == "consumers"


@pytest.mark.parametrize(
    "lines", [['quiet_from = "20:00"'], ['quiet_from = "20:00"', 'quiet_until = "20:00"']]
)
def test_quiet_hours_have_two_ends(lines: list[str], tmp_path: Path) -> None:
    (problem,) = problems(with_lines(tmp_path, "[letters]", *lines))
    assert problem.startswith("letters: quiet_from and quiet_until belong together")


def test_quiet_hours(tmp_path: Path) -> None:
    rules = load_settings(
        with_lines(tmp_path, "[letters]", 'quiet_from = "20:00"', 'quiet_until = "06:30"')
    ).letters
    assert (rules.quiet_from, rules.quiet_until) == (time(20), time(6, 30))


# ── passwords ────────────────────────────────────────────────────────────────────────────────────


def smtp(folder: Path, *lines: str) -> ServerSettings:
    path = with_lines(folder, "[outgoing]", 'type = "smtp"', 'host = "smtp.dept.example"', *lines)
    outgoing = load_settings(path).outgoing
    assert isinstance(outgoing, ServerSettings)
    return outgoing


def test_a_password_from_a_file_is_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b" geheim \r\nnote to myself\n")
    assert password_of(smtp(tmp_path, 'password_file = "secret"')) == " geheim "


def test_a_password_file_that_went_away(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    server = smtp(tmp_path, 'password_file = "secret"')
    (tmp_path / "secret").unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        password_of(server)


def test_a_password_from_a_command_that_no_shell_reads(tmp_path: Path) -> None:
    assert password_of(smtp(tmp_path, """password_command = "echo 'one two' $HOME" """)) == "one two $HOME"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("sh -c 'cat secret; exit 3'", "ended with code 3"),
        ("cat thai", "not UTF-8"),
        ("no-such-program-here", "cannot be started: No such file or directory"),
        ("cat 'secret", "is not a command: No closing quotation"),
    ],
)
def test_a_password_command_that_fails_tells_why_and_no_secret(
    command: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    (tmp_path / "thai").write_bytes("geheim ลับ".encode("cp874"))
    monkeypatch.chdir(tmp_path)
    server = smtp(tmp_path, f'password_command = "{command}"')
    with pytest.raises(ConfigError) as caught:
        password_of(server)
    assert words in str(caught.value)
    assert "geheim" not in "".join(traceback.format_exception(caught.value))


def test_passwords_are_never_shown(tmp_path: Path) -> None:
    path = with_lines(
        tmp_path, "[outgoing]", 'type = "smtp"', 'host = "smtp.dept.example"', 'password = "geheim"'
    )
    settings = load_settings(path)
    assert revealed(settings)["outgoing"]["password"] == "***"
    assert "geheim" not in f"{settings!r}{settings}{revealed(settings)}"


def test_a_complaint_about_a_password_does_not_show_it(tmp_path: Path) -> None:
    lines = ("[outgoing]", 'type = "smtp"', 'host = "x"', "password = 987654", 'passwort = "geheim"')
    found = problems(with_lines(tmp_path, *lines))
    assert found == [
        "outgoing.password: must be text in quotes",
        "outgoing.passwort: unknown key; did you mean password?",
    ]


# ── config.example.toml ──────────────────────────────────────────────────────────────────────────


def example(project: Path) -> str:
    return (project / "config.example.toml").read_text(encoding="utf-8")


def keys_of(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


def documented(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(section, key, value, the comment above it) of each key, those that are commented out too."""
    section, comment = "", ""
    for line in text.splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            section, comment = header[1], ""
        elif key := re.fullmatch(r"(?:# )?([a-z_]+) = (.+)", line):
            yield section, key[1], key[2], comment
            comment = ""
        elif line.startswith("# "):
            comment += line
        else:
            comment = ""


def test_the_example_explains_every_setting_and_no_other(project: Path) -> None:
    shown = {(section, key) for section, key, _, _ in documented(example(project))}
    known = {
        (name, key) for name in Settings.model_fields for model in models_of(name) for key in keys_of(model)
    }
    assert shown == known


def test_every_setting_of_the_example_has_a_comment(project: Path) -> None:
    bare = [
        f"{section}.{key}" for section, key, _, comment in documented(example(project)) if len(comment) < 10
    ]
    assert bare == []


def test_the_stages_of_the_example_name_every_key(project: Path) -> None:
    stages = tomllib.loads(example(project))["reminders"]["stages"]
    assert stages
    assert all(set(stage) == keys_of(ReminderStage) for stage in stages)


def test_the_example_holds_the_defaults(project: Path, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").touch()
    path = written(tmp_path, example(project))
    settings = load_settings(path)
    plain = load_settings(written(tmp_path, SMALLEST))
    for section in Settings.model_fields:
        shown, usual = getattr(settings, section), getattr(plain, section)
        different = {key for key in keys_of(type(shown)) if getattr(shown, key) != getattr(usual, key)}
        assert different == {"department": {"name", "address"}, "registry": {"contacts"}}.get(section, set())


def test_what_the_example_has_commented_out_are_the_defaults_too(project: Path, tmp_path: Path) -> None:
    lines = {"mailbox": ['type = "imap"'], "outgoing": ['type = "smtp"']}
    for section, key, value, _ in documented(example(project)):
        if section in lines and key not in ("type", "path"):
            lines[section].append(f"{key} = {value}")
    path = with_lines(tmp_path, "[mailbox]", *lines["mailbox"], "[outgoing]", *lines["outgoing"])
    settings = load_settings(path)
    assert isinstance(settings.mailbox, ImapMailboxSettings)
    assert isinstance(settings.outgoing, SmtpOutgoingSettings)
    assert settings.mailbox == ImapMailboxSettings(type="imap", host="imap.department.example")
    assert settings.outgoing == SmtpOutgoingSettings(type="smtp", host="smtp.department.example")


@pytest.mark.parametrize(
    "address",
    [
        "a@localhost",
        "a.b+c@dept.go.th",
        "A_b-c@DEPT.example",
        "o'x/y=z@xn--12c.xn--o3cw4h",
        "a" * 64 + "@b.c",
    ],
)
def test_what_is_an_address(address: str, tmp_path: Path) -> None:
    assert (
        load_settings(written(tmp_path, SMALLEST.replace("a@dept.example", address))).department.address
        == address
    )


def test_dots_in_a_text_are_no_parts_of_a_key(tmp_path: Path) -> None:
    signature = "ก.ข." + "a." * 50_000 + ", [b" + ".b" * 50_000 + " ' = "
    settings = load_settings(written(tmp_path, f'{SMALLEST}signature = "{signature}"\n'))
    assert settings.department.signature == signature


@pytest.mark.parametrize(
    ("section", "key", "values"),
    [
        ("limits", "worker_memory_megabytes", (1, 127, 65_537)),
        ("limits", "mail_megabytes", (0, -1, 1_001, 10**23)),
        ("limits", "mail_seconds", (0, 3_601)),
        ("limits", "worker_cpu_seconds", (0, 10**30)),
        ("daemon", "poll_seconds", (0, 10**10)),
        ("alerts", "no_fetch_minutes", (0, 10**12)),
        ("letters", "max_per_hour", (0, 10**12)),
    ],
)
def test_a_number_that_makes_no_sense_is_told_with_the_nearest_that_does(
    section: str, key: str, values: tuple[int, ...], tmp_path: Path
) -> None:
    for value in values:
        (problem,) = problems(written(tmp_path, f"{SMALLEST}[{section}]\n{key} = {value}\n"))
        assert re.fullmatch(rf"{section}\.{key}: must be [0-9]+ or (more|less), not {value}", problem)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a=" + "[" * 50_000, "brackets within brackets"),
        ("a=" + "9" * 50_000, "a number of thousands of digits"),
        (
            SMALLEST + '[storage]\npath = "a\\u0000b"\n',
            "storage.path: must be a path that a computer can have",
        ),
        ("a=" + "{a=" * 50_000, "brackets within brackets"),
        ("a" + ".a" * 50_000 + "=1", "line 1 cannot be understood: a key of so many parts"),
        ('\n["a"' + ' . "a"' * 50_000 + "]", "line 2 cannot be understood: a key of so many parts"),
        ("a = {b" + ".'b'" * 50_000 + " = 1}", "line 1 cannot be understood: a key of so many parts"),
    ],
    ids=["lists", "digits", "no path", "tables", "dots", "quoted", "inner"],
)
def test_what_is_nested_without_end_is_told_at_once(text: str, told: str, tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, text))
    assert told in problem
    assert len(problem) < 400
