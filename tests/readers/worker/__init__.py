"""Tests of collector/readers/worker."""
