"""What scenarios may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, a_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Give a world with nobody in it yet."""
    async with a_world(tmp_path) as made:
        yield made
