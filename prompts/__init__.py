"""Programmes as data, the schema that checks them, and the bot's own copy."""
