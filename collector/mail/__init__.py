"""Turns raw bytes into mail and its attachments; knows no form, no unit and no database."""
