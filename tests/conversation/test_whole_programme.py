"""Two people live through each programme; every message is checked: who, when, once."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post.model import OutboxMessage, Sending
from bot.reflection.calendar import PlannedPrompt, Preferences, plan
from bot.reflection.model import Answer, Due, DueState
from bot.rehearsal.standin.messages import Message
from bot.sharing.model import Hold, Waiting
from prompts.loader import shipped
from prompts.schema import Programme, Visibility
from prompts.wording import Role as AskedRole
from tests.world import Phone, World

LONDON = ZoneInfo("Europe/London")
# Each programme is lived through twice; the two together meet both changes of the clocks.
LEADING = "leading-together"
COLLABORATIVE = "collaborative-pairs"
RUNS = [
    (LEADING, (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))),
    (LEADING, (date(2026, 9, 16), date(2026, 10, 14), date(2026, 11, 18))),
    (
        COLLABORATIVE,
        (
            date(2027, 1, 13), date(2027, 2, 24), date(2027, 4, 7), date(2027, 5, 19),
            date(2027, 6, 30),
        ),
    ),
    (
        COLLABORATIVE,
        (
            date(2026, 6, 10), date(2026, 7, 15), date(2026, 9, 2), date(2026, 10, 14),
            date(2026, 11, 25),
        ),
    ),
]  # fmt: skip
WAYS_OUT = {"Later today", "Tomorrow", "Skip", "Leave this one", "Only me", "Not an answer"}


def begin(world: World, name: str, workshops: tuple[date, ...]) -> tuple[Phone, Phone]:
    """Let a pair join eight days before the first workshop."""
    day = workshops[0] - timedelta(days=8)
    world.jumps_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return world.joined_pair(programme=name, workshops=workshops, plan=True)


def expected(
    name: str, workshops: tuple[date, ...], joined_at: datetime
) -> dict[AskedRole, dict[str, PlannedPrompt]]:
    """Return what the calendar's rules say that each of the two is sent."""
    own = Preferences(time=datetime(2027, 1, 1, 18, 30).time(), zone=LONDON)  # noqa: DTZ001 - a wall time
    return {
        role: {
            each.prompt_id: each
            for each in plan(shipped()[name], role, joined_at, workshops, own)
            if each.unasked
        }
        for role in AskedRole
    }


async def lives_on(world: World) -> bool:
    """Move to the next instant at which anything can happen; False when nothing is left."""
    instant = world.app.store.read(lambda session: next_instant(session, world.clock.now()))
    if instant is None:
        return False
    world.jumps_to(instant)
    await world.settles()
    return True


def next_instant(session: Session, now: datetime) -> datetime | None:
    """Return when something is next due."""
    columns = (
        (Due.due_at, Due.state == DueState.PLANNED),
        (Due.remind_at, Due.state == DueState.OPEN),
        (Due.closes_at, Due.state.in_((DueState.OPEN, DueState.PLANNED, DueState.SKIPPED))),
        (Hold.release_at, Hold.state == Waiting.WAITING),
        (OutboxMessage.not_before, OutboxMessage.state == Sending.QUEUED),
    )
    found = [
        session.scalar(sa.select(sa.func.min(column)).where(column > now, alive))
        for column, alive in columns
    ]
    return min((each for each in found if each is not None), default=None)


def local(message: Message) -> datetime:
    """Return when a message came, by the clocks of London."""
    return message.versions[0].at.astimezone(LONDON)


def check_hours_and_bells(phone: Phone) -> None:
    """Nothing at night, and at most three bells in seven days."""
    assert all(7 <= local(message).hour < 21 for message in phone.person.received)
    rung = [m.versions[0].at for m in phone.person.received if not m.silent]
    for first, fourth in zip(rung, rung[3:], strict=False):
        assert fourth - first >= timedelta(days=7)


@pytest.mark.parametrize(("name", "workshops"), RUNS)
async def test_nobody_answers(world: World, name: str, workshops: tuple[date, ...]) -> None:
    """Each core prompt comes once, at the planned minute, and its reminder once."""
    phones = begin(world, name, workshops)
    wanted = expected(name, workshops, world.clock.now())
    programme = shipped()[name]
    while await lives_on(world):
        pass
    for phone, role in zip(phones, (AskedRole.LAY, AskedRole.PROFESSIONAL), strict=True):
        check_hours_and_bells(phone)
        came = sent(phone, programme)
        asked = [(prompt_id, at) for prompt_id, at, reminder in came if not reminder]
        due = {(each.prompt_id, each.due_at) for each in wanted[role].values()}
        assert set(asked) == due
        assert len(asked) == len(due)
        reminded = [(prompt_id, at) for prompt_id, at, reminder in came if reminder]
        reminders = {
            (each.prompt_id, each.remind_at) for each in wanted[role].values() if each.remind_at
        }
        assert set(reminded) == reminders
        assert len(reminded) == len(reminders)
        assert 8 <= len(asked) <= 14
    assert {due.state for due in world.rows(Due)} == {DueState.CLOSED}


def sent(phone: Phone, programme: Programme) -> list[tuple[str, datetime, bool]]:
    """Return the questions that came: which prompt, when to the minute, and whether reminding."""
    titles = {prompt.title: prompt.id for prompt in programme.prompts}
    found = []
    for message in phone.person.received:
        first, _, rest = message.versions[0].body.text.partition("\n\n")
        title = rest.split("\n")[0]
        if title in titles:
            at = message.versions[0].at.replace(second=0, microsecond=0)
            found.append((titles[title], at, "reminder" in first))
    assert len(found) == len(phone.person.received)
    return found


@pytest.mark.parametrize(("name", "workshops"), [RUNS[0], RUNS[3]])
async def test_both_answer_everything(world: World, name: str, workshops: tuple[date, ...]) -> None:
    """Every question can be answered as it comes; what is sealed opens to both, once."""
    phones = begin(world, name, workshops)
    seen = dict.fromkeys((phone.id for phone in phones), 0)
    while await lives_on(world):
        for phone in phones:
            if len(phone.person.received) > seen[phone.id]:
                await answer(world, phone)
        seen = {phone.id: len(phone.person.received) for phone in phones}
    check_all_answered(world, phones, shipped()[name])


async def answer(world: World, phone: Phone) -> None:
    """Answer what was asked last, to its end."""
    while card := asking(phone):
        labels = [label for label in card.labels if label not in WAYS_OUT]
        if "That is my answer" in labels and not any(each.startswith("✓") for each in labels):
            await phone.taps_on(card, labels[1])
        elif labels:
            await phone.taps_on(card, labels[-1])
        else:
            name = phone.person.sender.first_name
            await phone.sends(f"{name} says so, {world.clock.now():%d %B}", reply_to=card)


def asking(phone: Phone) -> Message | None:
    """Return the newest message that asks a question, or offers the next one."""
    ways = {"Skip", "Leave this one", "Next question"}
    asks = [message for message in phone.person.messages if ways & set(message.labels)]
    return asks[-1] if asks else None


def check_all_answered(world: World, phones: tuple[Phone, Phone], programme: Programme) -> None:
    """Fail unless every core prompt was answered, and sealed ones opened once to both."""
    core = {prompt.id for prompt in programme.prompts if prompt.core}
    dues = [due for due in world.rows(Due) if due.prompt_id in core]
    assert all(due.answered_at is not None for due in dues)
    assert len(world.rows(Answer)) >= len(dues)
    for prompt in programme.prompts:
        if prompt.core and prompt.visibility is Visibility.SEALED:
            for phone in phones:
                opened = f"You have both answered “{prompt.title}”"
                texts = [message.versions[0].body.text for message in phone.person.received]
                assert sum(opened in text for text in texts) == 1
    reminders = Counter("reminder" in m.versions[0].body.text for m in phones[0].person.received)
    assert reminders[True] == 0
