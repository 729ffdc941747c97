"""The department's folder; when a test ends, `verify` must be content."""

from tests.e2e.conftest import office

__all__ = ["office"]
