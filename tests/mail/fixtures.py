"""Makes the files of tests/data/mail/containers with the programs that people use for them.

    python -m tests.mail.fixtures         zip, 7z (p7zip-full), OpenSSL, msoffcrypto-tool
    python3 tests/mail/fixtures.py uno    the documents with a password, by LibreOffice; with the Python that has its `uno`

All hold the form of tests/data/readers; every password is "secret".
"""

import importlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDER = DATA / "mail" / "containers"
WORKBOOK, DOCUMENT = DATA / "readers" / "openpyxl.xlsx", DATA / "readers" / "python-docx.docx"
NAME = "แบบรายงาน.xlsx"
INNER = (
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    + "ขอส่งรายงาน\r\n".encode()
    + b'--x\r\nContent-Type: application/octet-stream; name="form.xlsx"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
)


def run(*command: str | Path, folder: Path) -> None:
    subprocess.run([str(word) for word in command], cwd=folder, check=True, capture_output=True)


def archives(folder: Path) -> None:
    """Archives with and without a password, and with their list of names locked as well."""
    (folder / NAME).write_bytes(WORKBOOK.read_bytes())
    (folder / "link").symlink_to("/etc/passwd")
    run("7z", "a", FOLDER / "plain.7z", NAME, "link", folder=folder)
    run("7z", "a", "-psecret", FOLDER / "locked.7z", NAME, folder=folder)
    run("7z", "a", "-psecret", "-mhe=on", FOLDER / "hidden.7z", NAME, folder=folder)
    run("7z", "a", "-psecret", "-tzip", "-mem=AES256", FOLDER / "aes.zip", NAME, folder=folder)
    run("zip", "-e", "-P", "secret", FOLDER / "zipcrypto.zip", NAME, folder=folder)


def signed(folder: Path) -> None:
    """S/MIME as OpenSSL writes it: DER, BER of indefinite lengths, PEM, detached, encrypted; and a signed file."""
    (folder / "inner").write_bytes(INNER + WORKBOOK.read_bytes() + b"\r\n--x--\r\n")
    (folder / NAME).write_bytes(WORKBOOK.read_bytes())
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "certificate", "-days", "36500")
    run("openssl", "req", "-x509", *made, "-subj", "/CN=krabi", folder=folder)
    sign = ("openssl", "cms", "-sign", "-binary", "-signer", "certificate", "-inkey", "key")
    for target, source, options in (
        ("der.p7m", "inner", ("-nodetach", "-outform", "DER")),
        ("ber.p7m", "inner", ("-nodetach", "-stream", "-outform", "DER")),
        ("pem.p7m", "inner", ("-nodetach", "-outform", "PEM")),
        ("detached.p7s", "inner", ("-outform", "DER")),
        ("form.xlsx.p7m", NAME, ("-nodetach", "-outform", "DER")),
    ):
        run(*sign, *options, "-in", source, "-out", FOLDER / target, folder=folder)
    locked = ("-encrypt", "-binary", "-aes256", "-in", "inner", "-outform", "DER", "-out")
    run("openssl", "cms", *locked, FOLDER / "enveloped.p7m", "certificate", folder=folder)


def office_files() -> None:
    """Word and Excel files as Office locks them."""
    ooxml = importlib.import_module("msoffcrypto.format.ooxml")  # only here, and no dependency
    for source, name in ((WORKBOOK, "locked.xlsx"), (DOCUMENT, "locked.docx")):
        with source.open("rb") as plain, (FOLDER / name).open("wb") as target:
            ooxml.OOXMLFile(plain).encrypt("secret", target)


def libreoffice(folder: Path) -> None:
    """What LibreOffice saves with a password; it locks OOXML only by hand, so that is left to `office_files`."""
    uno = importlib.import_module("uno")  # comes with LibreOffice

    def option(name: str, value: object) -> Any:
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    pipe = f"pipe,name=fixtures{folder.name};urp;"
    command = ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}", f"--accept={pipe}"]
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            context = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
            break
        except Exception:  # noqa: BLE001 - uno's errors have no common name; it is not up yet
            time.sleep(0.5)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    secret = option("Password", "secret")
    export = option(
        "FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", (
            option("EncryptFile", True), option("DocumentOpenPassword", "secret")))
    )  # fmt: skip
    for source, name, filtered, how in (
        (WORKBOOK, "locked.xls", "MS Excel 97", secret),
        (WORKBOOK, "locked.ods", "calc8", secret),
        (WORKBOOK, "locked.pdf", "calc_pdf_Export", export),
        (DOCUMENT, "locked.doc", "MS Word 97", secret),
        (DOCUMENT, "locked.odt", "writer8", secret),
    ):
        document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (option("Hidden", True),))
        document.storeToURL((FOLDER / name).as_uri(), (option("FilterName", filtered), how))
        document.close(True)
    desktop.terminate()
    program.wait(30)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        if "uno" in sys.argv:
            libreoffice(Path(temporary))
        else:
            archives(Path(temporary))
            signed(Path(temporary))
            office_files()
