"""One round of the sender's: what one transaction settles and claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.post import claiming, settling
from bot.post.door import Letter, Outcome


@dataclass(frozen=True, kw_only=True)
class Round:
    """What is to be settled and claimed, and, once that is done, the letters to carry."""

    clock: Clock
    done: Sequence[tuple[int, Outcome]] = ()
    """Outcomes by row."""
    known: Sequence[int] | None = None
    """Claimed rows that are known of, any other of which was not sent; None where all are known."""
    busy: Sequence[int] = ()
    """Chats to which nothing may go now."""
    most: int = 0
    """Letters that may be claimed."""
    letters: list[Letter] = field(default_factory=list)

    def settle(self, session: Session) -> None:
        """Write down what became of what was sent."""
        settling.settle(session, self.done, now=self.clock.now())
        if self.known is not None:
            settling.release(session, known=self.known)

    def claim(self, session: Session) -> None:
        """Claim what is due."""
        session.flush()  # what was just cancelled does not leave
        now = self.clock.now()
        self.letters.extend(claiming.claim(session, now=now, limit=self.most, busy=self.busy))

    @property
    def is_full(self) -> bool:
        """Whether more may be due than was claimed."""
        return len(self.letters) == self.most
