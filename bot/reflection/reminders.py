"""The reminders that a programme brings ready-made, in words for one cohort's workshops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.pairs.model import Cohort, Workshop
from bot.people.local import at_local
from bot.reflection.circle import programme_named
from prompts.source import ProgrammeError
from prompts.standins import stand_ins


@dataclass(frozen=True, kw_only=True)
class ReadyMade:
    """One reminder around one workshop; `{name}` is left in its words for the message to fill."""

    id: str
    send_at: datetime
    words: str
    knows_venue: bool


def reminders_around(
    cohort: Cohort, workshop: Workshop, workshops: Sequence[Workshop]
) -> list[ReadyMade]:
    """Return a cohort's reminders around a workshop, the earliest first.

    `workshops` are all of the cohort's. A programme that cannot be read has none: whoever
    plans its prompts tells of it.
    """
    try:
        programme = programme_named(cohort.programme)
    except ProgrammeError:
        return []
    later = [each.day for each in workshops if each.number == workshop.number + 1]
    venue = workshop.venue or stand_ins(programme.locale).venue
    zone = ZoneInfo(cohort.timezone)
    ready = [
        ReadyMade(
            id=reminder.id,
            send_at=at_local(reminder.when.day(workshop.day), reminder.time, zone),
            words=reminder.fill(
                workshop=workshop.number,
                day=_in_words(workshop.day),
                venue=venue,
                next_day=_in_words(later[0]) if later else "",
            ),
            knows_venue=workshop.venue is not None or "{venue}" not in reminder.words,
        )
        for reminder in programme.reminders
        if reminder.is_for(workshop.number)
    ]
    return sorted(ready, key=lambda each: each.send_at)


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
