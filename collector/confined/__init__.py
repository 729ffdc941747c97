"""The one room in which strangers' bytes are split, opened, read and searched for forms: a process of its own."""
