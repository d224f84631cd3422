"""Facilitators: who they are and which cohorts are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.invitations import Secrets, invite_again, withdraw_invitations
from bot.people.model import Facilitator, FacilitatorCohort


@dataclass(frozen=True, kw_only=True)
class InvitedFacilitator:
    """A facilitator who may join, and the secrets that let them."""

    facilitator: Facilitator
    secrets: Secrets


def invite_facilitator(
    session: Session, *, now: datetime, name: str, cohort_ids: Sequence[int] = ()
) -> InvitedFacilitator:
    """Make a place for a facilitator of these cohorts; without any, of all: an organiser."""
    facilitator = Facilitator(name=name, organiser=not cohort_ids)
    session.add(facilitator)
    session.flush()
    session.add_all(
        FacilitatorCohort(facilitator_id=facilitator.id, cohort_id=cohort_id)
        for cohort_id in dict.fromkeys(cohort_ids)
    )
    secrets = invite_again(session, now=now, facilitator=facilitator)
    return InvitedFacilitator(facilitator=facilitator, secrets=secrets)


def team(session: Session) -> Sequence[Facilitator]:
    """Return everybody who runs cohorts or is invited to, the first first."""
    return session.scalars(
        sa.select(Facilitator).where(Facilitator.removed_at.is_(None)).order_by(Facilitator.id)
    ).all()


def switch_cohort(session: Session, *, facilitator: Facilitator, cohort_id: int) -> bool:
    """Give somebody a cohort to run, or take it away; return whether they run it now."""
    runs = session.get(FacilitatorCohort, (facilitator.id, cohort_id))
    if runs is None:
        session.add(FacilitatorCohort(facilitator_id=facilitator.id, cohort_id=cohort_id))
    else:
        session.delete(runs)
    session.flush()
    return runs is None


def remove_facilitator(session: Session, *, now: datetime, facilitator: Facilitator) -> None:
    """End what somebody runs, and let go of their Telegram number.

    Their name stays, for what others see of their acts.
    """
    facilitator.removed_at, facilitator.chat_id = now, None
    withdraw_invitations(session, now=now, member_id=None, facilitator_id=facilitator.id)
    session.execute(
        sa.delete(FacilitatorCohort).where(FacilitatorCohort.facilitator_id == facilitator.id)
    )
    session.flush()


def facilitators_here(session: Session, *, cohort_id: int) -> Sequence[Facilitator]:
    """Return the joined facilitators of a cohort, organisers among them."""
    runs = sa.select(FacilitatorCohort.facilitator_id).where(
        FacilitatorCohort.cohort_id == cohort_id
    )
    return session.scalars(
        sa.select(Facilitator)
        .where(
            Facilitator.joined_at.is_not(None),
            Facilitator.removed_at.is_(None),
            Facilitator.chat_id.is_not(None),
            sa.or_(Facilitator.organiser, Facilitator.id.in_(runs)),
        )
        .order_by(Facilitator.id)
    ).all()
