"""What every test may ask for."""

import gc

from hypothesis import settings

# The first is imported by the others, and pytest wants to see a plugin before its importers.
pytest_plugins = [
    "tests.missing",
    "tests.chromium",
    "tests.axe",
    "tests.postgres",
    "tests.databases",
    "tests.overhearing",
]


def pytest_configure() -> None:
    """Make property tests fair: no deadline, for a busy machine is not a fault.

    Where all must run, the same change gets the same examples; elsewhere each run tries new ones.
    """
    from tests.missing import ALL_MUST_RUN

    settings.register_profile("tandem", deadline=None, derandomize=ALL_MUST_RUN)
    settings.load_profile("tandem")


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later search for garbage: it is never any."""
    gc.collect()
    gc.freeze()
