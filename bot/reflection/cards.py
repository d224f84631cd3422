"""Questions that go out unasked: many of them enter the outbox with a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.post.content import Content, pack_buttons
from bot.post.many import Outgoing, queue_many
from bot.post.model import Act, Priority
from bot.post.outbox import Posting
from bot.reflection.asking import Card, about, next_card
from bot.reflection.circle import Asked, Circle
from bot.reflection.flow import Answers
from bot.reflection.model import Due, PlainDue
from bot.reflection.timing import tonight
from prompts.questions import Question


def unasked(circle: Circle, due: Due, now: datetime) -> Posting:
    """Return how a prompt travels that nobody asked for: today, or not at all."""
    return Posting(
        priority=Priority.PROMPT,
        started=True,
        expires_at=min(due.closes_at, tonight(circle, now)),
    )


def outgoing_card(
    circle: Asked,
    due: Due | PlainDue,
    question: Question,
    card: Card,
    *,
    expires_at: datetime | None,
) -> Outgoing:
    """Return a question as it enters the outbox."""
    return Outgoing(
        chat_id=circle.member.chat_id or 0,
        act=Act.SEND,
        copy=card.copy,
        content=Content(args=card.args, rows=pack_buttons(card.buttons)),
        about=about(due, question),
        expires_at=expires_at,
    )


def queue_cards(session: Session, outgoing: Sequence[Outgoing], *, now: datetime) -> list[int]:
    """Queue questions that nobody asked for; return their ids in this order."""
    return queue_many(session, now=now, outgoing=outgoing, started=True, priority=Priority.PROMPT)


@dataclass(frozen=True)
class Cards:
    """Gathers questions until they are `put_in`; only then their prompts know their cards."""

    now: datetime
    _gathered: list[tuple[Due, Outgoing]] = field(default_factory=list)

    def add(
        self,
        session: Session,
        circle: Circle,
        due: Due,
        question: Question,
        *,
        answered: Answers,
        how: Posting,
        reminder: bool = False,
    ) -> None:
        """Gather the question that a member is asked next."""
        card = next_card(
            session,
            now=self.now,
            circle=circle,
            due=due,
            question=question,
            answered=answered,
            reminder=reminder,
        )
        outgoing = outgoing_card(circle, due, question, card, expires_at=how.expires_at)
        self._gathered.append((due, outgoing))

    def put_in(self, session: Session) -> None:
        """Queue all of them, in this order."""
        rows = queue_cards(session, [each for _, each in self._gathered], now=self.now)
        for (due, _), row in zip(self._gathered, rows, strict=True):
            due.card_id = row
