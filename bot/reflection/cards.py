"""Questions that go out unasked: many of them enter the outbox with a few statements."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.post.content import Content, pack_buttons
from bot.post.many import Outgoing, queue_many
from bot.post.model import Act, Priority
from bot.post.outbox import Posting
from bot.reflection.asking import about, next_card
from bot.reflection.circle import Circle
from bot.reflection.flow import Answers
from bot.reflection.model import Due
from bot.reflection.timing import tonight
from prompts.questions import Question


def unasked(circle: Circle, due: Due, now: datetime) -> Posting:
    """Return how a prompt travels that nobody asked for: today, or not at all."""
    return Posting(
        priority=Priority.PROMPT,
        started=True,
        expires_at=min(due.closes_at, tonight(circle, now)),
    )


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
        outgoing = Outgoing(
            chat_id=circle.member.chat_id or 0,
            act=Act.SEND,
            copy=card.copy,
            content=Content(args=card.args, rows=pack_buttons(card.buttons)),
            about=about(due, question),
            expires_at=how.expires_at,
        )
        self._gathered.append((due, outgoing))

    def put_in(self, session: Session) -> None:
        """Queue all of them, in this order."""
        rows = queue_many(
            session,
            now=self.now,
            outgoing=[outgoing for _, outgoing in self._gathered],
            started=True,
            priority=Priority.PROMPT,
        )
        for (due, _), row in zip(self._gathered, rows, strict=True):
            due.card_id = row
