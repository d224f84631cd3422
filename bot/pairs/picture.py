"""The picture of a pair's way so far: what is in it, and its description in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.pairs.states import ProgressState

STATE_WORDS = {
    ProgressState.MOVING: "Moving",
    ProgressState.SLOW: "Slow",
    ProgressState.STUCK: "Stuck",
    ProgressState.DONE: "Done",
}
_LONGEST_DESCRIPTION = 900  # UTF-16 units, of the 1024 Telegram takes for a caption
_LONGEST_TITLE = 200
_LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class WayUpdate:
    """One progress update; the text is what happened, shortened by the caller to 60 characters."""

    day: date
    state: ProgressState
    text: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """What the picture shows: the challenge, the partners, workshops, updates and steps.

    Workshops are (number, day). The order of workshops and updates does not matter.
    """

    title: str
    names: tuple[str, ...]
    workshops: tuple[tuple[int, date], ...]
    updates: tuple[WayUpdate, ...]
    steps_open: int
    steps_done: int
    today: date


def describe_way(way: Way) -> str:
    """Return the picture in words, at most 900 UTF-16 units, for those who cannot see it."""
    for shown in range(len(way.updates), -1, -1):
        words = _description(way, shown)
        if _units(words) <= _LONGEST_DESCRIPTION:
            return words
    return _description(way, 0)[: _LONGEST_DESCRIPTION // 2]


def names_line(names: Sequence[str]) -> str:
    """Return "Asha and Tom"."""
    return " and ".join(names)


def steps_line(way: Way) -> str:
    """Return "Next steps: 4 done, 2 open", or an empty text where there are none."""
    if not way.steps_done and not way.steps_open:
        return ""
    return f"Next steps: {way.steps_done} done, {way.steps_open} open"


def _description(way: Way, shown: int) -> str:
    names = names_line([_cut(name, _LONGEST_NAME) for name in way.names])
    updates = sorted(way.updates, key=lambda update: update.day)
    parts = [
        f"The way of {names} so far, on {_day(way.today)}." if names else "The way so far.",
        f"Challenge: {_sentence(_cut(way.title, _LONGEST_TITLE))}" if way.title else "",
        " ".join(
            f"Workshop {number} {'was' if day < way.today else 'is'} on {_day(day)}."
            for number, day in sorted(way.workshops)
        ),
        "No updates yet." if not updates else "",
        f"{earlier_line(len(updates) - shown)}." if shown < len(updates) else "",
        *(
            f"{_day(update.day)}: {STATE_WORDS[update.state]}. {_sentence(update.text)}".rstrip()
            for update in updates[len(updates) - shown :]
        ),
        f"{line}." if (line := steps_line(way)) else "",
    ]
    return "\n".join(part for part in parts if part)


def earlier_line(count: int) -> str:
    """Return "5 earlier updates"."""
    return f"{count} earlier update{'s' * (count != 1)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _cut(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if not plain or plain.endswith((".", "!", "?", "…")) else f"{plain}."


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
