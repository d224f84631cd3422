"""Stories of asks that are kept for others, without names."""
