"""The daemon as real processes: signals, systemd, alerts, clocks that go back, disks that fill."""
