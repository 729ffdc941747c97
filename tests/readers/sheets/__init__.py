"""Tests of collector/readers/sheets."""
