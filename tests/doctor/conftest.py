"""The department's folder, and a Dovecot with a mailbox; when a test ends, `verify` must be content."""

from tests.e2e.conftest import office
from tests.mailbox.conftest import dovecot, dovecot_folder

__all__ = ["dovecot", "dovecot_folder", "office"]
