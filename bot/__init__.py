"""Tandem: a companion for pairs, on Telegram."""
