"""What every test may ask for."""

# The first is imported by the others, and pytest wants to see a plugin before its importers.
pytest_plugins = ["tests.missing", "tests.chromium", "tests.postgres"]
