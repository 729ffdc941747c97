"""Tests of collector/readers/pdf."""
