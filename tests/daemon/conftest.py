"""The department's folder for the daemon's tests; when a test ends, `verify` must be content."""

from tests.e2e.conftest import office

__all__ = ["office"]
