"""A pair writes an ask, agrees on it, and it ends with a summary."""
