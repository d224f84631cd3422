"""Challenge, progress, next steps and notes, on both databases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs import answering, challenge, notes, progress, steps
from bot.pairs.importing import CohortPlan, import_cohort
from bot.pairs.model import NextStep, NoteKind, Owner, ProgressUpdate, StepState
from bot.pairs.reminding import remind_due
from bot.pairs.roster import read_roster
from bot.pairs.sharers import ChallengeSharer, StepSharer
from bot.pairs.states import ProgressState
from bot.pairs.talks import Part
from bot.pairs.taps import StepDay
from bot.people.model import Member, Role
from bot.post.model import OutboxMessage
from bot.sharing.said import Said
from bot.store.engine import Store

NOW = datetime(2027, 2, 15, 9, tzinfo=UTC)
PLAN = CohortPlan(
    name="Oxford 2027",
    programme="leading-together",
    workshops=(date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5)),
    workshops_wanted=3,
    timezone=None,
    default_timezone="Europe/London",
)
FILE = b"""pair,name,role,organisation,challenge,email
A,Asha,lay,,Clearer letters,
A,Tom,professional,,Clearer letters,
"""


@dataclass(frozen=True, kw_only=True)
class Two:
    """A pair that has joined, by the ids of its members."""

    store: Store
    asha: int = 1
    tom: int = 2

    def member(self, session: Session, member_id: int) -> Member:
        """Return one of them."""
        return session.get_one(Member, member_id)


@pytest.fixture
def two(store: Store) -> Two:
    """Give Asha and Tom, both joined a day ago."""

    def work(session: Session) -> Two:
        import_cohort(session, now=NOW, plan=PLAN, rows=read_roster(FILE).rows)
        ids = {}
        for number, member in enumerate(session.scalars(sa.select(Member).order_by(Member.role))):
            member.chat_id = 1000 + number
            member.consented_at = member.joined_at = NOW - timedelta(days=1)
            ids[member.role] = member.id
        return Two(store=store, asha=ids[Role.LAY], tom=ids[Role.PROFESSIONAL])

    return store.write(work)


def said(text: str, number: int = 1) -> Said:
    """Something typed."""
    return Said(message_id=number, text=text)


def told(session: Session, member: Member) -> list[str | None]:
    """Return the copy keys of all that is queued for somebody."""
    rows = sa.select(OutboxMessage.copy).where(OutboxMessage.chat_id == member.chat_id)
    return list(session.scalars(rows.order_by(OutboxMessage.id)))


def test_the_wording_let_go_last_counts(two: Two) -> None:
    """Two may write at once; neither is lost, and versions never repeat."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        hers = challenge.write(session, now=NOW, member=asha, said=said("Hers", 1))
        his = challenge.write(session, now=NOW, member=tom, said=said("His", 1))
        ChallengeSharer().share(session, NOW, tom, his.id)
        ChallengeSharer().share(session, NOW, asha, hers.id)
        wordings = challenge.wordings(session, asha.pair_id)
        assert [each.wording for each in wordings] == ["Hers", "His", "Clearer letters"]
        assert len({each.version for each in wordings}) == 3
        assert told(session, tom)[-1] == "pair-challenge-told"

    two.store.write(work)


def test_a_state_said_again_at_once_corrects_the_first(two: Two) -> None:
    """A slip of the thumb is one update, and the partner hears the second only."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        first = progress.say_state(session, now=NOW, member=asha, state=ProgressState.STUCK)
        later = NOW + timedelta(minutes=1)
        second = progress.say_state(session, now=later, member=asha, state=ProgressState.SLOW)
        assert first.id == second.id
        assert progress.tell_due(session, later + timedelta(minutes=9), 10) == 0
        assert progress.tell_due(session, later + timedelta(minutes=10), 10) == 1
        assert progress.tell_due(session, later + timedelta(days=1), 10) == 0
        assert told(session, tom) == ["progress-told"]
        assert [update.state for update in session.scalars(sa.select(ProgressUpdate))] == [
            ProgressState.SLOW
        ]

    two.store.write(work)


def test_who_comes_later_sees_nothing_earlier(two: Two) -> None:
    """A new partner begins with what is said from then on; who left is not shown."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        update = progress.say_state(session, now=NOW, member=asha, state=ProgressState.SLOW)
        progress.add_words(
            session, now=NOW, member=asha, update=update, part=Part.HAPPENED, said=said("Early")
        )
        assert progress.tell_words(session, now=NOW, member=asha, update=update)
        progress.say_state(session, now=NOW, member=tom, state=ProgressState.DONE)
        progress.tell_due(session, NOW + timedelta(hours=1), 10)
        assert len(progress.seen_by(session, tom, limit=9)) == 2
        tom.left_at = NOW + timedelta(days=1)
        ruth = Member(
            pair_id=tom.pair_id, role=tom.role, place=2, name="Ruth",
            joined_at=NOW + timedelta(days=2),
        )  # fmt: skip
        session.add(ruth)
        session.flush()
        assert list(progress.seen_by(session, ruth, limit=9)) == []
        assert list(progress.seen_by(session, asha, limit=9)) == [update]
        later = NOW + timedelta(days=3)
        new = progress.say_state(session, now=later, member=asha, state=ProgressState.MOVING)
        progress.finish(session, now=later, member=asha, update=new)
        assert list(progress.seen_by(session, ruth, limit=9)) == [new]

    two.store.write(work)


def a_step(session: Session, member: Member, *, owner: Owner, by: StepDay) -> NextStep:
    """Write a whole step and let its two minutes pass."""
    step = steps.start(session, now=NOW, member=member, update=None, said=said("Ring the ward"))
    day = steps.day_tapped(session, now=NOW, member=member, by=by)
    steps.set_day(session, now=NOW, step=step, due_on=day)
    steps.set_owner(session, now=NOW, member=member, step=step, owner=owner)
    StepSharer().share(session, NOW, member, step.id)
    return step


def test_each_owner_is_reminded_at_their_own_time(two: Two) -> None:
    """Also across the spring clock change: it is the wall time that counts."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        tom.prompt_time, tom.timezone = "08:00", "Asia/Kolkata"
        step = a_step(session, asha, owner=Owner.BOTH, by=StepDay.TOMORROW)
        assert step.remind_at == datetime(2027, 2, 16, 18, 30, tzinfo=UTC)
        assert step.remind_partner_at == datetime(2027, 2, 16, 2, 30, tzinfo=UTC)
        steps.set_day(session, now=NOW, step=step, due_on=date(2027, 4, 1))
        assert step.remind_at == datetime(2027, 4, 1, 17, 30, tzinfo=UTC)

    two.store.write(work)


def test_a_step_is_brought_back_once_and_after_a_pause(two: Two) -> None:
    """Nothing comes while paused, whoever wrote it; later it comes, once."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        step = a_step(session, asha, owner=Owner.PARTNER, by=StepDay.TOMORROW)
        assert step.state is StepState.ASKED
        assert steps.take(session, now=NOW, member=tom, step=step)
        answering.tell_answer(session, now=NOW, member=tom, step=step)
        assert told(session, asha)[-1] == "step-taken"
        tom.paused_until = date(2027, 2, 20)
        assert remind_due(session, NOW + timedelta(days=2), 10) == 1
        assert "step-day-has-come" not in told(session, tom)
        assert remind_due(session, NOW + timedelta(days=2), 10) == 0
        assert remind_due(session, NOW + timedelta(days=6), 10) == 1
        assert told(session, tom).count("step-day-has-come") == 1
        assert remind_due(session, NOW + timedelta(days=30), 10) == 0
        assert "step-day-has-come" not in told(session, asha)

    two.store.write(work)


def test_a_step_kept_to_oneself_is_not_seen_by_the_partner(two: Two) -> None:
    """Nor may the partner close it, or take it."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        step = steps.start(session, now=NOW, member=asha, update=None, said=said("Rest"))
        steps.set_owner(session, now=NOW, member=asha, step=step, owner=Owner.BOTH)
        StepSharer().keep(session, NOW, asha, step.id)
        assert step.owner is Owner.ME
        assert list(steps.open_steps(session, tom, limit=9)) == []
        assert steps.count_steps(session, tom) == (0, 0)
        assert list(steps.open_steps(session, asha, limit=9)) == [step]
        with pytest.raises(RefusalError):
            steps.close(session, now=NOW, member=tom, step=step, state=StepState.DONE)
        with pytest.raises(RefusalError):
            steps.take(session, now=NOW, member=tom, step=step)
        assert steps.close(session, now=NOW, member=asha, step=step, state=StepState.DONE)
        assert not steps.close(session, now=NOW, member=asha, step=step, state=StepState.DROPPED)
        assert steps.count_steps(session, asha) == (0, 1)

    two.store.write(work)


def test_notes_join_within_two_minutes_only_while_unplaced(two: Two) -> None:
    """A note that found its place takes no more words by guessing."""

    def work(session: Session) -> None:
        asha = two.member(session, two.asha)

        def keep(text: str, number: int, minutes: float) -> notes.Kept:
            at = NOW + timedelta(minutes=minutes)
            return notes.keep_unplaced(session, now=at, member=asha, said=said(text, number))

        first = keep("One", 1, 0)
        assert first.is_new
        assert keep("Two", 2, 2).note.id == first.note.id
        assert first.note.words == "One\n\nTwo"
        assert keep("Three", 3, 5).is_new
        fourth = keep("Four", 4, 6).note
        assert notes.send_to_partner(session, now=NOW, member=asha, note=fourth)
        assert keep("Five", 5, 6.5).is_new

    two.store.write(work)


def test_without_a_partner_a_message_stays_with_its_writer(two: Two) -> None:
    """It is never queued for whoever comes next."""

    def work(session: Session) -> None:
        asha, tom = two.member(session, two.asha), two.member(session, two.tom)
        tom.left_at = NOW
        note = notes.keep_unplaced(session, now=NOW, member=asha, said=said("Hello")).note
        assert not notes.send_to_partner(session, now=NOW, member=asha, note=note)
        assert note.kind is NoteKind.SELF
        assert not notes.send_to_facilitators(session, now=NOW, member=asha, note=note)
        assert told(session, asha) == []

    two.store.write(work)
