"""Tests of collector/readers/scan."""
