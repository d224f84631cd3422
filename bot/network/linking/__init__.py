"""Two pairs are put in touch, once all four people agreed."""
