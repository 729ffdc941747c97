"""PDF → tables and lines, by the letters and rulings of its pages."""
