"""Invitations and preferences, on both databases."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Cohort, Pair
from bot.people.invitations import (
    Closed,
    Opened,
    Secrets,
    invite_member,
    open_by_code,
    open_by_link,
    release_place,
)
from bot.people.model import PAUSES_TO_END, Invitation, Keeping, Member, Role, WrongTry
from bot.people.preferences import pause_until, resume, set_zone, toggle_day
from bot.store.engine import Store

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def a_place(session: Session, role: Role = Role.LAY) -> Member:
    """Make a place in the one pair."""
    pair = session.scalar(sa.select(Pair))
    if pair is None:
        cohort = Cohort(
            name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
        )
        session.add(cohort)
        session.flush()
        pair = Pair(cohort_id=cohort.id, label="A", created_at=NOW)
        session.add(pair)
        session.flush()
    member = Member(pair_id=pair.id, role=role, name="Asha")
    session.add(member)
    session.flush()
    return member


def invited(store: Store, role: Role = Role.LAY) -> Secrets:
    """Invite somebody to a fresh place."""
    return store.write(lambda s: invite_member(s, now=NOW, member=a_place(s, role)))


def opens(store: Store, token: str, *, chat: int = 1, now: datetime = NOW) -> Opened | Closed:
    """Open a link."""
    return store.write(lambda s: open_by_link(s, token, chat_id=chat, now=now))


def types(store: Store, code: str, *, chat: int = 1, now: datetime = NOW) -> Opened | Closed:
    """Type a code."""
    return store.write(lambda s: open_by_code(s, code, chat_id=chat, now=now))


def test_neither_token_nor_code_can_be_read_in_the_database(store: Store) -> None:
    """Only hashes are kept, and one key for all codes."""
    secrets = invited(store)
    invited(store, Role.PROFESSIONAL)
    for row in store.read(lambda s: list(s.scalars(sa.select(Invitation)))):
        assert secrets.token not in (row.link_hash, row.code_hash)
        assert secrets.code.replace("-", "") not in row.code_hash
    assert len(store.read(lambda s: list(s.scalars(sa.select(Keeping))))) == 1


def test_link_and_code_lead_to_the_same_place_once(store: Store) -> None:
    """The same account goes on, another is told that it is used."""
    secrets = invited(store)
    assert isinstance(opens(store, secrets.token), Opened)
    assert isinstance(types(store, secrets.code.lower().replace("-", "")), Opened)
    assert types(store, secrets.code, chat=2) is Closed.USED
    assert opens(store, secrets.token, chat=2) is Closed.USED


def test_a_released_place_can_be_opened_by_another(store: Store) -> None:
    """Declining leaves the invitation good."""
    secrets = invited(store)
    opens(store, secrets.token)
    store.write(lambda s: release_place(s, member=s.get_one(Member, 1)))
    assert isinstance(opens(store, secrets.token, chat=2), Opened)


def test_an_invitation_is_good_for_sixty_days(store: Store) -> None:
    """To the second."""
    secrets = invited(store)
    end = NOW + timedelta(days=60)
    assert types(store, secrets.code, now=end) is Closed.EXPIRED
    assert isinstance(types(store, secrets.code, now=end - timedelta(seconds=1)), Opened)


def test_the_fifth_wrong_try_begins_the_pause(store: Store) -> None:
    """Tries of one person do not count for another, and an hour ends it."""
    secrets = invited(store)
    wrong = [types(store, "AAAA-BBBB-CC22") for _ in range(2)] + [
        opens(store, "nonsense") for _ in range(3)
    ]
    assert wrong == [Closed.WRONG] * 4 + [Closed.PAUSED]
    assert types(store, secrets.code) is Closed.PAUSED
    assert len(store.read(lambda s: list(s.scalars(sa.select(WrongTry))))) == 5
    assert isinstance(types(store, secrets.code, chat=2), Opened)
    later = NOW + timedelta(hours=1)
    assert types(store, "AAAA-BBBB-CC22", now=later) is Closed.WRONG
    assert opens(store, secrets.token, now=later) is Closed.USED


def test_a_pause_after_wrong_codes_does_not_hold_up_a_link(store: Store) -> None:
    """Nobody guesses a link; wrong ones count all the same."""
    secrets = invited(store)
    for _ in range(5):
        types(store, "AAAA-BBBB-CC22")
    assert opens(store, "nonsense") is Closed.PAUSED
    assert isinstance(opens(store, secrets.token), Opened)


def test_who_left_cannot_come_back_by_the_old_link(store: Store) -> None:
    """A place that was left is filled by a new invitation only."""
    secrets = invited(store)
    opens(store, secrets.token)
    store.write(lambda s: s.execute(sa.update(Member).values(left_at=NOW, consented_at=NOW)))
    assert opens(store, secrets.token) is Closed.USED
    store.write(lambda s: s.execute(sa.update(Member).values(chat_id=None)))
    assert opens(store, secrets.token) is Closed.USED


def test_a_pause_ends_on_its_day_at_seven_local(store: Store) -> None:
    """Also after the member moved to another zone meanwhile."""

    def over(now: datetime) -> int:
        return store.read(lambda s: len(PAUSES_TO_END.rows(s, now, 10)))

    def pauses(session: Session) -> None:
        member = a_place(session)
        pause_until(now=NOW, member=member, day=date(2027, 4, 1), zone=LONDON)
        set_zone(member=member, zone=ZoneInfo("America/New_York"))

    store.write(pauses)
    end = datetime(2027, 4, 1, 7, tzinfo=ZoneInfo("America/New_York"))
    assert over(end - timedelta(minutes=1)) == 0
    assert over(end) == 1
    assert store.write(lambda s: resume(member=s.get_one(Member, 1)))
    assert over(end) == 0


@pytest.mark.parametrize("day", [date(2027, 2, 1), date(2026, 12, 1), date(2028, 3, 1)])
def test_a_pause_ends_after_today_and_within_a_year(store: Store, day: date) -> None:
    """Anything else is refused."""
    member = store.write(a_place)
    with pytest.raises(RefusalError):
        pause_until(now=NOW, member=member, day=day, zone=LONDON)
    assert member.paused_until is None


def test_the_last_day_cannot_be_dropped(store: Store) -> None:
    """Nobody is left without any day by accident."""
    member = store.write(a_place)
    for weekday in range(6):
        toggle_day(member=member, weekday=weekday)
    assert member.prompt_days == 0b100_0000
    with pytest.raises(RefusalError):
        toggle_day(member=member, weekday=6)
