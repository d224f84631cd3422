"""Measurements that can be repeated: each module is one command that prints its figures."""
