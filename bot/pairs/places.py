"""Who has which place in a cohort's pairs, and changes to that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.cohorts import IN_PROGRAMME
from bot.pairs.importing import Place, import_people
from bot.pairs.model import Cohort, Pair
from bot.pairs.roster import RosterRow
from bot.people.invitations import invite_member, release_place, withdraw_invitations
from bot.people.model import Invitation, Member, Role


class Standing(StrEnum):
    """How far a person is."""

    JOINED = "joined"
    JOINING = "joining"
    """The invitation was opened; joining is not finished."""
    INVITED = "invited"
    EXPIRED = "expired"
    """Their invitation is too old to open."""
    WITHDRAWN = "withdrawn"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class PlaceView:
    """The newest person in a place, and how far they are."""

    member: Member
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class PairView:
    """A pair with its places, the lay partner's first."""

    pair: Pair
    places: tuple[PlaceView, ...]


def pairs_of(session: Session, cohort: Cohort, *, now: datetime) -> list[PairView]:
    """Return a cohort's pairs in the order they were added, dissolved ones last."""
    pairs = session.scalars(
        sa.select(Pair).where(Pair.cohort_id == cohort.id, IN_PROGRAMME).order_by(Pair.id)
    ).all()
    views = _views(session, pairs, now=now)
    return sorted(views, key=lambda view: view.pair.dissolved_at is not None)


def view_of(session: Session, pair: Pair, *, now: datetime) -> PairView:
    """Return one pair with its places."""
    return _views(session, [pair], now=now)[0]


def _views(session: Session, pairs: Sequence[Pair], *, now: datetime) -> list[PairView]:
    ids = [pair.id for pair in pairs]
    members = session.scalars(
        sa.select(Member).where(Member.pair_id.in_(ids)).order_by(Member.place)
    )
    newest = {(member.pair_id, member.role): member for member in members}
    latest = _latest_invitations(session, [member.id for member in newest.values()])
    return [
        PairView(
            pair=pair,
            places=tuple(
                PlaceView(member=member, standing=_standing(member, latest.get(member.id), now))
                for role in (Role.LAY, Role.PROFESSIONAL)
                if (member := newest.get((pair.id, role))) is not None
            ),
        )
        for pair in pairs
    ]


def _latest_invitations(session: Session, member_ids: Sequence[int]) -> dict[int, Invitation]:
    found = session.scalars(
        sa.select(Invitation).where(Invitation.member_id.in_(member_ids)).order_by(Invitation.id)
    )
    return {each.member_id: each for each in found if each.member_id is not None}


def _standing(member: Member, invitation: Invitation | None, now: datetime) -> Standing:
    if member.left_at is not None:
        return Standing.LEFT
    if member.joined_at is not None:
        return Standing.JOINED
    if member.chat_id is not None:
        return Standing.JOINING
    if invitation is None or invitation.expires_at <= now:
        return Standing.EXPIRED
    return Standing.WITHDRAWN if invitation.withdrawn_at is not None else Standing.INVITED


def renew_invitation(session: Session, *, now: datetime, member: Member) -> Place:
    """Make a new invitation to a place that nobody took; the earlier one opens it no longer."""
    pair = _require_free(session, member)
    release_place(session, member=member)
    return _invited(session, pair, member, now=now)


def withdraw_invitation(session: Session, *, now: datetime, member: Member) -> None:
    """Close the way in to a place that nobody took."""
    _require_free(session, member)
    release_place(session, member=member)
    withdraw_invitations(session, now=now, member_id=member.id, facilitator_id=None)


def _require_free(session: Session, member: Member) -> Pair:
    pair = require_alive(session, member.pair_id)
    if member.left_at is not None:
        raise RefusalError("cohorts-has-left", name=member.name)
    if member.consented_at is not None:
        raise RefusalError("cohorts-has-joined", name=member.name)
    return pair


def require_alive(session: Session, pair_id: int) -> Pair:
    """Return a pair; raises `RefusalError` when it was dissolved."""
    pair = session.get_one(Pair, pair_id)
    if pair.dissolved_at is not None:
        raise RefusalError("cohorts-dissolved-already")
    return pair


def follow(session: Session, *, now: datetime, left: Member, name: str) -> Place:
    """Make the place of somebody who left free for `name`; what was written stays the other's."""
    pair = require_alive(session, left.pair_id)
    newest = session.scalar(
        sa.select(sa.func.max(Member.place)).where(
            Member.pair_id == pair.id, Member.role == left.role
        )
    )
    if left.left_at is None or newest != left.place:
        raise RefusalError("cohorts-place-taken")
    member = Member(pair_id=pair.id, role=left.role, place=left.place + 1, name=name)
    session.add(member)
    session.flush()
    return _invited(session, pair, member, now=now)


def add_pair(
    session: Session,
    *,
    now: datetime,
    cohort: Cohort,
    lay: str,
    professional: str,
    challenge: str | None,
) -> tuple[Place, ...]:
    """Add a pair under the next free number, also when the programme has long begun."""
    labels = set(session.scalars(sa.select(Pair.label).where(Pair.cohort_id == cohort.id)))
    label = next(str(n) for n in range(1, len(labels) + 2) if str(n) not in labels)
    rows = [
        RosterRow(
            row=row,
            pair=label,
            name=name,
            role=role,
            organisation=None,
            challenge=challenge,
            email=None,
        )
        for row, (name, role) in enumerate(((lay, Role.LAY), (professional, Role.PROFESSIONAL)))
    ]
    return import_people(session, now=now, cohort=cohort, rows=rows).places


def _invited(session: Session, pair: Pair, member: Member, *, now: datetime) -> Place:
    secrets = invite_member(session, now=now, member=member)
    return Place(pair=pair.label, name=member.name, role=member.role, secrets=secrets)
