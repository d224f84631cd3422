"""What becomes of an answer when its two minutes are over, or it is taken back."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.reflection import keep, opening
from bot.reflection.asking import ask, prompt_of
from bot.reflection.circle import circle_of
from bot.reflection.flow import Answers, next_question, reached
from bot.reflection.model import OVER, Due, Visibility
from bot.reflection.opening import say
from bot.sharing.rules import find_identifiers
from prompts.schema import Prompt


class AnswerSharer:
    """Answers that a partner is to see."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Let the partner have it, or let it wait for theirs."""
        opening.share(session, now=now, member=member, due=session.get_one(Due, ref_id))

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Leave it to its writer alone."""
        due = session.get_one(Due, ref_id)
        due.visibility, due.shared_at = Visibility.PRIVATE, None
        circle = circle_of(session, member)
        if opening.is_over(session, due):
            opening.offer_other(session, now=now, circle=circle, due=due)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase what the check found, or else what was answered last, and ask it again."""
        due = session.get_one(Due, ref_id)
        circle = circle_of(session, member)
        prompt = prompt_of(circle, due)
        answers = keep.newest_answers(session, due)
        for question_id in to_take_back(prompt, answers, today=now.date()):
            keep.erase_answer(session, due, question_id, now=now)
        due.answered_at, due.shared_at = None, None
        question = next_question(prompt, keep.newest_answers(session, due))
        if question is None or due.state in OVER or due.closes_at <= now:
            say(session, circle, "reflection-taken-back", due, now=now)
        else:
            ask(session, now=now, circle=circle, due=due, question=question)


def to_take_back(prompt: Prompt, answers: Answers, *, today: date) -> list[str]:
    """Return the questions whose answers are to be written anew."""
    given = [each.id for each in reached(prompt, answers) if each.id in answers]
    found = [each for each in given if find_identifiers(answers[each].words or "", today=today)]
    written = [each for each in given if answers[each].words is not None]
    return found or written[-1:] or given[-1:]
