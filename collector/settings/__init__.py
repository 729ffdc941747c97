"""What may be set: one TOML file and the environment → settings, or every problem in plain words."""
