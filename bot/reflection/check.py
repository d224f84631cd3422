"""The check of a programme file: its faults, its hard words, and the calendar it makes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

from bot.errors import ExpectedError
from bot.reflection.calendar import monday_of, prompt_day, unreasoned
from prompts.loader import load_programme, path_of
from prompts.reminders import Reminder
from prompts.schema import Programme, Prompt
from prompts.source import Fault, Place, ProgrammeError, Source, read_source
from prompts.wording import Role, Wording


class Names(TypedDict):
    """What stands in for the placeholders of a wording."""

    name: str
    partner: str
    challenge: str


MOST_CHARACTERS = 350
OLDEST_READING_AGE = 11
_JOINED_BEFORE = timedelta(weeks=2)
_GRADE_TO_AGE = 5
_FEWEST_WORDS = 10
# Length is checked with long names; a long name is no harder to read for those who bear it.
_LONG = Names(
    name="Aleksandra",
    partner="Christopher",
    challenge="shorter waits and kinder letters at the memory clinic",
)
_LONG_VENUE = "The Old Library, 12 Station Road, Aylesbury HP20 1RS, from 9.30 am"
_SHORT = Names(name="Asha", partner="Tom", challenge="a kinder clinic")


class UnusableProgrammeError(ExpectedError):
    """A programme's file has faults; the text lists them."""


@dataclass(frozen=True, kw_only=True)
class CalendarRow:
    """One prompt on its day, for one role; `unasked` False means it waits in `/reflect`."""

    role: Role
    day: date
    closes_on: date
    prompt_id: str
    title: str
    unasked: bool


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that a check found; `calendar` is empty without workshop dates."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    calendar: tuple[CalendarRow, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether the file can be used; warnings do not count."""
        return not self.faults

    def lines(self) -> Iterator[str]:
        """Yield the report as the command line prints it."""
        for fault in self.faults:
            yield f"error: {fault}"
        for warning in self.warnings:
            yield f"warning: {warning}"
        yield from _calendar_lines(self.calendar)
        yield f"{_count(self.faults, 'error')}, {_count(self.warnings, 'warning')}"


def check(path_or_name: str | Path, workshops: Sequence[date] | None = None) -> Report:
    """Check a programme file, and with `workshops` the calendar that these dates make.

    Faults in the file itself come alone: what cannot be read has no calendar.
    """
    try:
        programme = load_programme(path_or_name)
        source = read_source(path_of(path_or_name))
    except ProgrammeError as error:
        return Report(faults=error.faults)
    warnings = _by_line(
        [*_hard_words(source, programme), *_hard_reminders(source, programme.reminders)]
    )
    if workshops is None:
        return Report(warnings=warnings)
    faults = tuple(_wrong_dates(source, programme, workshops))
    if faults:
        return Report(faults=faults, warnings=warnings)
    return Report(
        faults=_by_line(_full_weeks(source, programme, workshops)),
        warnings=warnings,
        calendar=tuple(_calendar(programme, workshops)),
    )


def workshops_in(path_or_name: str | Path) -> int:
    """Return how many workshops a programme has.

    Raises:
        UnusableProgrammeError: it cannot be read; every fault has its line.
    """
    try:
        return load_programme(path_or_name).workshops
    except ProgrammeError as error:
        raise UnusableProgrammeError("\n".join(map(str, error.faults))) from None


def reading_age(texts: Sequence[str]) -> float:
    """Return the age in years at which most people can read the hardest of these messages.

    The mean of the Automated Readability Index and Coleman-Liau (which need no word list), plus
    5. Both swing widely on a few words, so a message counts by itself only from 10 words; below
    that it counts within all the texts read together.
    """
    # Imported here: it takes more than a second, and only this check needs it.
    from textstat import automated_readability_index, coleman_liau_index

    alone = [text for text in texts if len(text.split()) >= _FEWEST_WORDS]
    grades = [
        (automated_readability_index(text) + coleman_liau_index(text)) / 2
        for text in [" ".join(texts), *alone]
    ]
    return float(max(grades)) + _GRADE_TO_AGE


def _hard_words(source: Source, programme: Programme) -> Iterator[Fault]:
    for place, prompt in enumerate(programme.prompts):
        where = ("prompts", place)
        parts = dict(_wordings(prompt))
        for texts, roles in _by_role(prompt, parts.values(), _LONG).items():
            for part, text in zip(parts, texts, strict=True):
                yield from _too_long(source, (*where, *part, roles[0].value), prompt, text)
        for texts, roles in _by_role(prompt, parts.values(), _SHORT).items():
            age = reading_age(texts)
            if age > OLDEST_READING_AGE:
                yield source.fault(
                    (*where, "questions"),
                    f"{prompt.id} needs a reading age of {age:.1f} for {_list(roles)}",
                    f"use shorter words and sentences, for age {OLDEST_READING_AGE} or less",
                )


def _hard_reminders(source: Source, reminders: Sequence[Reminder]) -> Iterator[Fault]:
    for place, reminder in enumerate(reminders):
        where = ("reminders", place, "words")
        long = _filled(
            reminder, name=_LONG["name"], venue=_LONG_VENUE, day="Wednesday 29 September"
        )
        if len(long) > MOST_CHARACTERS:
            yield source.fault(
                where,
                f"{reminder.id} makes a message of {len(long)} characters",
                f"keep it within {MOST_CHARACTERS}, with room for a name and a venue",
            )
        age = reading_age(
            [_filled(reminder, name=_SHORT["name"], venue="Oxford", day="Monday 3 May")]
        )
        if age > OLDEST_READING_AGE:
            yield source.fault(
                where,
                f"{reminder.id} needs a reading age of {age:.1f}",
                f"use shorter words and sentences, for age {OLDEST_READING_AGE} or less",
            )


def _filled(reminder: Reminder, *, name: str, venue: str, day: str) -> str:
    words = reminder.fill(workshop=1, day=day, venue=venue, next_day=day)
    return words.replace("{name}", name)


def _by_role(
    prompt: Prompt, wordings: Iterable[Wording], names: Names
) -> dict[tuple[str, ...], list[Role]]:
    """Return the different sets of texts of a prompt, each with the roles that get it."""
    found: dict[tuple[str, ...], list[Role]] = {}
    for role in Role:
        if prompt.audience.includes(role):
            texts = tuple(wording.fill(role, **names) for wording in wordings)
            found.setdefault(texts, []).append(role)
    return found


def _too_long(source: Source, where: Place, prompt: Prompt, text: str) -> Iterator[Fault]:
    message = f"{prompt.title}\n\n{text}"
    if len(message) > MOST_CHARACTERS:
        yield source.fault(
            where,
            f"{prompt.id} makes a message of {len(message)} characters",
            f"keep title and wording within {MOST_CHARACTERS}, one thought a message",
        )


def _wordings(prompt: Prompt) -> Iterator[tuple[Place, Wording]]:
    for number, question in enumerate(prompt.questions):
        part = ("questions", number)
        yield (*part, "wording"), question.wording
        for place, follow_up in enumerate(question.all_follow_ups()):
            yield (*part, "follow_ups", place, "wording"), follow_up.wording
    if prompt.talk_about:
        yield ("talk_about",), prompt.talk_about


def _wrong_dates(
    source: Source, programme: Programme, workshops: Sequence[date]
) -> Iterator[Fault]:
    if len(workshops) != programme.workshops:
        yield source.fault(
            ("workshops",),
            f"{programme.workshops} workshops, but {len(workshops)} dates were given",
            "give one date for each workshop",
        )
    if any(later <= earlier for earlier, later in pairwise(workshops)):
        yield source.fault(
            ("workshops",), "the dates do not follow one another", "give the earliest date first"
        )


def _calendar(programme: Programme, workshops: Sequence[date]) -> Iterator[CalendarRow]:
    joined_on = workshops[0] - _JOINED_BEFORE
    for role in Role:
        days = [(prompt_day(each, joined_on, workshops), each) for each in programme.for_role(role)]
        for day, prompt in sorted(days, key=lambda row: row[0]):
            yield CalendarRow(
                role=role,
                day=day,
                closes_on=day + timedelta(days=prompt.open_for),
                prompt_id=prompt.id,
                title=prompt.title,
                unasked=prompt.core,
            )


def _full_weeks(source: Source, programme: Programme, workshops: Sequence[date]) -> Iterator[Fault]:
    weeks: defaultdict[tuple[Role, date], list[Prompt]] = defaultdict(list)
    for row in _calendar(programme, workshops):
        if row.unasked:
            weeks[row.role, monday_of(row.day)].append(programme.prompt(row.prompt_id))
    roles: defaultdict[tuple[str, date, str], list[Role]] = defaultdict(list)
    for (role, monday), week in weeks.items():
        together = " and ".join(each.id for each in week)
        for prompt in unreasoned(week):
            roles[prompt.id, monday, together].append(role)
    places = {prompt.id: place for place, prompt in enumerate(programme.prompts)}
    for (prompt_id, monday, together), who in roles.items():
        yield source.fault(
            ("prompts", places[prompt_id], "when"),
            f"{together} come in one week (from Monday {monday}) for {_list(who)}",
            "move one, write `core: false`, or if only two come give this one its `reason:`",
        )


def _by_line(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda each: each.line))


def _list(roles: Sequence[Role]) -> str:
    return " and ".join(roles)


def _calendar_lines(rows: Sequence[CalendarRow]) -> Iterator[str]:
    for role in dict.fromkeys(row.role for row in rows):
        own = [row for row in rows if row.role is role]
        sent = sum(row.unasked for row in own)
        yield f"{role}: {sent} sent, {len(own) - sent} wait in /reflect"
        for row in own:
            mark = "sent " if row.unasked else "waits"
            yield f"  {row.day:%a %d %b %Y}  {mark}  {row.title} ({row.prompt_id})"


def _count(found: Sequence[Fault], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"
