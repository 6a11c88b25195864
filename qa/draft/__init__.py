"""A language model proposes sentences; what the cited words do not support is withheld."""
