"""The live mailbox against a real Dovecot, over real sockets, with real cuts and kills."""
