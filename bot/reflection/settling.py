"""What happens when a question has its answer: the next one, or the end of the prompt."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.model import OutboxMessage
from bot.reflection.asking import (
    about,
    ask,
    partner_has_answered,
    prompt_of,
    stop_waiting,
    take_card_down,
    wait_for,
)
from bot.reflection.circle import Circle
from bot.reflection.flow import Answers, is_blank, next_question, question_of
from bot.reflection.keep import files_of, newest_answers
from bot.reflection.model import OVER, Answer, Due, DueState, Visibility
from bot.reflection.taps import ChooseWho, NextQuestion, NotAnAnswer
from bot.sharing import actions as sharing
from bot.sharing.actions import ToShare
from bot.sharing.model import Shares, Waiting
from prompts.questions import Question


def go_on(session: Session, *, now: datetime, circle: Circle, due: Due, newest: Answer) -> None:
    """Ask what comes after `newest`, or finish the prompt."""
    if due.state not in OVER:
        due.state, due.sent_at = DueState.OPEN, due.sent_at or now
    answers = newest_answers(session, due)
    question = next_question(prompt_of(circle, due), answers)
    if question is None:
        _finish(session, circle, due, answers, newest, now=now)
    elif newest.words is None:
        ask(session, now=now, circle=circle, due=due, question=question, answered=answers)
    else:
        _offer_next(session, circle, due, newest, now=now)


def _offer_next(
    session: Session, circle: Circle, due: Due, newest: Answer, *, now: datetime
) -> None:
    # Not asked at once: words that follow within two minutes still belong to this answer.
    rows = [[Button("reflection-next", NextQuestion(due=due.id))], _not_an_answer(newest)]
    asked = question_of(prompt_of(circle, due), newest.question_id)
    _confirm(session, circle, due, "reflection-kept-more", {}, rows, now=now, asked=asked)
    if asked is not None:
        wait_for(session, circle, due, asked, now=now)


def _finish(
    session: Session, circle: Circle, due: Due, answers: Answers, newest: Answer, *, now: datetime
) -> None:
    stop_waiting(session, circle, due)
    due.remind_at, due.due_at = None, None
    withdraw_hold(session, due, now=now)
    if all(is_blank(answer) for answer in answers.values()):
        due.state = DueState.SKIPPED
        _confirm(session, circle, due, "reflection-all-blank", {}, [], now=now)
        return
    due.answered_at = due.answered_at or now
    if due.visibility is not Visibility.PRIVATE and circle.partner is None:
        due.visibility = Visibility.PRIVATE
    extra = [_not_an_answer(newest)] if newest.words is not None else []
    partner = {"partner": circle.partner_name}
    if due.visibility is Visibility.PRIVATE:
        _confirm(session, circle, due, "reflection-kept", {}, extra, now=now)
    elif due.visibility is Visibility.CHOOSE:
        rows = [*_choices(due), *extra]
        _confirm(session, circle, due, "reflection-kept-choose", partner, rows, now=now)
    else:
        take_card_down(session, due, now=now)
        _hold(session, circle, due, answers, extra, now=now)


def _hold(
    session: Session,
    circle: Circle,
    due: Due,
    answers: Answers,
    extra: Buttons,
    *,
    now: datetime,
) -> None:
    due.shared_at = None
    waited_for = partner_has_answered(session, circle, due)
    sealed = due.visibility is Visibility.SEALED
    copy = "reflection-held-sealed" if sealed else "reflection-held-partner"
    thing = ToShare(
        kind=Shares.ANSWER,
        ref_id=due.id,
        words="\n\n".join(answer.words for answer in answers.values() if answer.words),
        files=files_of(session, answers),
        copy="reflection-held-opens" if waited_for else copy,
        args={"partner": circle.partner_name},
        more=extra,
    )
    sharing.hold(session, now=now, member=circle.member, thing=thing)


def hold_again(session: Session, *, now: datetime, circle: Circle, due: Due) -> None:
    """Let a finished answer go to the partner after all: two minutes and the check first."""
    take_card_down(session, due, now=now)
    _hold(session, circle, due, newest_answers(session, due), [], now=now)


def withdraw_hold(session: Session, due: Due, *, now: datetime, told: str | None = None) -> None:
    """End the wait of an answer that is to wait no longer, or anew.

    `told`: the copy that takes the place of the card's words, where they no longer hold.
    """
    held = sharing.live_hold(session, kind=Shares.ANSWER, ref_id=due.id)
    if held is None:
        return
    card = session.get(OutboxMessage, held.card_id) if held.card_id is not None else None
    sharing.end(session, held, Waiting.CHANGED, now=now)
    if card is not None and told is not None:
        outbox.edit(session, now=now, target=card, copy=told)


def _choices(due: Due) -> list[list[Button]]:
    return [
        [
            Button("reflection-only-me", ChooseWho(due=due.id, partner=False)),
            Button("reflection-my-partner", ChooseWho(due=due.id, partner=True)),
        ]
    ]


def _not_an_answer(answer: Answer) -> list[Button]:
    return [Button("reflection-not-an-answer", NotAnAnswer(answer=answer.id))]


def _confirm(
    session: Session,
    circle: Circle,
    due: Due,
    copy: str,
    args: Args,
    buttons: Buttons,
    *,
    now: datetime,
    asked: Question | None = None,
) -> None:
    take_card_down(session, due, now=now)
    row = outbox.say(
        session,
        now=now,
        chat_id=circle.member.chat_id or 0,
        copy=copy,
        args=args,
        buttons=buttons,
        how=outbox.Posting(about=about(due, asked)),
    )
    due.card_id = row.id
