"""Bytes to articles."""
