"""Tests of collector/formats."""
