"""The confined process in which everything from outside is read."""
