"""Pictures drawn in a short-lived process of their own, and what draws a pair's way in it.

Pillow and a drawing's buffers take some 40 MB; so the bot's process never holds them.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import bot
from bot.pairs.picture import Way, WayUpdate
from bot.pairs.states import ProgressState

PATIENCE_SECONDS = 60


def draw_apart(picture: dict[str, Any], *, by: str = "bot.pairs.painter") -> bytes:
    """Return the PNG that the module `by` makes of a picture's data; holds up its thread.

    Half a second: without another module, for what `way.to_picture` gave.

    Raises:
        subprocess.SubprocessError: the process failed, or took longer than a minute.
    """
    done = subprocess.run(  # noqa: S603 - our own module, nothing a person typed
        [sys.executable, "-m", by],
        input=json.dumps(picture).encode(),
        stdout=subprocess.PIPE,
        cwd=Path(bot.__file__).parents[1],  # where the package is, installed or not
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    return done.stdout


def way_from(picture: dict[str, Any]) -> Way:
    """Read what `way.to_picture` gave."""
    return Way(
        title=picture["title"],
        names=tuple(picture["names"]),
        workshops=tuple((number, date.fromisoformat(day)) for number, day in picture["workshops"]),
        updates=tuple(
            WayUpdate(day=date.fromisoformat(day), state=ProgressState(state), text=text)
            for day, state, text in picture["updates"]
        ),
        steps_open=picture["steps_open"],
        steps_done=picture["steps_done"],
        today=date.fromisoformat(picture["today"]),
    )


if __name__ == "__main__":
    from bot.pairs.drawing import draw_way  # loads Pillow

    sys.stdout.buffer.write(draw_way(way_from(json.load(sys.stdin.buffer))))
