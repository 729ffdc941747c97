"""A mailbox of realistic mails for one month, made by the package itself; the rest of the package does not know it."""
