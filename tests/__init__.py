"""The tests, as a package of their own: a library brings one of the same name."""
