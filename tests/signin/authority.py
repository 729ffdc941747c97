"""A stand-in for login.microsoftonline.com that speaks its protocol over TLS, behind a proxy as offices have one.

Programs reach it by the environment alone (HTTPS_PROXY, REQUESTS_CA_BUNDLE): nothing of ours knows that it is a test.
The answers are those of learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code and reference-error-codes.
"""

import base64
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

HOST = "login.microsoftonline.com"
CLIENT = "00001111-aaaa-2222-bbbb-3333cccc4444"
ACCOUNT = "helpcenter@hotmail.example"
_TRACE = "\r\nTrace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333\r\nCorrelation ID: aaaa0000-bb11-2222-33cc-444444dddddd"


def refusal(name: str, code: int, words: str) -> dict[str, Any]:
    """An error as Microsoft words it."""
    return {"error": name, "error_description": f"AADSTS{code}: {words}.{_TRACE}", "error_codes": [code]}


@dataclass
class Authority:
    """What it knows and what it was asked."""

    proxy: str = ""
    bundle: Path = Path()
    pending: int = 0  # how often it answers that nobody typed the code yet
    lifetime: int = 3600  # seconds, of an access token
    refuse: dict[str, Any] | None = None  # the answer to every request for a token
    refuse_code: dict[str, Any] | None = None  # to a request for a device code
    status: int = 200
    scope: str = ""  # what was asked for when somebody signed in
    valid: str = ""  # the refresh token that it takes
    issued_at: float = 0.0  # when it last gave out tokens, by time.monotonic()
    issued: list[str] = field(default_factory=list)  # access and refresh tokens: secrets that nobody may see
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def grants(self) -> list[str]:
        """The kinds of request for a token that came."""
        return [form["grant_type"].rpartition(":")[2] for _, form in self.asked if "grant_type" in form]

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append((path, form))
        tenant, _, rest = path.strip("/").partition("/")
        if self.status != 200:
            return self.status, {"error": "temporarily_unavailable"}
        if rest.endswith("openid-configuration"):
            base = f"https://{HOST}/{tenant}"
            endpoints = {"token": "token", "authorization": "authorize", "device_authorization": "devicecode"}
            return 200, {"issuer": f"{base}/v2.0"} | {
                f"{name}_endpoint": f"{base}/oauth2/v2.0/{last}" for name, last in endpoints.items()
            }
        if rest.endswith("/devicecode"):
            self.scope = form["scope"]
            code = {
                "device_code": self._secret("device"),
                "user_code": "FJC3RRX9",
                "expires_in": 900,
                "interval": 0,
            }
            code["verification_uri"] = "https://microsoft.com/devicelogin"
            return (400, self.refuse_code) if self.refuse_code else (200, code)
        return self._token(form)

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if self.refuse:
            return 400, self.refuse
        if form["grant_type"].endswith("device_code") and self.pending > 0:
            self.pending -= 1
            return 400, refusal("authorization_pending", 70016, "Pending end-user authorization")
        if form["grant_type"] == "refresh_token" and form["refresh_token"] != self.valid:
            return 400, refusal(
                "invalid_grant", 70000, "The provided value for the input parameter is not valid"
            )
        self.valid = self._secret("refresh")
        self.issued_at = time.monotonic()
        now = int(time.time())
        claims = {
            "aud": form["client_id"], "iss": f"https://{HOST}/9188040d/v2.0", "iat": now, "nbf": now, "exp": now + 3600,
            "preferred_username": ACCOUNT, "sub": "s", "oid": "o", "tid": "9188040d", "ver": "2.0",
        }  # fmt: skip
        return 200, {
            "token_type": "Bearer", "scope": self.scope, "expires_in": self.lifetime, "ext_expires_in": 3600,
            "access_token": self._secret("access"), "refresh_token": self.valid,
            "id_token": f"{_encoded({'alg': 'RS256'})}.{_encoded(claims)}.c2ln",
            "client_info": _encoded({"uid": "o", "utid": "9188040d"}),
        }  # fmt: skip

    def _secret(self, kind: str) -> str:
        self.issued.append(f"{kind}-secret-{len(self.issued)}")
        return self.issued[-1]


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _handler(authority: Authority, trust: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            assert self.path == f"{HOST}:443"
            self.send_response(200)
            self.end_headers()
            self.connection = trust.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb")
            self.close_connection = False

        def do_GET(self) -> None:
            self._say(*authority.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*authority.answer(self.path, dict(parse_qsl(body))))

        def _say(self, status: int, value: dict[str, Any]) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()
            self.close_connection = True

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            return

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us hangs up: that is what its test is about."""


@contextmanager
def serving(folder: Path) -> Iterator[Authority]:
    """Starts it; `folder` gets its certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl (Debian package openssl)")
    key, bundle = folder / "key.pem", folder / "authority.pem"
    words = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST} -addext subjectAltName=DNS:{HOST}"
    subprocess.run([*words.split(), "-keyout", key, "-out", bundle], check=True, capture_output=True)
    trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trust.load_cert_chain(bundle, key)
    authority = Authority(bundle=bundle)
    server = _Server(("127.0.0.1", 0), _handler(authority, trust))
    authority.proxy = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def take_microsofts_place(authority: Authority, environment: pytest.MonkeyPatch) -> None:
    """Has every program that the test starts reach it instead of Microsoft."""
    for name in ("https_proxy", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        environment.delenv(name, raising=False)
    environment.setenv("HTTPS_PROXY", authority.proxy)
    environment.setenv("REQUESTS_CA_BUNDLE", str(authority.bundle))


@contextmanager
def in_microsofts_place(folder: Path, environment: pytest.MonkeyPatch) -> Iterator[Authority]:
    """Starts it in Microsoft's place; `folder` is made for its certificate."""
    folder.mkdir()
    with serving(folder) as authority:
        take_microsofts_place(authority, environment)
        yield authority
