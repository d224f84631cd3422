"""Pairs ask the network, peers answer, and both learn what came of it."""
