"""What a facilitator does with an ask that nobody has answered."""

from bot.access import joined_facilitator
from bot.access_network import told_ask
from bot.broadcast.taps import ShowDesk
from bot.errors import RefusalError
from bot.network.asking import unanswered
from bot.network.asking.model import Ask
from bot.network.asking.talks import AnsweringAsk, HoldingAnswer
from bot.network.asking.taps import (
    AnswerAsk,
    ChoosePeers,
    DropAskAnswer,
    PointAtPair,
    SendAskAnswer,
)
from bot.people.model import Facilitator
from bot.post.content import Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down

conversation = Conversation()
LONGEST_ANSWER = 3000
AT_ONCE = 8
BACK = Button("desk-back", ShowDesk())


def _told(turn: Turn, ask_id: int) -> tuple[Facilitator, Ask]:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    return facilitator, told_ask(turn.session, facilitator, ask_id)


@conversation.tap(AnswerAsk)
def answer_ask(turn: Turn, tap: AnswerAsk) -> None:
    """Say where the words go, and wait for them."""
    _, ask = _told(turn, tap.ask)
    unanswered.may_answer(ask)
    turn.wait_for(AnsweringAsk(ask=ask.id))
    turn.say("ask-write-answer", buttons=[[BACK]])


@conversation.when(AnsweringAsk)
def take_answer(turn: Turn, talk: AnsweringAsk) -> None:
    """Show the answer before it goes."""
    _check(turn, talk.ask)


@conversation.when(HoldingAnswer)
def take_another(turn: Turn, talk: HoldingAnswer) -> None:
    """Take other words in the place of those that wait."""
    turn.take_question_away("ask-answer-check")
    _check(turn, talk.ask)


def _check(turn: Turn, ask_id: int) -> None:
    _, ask = _told(turn, ask_id)
    said = turn.said
    if said.file_id is not None or not said.text:
        raise RefusalError("ask-words-only")
    if len(said.text) > LONGEST_ANSWER:
        raise RefusalError("ask-long", longest=LONGEST_ANSWER)
    turn.wait_for(HoldingAnswer(ask=ask.id, words=said.text))
    send = Button("ask-answer-send", SendAskAnswer(ask=ask.id))
    drop = Button("ask-answer-drop", DropAskAnswer(ask=ask.id))
    turn.say("ask-answer-check", {"words": said.text}, buttons=[[send, drop]])


@conversation.tap(SendAskAnswer)
def send_answer(turn: Turn, tap: SendAskAnswer) -> None:
    """Bring it to the pair that asks."""
    facilitator, ask = _told(turn, tap.ask)
    talk = turn.talk
    if not isinstance(talk, HoldingAnswer) or talk.ask != ask.id:
        raise RefusalError("ask-moved-on")
    unanswered.answer(turn.session, now=turn.now, ask=ask, words=talk.words)
    write_down(turn, facilitator, "ask-answered", f"ask:{ask.id}")
    turn.wait_for(None)
    turn.take_buttons_away()
    turn.say("ask-answer-sent", buttons=[[BACK]])


@conversation.tap(DropAskAnswer)
def drop_answer(turn: Turn, tap: DropAskAnswer) -> None:
    """Leave it."""
    _told(turn, tap.ask)
    if isinstance(turn.talk, HoldingAnswer):
        turn.wait_for(None)
    turn.change("ask-answer-dropped", buttons=[[BACK]])


@conversation.tap(ChoosePeers)
def choose_peers(turn: Turn, tap: ChoosePeers) -> None:
    """Show the pairs of the facilitator's own cohorts, some at a time."""
    facilitator, ask = _told(turn, tap.ask)
    pairs = unanswered.to_point_at(turn.session, facilitator)
    shown = pairs[tap.start : tap.start + AT_ONCE]
    rows = [
        [Button("ask-peer", PointAtPair(ask=ask.id, pair=one.pair_id), {"names": one.names})]
        for one in shown
    ]
    ways = [BACK]
    if len(pairs) > tap.start + AT_ONCE:
        more = ChoosePeers(ask=ask.id, start=tap.start + AT_ONCE)
        ways.insert(0, Button("ask-more-peers", more))
    screen = turn.tapped
    if screen is not None and screen.copy == "ask-peers":
        turn.change("ask-peers", buttons=[*rows, ways])
    else:
        turn.say("ask-peers", buttons=[*rows, ways])


@conversation.tap(PointAtPair)
def point_at_pair(turn: Turn, tap: PointAtPair) -> None:
    """Bring it to the pair."""
    facilitator, ask = _told(turn, tap.ask)
    names = unanswered.point(
        turn.session, now=turn.now, facilitator=facilitator, ask=ask, pair_id=tap.pair
    )
    write_down(turn, facilitator, "ask-pointed", f"pair:{tap.pair}")
    turn.change("ask-pointed", {"names": names}, buttons=[[BACK]])
