"""Ready-made reminders of a programme: what all of a cohort gets around a workshop."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator, InstanceOf, StringConstraints

from prompts.moment import Moment, parse_moment, parse_time
from prompts.rules import RuleBreak
from prompts.wording import Strict, fault

PLACEHOLDERS = ("name", "workshop", "day", "venue", "next_day")
EACH = "each workshop"
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_INSTEAD = "write for example `1 week before each workshop` or `1 day after workshop 3`"


def _moment(value: object) -> Moment:
    """Read a moment; one around each workshop has `workshop` None."""
    each = isinstance(value, str) and EACH in value
    moment = parse_moment(value.replace(EACH, "workshop 1") if isinstance(value, str) else value)
    if moment.workshop is None:
        raise fault("a reminder hangs on a workshop", _INSTEAD)
    return replace(moment, workshop=None) if each else moment


def _time(value: object) -> dt.time:
    at = parse_time(value)
    if at is None:
        raise fault(f"“{value}” is not a time to send at", "write 07:00 to 20:59, like 10:00")
    return at


def _known_placeholders(text: object) -> object:
    if isinstance(text, str):
        for found in _BRACES.findall(text):
            if found[1:-1] not in PLACEHOLDERS or len(found) == 1:
                raise fault(
                    f"{found} is not something Tandem can fill in",
                    "use only {name}, {workshop}, {day}, {venue} or {next_day}, no other braces",
                )
    return text


class Reminder(Strict):
    """One message to everybody in a cohort; its facilitator sees it a day before it goes.

    `when` without a workshop means around each. `{name}` is left for the message to fill in.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
    when: Annotated[InstanceOf[Moment], BeforeValidator(_moment)]
    time: Annotated[dt.time, BeforeValidator(_time)]
    words: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
        BeforeValidator(_known_placeholders),
    ]

    def is_for(self, workshop: int) -> bool:
        """Tell whether it goes around this workshop."""
        return self.when.workshop in (None, workshop)

    def fill(self, *, workshop: int, day: str, venue: str, next_day: str) -> str:
        """Return the words about one workshop; `{name}` stays in them."""
        values = {
            "{name}": "{name}",
            "{workshop}": str(workshop),
            "{day}": day,
            "{venue}": venue,
            "{next_day}": next_day,
        }
        return _BRACES.sub(lambda found: values[found.group()], self.words)


def breaks_among(
    reminders: Sequence[tuple[int, Reminder]], known_ids: Sequence[str], workshops: int | None
) -> Iterator[RuleBreak]:
    """Yield what is wrong between reminders, each given with its place in the file."""
    for place, reminder in reminders:
        if reminder.id in known_ids[:place]:
            yield RuleBreak(
                where=("reminders", place, "id"),
                problem=f"reminder id {reminder.id} is used twice",
                instead="give each reminder its own id",
            )
        number = reminder.when.workshop
        if number is not None and workshops is not None and not 1 <= number <= workshops:
            yield RuleBreak(
                where=("reminders", place, "when"),
                problem=f"there is no workshop {number}",
                instead=f"name a workshop from 1 to {workshops}, or `each workshop`",
            )
        if "{next_day}" in reminder.words and workshops is not None and number in (None, workshops):
            yield RuleBreak(
                where=("reminders", place, "words"),
                problem="after the last workshop there is no {next_day}",
                instead="name the workshops one by one, and leave it out of the last",
            )
