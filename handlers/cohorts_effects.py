"""What a change does to prompts, as lines of a message."""

from collections.abc import Sequence

from bot.post.content import Line, line
from bot.reflection.replanning import Effects

LINES = 15
"""Lines of one kind in one message."""


def shift_lines(effects: Effects) -> list[Line]:
    """Return one line for each prompt that moves, drops out or comes in."""
    lines = [
        line(
            "cohorts-shift",
            title=shift.title,
            before=shift.before.isoformat() if shift.before else "",
            after=shift.after.isoformat() if shift.after else "",
            kind="moves" if shift.before and shift.after else "comes" if shift.after else "drops",
            people=shift.people,
        )
        for shift in effects.shifts[:LINES]
    ]
    return _ended(lines, len(effects.shifts))


def title_lines(titles: Sequence[str]) -> list[Line]:
    """Return one line for each title."""
    lines = [line("cohorts-title", title=title) for title in titles[:LINES]]
    return _ended(lines, len(titles))


def _ended(lines: list[Line], count: int) -> list[Line]:
    return [*lines, line("cohorts-and-more", count=count - LINES)] if count > LINES else lines
