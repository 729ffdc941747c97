"""A zipped office file → the same file without traces of the clock, so that equal content gives equal bytes."""

import io
import re
import zipfile
from datetime import UTC, datetime

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)\b[^<>]*+>)[^<]*(</dcterms:\2>)")


def fix_times(data: bytes, moment: datetime) -> bytes:
    """Rewrites the ZIP with `moment` as the time of every member and in the core properties (OPC, part 2, 11)."""
    utc = moment.astimezone(UTC)
    stamp = f"{utc:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            member = zipfile.ZipInfo(name, (utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return out.getvalue()
