"""What department staff read: what is on file → a table of standings → terminal, workbook, document, page."""
