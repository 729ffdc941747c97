"""What the department writes: whom it may answer, what it says, when it reminds, and how letters leave."""
