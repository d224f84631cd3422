"""What is held about a person is known table by table, and goes when they wish."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bot.models  # noqa: F401 - makes every table known
from bot.broadcast.audience import Audience
from bot.broadcast.model import Broadcast, Delivery, DeskAnswer
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
    Why,
)
from bot.network.library.model import Entry, EntryState, EntryWish
from bot.network.linking.model import Link, LinkKind, LinkMessage, LinkPlace, LinkState
from bot.network.model import NetworkWish
from bot.network.peers.model import ComparedText, Source
from bot.network.safety.model import Exclusion, Report, Reported
from bot.pairs.model import (
    Challenge,
    Cohort,
    NextStep,
    Note,
    NoteKind,
    Owner,
    Pair,
    ProgressUpdate,
    StepState,
    Workshop,
)
from bot.pairs.states import ProgressState
from bot.people.model import Facilitator, Invitation, Member, Role, WrongTry
from bot.post import outbox
from bot.post.content import line
from bot.post.model import Arrival, Chat, InboxUpdate, OutboxMessage, Sending
from bot.post.outbox import Posting
from bot.privacy.erasure import erase_member
from bot.privacy.held import EMPTIED, OF_CHAT, OF_FACILITATOR, OF_MEMBER, holdings
from bot.privacy.leaving import erase_everything, leave
from bot.privacy.model import AuditEntry
from bot.reflection.model import Answer, Due, DueState, Visibility
from bot.sharing.model import HeldFile, Hold, Piece, Shares, Waiting
from bot.store.base import Table
from bot.store.engine import Store

NOW = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASHA, TOM = 1001, 1002
SECRET = "violet elephants"
"""Stands in everything that Asha wrote."""
KEPT_OF_A_MEMBER = {"id", "pair_id", "role", "place", "notice_version", "consented_at", "joined_at"}


def test_every_table_with_a_person_in_it_is_known() -> None:
    """A new table that names a member or a chat must say how it is shown and erased."""
    known = {table.__tablename__ for table in (*OF_MEMBER, *EMPTIED, *OF_CHAT)}
    known |= {"member", "facilitator"}  # the person themself
    named = {
        table.name
        for table in Table.metadata.tables.values()
        if {"member_id", "chat_id"} & set(table.columns.keys())
    }
    assert named - known == set()


def test_every_table_of_a_facilitator_is_shown_to_them() -> None:
    """A new table that names one must say so in the register."""
    known = {table.__tablename__ for table in OF_FACILITATOR}
    of_members = {"note", "report"}  # a member's words; the facilitator only gets or judges them
    named = {
        table.name for table in Table.metadata.tables.values() if "facilitator_id" in table.columns
    }
    assert named - known - of_members == set()


def fill(session: Session) -> Member:
    """Make a pair in which Asha has left a trace in every table; return her."""
    cohort = Cohort(
        name="Oxford", programme="leading-together", timezone="Europe/London", created_at=NOW
    )
    session.add(cohort)
    session.flush()
    session.add(Workshop(cohort_id=cohort.id, number=1, day=date(2027, 3, 3)))
    pair = Pair(cohort_id=cohort.id, label="A", created_at=NOW)
    session.add(pair)
    session.flush()
    asha = Member(
        pair_id=pair.id, role=Role.LAY, name=f"Asha {SECRET}", organisation=SECRET, email=SECRET,
        chat_id=ASHA, notice_version="1", consented_at=NOW, joined_at=NOW, timezone="Asia/Tokyo",
        paused_until=date(2027, 4, 1), resumes_at=NOW, partner_awaited_until=NOW,
    )  # fmt: skip
    tom = Member(
        pair_id=pair.id, role=Role.PROFESSIONAL, name="Tom", chat_id=TOM, consented_at=NOW,
        joined_at=NOW,
    )  # fmt: skip
    session.add_all((asha, tom))
    session.flush()
    for row in traces(asha, tom):
        session.add(row)
        session.flush()
    outbox.say(session, now=NOW, chat_id=ASHA, copy="x", args={"words": SECRET})
    session.add(Answer(due_id=_due_of(session, asha), question_id="q", version=1, words=SECRET,
                       value=SECRET, written_at=NOW))  # fmt: skip
    update = session.scalars(sa.select(ProgressUpdate.id)).one()
    session.add(step(tom, what="ask the ward", update_id=update))
    session.flush()
    return asha


def _due_of(session: Session, member: Member) -> int:
    return session.scalars(sa.select(Due.id).where(Due.member_id == member.id)).one()


def step(member: Member, *, what: str, update_id: int | None = None) -> NextStep:
    """Return a next step."""
    return NextStep(
        pair_id=member.pair_id, member_id=member.id, owner=Owner.BOTH, what=what,
        state=StepState.OPEN, written_at=NOW, update_id=update_id,
    )  # fmt: skip


def traces(asha: Member, tom: Member) -> list[Table]:
    """Return one row of each kind that Asha can leave, and two of Tom's."""
    same: dict[str, Any] = {"visibility": Visibility.SEALED, "state": DueState.OPEN}
    return [
        Invitation(member_id=asha.id, link_hash="l", code_hash="c", created_at=NOW, expires_at=NOW),
        Due(member_id=asha.id, prompt_id="p", opens_at=NOW, closes_at=NOW, **same),
        Due(
            member_id=tom.id, prompt_id="p", opens_at=NOW, closes_at=NOW, partner_id=asha.id, **same
        ),
        Piece(
            chat_id=ASHA, message_id=1, member_id=asha.id, kind="note", ref_id=1, sent_at=NOW,
            content={"text": SECRET, "file_kind": HeldFile.PHOTO.value, "file_id": "photo-1"},
        ),
        Hold(member_id=asha.id, kind=Shares.MESSAGE, ref_id=1, state=Waiting.WAITING,
             release_at=NOW),
        Facilitator(name="Fiona", joined_at=NOW),
        Broadcast(facilitator_id=1, audience=Audience().to_document(), created_at=NOW),
        Delivery(broadcast_id=1, member_id=asha.id, outbox_id=1, answer=0, answered_at=NOW),
        DeskAnswer(member_id=asha.id, facilitator_id=1, note_id=1, written_at=NOW,
                   content={"text": SECRET, "file_kind": None, "file_id": None}),
        Note(member_id=asha.id, kind=NoteKind.SELF, words=SECRET, written_at=NOW),
        ProgressUpdate(pair_id=asha.pair_id, member_id=asha.id, state=ProgressState.STUCK,
                       happened=SECRET, obstacle=SECRET, said_at=NOW),
        step(asha, what=SECRET),
        Challenge(pair_id=asha.pair_id, version=1, wording=f"old {SECRET}", member_id=asha.id,
                  written_at=NOW),
        Challenge(pair_id=asha.pair_id, version=2, wording="Clearer letters", member_id=asha.id,
                  written_at=NOW),
        Chat(id=ASHA, talk={"talk": "x", "words": SECRET}),
        Chat(id=TOM),
        InboxUpdate(update_id=1, chat_id=ASHA, raw=SECRET, state=Arrival.SET_ASIDE,
                    received_at=NOW),
        WrongTry(chat_id=ASHA, at=NOW),
        *network_traces(asha),
    ]  # fmt: skip


def network_traces(asha: Member) -> list[Table]:
    """Return one row of each kind that Asha can leave in the network: an ask and all after it."""
    sent: dict[str, Any] = {
        "member_id": asha.id, "state": ResponseState.SENT, "words": SECRET, "written_at": NOW
    }  # fmt: skip
    return [
        NetworkWish(member_id=asha.id),
        Exclusion(pair_id=asha.pair_id, other_pair_id=asha.pair_id, member_id=asha.id, made_at=NOW),
        ComparedText(pair_id=asha.pair_id, member_id=asha.id, source=Source.CHALLENGE, ref_id=1,
                     meaning=SECRET, topics=SECRET),
        Ask(pair_id=asha.pair_id, member_id=asha.id, state=AskState.OPEN, question=SECRET,
            background=SECRET, outcome=SECRET, meaning=SECRET, topics=SECRET, written_at=NOW,
            find_at=NOW),
        Exchange(ask_id=1, pair_id=asha.pair_id, state=ExchangeState.ANSWERED, why=Why.TOPIC,
                 asked_at=NOW),
        Response(exchange_id=1, from_asker=True, kind=ResponseKind.THOUGHT, voice=SECRET, **sent),
        Entry(ask_id=1, state=EntryState.PUBLISHED, question=SECRET, told=SECRET, topics=SECRET,
              outcome=SECRET, meaning=SECRET, proposed_at=NOW),
        EntryWish(entry_id=1, member_id=asha.id),
        Link(exchange_id=1, kind=LinkKind.CHAT, state=LinkState.OPEN, proposed_at=NOW),
        LinkPlace(link_id=1, member_id=asha.id, contact=SECRET),
        LinkMessage(link_id=1, **sent),
        *(Report(what=what, ref_id=1, member_id=asha.id, words=SECRET, made_at=NOW)
          for what in Reported if what is not Reported.ENTRY),
    ]  # fmt: skip


def dump(session: Session) -> str:
    """Return every value of every table as Python reads it."""
    rows = [session.execute(sa.select(table)).all() for table in Table.metadata.tables.values()]
    return repr(rows)


def erase(store: Store, *, by_themself: bool = False) -> None:
    """Erase Asha."""

    def work(session: Session) -> None:
        asha = session.scalars(sa.select(Member).where(Member.role == Role.LAY)).one()
        if by_themself:
            erase_everything(session, now=NOW, member=asha)
        else:
            erase_member(session, now=NOW, member=asha)

    store.write(work)


@pytest.mark.parametrize("by_themself", [True, False])
def test_nothing_that_a_person_wrote_or_that_names_them_stays(
    store: Store,
    by_themself: bool,  # noqa: FBT001 - given by pytest
) -> None:
    """Not in any column of any table."""
    store.write(fill)
    assert SECRET in store.read(dump)
    erase(store, by_themself=by_themself)
    left = store.read(dump)
    assert SECRET not in left
    assert "photo-1" not in left
    assert str(ASHA) not in left


def test_what_stays_of_a_place_says_only_that_it_was_taken(store: Store) -> None:
    """When somebody agreed, joined and left; no name, no preferences."""
    store.write(fill)
    erase(store)
    [place] = store.read(lambda s: s.scalars(sa.select(Member).where(Member.place == 1,
                         Member.role == Role.LAY)).all())  # fmt: skip
    fresh = Member(name="", prompt_time="18:30", prompt_days=127)
    said = {
        column: value
        for column in Member.__table__.columns.keys()  # noqa: SIM118 - not a mapping
        if (value := getattr(place, column)) != getattr(fresh, column)
    }
    assert said.keys() - KEPT_OF_A_MEMBER == {"left_at"}


def test_the_other_half_keeps_what_is_theirs(store: Store) -> None:
    """Tom's prompts, steps and the challenge that counts are all there, the latter as nobody's."""
    store.write(fill)
    erase(store)
    assert store.read(lambda s: s.scalars(sa.select(NextStep.what)).all()) == ["ask the ward"]
    assert store.read(lambda s: s.scalar(sa.select(sa.func.count(Due.id)))) == 1
    [challenge] = store.read(lambda s: s.scalars(sa.select(Challenge)).all())
    assert (challenge.wording, challenge.member_id) == ("Clearer letters", None)


def test_without_a_partner_the_challenge_goes_too(store: Store) -> None:
    """There is nobody whose it is."""

    def alone(session: Session) -> None:
        fill(session)
        session.execute(sa.update(Member).where(Member.chat_id == TOM).values(left_at=NOW))

    store.write(alone)
    erase(store)
    assert store.read(lambda s: s.scalar(sa.select(sa.func.count(Challenge.id)))) == 0


def test_words_that_wait_for_the_morning_are_stopped(store: Store) -> None:
    """What the partner has not got yet is still ours to erase; what is not hers goes on."""

    def queue(session: Session) -> None:
        fill(session)
        relayed = Posting(protected=True)
        asked = f"What did you learn?\n– {SECRET}"
        for words, how in ((asked, relayed), ("Yes", relayed), ("Tom's own prompt", Posting())):
            outbox.say(session, now=NOW, chat_id=TOM, copy="x", args={"words": words}, how=how)

    store.write(queue)
    erase(store)
    waiting = store.read(
        lambda s: [
            (row.content or {})["args"]["words"]
            for row in s.scalars(
                sa.select(OutboxMessage).where(
                    OutboxMessage.chat_id == TOM, OutboxMessage.state == Sending.QUEUED
                )
            )
        ]
    )
    assert waiting == ["Yes", "Tom's own prompt"]


def test_a_picture_with_their_words_in_it_is_not_drawn_any_more(store: Store) -> None:
    """Nor a screen that shows the beginning of them; a picture without them still comes."""
    said = "The parrot\nhas come into the waiting room and nobody knows what to do with it"
    beginning = "The parrot has come into the…"

    def queue(session: Session) -> None:
        asha = fill(session)
        session.execute(
            sa.update(ProgressUpdate)
            .where(ProgressUpdate.member_id == asha.id)
            .values(happened=said, obstacle=None)
        )
        shown = Posting(protected=True)
        for copy, text in (("hers", beginning), ("toms", "Letters went out")):
            picture = {"title": "", "updates": [("2027-03-03", "moving", text)]}
            outbox.show_picture(
                session, now=NOW, chat_id=TOM, picture=picture, copy=copy, how=shown
            )
            args = {"updates": [line("pair-update", words=text)]}
            outbox.say(session, now=NOW, chat_id=TOM, copy=copy, args=args, how=shown)

    store.write(queue)
    erase(store)
    queued = sa.select(OutboxMessage.copy).where(OutboxMessage.state == Sending.QUEUED)
    assert store.read(lambda s: s.scalars(queued).all()) == ["toms", "toms"]


def test_what_is_held_is_shown_whole_without_secrets(store: Store) -> None:
    """Every row that is erased is one that its person could see before."""
    store.write(fill)
    held = store.read(lambda s: holdings(s, ASHA))
    filled = {table.__tablename__ for table in (*OF_MEMBER, *EMPTIED, *OF_CHAT)}
    filled |= {"member", "answer"}
    assert {name for name in filled if not held.tables[name]} == set()
    assert "code_hash" not in held.tables["invitation"][0]
    assert all(row["member_id"] == held.members[0].id for row in held.tables["due"])


def test_leaving_ends_everything_that_waits(store: Store) -> None:
    """No prompt, hold or queued message outlives the membership; a second time does nothing."""
    store.write(fill)

    def go(session: Session) -> bool:
        asha = session.scalars(sa.select(Member).where(Member.chat_id == ASHA)).one()
        return leave(session, now=NOW, member=asha)

    assert store.write(go)
    assert not store.write(go)
    left = store.read(
        lambda s: (
            s.scalars(sa.select(Hold.state)).all(),
            s.scalars(sa.select(Due.state).where(Due.partner_id.is_(None))).all(),
            s.scalars(
                sa.select(OutboxMessage.copy).where(
                    OutboxMessage.state == Sending.QUEUED, OutboxMessage.chat_id == ASHA
                )
            ).all(),
            s.scalars(sa.select(AuditEntry.act)).all(),
            s.scalars(sa.select(Answer.words)).all(),
        )
    )
    assert left == ([Waiting.KEPT], [DueState.CLOSED], [], ["left"], [SECRET])
