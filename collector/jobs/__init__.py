"""What commands, desk and daemon do, one job a module."""
