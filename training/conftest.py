"""Puts this folder on the path, so that `pytest training/tests` imports the scripts as they import each other."""
