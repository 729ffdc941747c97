"""The loop that goes on for ever: when to receive, when to send, what is wrong, signals, systemd."""
