"""One pass over a mailbox, and one mail through all the stages."""
