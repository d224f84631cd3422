"""That what people wrote is in no log, and that it would be found there."""

import logging
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.betrayals import TOKEN_SECRET, betrayals
from tests.chaos.logs import run
from tests.chaos.places import Kind
from tests.overhearing import overhearing
from tests.world import a_world

THOUGHT = "I cannot sleep before these meetings"


def test_the_debug_log_of_a_bot_in_trouble_holds_nothing_that_people_wrote(tmp_path: Path) -> None:
    """Nor the token, which is in the address of each call that fails."""
    figures = run(Kind.SQLITE, tmp_path)
    assert figures.lines
    assert figures.typed > 10
    assert figures.betrayed == []


@pytest.mark.parametrize("library", [logging, structlog])
async def test_words_in_a_log_are_found(tmp_path: Path, library: Any) -> None:
    """Whoever logs them, while somebody types them on a phone."""
    with overhearing() as heard:
        async with a_world(tmp_path) as world:
            asha, _ = world.joined_pair()
            await asha.sends(THOUGHT)
            assert betrayals(heard.log.getvalue(), heard.typed) == []
            library.getLogger("some").debug("heard %s", THOUGHT)
    assert len(betrayals(heard.log.getvalue(), heard.typed)) == 1


@pytest.mark.parametrize(
    "line", [f"update=7 text={THOUGHT}", f"text='a\\n{THOUGHT}'", f"https://x/bot1:{TOKEN_SECRET}"]
)
def test_a_line_that_betrays_something_is_found(line: str) -> None:
    """Also where the log writes it on one line, and where it is an address."""
    assert betrayals(f"handled\n{line}\n", {"/help", f"a\n{THOUGHT}"}) == [line]
