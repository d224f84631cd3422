"""Deleting: one answer, or everything."""

from collections.abc import Sequence

from bot.access import facilitator_of, newest_place, own_due
from bot.errors import RefusalError
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button, Buttons, Keyboard
from bot.privacy import leaving
from bot.privacy.held import places_of
from bot.privacy.taps import (
    AskDelete,
    AskDeleteAll,
    AskDeleteAnswer,
    DeleteAll,
    DeleteAnswer,
    KeepAll,
    ListAnswers,
)
from bot.reflection.answers import answered_dues, delete_answer, title_of
from bot.reflection.circle import circle_of
from bot.reflection.model import Due
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()

WHAT: Buttons = (
    (Button("delete-one", ListAnswers(first=0)), Button("delete-all", AskDeleteAll())),
    (Button("delete-nothing", KeepAll()),),
)
A_FEW = 5


@conversation.command("delete")
def delete(turn: Turn) -> None:
    """Ask what is to be deleted."""
    _person(turn)
    turn.say("delete-what", buttons=WHAT)


@conversation.tap(AskDelete)
def delete_tapped(turn: Turn, tap: AskDelete) -> None:
    """Do the same for a tap."""
    _person(turn)
    turn.change("delete-what", buttons=WHAT)


@conversation.tap(KeepAll)
def keep(turn: Turn, tap: KeepAll) -> None:
    """Delete nothing."""
    turn.change("delete-kept")


@conversation.tap(ListAnswers)
def list_answers(turn: Turn, tap: ListAnswers) -> None:
    """Show some answers, the newest first."""
    person = _person(turn)
    dues = answered_dues(turn.session, person)
    if not dues:
        turn.change("delete-which-none")
        return
    turn.change("delete-which", buttons=_answers(turn, person, dues, first=tap.first))


def _answers(turn: Turn, person: Member, dues: Sequence[Due], *, first: int) -> Buttons:
    circle = circle_of(turn.session, person)
    first = first if 0 <= first < len(dues) else 0
    rows = [
        [Button("delete-answer", AskDeleteAnswer(due=due.id), {"title": title})]
        for due in dues[first : first + A_FEW]
        for title in [title_of(circle, due)]
    ]
    ways = [Button("delete-nothing", KeepAll())]
    if first + A_FEW < len(dues):
        ways.insert(0, Button("delete-more", ListAnswers(first=first + A_FEW)))
    return [*rows, ways]


@conversation.tap(AskDeleteAnswer)
def ask_delete_answer(turn: Turn, tap: AskDeleteAnswer) -> None:
    """Say what deleting this answer means."""
    person, due = _answered_dues(turn, tap.due)
    turn.change(
        "delete-answer-ask",
        {
            "title": title_of(circle_of(turn.session, person), due),
            "opened": due.opened_at is not None,
        },
        buttons=(
            (Button("delete-answer-yes", DeleteAnswer(due=due.id)),),
            (Button("delete-answer-no", KeepAll()),),
        ),
    )


@conversation.tap(DeleteAnswer)
def delete_one(turn: Turn, tap: DeleteAnswer) -> None:
    """Delete one answer."""
    person, due = _answered_dues(turn, tap.due)
    title = title_of(circle_of(turn.session, person), due)
    delete_answer(turn.session, now=turn.now, member=person, due=due)
    turn.change("delete-answer-done", {"title": title})


def _answered_dues(turn: Turn, due_id: int) -> tuple[Member, Due]:
    person = _person(turn)
    due = own_due(turn.session, person, due_id)
    if due.id not in {each.id for each in answered_dues(turn.session, person)}:
        raise RefusalError("delete-answer-gone")
    return person, due


@conversation.tap(AskDeleteAll)
def ask_delete_all(turn: Turn, tap: AskDeleteAll) -> None:
    """Say what goes, what stays and why, before anything does."""
    person = _person(turn)
    turn.change("delete-all-ask")
    turn.say(
        "delete-all-stays",
        {"audit_months": turn.house.audit_months},
        buttons=(
            (Button("delete-all-yes", DeleteAll(member=person.id)),),
            (Button("delete-all-no", KeepAll()),),
        ),
    )


@conversation.tap(DeleteAll)
def delete_all(turn: Turn, tap: DeleteAll) -> None:
    """Delete everything about the person, at once."""
    if _person(turn).id != tap.member:  # a button from an earlier time here
        raise RefusalError("old-button")
    for place in places_of(turn.session, turn.chat_id):
        leaving.erase_everything(turn.session, now=turn.now, member=place)
    if turn.heard.message_id is not None:
        outbox.take_buttons_away_at(
            turn.session,
            now=turn.now,
            chat_id=turn.chat_id,
            message_id=turn.heard.message_id,
        )
    turn.say("delete-all-done", keyboard=Keyboard.NONE)


def _person(turn: Turn) -> Member:
    """Return the newest place of the person, left or not."""
    person = newest_place(turn.session, turn.chat_id)
    if person is not None:
        return person
    if facilitator_of(turn.session, turn.chat_id) is not None:
        raise RefusalError("delete-all-facilitator", operator=turn.house.operator)
    raise RefusalError("delete-nobody")
