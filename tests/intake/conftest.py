"""Intake is tested with the end-to-end tests' department: a folder mailbox and a real store in `tmp_path`."""

from tests.e2e.conftest import office

__all__ = ["office"]
