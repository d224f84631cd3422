"""Whatever two people do, in whatever order: no word of a sealed answer leaves before it opens."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.model import Member, Role
from bot.post.model import Chat, OutboxMessage
from bot.reflection import choosing, recording
from bot.reflection.answers import delete_answer
from bot.reflection.keep import PIECES
from bot.reflection.model import Answer, Due
from bot.reflection.planning import plan_member
from bot.reflection.sending import close_due, remind_due, send_due
from bot.reflection.sharer import AnswerSharer
from bot.sharers import Sharers
from bot.sharing import actions as sharing
from bot.sharing.model import Hold, Piece, Shares
from bot.sharing.said import Said
from bot.store.engine import Store
from tests.programmes import ONE_WORKSHOP, a_prompt, write_programme

START = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
EVENING = datetime(2027, 3, 4, 18, 31, tzinfo=UTC)
SHARERS = Sharers(
    by_kind={Shares.ANSWER: AnswerSharer()}, outcome=lambda _session, _held: "hold-sent"
)


def a_pair(session: Session, programme: str, number: int) -> list[Member]:
    """Return two members with one prompt planned."""
    cohort = session.scalar(sa.select(Cohort))
    if cohort is None:
        cohort = Cohort(name="O", programme=programme, timezone="Europe/London", created_at=START)
        session.add(cohort)
        session.flush()
        session.add(Workshop(cohort_id=cohort.id, number=1, day=ONE_WORKSHOP[0]))
    pair = Pair(cohort_id=cohort.id, label=str(number), created_at=START)
    session.add(pair)
    session.flush()
    members = []
    for place, role in enumerate(Role):
        chat_id = 10 * number + place
        member = Member(
            pair_id=pair.id, role=role, name=role.value, chat_id=chat_id, notice_version="1",
            consented_at=START, joined_at=START,
        )  # fmt: skip
        session.add_all([member, Chat(id=chat_id)])
        session.flush()
        plan_member(session, now=START, member=member)
        members.append(member)
    return members


def one_act(
    session: Session, chance: random.Random, member: Member, now: datetime, number: int
) -> None:
    """Let a member do something with their prompt."""
    due = session.scalars(sa.select(Due).where(Due.member_id == member.id)).one()
    said = Said(message_id=number, text=f"secret{member.chat_id} word {number}")
    held = sharing.live_hold(session, kind=Shares.ANSWER, ref_id=due.id)
    piece = session.scalar(
        sa.select(Piece).where(Piece.member_id == member.id, Piece.kind == PIECES).limit(1)
    )
    answer = session.scalar(sa.select(Answer).where(Answer.due_id == due.id).limit(1))
    say = partial(recording.record_words, session, now=now, member=member, due=due, said=said)
    acts: list[Callable[[], object]] = [
        say,
        say,
        say,
        partial(delete_answer, session, now=now, member=member, due=due),
        partial(choosing.skip, session, now=now, member=member, due=due),
        partial(choosing.put_off, session, now=now, member=member, due=due, until_tomorrow=False),
        partial(choosing.make_private, session, now=now, due=due),
        partial(choosing.share_mine, session, now=now, member=member, due=due),
    ]
    if held is not None:
        share = partial(SHARERS.share, session, held, now=now)
        keep = partial(SHARERS.keep, session, held, now=now)
        acts += [share, share, share, keep, partial(SHARERS.take_back, session, held, now=now)]
    if piece is not None:
        edit = partial(recording.change_words, session, now=now, member=member, piece=piece)
        acts.append(partial(edit, said=said))
    if answer is not None:
        unsay = partial(choosing.not_an_answer, session, now=now, member=member)
        acts.append(partial(unsay, answer_id=answer.id))
    chance.choice(acts)()


def check_sealed(session: Session, members: list[Member]) -> None:
    """Fail if one has words of the other that were not opened to both."""
    for reader, writer in (members, members[::-1]):
        due = session.scalars(sa.select(Due).where(Due.member_id == writer.id)).one()
        rows = session.scalars(
            sa.select(OutboxMessage).where(OutboxMessage.chat_id == reader.chat_id)
        )
        leaked = [row for row in rows if f"secret{writer.chat_id} " in json.dumps(row.content)]
        if leaked:
            theirs = session.scalars(sa.select(Due).where(Due.member_id == reader.id)).one()
            assert due.opened_at is not None
            assert theirs.opened_at is not None
            assert all(row.protected for row in leaked)
            assert len({row.created_at for row in leaked}) == 1


def test_nothing_leaks_before_both_have_answered(store: Store, tmp_path: Path) -> None:
    """Random acts of two people, two minutes passing or not, for many pairs."""
    programme = write_programme(tmp_path, a_prompt("trust", visibility="sealed", remind_after=2))

    opened = 0
    for seed in range(12):

        def work(session: Session, seed: int = seed) -> int:
            chance = random.Random(seed)
            members = a_pair(session, programme, seed + 1)
            now = EVENING
            for number in range(seed * 100 + 1, seed * 100 + 26):
                now += timedelta(minutes=chance.choice([0, 1, 3, 60]))
                for part in (SHARERS.share_due, close_due, send_due, remind_due):
                    part(session, now, 100)
                try:
                    with session.begin_nested():
                        one_act(session, chance, chance.choice(members), now, number)
                except RefusalError:
                    pass
                session.flush()
                check_sealed(session, members)
            wanted = Due.member_id.in_([member.id for member in members])
            return len(
                session.scalars(sa.select(Due).where(wanted, Due.opened_at.is_not(None))).all()
            )

        opened += store.write(work)
    assert opened >= 2  # the test has seen some open
    assert store.read(lambda session: session.scalar(sa.select(sa.func.count(Hold.id)))) != 0
