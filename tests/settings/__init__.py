"""Tests of collector/settings."""
