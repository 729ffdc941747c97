"""Word's, LibreOffice's and rich text documents → tables and lines."""
