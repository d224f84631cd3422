"""Puts a question into a chat: who will see the answer first, then the question, then buttons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.model import Chat, OutboxMessage
from bot.post.outbox import Posting
from bot.post.talk import talk_from
from bot.reflection.circle import Asked, Circle
from bot.reflection.flow import Answers, all_ids
from bot.reflection.keep import newest_answers
from bot.reflection.kinds import kind_of
from bot.reflection.kinds.base import Place
from bot.reflection.model import Due, PlainDue, Visibility
from bot.reflection.talks import Answering
from bot.reflection.taps import ChooseWho, LaterToday, LeaveBlank, Skip, Tomorrow
from prompts.questions import Question
from prompts.schema import Prompt


class Seen(StrEnum):
    """Who will see the answer, as a question says it first."""

    YOU = "you"
    FOR_NOW = "for-now"
    """Only oneself, because no partner is there."""
    PARTNER = "partner"
    BOTH = "both"
    """Opens to both when both have answered."""
    WAITED_FOR = "waited-for"
    """The partner has answered; this answer opens both."""
    CHOOSE = "choose"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A question as a message."""

    copy: str
    args: Args
    buttons: Buttons


def about(due: Due | PlainDue, question: Question | None = None) -> str:
    """Return what an outbox row about a prompt, or about one question of it, concerns."""
    return f"due:{due.id}:{question.id}" if question else f"due:{due.id}"


def read_about(text: str | None) -> tuple[int, str | None] | None:
    """Return (due id, question id or None) that a row is about; None for other rows."""
    kind, _, rest = (text or "").partition(":")
    due, _, question = rest.partition(":")
    return (int(due), question or None) if kind == "due" and due.isdecimal() else None


def prompt_of(circle: Asked, due: Due | PlainDue) -> Prompt:
    """Return the prompt; raises KeyError when the programme has it no more."""
    return circle.programme.prompt(due.prompt_id)


def seen_by(circle: Asked, due: Due | PlainDue, *, waited_for: bool) -> Seen:
    """Return who will see the answer."""
    if due.visibility is Visibility.PRIVATE:
        programme = Visibility(prompt_of(circle, due).visibility.value)
        alone = circle.partner is None and programme is not Visibility.PRIVATE
        return Seen.FOR_NOW if alone else Seen.YOU
    if due.visibility is Visibility.SEALED:
        return Seen.WAITED_FOR if waited_for else Seen.BOTH
    return Seen.PARTNER if due.visibility is Visibility.PARTNER else Seen.CHOOSE


def question_card(
    circle: Asked,
    due: Due | PlainDue,
    question: Question,
    *,
    waited_for: bool = False,
    reminder: bool = False,
    later: bool = False,
    draft: str = "",
) -> Card:
    """Return the message that asks `question`; `later` for any but the first one."""
    args: dict[str, str | bool] = {
        "seen": seen_by(circle, due, waited_for=waited_for).value,
        "partner": circle.partner_name,
        "title": prompt_of(circle, due).title,
        "question": circle.words(question.wording),
        "reminder": reminder,
    }
    rows: list[list[Button]] = []
    if due.visibility is Visibility.CHOOSE:
        rows.append(
            [
                Button("reflection-only-me", ChooseWho(due=due.id, partner=False)),
                Button("reflection-my-partner", ChooseWho(due=due.id, partner=True)),
            ]
        )
    else:
        rows += [list(row) for row in _answers(circle, due, question, draft)]
    return Card(
        copy="reflection-question",
        args=args,
        buttons=[*rows, *_ways_out(circle, due, question, later=later)],
    )


def _answers(circle: Asked, due: Due | PlainDue, question: Question, draft: str) -> Buttons:
    questions = [each.id for each in prompt_of(circle, due).questions]
    number = questions.index(question.id) if question.id in questions else 0
    return kind_of(question).buttons(Place(due=due.id, number=number), draft)


def _ways_out(
    circle: Asked, due: Due | PlainDue, question: Question, *, later: bool
) -> list[list[Button]]:
    if later:
        place = all_ids(prompt_of(circle, due)).index(question.id)
        return [[Button("reflection-leave-blank", LeaveBlank(due=due.id, place=place))]]
    return [
        [
            Button("reflection-later-today", LaterToday(due=due.id)),
            Button("reflection-tomorrow", Tomorrow(due=due.id)),
            Button("reflection-skip", Skip(due=due.id)),
        ]
    ]


def ask(
    session: Session,
    *,
    now: datetime,
    circle: Circle,
    due: Due,
    question: Question,
    anew: bool = False,
    answered: Answers | None = None,
) -> None:
    """Put a question because the member did something; the next words are taken for its answer.

    `answered` holds the prompt's answers so far, where the caller has read them.
    """
    answered = newest_answers(session, due) if answered is None else answered
    card = next_card(session, now=now, circle=circle, due=due, question=question, answered=answered)
    row = outbox.say(
        session,
        now=now,
        chat_id=circle.member.chat_id or 0,
        copy=card.copy,
        args=card.args,
        buttons=card.buttons,
        how=Posting(about=about(due, question)),
    )
    due.card_id = row.id
    wait_for(session, circle, due, question, now=now, anew=anew)


def next_card(
    session: Session,
    *,
    now: datetime,
    circle: Circle,
    due: Due,
    question: Question,
    answered: Answers,
    reminder: bool = False,
) -> Card:
    """Return the message that puts `question` now; the one before it loses its buttons."""
    if not answered:
        due.visibility = visibility_of(circle, prompt_of(circle, due))
    waited_for = partner_has_answered(session, circle, due)
    if waited_for:
        due.told_at = due.told_at or now
    card = question_card(
        circle, due, question, waited_for=waited_for, reminder=reminder, later=bool(answered)
    )
    take_card_down(session, due, now=now)
    return card


def visibility_of(circle: Asked, prompt: Prompt) -> Visibility:
    """What was said before the first answer holds: alone now, alone it stays."""
    return Visibility.PRIVATE if circle.partner is None else Visibility(prompt.visibility.value)


def partner_has_answered(session: Session, circle: Circle, due: Due) -> bool:
    """Tell whether the partner's answer waits for this member's to open both."""
    if circle.partner is None or due.visibility is not Visibility.SEALED:
        return False
    waiting = sa.select(Due.id).where(
        Due.member_id == circle.partner.id,
        Due.prompt_id == due.prompt_id,
        Due.visibility == Visibility.SEALED,
        Due.shared_at.is_not(None),
        Due.partner_id == circle.member.id,
        Due.opened_at.is_(None),
    )
    return session.scalar(waiting) is not None


def take_card_down(session: Session, due: Due, *, now: datetime) -> None:
    """Take the buttons from the question that was put last."""
    card = session.get(OutboxMessage, due.card_id) if due.card_id is not None else None
    if card is not None:
        outbox.take_buttons_away(session, now=now, target=card)
    due.card_id = None


def wait_for(
    session: Session,
    circle: Circle,
    due: Due,
    question: Question,
    *,
    now: datetime,
    anew: bool = False,
) -> None:
    """Take the next words in this chat for an answer to `question`."""
    chat = session.get(Chat, circle.member.chat_id)
    if chat is not None:
        talk = Answering(due=due.id, question=question.id, since=now.isoformat(), anew=anew)
        chat.talk = talk.to_document()


def stop_waiting(session: Session, circle: Circle, due: Due) -> None:
    """Take the next words in this chat for no answer to this prompt any more."""
    chat = session.get(Chat, circle.member.chat_id)
    talk = talk_from(chat.talk) if chat is not None else None
    if chat is not None and isinstance(talk, Answering) and talk.due == due.id:
        chat.talk = None
