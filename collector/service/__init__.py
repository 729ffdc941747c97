"""What a program that runs for years owes to the system it runs on: signals, notices to systemd, a sign of life."""
