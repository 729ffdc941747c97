"""Settings → the passwords and tokens with which one signs in to a mail server."""
