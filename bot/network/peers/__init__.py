"""Finds the pairs that are most likely to help."""
