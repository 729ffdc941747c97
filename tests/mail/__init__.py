"""Tests of collector/mail."""
