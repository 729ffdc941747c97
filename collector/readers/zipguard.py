"""Bytes of a zipped office file into an open zip that keeps the limits; it knows no office format.

Only the directory at the end of the zip is looked at, which costs less than a millisecond. A first
filter: what the directory hides (sparse sheets, entities) is stopped by the limits of the worker.
"""

import io
import struct
import zipfile
import zlib

from collector.errors import UnreadableError
from collector.readers.limits import Limits

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 1.3.1
FLAG_ENCRYPTED = 0x1  # APPNOTE 4.4.4, bit 0

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,  # a compression method that Python does not know
    OSError,
    OverflowError,
    RuntimeError,  # an encrypted entry
    UnicodeDecodeError,
    ValueError,
)


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the zip in `data`, whose directory promises to keep the limits.

    Raises UnreadableError: "encrypted" for a password, "too-large" for a bomb, "damaged" otherwise.
    """
    if data.startswith(OLE_MAGIC):
        code = "encrypted" if ENCRYPTED_STREAM in data else "damaged"
        raise UnreadableError(code, "an OLE file where a zip was expected")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as error:
        raise UnreadableError("damaged", f"no zip: {error}") from error
    _check_directory(opened.infolist(), len(data), limits)
    return opened


def _check_directory(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.zip_entries:
        raise UnreadableError("too-large", f"{len(entries)} entries in the zip")
    if unpacked > limits.zip_bytes:
        raise UnreadableError("too-large", f"{unpacked} bytes unpacked")
    if unpacked > limits.zip_ratio_from and unpacked > limits.zip_ratio * size:
        raise UnreadableError("too-large", f"packed {unpacked // max(size, 1)} to one")
    if any(entry.flag_bits & FLAG_ENCRYPTED for entry in entries):
        raise UnreadableError("encrypted", "a password on the zip")
