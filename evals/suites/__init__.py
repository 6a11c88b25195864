"""Batch runs: a data file in, a prediction file out; labels are never read."""
