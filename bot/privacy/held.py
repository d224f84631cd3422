"""What is held about one person, table by table.

The register below is the one place that knows it: what a person gets to see and what is
erased are both made from it. A test holds every table with a person in it to stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.broadcast.model import Broadcast, Delivery, DeskAnswer
from bot.learning.model import Digest
from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response
from bot.network.library.model import EntryWish
from bot.network.linking.model import LinkMessage, LinkPlace
from bot.network.model import NetworkWish
from bot.network.peers.model import ComparedText
from bot.network.safety.model import Exclusion, Report
from bot.pairs.model import (
    Challenge,
    Cohort,
    CohortDraft,
    CohortFile,
    NextStep,
    Note,
    Pair,
    ProgressUpdate,
)
from bot.people.model import Facilitator, FacilitatorCohort, Invitation, Member, WrongTry
from bot.post.model import Chat, InboxUpdate, OutboxMessage
from bot.privacy.model import AuditEntry
from bot.reflection.model import Answer, Due
from bot.sharing.model import Hold, Piece
from bot.store.base import Table

Whose = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]

OF_MEMBER: dict[type[Table], Whose] = {
    Invitation: Invitation.member_id,
    Due: Due.member_id,
    Piece: Piece.member_id,
    Hold: Hold.member_id,
    Delivery: Delivery.member_id,
    DeskAnswer: DeskAnswer.member_id,
    Note: Note.member_id,
    NextStep: NextStep.member_id,
    ProgressUpdate: ProgressUpdate.member_id,
    Challenge: Challenge.member_id,
    EntryWish: EntryWish.member_id,
    LinkPlace: LinkPlace.member_id,
    LinkMessage: LinkMessage.member_id,
    ComparedText: ComparedText.member_id,
    Response: Response.member_id,
    NetworkWish: NetworkWish.member_id,
}
"""Rows that a member wrote or that are about them, in an order in which they can be erased."""

EMPTIED: dict[type[Table], Whose] = {
    Ask: Ask.member_id,
    Exclusion: Exclusion.member_id,
    Report: Report.member_id,
}
"""Rows that others hang on: they stay, without the member and without words."""

OF_FACILITATOR: dict[type[Table], Whose] = {
    FacilitatorCohort: FacilitatorCohort.facilitator_id,
    Invitation: Invitation.facilitator_id,
    Broadcast: Broadcast.facilitator_id,
    DeskAnswer: DeskAnswer.facilitator_id,
    CohortDraft: CohortDraft.facilitator_id,
    CohortFile: CohortFile.facilitator_id,
    Digest: Digest.facilitator_id,
}
"""Rows that a facilitator wrote or that are about them."""

OF_CHAT: dict[type[Table], Whose] = {
    Chat: Chat.id,
    OutboxMessage: OutboxMessage.chat_id,
    InboxUpdate: InboxUpdate.chat_id,
    WrongTry: WrongTry.chat_id,
}
"""Rows that hang on the numeric id of a person's chat."""

SECRETS = frozenset({"link_hash", "code_hash"})
"""Columns that are of no use to the person, and of some to a thief."""

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """All that is held about the person of one chat; rows by the name of their table."""

    members: Sequence[Member]
    """Every place the person took, the earliest first."""
    tables: dict[str, list[Row]]


def answers_of(member_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return which answers are these members'."""
    return Answer.due_id.in_(sa.select(Due.id).where(Due.member_id.in_(member_ids)))


def places_of(session: Session, chat_id: int) -> Sequence[Member]:
    """Return every place that the person of this chat took, also those they left."""
    return session.scalars(
        sa.select(Member).where(Member.chat_id == chat_id).order_by(Member.id)
    ).all()


def holdings(session: Session, chat_id: int) -> Holdings:
    """Gather everything about the person of one chat."""
    members = places_of(session, chat_id)
    ids = [member.id for member in members]
    pair_ids = {member.pair_id for member in members}
    pairs = _rows(session, Pair, Pair.id.in_(pair_ids))
    tables = {
        **_rows(session, Member, Member.id.in_(ids)),
        **_rows(session, Facilitator, Facilitator.chat_id == chat_id),
        **pairs,
        **_rows(session, Cohort, Cohort.id.in_({pair["cohort_id"] for pair in pairs["pair"]})),
        **_rows(session, Answer, answers_of(ids)),
    }
    for table, whose in (OF_MEMBER | EMPTIED).items():
        tables |= _rows(session, table, whose.in_(ids))
    for table, whose in OF_CHAT.items():
        tables |= _rows(session, table, whose == chat_id)
    desks = [facilitator["id"] for facilitator in tables["facilitator"]]
    for table, whose in OF_FACILITATOR.items():
        for name, rows in _rows(session, table, whose.in_(desks)).items():
            tables[name] = [*tables.get(name, []), *rows]
    named = [f"member:{key}" for key in ids] + [f"facilitator:{key}" for key in desks]
    tables |= _rows(
        session, AuditEntry, AuditEntry.actor.in_(named) | AuditEntry.subject.in_(named)
    )
    return Holdings(members=members, tables=tables)


def _rows(
    session: Session, table: type[Table], which: sa.ColumnElement[bool]
) -> dict[str, list[Row]]:
    columns = [column for column in table.__table__.columns if column.name not in SECRETS]
    found = session.execute(sa.select(*columns).where(which).order_by(columns[0]))
    rows = [{name: _plain(value) for name, value in row.items()} for row in found.mappings()]
    return {table.__tablename__: rows}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
