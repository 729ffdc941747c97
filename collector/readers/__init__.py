"""Attachments into documents: one file a format, read in a worker process; it knows no form."""
