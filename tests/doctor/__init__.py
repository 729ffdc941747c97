"""`collector doctor`: what it finds, in real folders and against real servers."""
