"""Tests of collector.filing: real SQLite, real files, real kills."""
