"""Workbooks of every make → sheets as tables."""
