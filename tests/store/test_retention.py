"""What is kept long enough goes, and what is not yet old stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.broadcast.audience import Audience
from bot.broadcast.model import Broadcast, Delivery, DeskAnswer, Stage
from bot.pairs.drafting import Draft, keep_draft
from bot.pairs.model import Challenge, Cohort, CohortDraft, Note, NoteKind, Pair, Workshop
from bot.people.model import Facilitator, Invitation, Member, Role, WrongTry
from bot.post import inbox, outbox
from bot.post.inbox import RawUpdate
from bot.post.model import Arrival, Chat, InboxUpdate, OutboxMessage, Sending
from bot.privacy import audit
from bot.privacy.model import AuditEntry
from bot.privacy.retention import AT_ONCE, Periods, forget_old, kept_until
from bot.privacy.rules import months_later
from bot.reflection.model import Answer, ChangeKind, Due, DueState, PromptChange, Visibility
from bot.store.base import Table
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
PERIODS = Periods(raw=timedelta(days=7), answers_months=6, audit_months=24)
LAST_DAY = date(2027, 5, 5)
FOLLOW_UP_CLOSES = datetime(2027, 11, 19, 20, 59, tzinfo=UTC)


def forget(store: Store, now: datetime, periods: Periods = PERIODS) -> int:
    """Run the job to its end; return how many rows went."""
    gone = 0
    while count := store.write(lambda s: forget_old(s, now=now, periods=periods)):
        gone += count
    return gone


def count(store: Store, table: type[Table]) -> int:
    """Return how many rows a table has."""
    counted = sa.select(sa.func.count()).select_from(table)
    return store.read(lambda s: s.scalar(counted) or 0)


def a_cohort(session: Session, *, label: str = "A", joined: bool = True) -> Member:
    """Make a cohort with one pair; its lay member has answered once. Returns that member."""
    cohort = session.scalar(sa.select(Cohort)) or Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
    )
    session.add(cohort)
    session.flush()
    if session.scalar(sa.select(Workshop)) is None:
        session.add(Workshop(cohort_id=cohort.id, number=1, day=LAST_DAY))
        session.add(
            PromptChange(
                cohort_id=cohort.id, prompt_id="p", kind=ChangeKind.SKIP, change={}, made_at=NOW
            )
        )
    pair = Pair(cohort_id=cohort.id, label=label, created_at=NOW)
    session.add(pair)
    session.flush()
    session.add(Challenge(pair_id=pair.id, version=1, wording="Letters", written_at=NOW))
    member = Member(
        pair_id=pair.id, role=Role.LAY, name="Asha", chat_id=pair.id * 100,
        consented_at=NOW, joined_at=NOW,
    )  # fmt: skip
    other = Member(pair_id=pair.id, role=Role.PROFESSIONAL, name="Tom")
    session.add_all((member, other))
    session.flush()
    if joined:
        due = Due(
            member_id=member.id, prompt_id="x", state=DueState.CLOSED, partner_id=other.id,
            visibility=Visibility.PRIVATE, opens_at=NOW, closes_at=FOLLOW_UP_CLOSES,
        )  # fmt: skip
        session.add(due)
        session.flush()
        session.add(Answer(due_id=due.id, question_id="q", version=1, words="mine", written_at=NOW))
    session.add(Note(member_id=member.id, kind=NoteKind.SELF, words="note", written_at=NOW))
    session.flush()
    return member


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (datetime(2027, 8, 31, 9, tzinfo=UTC), 6, datetime(2028, 2, 29, 9, tzinfo=UTC)),
        (datetime(2027, 11, 19, tzinfo=UTC), 6, datetime(2028, 5, 19, tzinfo=UTC)),
        (datetime(2027, 1, 31, tzinfo=UTC), 1, datetime(2027, 2, 28, tzinfo=UTC)),
        (datetime(2027, 3, 3, tzinfo=UTC), -24, datetime(2025, 3, 3, tzinfo=UTC)),
    ],
)
def test_months_are_months_of_the_calendar(start: datetime, months: int, end: datetime) -> None:
    """Six months after 31 August is the last day of February, not 180 days later."""
    assert months_later(start, months) == end


def test_answers_stay_until_six_months_after_the_last_prompt_closes(store: Store) -> None:
    """The follow-up after six months belongs to the programme."""
    store.write(a_cohort)
    end = months_later(FOLLOW_UP_CLOSES, 6)
    assert store.read(lambda s: kept_until(s, s.scalars(sa.select(Cohort)).one(), months=6)) == end
    forget(store, end - timedelta(hours=1))
    assert count(store, Answer) == 1
    forget(store, end + timedelta(hours=1))
    gone = (Answer, Due, Note, Member, Pair, Challenge, Workshop, PromptChange, Cohort)
    assert [table.__tablename__ for table in gone if count(store, table)] == []


def test_a_cohort_that_nobody_joined_goes_after_its_last_workshop(store: Store) -> None:
    """What a facilitator imported is about people too."""
    store.write(lambda s: a_cohort(s, joined=False))
    end = datetime(2027, 11, 5, tzinfo=UTC)
    forget(store, end - timedelta(days=1))
    assert count(store, Member) == 2
    forget(store, end + timedelta(days=1))
    assert count(store, Member) == 0


def test_what_a_facilitator_began_and_left_goes_after_a_month(store: Store) -> None:
    """A cohort half made and an answer never sent; what was sent stays as long as its reader."""

    def begin(session: Session) -> None:
        member = a_cohort(session)
        fiona = Facilitator(name="Fiona", organiser=True, joined_at=NOW)
        session.add(fiona)
        session.flush()
        keep_draft(session, now=NOW, facilitator=fiona, draft=Draft(name="York"))
        for sent_at in (None, NOW):
            session.add(
                DeskAnswer(
                    member_id=member.id, facilitator_id=fiona.id, note_id=1, written_at=NOW,
                    sent_at=sent_at, content={"text": "x", "file_kind": None, "file_id": None},
                )
            )  # fmt: skip

    store.write(begin)
    forget(store, NOW + timedelta(days=29))
    assert (count(store, CohortDraft), count(store, DeskAnswer)) == (1, 2)
    forget(store, NOW + timedelta(days=31))
    assert (count(store, CohortDraft), count(store, DeskAnswer)) == (0, 1)


def test_a_large_cohort_goes_in_batches(store: Store) -> None:
    """One run of the job is a short transaction."""
    store.write(lambda s: [a_cohort(s, label=str(number)) for number in range(12)])
    late = months_later(FOLLOW_UP_CLOSES, 7)
    assert store.write(lambda s: forget_old(s, now=late, periods=PERIODS)) < 13
    forget(store, late)
    assert count(store, Pair) == 0


def test_a_forgotten_cohort_leaves_the_chat_of_a_newer_place_alone(store: Store) -> None:
    """Somebody who is in another cohort by now keeps their messages."""

    def move_on(session: Session) -> None:
        member = a_cohort(session)
        member.left_at = NOW
        cohort = Cohort(
            name="Bristol", programme="leading-together", timezone="Europe/London", created_at=NOW
        )
        session.add(cohort)
        session.flush()
        pair = Pair(cohort_id=cohort.id, label="B", created_at=NOW)
        session.add(pair)
        session.flush()
        session.add(Workshop(cohort_id=cohort.id, number=1, day=date(2029, 1, 1)))
        session.add(Member(pair_id=pair.id, role=Role.LAY, name="Asha", chat_id=member.chat_id))
        session.add(Chat(id=member.chat_id or 0))
        session.flush()
        outbox.say(session, now=NOW, chat_id=member.chat_id or 0, copy="help")

    store.write(move_on)
    forget(store, months_later(FOLLOW_UP_CLOSES, 7))
    assert count(store, OutboxMessage) == 1
    assert count(store, Chat) == 1
    assert count(store, Member) == 1


def take_in(store: Store, number: int, *, state: Arrival) -> None:
    """Put one update in the inbox."""

    def work(session: Session) -> None:
        inbox.take_in(session, [RawUpdate(update_id=number, chat_id=7, raw="{secret}")], now=NOW)
        row = session.scalars(sa.select(InboxUpdate).where(InboxUpdate.update_id == number)).one()
        row.state, row.raw = state, None if state is Arrival.HANDLED else row.raw

    store.write(work)


def test_a_handled_update_keeps_id_and_time_for_a_week_and_its_person_for_a_day(
    store: Store,
) -> None:
    """The id guards against a repeat; whose it was is of no more use."""
    take_in(store, 1, state=Arrival.HANDLED)
    forget(store, NOW + timedelta(hours=25))
    [row] = store.read(lambda s: s.scalars(sa.select(InboxUpdate)).all())
    assert (row.update_id, row.chat_id, row.received_at) == (1, None, NOW)
    forget(store, NOW + timedelta(days=8))
    assert count(store, InboxUpdate) == 0


def test_a_poison_update_keeps_what_it_said_no_longer_than_the_setting(store: Store) -> None:
    """Three days are set: then the words go, and the id stays its week."""
    take_in(store, 1, state=Arrival.SET_ASIDE)
    take_in(store, 2, state=Arrival.WAITING)
    short = replace(PERIODS, raw=timedelta(days=3))
    forget(store, NOW + timedelta(days=2), short)
    assert [row.raw for row in updates(store)] == ["{secret}", "{secret}"]
    forget(store, NOW + timedelta(days=4), short)
    assert [row.raw for row in updates(store)] == [None, "{secret}"]


def updates(store: Store) -> list[InboxUpdate]:
    """Return the inbox."""
    every = sa.select(InboxUpdate).order_by(InboxUpdate.update_id)
    return store.read(lambda s: list(s.scalars(every)))


def say_to(session: Session, chat_id: int) -> OutboxMessage:
    """Send one message."""
    if session.get(Chat, chat_id) is None:
        session.add(Chat(id=chat_id))
    row = outbox.say(session, now=NOW, chat_id=chat_id, copy="help")
    row.state, row.settled_at, row.content = Sending.SENT, NOW, None
    return row


def test_a_stranger_is_forgotten_after_a_day(store: Store) -> None:
    """Their number hangs on the chat and on our answers; members and facilitators stay."""

    def work(session: Session) -> None:
        member = a_cohort(session)
        session.add(Facilitator(name="Fay", chat_id=8, joined_at=NOW))
        session.flush()
        for chat_id in (member.chat_id or 0, 8, 9):
            say_to(session, chat_id)
        session.add(WrongTry(chat_id=9, at=NOW))

    store.write(work)
    forget(store, NOW + timedelta(hours=23))
    assert count(store, Chat) == 3
    forget(store, NOW + timedelta(hours=25))
    assert 9 not in store.read(lambda s: s.scalars(sa.select(Chat.id)).all())
    assert 9 not in store.read(lambda s: s.scalars(sa.select(OutboxMessage.chat_id)).all())
    assert (count(store, Chat), count(store, OutboxMessage), count(store, WrongTry)) == (2, 2, 0)


def test_sent_messages_go_when_no_prompt_of_theirs_can_be_open(store: Store) -> None:
    """Until then a reply to one, or an edit of one, must find its row; a queued one stays."""

    def work(session: Session) -> None:
        chat_id = a_cohort(session).chat_id or 0
        say_to(session, chat_id)
        outbox.say(session, now=NOW, chat_id=chat_id, copy="help")

    store.write(work)
    forget(store, NOW + timedelta(days=119))
    assert count(store, OutboxMessage) == 2
    forget(store, NOW + timedelta(days=121))
    assert count(store, OutboxMessage) == 1


def test_unused_invitations_go_a_month_after_they_expired(store: Store) -> None:
    """Until then they can say that they have expired."""

    def work(session: Session) -> None:
        member = a_cohort(session)
        for number, used_at in enumerate((None, NOW)):
            session.add(
                Invitation(
                    member_id=member.id,
                    link_hash=f"l{number}",
                    code_hash=f"c{number}",
                    created_at=NOW,
                    expires_at=NOW + timedelta(days=60),
                    used_at=used_at,
                )
            )

    store.write(work)
    forget(store, NOW + timedelta(days=89))
    assert count(store, Invitation) == 2
    forget(store, NOW + timedelta(days=91))
    assert count(store, Invitation) == 1


def test_the_audit_log_goes_after_two_years(store: Store) -> None:
    """Its own period, whatever became of the cohort."""
    store.write(lambda s: audit.note(s, now=NOW, actor="tandem", act="x", subject="member:1"))
    forget(store, months_later(NOW, 24) - timedelta(hours=1))
    assert count(store, AuditEntry) == 1
    forget(store, months_later(NOW, 24) + timedelta(hours=1))
    assert count(store, AuditEntry) == 0


def test_old_rows_go_a_bounded_number_at_a_time(store: Store) -> None:
    """Nobody waits for a night's work."""
    tries = [WrongTry(chat_id=1, at=NOW) for _ in range(AT_ONCE + 1)]
    store.write(lambda s: s.add_all(tries))
    late = NOW + timedelta(days=2)
    assert store.write(lambda s: forget_old(s, now=late, periods=PERIODS)) == AT_ONCE
    assert store.write(lambda s: forget_old(s, now=late, periods=PERIODS)) == 1
    assert store.write(lambda s: forget_old(s, now=late, periods=PERIODS)) == 0


def test_a_broadcast_goes_120_days_after_it_went(store: Store) -> None:
    """With who answered what; one that is still to come stays, however long ago it was written."""

    def fill(session: Session) -> None:
        member = a_cohort(session)
        session.add(Facilitator(name="Fiona", joined_at=NOW))
        session.flush()
        for stage, started in ((Stage.SENT, NOW + timedelta(days=100)), (Stage.SCHEDULED, None)):
            session.add(
                Broadcast(
                    facilitator_id=1, stage=stage, audience=Audience().to_document(),
                    created_at=NOW, started_at=started, send_at=started,
                )
            )  # fmt: skip
        session.flush()
        session.add(Delivery(broadcast_id=1, member_id=member.id, outbox_id=1, answer=0))
        reminder = Broadcast(
            facilitator_id=1, stage=Stage.SCHEDULED, audience=Audience().to_document(),
            created_at=NOW, reminds_id=1,
        )  # fmt: skip
        session.add(reminder)

    store.write(fill)
    forget(store, NOW + timedelta(days=219))
    assert (count(store, Broadcast), count(store, Delivery)) == (3, 1)
    forget(store, NOW + timedelta(days=221))
    assert (count(store, Broadcast), count(store, Delivery)) == (2, 0)
