"""The commands, one a file; with cli.py the only code that prints or ends the program."""
