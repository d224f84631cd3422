"""What the rehearsal's page reads of the bot's database: the timeline, and what is planned."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.pairs.model import Cohort, Pair, ProgressUpdate, Workshop
from bot.pairs.states import ProgressState
from bot.people.model import Member, Role
from bot.post import outbox
from bot.post.outbox import Posting
from bot.reflection.model import Due, DueState, Visibility
from bot.rehearsal.behind import NEXT_FOR_EACH, outbox_rows, planned
from bot.rehearsal.timeline import Lane, timeline
from bot.rehearsal.upcoming import upcoming, workshop_days
from bot.store.engine import Store

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
ASHA = 71


def _due(number: int, **keys: object) -> Due:
    at = NOW + number * DAY
    usual: dict[str, object] = {
        "member_id": 1,
        "prompt_id": f"prompt_{number}",
        "state": DueState.PLANNED,
        "visibility": Visibility.PRIVATE,
        "due_at": at,
        "opens_at": at,
        "closes_at": at + DAY,
    }
    return Due(**usual | keys)


def _cohort(session: Session) -> None:
    session.add(
        Cohort(id=1, name="Oxford", programme="p", timezone="Europe/London", created_at=NOW)
    )
    session.flush()
    session.add(Workshop(cohort_id=1, number=1, day=date(2027, 4, 7)))
    session.add(Pair(id=1, cohort_id=1, label="1", created_at=NOW))
    session.flush()
    session.add(Member(id=1, pair_id=1, role=Role.LAY, name="Asha", chat_id=ASHA, joined_at=NOW))
    session.flush()
    session.add_all(_due(number) for number in range(2, 7))
    session.add(_due(1, state=DueState.OPEN, sent_at=NOW, answered_at=NOW + DAY))
    said = {"state": ProgressState.MOVING, "said_at": NOW + DAY}
    session.add_all(ProgressUpdate(pair_id=1, member_id=1, **said) for _ in range(2))


@pytest.fixture
def filled(store: Store) -> Store:
    """One pair's first days."""
    store.write(_cohort)
    return store


def test_there_is_no_timeline_before_there_is_a_cohort(store: Store) -> None:
    assert store.read(lambda session: timeline(session, zone=LONDON)) is None


def test_the_timeline_counts_what_happened_on_each_day(filled: Store) -> None:
    line = filled.read(lambda session: timeline(session, zone=LONDON))
    assert line is not None
    first, second = date(2027, 3, 1), date(2027, 3, 2)
    assert line.counts[Lane.PROMPTS] == {first: 1}
    assert line.counts[Lane.ANSWERS] == {second: 1}
    assert line.counts[Lane.PROGRESS] == {second: 2}
    assert sum(line.planned.values()) == 5
    assert (line.first, line.last) == (first, date(2027, 4, 21))


def test_an_ask_is_on_the_timeline_and_what_comes_of_it_is_planned(filled: Store) -> None:
    """It closes after a day, before any prompt is due."""
    ask = Ask(pair_id=1, member_id=1, state=AskState.OPEN, question="How?", written_at=NOW)
    ask.opened_at, ask.closes_at = NOW, NOW + DAY
    filled.write(lambda session: session.add(ask))
    line = filled.read(lambda session: timeline(session, zone=LONDON))
    assert line is not None
    assert line.counts[Lane.ASKS] == {date(2027, 3, 1): 1}
    first, *_ = filled.read(lambda session: planned(session, now=NOW))
    assert (first["what"], first["at"]) == ("ask closes", (NOW + DAY).isoformat())
    assert filled.read(lambda session: upcoming(session, after=NOW)) == NOW + DAY


@pytest.mark.parametrize("what", ["ask goes", "hears that no yes came"])
def test_an_ask_that_waits_for_a_yes_never_goes_by_itself(filled: Store, what: str) -> None:
    """With names its writer hears after three days that none came."""
    ask = Ask(pair_id=1, member_id=1, state=AskState.AWAITING, question="How?", written_at=NOW)
    ask.named, ask.goes_at = what != "ask goes", NOW + DAY
    filled.write(lambda session: session.add(ask))
    first, *_ = filled.read(lambda session: planned(session, now=NOW))
    assert first["what"] == what


def test_the_next_few_things_are_told_for_each_person_in_order(filled: Store) -> None:
    found = filled.read(lambda session: planned(session, now=NOW))
    assert [plan["what"] for plan in found] == [
        f"question prompt_{number}" for number in range(2, 2 + NEXT_FOR_EACH)
    ]
    assert {plan["person"] for plan in found} == {ASHA}


def test_a_message_for_later_is_planned_and_stands_in_the_outbox(store: Store) -> None:
    how = Posting(not_before=NOW + DAY)
    store.write(lambda s: outbox.say(s, now=NOW, chat_id=ASHA, copy="home", how=how))
    (plan,) = store.read(lambda session: planned(session, now=NOW))
    assert plan == {"person": ASHA, "at": (NOW + DAY).isoformat(), "what": "message home"}
    (row,) = store.read(outbox_rows)
    assert (row["person"], row["state"]) == (ASHA, "queued")


def test_a_workshop_is_gone_to_at_nine_where_it_is(filled: Store) -> None:
    (day,) = filled.read(workshop_days)
    assert day.at == datetime(2027, 4, 7, 9, tzinfo=LONDON)
