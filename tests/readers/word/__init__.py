"""Tests of collector/readers/word."""
