"""Cohorts, workshops, pairs, the shared challenge and progress."""
