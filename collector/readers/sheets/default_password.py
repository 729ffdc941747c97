"""Workbooks under Excel's own default password, which nobody set: Excel opens them without asking, and so do we.

A workbook whose structure alone is protected is encrypted all the same ([MS-OFFCRYPTO] 2.3), with a password that every
program knows. The library that undoes it takes hostile headers at their word, so it runs in the worker only.
"""

import io
import struct
from typing import Any, cast

from collector.errors import UnreadableError
from collector.model.documents import Document
from collector.readers.limits import ReadingLimits
from collector.readers.package import Package
from collector.readers.sheets.biff import FILE_PASS, records
from collector.readers.sheets.xlsb import read_xlsb
from collector.readers.sheets.xlsx import read_xlsx

PASSWORD = "VelvetSweatshop"  # noqa: S105 - known to all
_BINARY = ".bin"
_RC4 = 1  # else the text is shifted, as Excel 5 did it ([MS-XLS] 2.4.117); too old for anybody's form
_BLOCK = 1024  # bytes under one key
_ALL = 1 << 16
# How much of a record is never encrypted ([MS-XLS] 2.2.10): of most nothing, of the list of sheets where they begin.
_PLAIN = {
    0x809: _ALL,
    FILE_PASS: _ALL,
    0x194: _ALL,
    0x195: _ALL,
    0xE1: _ALL,
    0x196: _ALL,
    0x138: _ALL,
    0x85: 4,
}


def read_encrypted(data: bytes, limits: ReadingLimits) -> Document:
    """Read an Excel 2007 workbook that Excel opens without asking; raises UnreadableError, "encrypted" for all others."""
    plain = unlocked(data)
    main = Package.open(plain, limits).main_part()
    return read_xlsb(plain, limits) if main.lower().endswith(_BINARY) else read_xlsx(plain, limits)


def unlocked(data: bytes) -> bytes:
    """Return an Excel 2007 workbook as it was before it was encrypted; raises UnreadableError("encrypted")."""
    import msoffcrypto  # noqa: PLC0415 - takes longer than a worker's start, seldom needed

    plain = io.BytesIO()
    try:
        file = cast(Any, msoffcrypto).OfficeFile(io.BytesIO(data))
        file.load_key(password=PASSWORD)
        file.decrypt(plain)
    except MemoryError:
        raise
    except Exception as error:  # the library raises what comes up: KeyError, struct.error, its own
        raise _other_password(error) from error
    return plain.getvalue()


def unlocked_stream(stream: bytes) -> bytes:
    """Return the records of an older workbook as they were before; raises UnreadableError("encrypted").

    The library's own way through such a file leads over one on the disk, which the worker may not write.
    """
    locked = next((record.data for record in records(stream) if record.kind == FILE_PASS), b"")
    try:
        deciphered = _deciphered(stream, locked)
    except MemoryError:
        raise
    except Exception as error:
        raise _other_password(error) from error
    plain = bytearray(stream)
    for kind, data, at in records(stream):
        begin = at + 4 + min(_PLAIN.get(kind, 0), len(data))
        plain[begin : at + 4 + len(data)] = deciphered[begin : at + 4 + len(data)]
        if kind == FILE_PASS:
            plain[at : at + 2] = bytes(2)
    return bytes(plain)


def _deciphered(stream: bytes, locked: bytes) -> bytes:
    """Every byte of a stream deciphered by its place, whether it was enciphered or not."""
    from msoffcrypto.format.common import _parse_header_RC4CryptoAPI  # noqa: PLC0415
    from msoffcrypto.method.rc4 import DocumentRC4  # noqa: PLC0415
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI  # noqa: PLC0415

    way, major, _ = struct.unpack_from("<3H", locked)
    if way != _RC4:
        raise ValueError("no cipher that is known")
    if major == 1:
        salt, verifier, check = locked[6:22], locked[22:38], locked[38:54]
        right = DocumentRC4.verifypw(PASSWORD, salt, verifier, check)
        found = DocumentRC4.decrypt(PASSWORD, salt, io.BytesIO(stream), blocksize=_BLOCK)
    else:
        told = _parse_header_RC4CryptoAPI(io.BytesIO(locked[6:]))
        key = (told["salt"], told["keySize"])
        right = DocumentRC4CryptoAPI.verifypw(
            PASSWORD, *key, told["encryptedVerifier"], told["encryptedVerifierHash"]
        )
        found = DocumentRC4CryptoAPI.decrypt(PASSWORD, *key, io.BytesIO(stream), blocksize=_BLOCK)
    if not right:
        raise ValueError("another password")
    return bytes(found.read())


def _other_password(error: Exception) -> UnreadableError:
    return UnreadableError("encrypted", f"not under Excel's default password: {error!r}")
