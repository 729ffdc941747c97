"""The readers, tried on good files of several programs and on hostile ones."""
