"""What mails and documents are both made of: charsets, zips, compound files, rich text; knows neither mail nor form."""
