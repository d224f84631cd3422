"""How it goes, as both databases tell it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.model import Broadcast
from bot.errors import RefusalError
from bot.learning import helping
from bot.learning.attention import needs_of
from bot.learning.digest import choose_day, send_digests
from bot.learning.exports import sheets_of
from bot.learning.files import to_csv
from bot.learning.grid import Asked, Going
from bot.learning.model import Digest, Reminder, ReminderWatch
from bot.learning.reminding import show_reminders
from bot.learning.report import figures_of, grid_of
from bot.pairs.cohorts import zone_of
from bot.pairs.model import Cohort, Pair, ProgressUpdate, Workshop
from bot.pairs.states import ProgressState
from bot.people.model import Facilitator, Member, Role
from bot.post.model import OutboxMessage
from bot.privacy.retention import Periods, forget_old
from bot.reflection.model import Due, DueState, Visibility
from bot.store.engine import Store

NOW = datetime(2027, 3, 24, 12, 0, tzinfo=UTC)
WORKSHOPS = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))
JOINED = NOW - timedelta(weeks=6)


def a_cohort(session: Session) -> Cohort:
    """Return a cohort with its workshops and a facilitator."""
    cohort = Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=JOINED
    )
    session.add(cohort)
    session.flush()
    session.add_all(
        Workshop(cohort_id=cohort.id, number=number, day=day)
        for number, day in enumerate(WORKSHOPS, start=1)
    )
    session.add(Facilitator(name="Fiona", chat_id=1, organiser=True, joined_at=JOINED))
    return cohort


def a_pair(session: Session, cohort: Cohort, label: str, first: int) -> tuple[Member, Member]:
    """Return two members who have joined."""
    pair = Pair(cohort_id=cohort.id, label=label, created_at=JOINED)
    session.add(pair)
    session.flush()
    both = [
        Member(
            pair_id=pair.id, role=role, name=f"{role.value} {label}", chat_id=first + number,
            consented_at=JOINED, joined_at=JOINED,
        )
        for number, role in enumerate((Role.LAY, Role.PROFESSIONAL))
    ]  # fmt: skip
    session.add_all(both)
    session.flush()
    return both[0], both[1]


def due(session: Session, member: Member, sent: datetime, answered: datetime | None = None) -> None:
    count = session.scalar(sa.select(sa.func.count(Due.id))) or 0
    session.add(
        Due(
            member_id=member.id, prompt_id=f"p{count}", state=DueState.OPEN,
            visibility=Visibility.PRIVATE, due_at=sent, opens_at=sent, closes_at=sent,
            sent_at=sent, answered_at=answered,
        )
    )  # fmt: skip
    session.flush()


def said(session: Session, member: Member, state: ProgressState, at: datetime) -> None:
    session.add(
        ProgressUpdate(pair_id=member.pair_id, member_id=member.id, state=state, said_at=at)
    )
    session.flush()


def test_a_week_shows_what_became_of_its_prompts(store: Store) -> None:
    """An answer counts for the week of its prompt, and the last word on progress for its own."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        asha, tom = a_pair(session, cohort, "A", 11)
        monday = datetime(2027, 3, 8, 9, tzinfo=UTC)
        due(session, asha, monday, monday + timedelta(days=9))
        due(session, tom, monday)
        due(session, asha, monday + timedelta(days=7))
        due(session, asha, monday + timedelta(days=14), NOW)
        due(session, tom, monday + timedelta(days=14), NOW)
        said(session, tom, ProgressState.STUCK, monday)
        said(session, asha, ProgressState.DONE, monday + timedelta(days=1))
        said(session, asha, ProgressState.STUCK, monday + timedelta(days=8))
        grid = grid_of(session, now=NOW, cohort=cohort)
        row = grid.rows[0]
        week = (monday.date() - grid.monday).days // 7
        assert [cell.asked for cell in row.cells[week - 1 : week + 3]] == [
            Asked.NOTHING, Asked.ONE, Asked.PROMPTED, Asked.BOTH,
        ]  # fmt: skip
        assert [cell.going for cell in row.cells[week : week + 3]] == [
            Going.PROGRESS, Going.STUCK, Going.NOTHING,
        ]  # fmt: skip
        assert grid.workshops == ((1, week - 1), (2, week + 4))
        assert grid.this_week == week + 2

    store.write(work)


def test_a_dissolved_pair_and_who_has_left_are_not_shown(store: Store) -> None:
    def work(session: Session) -> None:
        cohort = a_cohort(session)
        a_pair(session, cohort, "A", 11)
        _, tom = a_pair(session, cohort, "B", 21)
        session.get_one(Pair, 1).dissolved_at = NOW
        tom.left_at = NOW
        assert [row.names for row in grid_of(session, now=NOW, cohort=cohort).rows] == ["lay B"]

    store.write(work)


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_figures_need_five_people(store: Store, people: int, shown: bool) -> None:  # noqa: FBT001 - a parameter of the test
    def work(session: Session) -> None:
        cohort = a_cohort(session)
        everybody = [m for n in range(3) for m in a_pair(session, cohort, str(n), 10 * n + 11)]
        for member in everybody[:people]:
            due(session, member, NOW - timedelta(days=3), NOW)
            due(session, member, NOW - timedelta(days=2))
        figures = figures_of(session, now=NOW, cohort=cohort)
        assert (figures is not None) is shown
        assert figures is None or (figures.asked, figures.answered) == (people, people)

    store.write(work)


def test_a_pair_is_quiet_only_while_it_is_asked_and_not_resting(store: Store) -> None:
    """One that rests, one that answered, and one that was asked nothing are left in peace."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        quiet, _ = a_pair(session, cohort, "quiet", 11)
        resting = a_pair(session, cohort, "resting", 21)
        answered, _ = a_pair(session, cohort, "answered", 31)
        a_pair(session, cohort, "unasked", 41)
        done, _ = a_pair(session, cohort, "answered all there was", 51)
        due(session, done, NOW - timedelta(days=21), NOW - timedelta(days=20))
        for member in (quiet, resting[0], answered):
            due(session, member, NOW - timedelta(days=5))
        due(session, answered, NOW - timedelta(days=9), NOW - timedelta(days=8))
        for member in resting:
            member.resumes_at = NOW + timedelta(days=3)
        assert [each.label for each in needs_of(session, now=NOW, cohort=cohort)] == ["quiet"]

    store.write(work)


def test_a_second_nudge_in_a_week_is_refused(store: Store) -> None:
    def work(session: Session) -> None:
        cohort = a_cohort(session)
        asha, _ = a_pair(session, cohort, "A", 11)
        fiona = session.scalars(sa.select(Facilitator)).one()
        pair = session.get_one(Pair, asha.pair_id)
        for days, possible in ((0, True), (6, False), (8, True)):
            now = NOW + timedelta(days=days)
            if possible:
                assert len(helping.nudge(session, now=now, facilitator=fiona, pair=pair)) == 2
            else:
                with pytest.raises(RefusalError, match="nudged-already"):
                    helping.nudge(session, now=now, facilitator=fiona, pair=pair)

    store.write(work)


def test_reminders_are_shown_once_and_go_with_their_cohort(store: Store) -> None:
    """However often the planner looks; when the cohort is forgotten, nothing of them stays."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        a_pair(session, cohort, "A", 11)
        now = datetime(2027, 3, 30, 9, 30, tzinfo=UTC)  # a week before workshop 2 is tomorrow
        for _ in range(3):
            while show_reminders(session, now, 10):
                pass
        assert session.scalar(sa.select(sa.func.count(Reminder.id))) == 1
        broadcast = session.scalars(sa.select(Broadcast)).one()
        assert broadcast.send_at == datetime(2027, 3, 31, 9, tzinfo=UTC)
        assert len(session.scalars(sa.select(ReminderWatch)).all()) == 3

    store.write(work)
    periods = Periods(raw=timedelta(days=7), answers_months=12, audit_months=24)
    later = NOW + timedelta(days=365 * 4)
    while store.write(lambda session: forget_old(session, now=later, periods=periods)):
        pass

    def check(session: Session) -> None:
        assert session.scalars(sa.select(Cohort)).all() == []
        assert session.scalars(sa.select(Reminder)).all() == []
        assert session.scalars(sa.select(ReminderWatch)).all() == []

    store.read(check)


def test_a_digest_is_sent_once_a_week(store: Store) -> None:
    def work(session: Session) -> None:
        cohort = a_cohort(session)
        asha, _ = a_pair(session, cohort, "A", 11)
        fiona = session.scalars(sa.select(Facilitator)).one()
        choose_day(session, now=NOW, facilitator=fiona, weekday=3, zone=zone_of(session, asha))
        at = session.scalars(sa.select(Digest)).one().next_at
        assert at == datetime(2027, 3, 25, 8, tzinfo=UTC)
        assert send_digests(session, at - timedelta(minutes=1), 10) == 0
        assert [send_digests(session, at, 10) for _ in range(2)] == [1, 0]
        # The clocks change on the Sunday between.
        assert session.scalars(sa.select(Digest)).one().next_at == datetime(
            2027, 4, 1, 7, tzinfo=UTC
        )
        assert session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == 1

    store.write(work)


def test_exports_count_and_hold_no_words(store: Store) -> None:
    """Pairs in the order of their labels, each person with what was sent and answered."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        late, _ = a_pair(session, cohort, "10", 11)
        a_pair(session, cohort, "9", 21)
        due(session, late, NOW - timedelta(days=5), NOW)
        due(session, late, NOW - timedelta(days=2))
        said(session, late, ProgressState.SLOW, NOW)
        engagement, progress, answers = sheets_of(session, [cohort], sender=None)
        assert [(row[1], row[6], row[7], row[8]) for row in engagement.rows] == [
            ("9", 0, 0, None), ("9", 0, 0, None), ("10", 2, 1, NOW.date()), ("10", 0, 0, None),
        ]  # fmt: skip
        assert list(progress.rows) == [("Oxford", "10", "lay", NOW.date(), "slow")]
        assert to_csv(answers).decode("utf-8-sig").splitlines() == [",".join(answers.headings)]

    store.write(work)
