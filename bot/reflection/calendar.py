"""When each prompt reaches a member: pure rules of days, local time and weeks, no I/O."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from prompts.moment import EARLIEST, LATEST
from prompts.schema import Programme, Prompt
from prompts.wording import Role

EVERY_DAY = frozenset(range(7))
NOTHING_SENT: Mapping[str, date] = MappingProxyType({})
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """When a member likes to be written to: wall time, zone, days (Monday is 0)."""

    time: time
    zone: ZoneInfo
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, kw_only=True)
class PlannedPrompt:
    """One prompt for one member; instants are UTC.

    `unasked` False: it is not sent but waits in `/reflect` from `due_at` until `closes_at`.
    """

    prompt_id: str
    day: date
    due_at: datetime
    closes_at: datetime
    remind_at: datetime | None
    unasked: bool


def prompt_day(prompt: Prompt, joined_on: date, workshops: Sequence[date]) -> date:
    """Return the day the programme means, before a member's chosen days are looked at.

    Raises IndexError when the prompt's workshop has no date.
    """
    number = prompt.when.workshop
    return prompt.when.day(joined_on if number is None else workshops[number - 1])


@lru_cache(maxsize=1000)
def send_instant(
    day: date, time_of_day: time, zone: ZoneInfo, days: frozenset[int] = EVERY_DAY
) -> datetime:
    """Return the UTC instant to send at: `day`, or the next day in `days` (Monday is 0).

    The local time is held to 07:00-20:59. A time that the clocks skip becomes the next valid
    minute, one that comes twice the first. Raises ValueError when `days` holds no day.
    """
    if not days & EVERY_DAY:
        raise ValueError("at least one day of the week is needed")
    wall = min(max(time_of_day.replace(second=0, microsecond=0), EARLIEST), LATEST)
    while True:
        while day.weekday() not in days:
            day += _DAY
        instant = _first_valid(datetime.combine(day, wall), zone)
        local = instant.astimezone(zone)
        # A whole day can be missing where a country crossed the date line.
        if local.date() == day and EARLIEST <= local.time() <= LATEST:
            return instant
        day += _DAY


def _first_valid(wall: datetime, zone: ZoneInfo) -> datetime:
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    # In a gap fold=1 lies before the clocks change and fold=0 after it: halve to the minute.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), instant
    new_offset = after.astimezone(zone).utcoffset()
    while after - before > _MINUTE:
        middle = (before + (after - before) // 2).replace(second=0, microsecond=0)
        if middle.astimezone(zone).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after


def plan(
    programme: Programme,
    role: Role,
    joined_at: datetime,
    workshops: Sequence[date],
    preferences: Preferences,
    *,
    after: datetime | None = None,
    sent: Mapping[str, date] = NOTHING_SENT,
) -> list[PlannedPrompt]:
    """Return every prompt this member can still get, in the order they fall due.

    To plan anew, `after` is the instant from which the days are free (a pause's end, or now), and
    `sent` holds the local days of what was sent already: that is left out and keeps its week.

    A prompt that had closed when they joined is left out. One whose moment has passed but that is
    still open comes after joining, in a week that holds no other. Unasked prompts never share a
    day, and share a Monday-Sunday week only if the later one gives its reason: where chosen days
    would bring two together the later moves on, and if it would close before its turn it waits in
    `/reflect` instead. Raises ValueError when there are not as many dates as workshops.
    """
    if len(workshops) != programme.workshops:
        raise ValueError(f"{programme.id} has {programme.workshops} workshops")
    joined_on = joined_at.astimezone(preferences.zone).date()
    start = max(joined_at, after or joined_at)
    drafts = [
        _draft(prompt, prompt_day(prompt, joined_on, workshops), preferences)
        for prompt in programme.for_role(role)
        if prompt.id not in sent
    ]
    still_open = [each for each in drafts if each.closes_at > start]
    # Late ones are placed last, so that they never push away what is on time.
    still_open.sort(key=lambda each: (each.due_at < start, each.due_at))
    weeks = _Weeks(programme=programme, preferences=preferences, start=start, sent=sent)
    return sorted((weeks.place(each) for each in still_open), key=lambda each: each.due_at)


def _draft(prompt: Prompt, day: date, preferences: Preferences) -> PlannedPrompt:
    last_day = day + timedelta(days=prompt.open_for)
    return PlannedPrompt(
        prompt_id=prompt.id,
        day=day,
        due_at=send_instant(
            day, prompt.time or preferences.time, preferences.zone, preferences.days
        ),
        closes_at=send_instant(last_day, LATEST, preferences.zone),
        remind_at=None,
        unasked=prompt.core,
    )


class _Weeks:
    """The weeks of one member as they fill with what is sent unasked."""

    def __init__(
        self,
        *,
        programme: Programme,
        preferences: Preferences,
        start: datetime,
        sent: Mapping[str, date],
    ) -> None:
        self._programme = programme
        self._preferences = preferences
        self._start = start
        self._taken: defaultdict[date, dict[date, Prompt]] = defaultdict(dict)
        for prompt_id, day in sent.items():
            self._taken[monday_of(day)][day] = programme.prompt(prompt_id)

    def place(self, draft: PlannedPrompt) -> PlannedPrompt:
        """Return the draft with its final instants, its week taken if it is sent unasked."""
        if not draft.unasked:
            return draft
        prompt = self._programme.prompt(draft.prompt_id)
        for due_at in self._turns(draft, prompt):
            day = self._local_day(due_at)
            if self._has_room(day, prompt):
                self._taken[monday_of(day)][day] = prompt
                remind_at = self._remind_at(prompt, day)
                if remind_at and remind_at >= draft.closes_at:
                    remind_at = None
                return replace(draft, due_at=due_at, remind_at=remind_at)
        return replace(draft, unasked=False)

    def _turns(self, draft: PlannedPrompt, prompt: Prompt) -> Iterator[datetime]:
        """Yield the instants this prompt can be sent at, while a day is left to answer it."""
        due_at, day = draft.due_at, self._local_day(max(draft.due_at, self._start))
        while due_at <= draft.closes_at - _DAY:
            if due_at >= self._start:
                yield due_at
                day = self._local_day(due_at) + _DAY
            due_at = self._instant(day, prompt)
            if due_at < self._start:
                day += _DAY

    def _has_room(self, day: date, prompt: Prompt) -> bool:
        week = {**self._taken[monday_of(day)], day: prompt}
        in_order = [each for _, each in sorted(week.items())]
        return day not in self._taken[monday_of(day)] and not unreasoned(in_order)

    def _remind_at(self, prompt: Prompt, day: date) -> datetime | None:
        if prompt.remind_after is None:
            return None
        return self._instant(day + timedelta(days=prompt.remind_after), prompt)

    def _instant(self, day: date, prompt: Prompt) -> datetime:
        own = self._preferences
        return send_instant(day, prompt.time or own.time, own.zone, own.days)

    def _local_day(self, instant: datetime) -> date:
        return instant.astimezone(self._preferences.zone).date()


def monday_of(day: date) -> date:
    """Return the Monday that begins the week of `day`."""
    return day - timedelta(days=day.weekday())


def unreasoned(week: Sequence[Prompt]) -> list[Prompt]:
    """Return those unasked prompts of one week, in the order sent, that lack a reason to be there.

    The first needs none; the second needs its own; there is no reason for a third.
    """
    return [
        prompt for place, prompt in enumerate(week) if place > 1 or (place and not prompt.reason)
    ]
