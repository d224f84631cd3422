"""What becomes of each kind of thing when its two minutes are over, or it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.post import outbox
from bot.sharing import actions as sharing
from bot.sharing.model import HOLDS_TO_SHARE, Hold, Shares, Waiting


class Sharer(Protocol):
    """One kind of thing that another person may come to see."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Let the other person have it."""
        ...

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Leave it to its writer alone."""
        ...

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase the words, here and in the chat, and wait for new ones."""
        ...


@dataclass
class Sharers:
    """Every sharer by kind, and the four ways in which a wait ends."""

    by_kind: dict[Shares, Sharer]
    outcome: Callable[[Session, Hold], str]
    """The copy key of what is true of a thing once its wait ended with `share`."""

    def share(self, session: Session, held: Hold, *, now: datetime) -> None:
        """The wait is over, or the writer tapped **Send now**."""
        member = session.get_one(Member, held.member_id)
        sharing.end(session, held, Waiting.SHARED, now=now)
        self.by_kind[held.kind].share(session, now, member, held.ref_id)

    def keep(self, session: Session, held: Hold, *, now: datetime) -> None:
        """The writer tapped **Keep to myself**."""
        member = session.get_one(Member, held.member_id)
        sharing.end(session, held, Waiting.KEPT, now=now)
        self.by_kind[held.kind].keep(session, now, member, held.ref_id)

    def take_back(self, session: Session, held: Hold, *, now: datetime) -> None:
        """The writer tapped **Change**."""
        member = session.get_one(Member, held.member_id)
        sharing.end(session, held, Waiting.CHANGED, now=now)
        self.by_kind[held.kind].take_back(session, now, member, held.ref_id)

    def share_due(self, session: Session, now: datetime, limit: int) -> int:
        """Share what has waited long enough: a part of the planner."""
        holds = HOLDS_TO_SHARE.rows(session, now, limit)
        for held in holds:
            card = sharing.leave_card(session, held)
            self.share(session, held, now=now)
            if card is not None:  # it still says that there are two minutes
                outbox.edit(session, now=now, target=card, copy=self.outcome(session, held))
        return len(holds)
