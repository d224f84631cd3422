"""Broadcasts: whom they reach, what they say, when they go, and what came of them."""
