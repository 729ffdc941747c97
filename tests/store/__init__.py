"""Tests of collector/store."""
