"""Tests of what department staff read."""
