"""Tests of collector/intake."""
