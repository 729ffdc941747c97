"""A report → its place: what is decided, archived, recorded and checked."""
