"""A Dovecot of our own on free loopback ports: started, stopped, filled and looked into; many users, one password."""

import contextlib
import getpass
import grp
import imaplib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

PASSWORD = "secret ก๑"
TOKEN = "good-token-of-"  # and the user's name
PATIENCE = 120.0  # seconds
USERS = 1000  # reports0, reports1 …: Dovecot notices a changed file too late to add them one by one

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_home = {folder}/mail/%u
mail_location = maildir:~/Maildir
mailbox_list_index = yes
mail_max_userip_connections = 100
auth_failure_delay = 0
auth_mechanisms = plain login xoauth2
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
  chroot =
}}
service stats {{
  chroot =
}}
"""
OAUTH = """
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _granted(token: str) -> str:
    """Whose token it is, "" for nobody's."""
    return token.removeprefix(TOKEN) if token.startswith(TOKEN) else ""


def _introspection(server: "Dovecot") -> type[BaseHTTPRequestHandler]:
    class Introspection(BaseHTTPRequestHandler):
        """Tells Dovecot whose token it is (RFC 7662)."""

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            user = server.granted(form["token"][0])
            answer = json.dumps({"active": bool(user), "username": user}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in http.server
            pass

    return Introspection


class Dovecot:
    """The server; its mail survives a restart."""

    def __init__(self) -> None:
        root = os.getuid() == 0
        self.user = "nobody" if root else getpass.getuser()
        self.group = "nogroup" if root else grp.getgrgid(os.getgid()).gr_name
        self.port, self.tls_port = free_port(), free_port()
        self.granted: Callable[[str], str] = _granted  # token → user
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o755)
        (self.folder / "mail").mkdir()
        if root:
            shutil.chown(self.folder / "mail", self.user, self.group)
        self._running: subprocess.Popen[bytes] | None = None
        self._introspection = ThreadingHTTPServer(("127.0.0.1", 0), _introspection(self))
        threading.Thread(target=self._introspection.serve_forever, daemon=True).start()
        self._configure()

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def start(self) -> None:
        self._running = subprocess.Popen(
            ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")], start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as line:
                    if line.recv(10).startswith(b"* OK"):
                        return
            except OSError:
                time.sleep(0.02)
        raise AssertionError((self.folder / "dovecot.log").read_text("utf-8"))

    def stop(self) -> None:
        """As an administrator would; what still serves a connection afterwards is ended too."""
        if self._running is not None:
            self._running.send_signal(signal.SIGTERM)
            self._running.wait(PATIENCE)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)  # its own group: start_new_session
            self._running = None

    def remove(self) -> None:
        self.stop()
        self._introspection.shutdown()
        self._introspection.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user / "Maildir"

    @contextmanager
    def person(self, user: str, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """Somebody at a mail program."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
            status, said = client.select(folder)
            assert status == "OK", said
            yield client
        finally:
            client.logout()

    def _configure(self) -> None:
        make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 7 -subj /CN=localhost"
        extensions = ("subjectAltName=DNS:localhost", "keyUsage=critical,digitalSignature,keyCertSign")
        added = [word for extension in extensions for word in ("-addext", extension)]
        subprocess.run(
            ["openssl", *make.split(), *added, "-keyout", "key.pem", "-out", "cert.pem"],
            cwd=self.folder, check=True, capture_output=True,
        )  # fmt: skip
        values = {
            "folder": self.folder, "user": self.user, "group": self.group, "port": self.port, "tls_port": self.tls_port
        }  # fmt: skip
        (self.folder / "dovecot.conf").write_text(CONFIG.format(**values), "utf-8")
        (self.folder / "oauth2.conf").write_text(
            OAUTH.format(port=self._introspection.server_address[1]), "utf-8"
        )
        users = "".join(f"reports{number}:{{PLAIN}}{PASSWORD}\n" for number in range(USERS))
        (self.folder / "users").write_text(users, "utf-8")
