"""Tests of collector/signin."""
