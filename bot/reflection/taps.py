"""What can be tapped about prompts and answers."""

from bot.post.taps import Slug, Tap


class Pick(Tap, code="rp"):
    """An answer, or a part of one, to the question at `place` of a prompt."""

    due: int
    place: int
    choice: Slug


class LaterToday(Tap, code="rl"):
    """Bring the prompt back in some hours."""

    due: int


class Tomorrow(Tap, code="rt"):
    """Bring the prompt back tomorrow."""

    due: int


class Skip(Tap, code="rs"):
    """Let the prompt pass."""

    due: int


class LeaveBlank(Tap, code="rb"):
    """Go past the question at `place` of all that the prompt can ask."""

    due: int
    place: int


class ChooseWho(Tap, code="rv"):
    """Say who will see the answer, before it is written."""

    due: int
    partner: bool


class NextQuestion(Tap, code="rn"):
    """Ask the next question of the prompt."""

    due: int


class NotAnAnswer(Tap, code="rx"):
    """What was taken for an answer was none."""

    answer: int


class ShowPrompts(Tap, code="rf"):
    """What waits, and what was answered."""


class MorePrompts(Tap, code="re"):
    """More of the prompts that can be taken."""

    start: int


class TakePrompt(Tap, code="ro"):
    """Ask this prompt now."""

    due: int


class ShowAnswers(Tap, code="ra"):
    """The answers so far, from the newest on."""

    start: int


class ShowAnswer(Tap, code="rw"):
    """One answer, and what can be done with it."""

    due: int


class AnswerAnew(Tap, code="rc"):
    """Answer the question at `place` of what was reached once more."""

    due: int
    place: int


class MakePrivate(Tap, code="rm"):
    """Nobody else shall see it."""

    due: int


class ShareMine(Tap, code="rh"):
    """Share what was only for oneself, because no partner was there."""

    due: int


class ShareAnyway(Tap, code="ry"):
    """Let the partner see an answer that theirs never came to."""

    due: int


class KeepAlone(Tap, code="rk"):
    """Keep an answer that the partner's never came to."""

    due: int
