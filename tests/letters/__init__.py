"""Tests of what the department writes."""
