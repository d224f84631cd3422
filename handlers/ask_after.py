"""An ask that has gone: how it stands, closing it, and what can be done when it is over."""

from datetime import datetime

import sqlalchemy as sa

from bot.access import joined_member
from bot.access_network import own_ask, pair_ask
from bot.errors import RefusalError
from bot.network.asking import asks, closing, consent, unanswered
from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import AskAgain, ChangeAsk, CloseAsk, HearFacilitator, ShowOurAsk
from bot.network.asking.texts import card_args
from bot.network.exchanging.model import Exchange, ExchangeState
from bot.pairs.cohorts import zone_of
from bot.people.local import local_day
from bot.people.model import Member
from bot.post.content import Button, Buttons
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import ask_screens as screens
from handlers.partner import partner_args

conversation = Conversation()


@conversation.tap(ShowOurAsk)
def show_our_ask(turn: Turn, tap: ShowOurAsk) -> None:
    """Show how an ask of the pair stands; a draft is its writer's alone."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    if ask.state in asks.WRITING:
        screens.show_preview(turn, own_ask(turn.session, member, ask.id))
        return
    if ask.state not in (AskState.AWAITING, AskState.OPEN, AskState.CLOSED):
        raise RefusalError("ask-moved-on")
    args = {
        **card_args(turn.session, now=turn.now, ask=ask),
        "state": ask.state.value,
        "until": _day(turn, member, ask.closes_at),
        **_counts(turn, ask),
    }
    turn.say("ask-stands", args, buttons=_buttons(member, ask))


def _day(turn: Turn, member: Member, at: datetime | None) -> str:
    return local_day(at, zone_of(turn.session, member)).isoformat() if at is not None else ""


def _counts(turn: Turn, ask: Ask) -> dict[str, int]:
    states = turn.session.scalars(sa.select(Exchange.state).where(Exchange.ask_id == ask.id)).all()
    return {"asked": len(states), "count": states.count(ExchangeState.ANSWERED)}


def _buttons(member: Member, ask: Ask) -> Buttons:
    own = ask.member_id == member.id
    if ask.state is AskState.AWAITING and own:
        change = Button("ask-change", ChangeAsk(ask=ask.id))
        return [[change, screens.cancel_button(ask)], [screens.HOME]]
    if ask.state is AskState.AWAITING:
        return [*consent.partner_buttons(ask), [screens.HOME]]
    if ask.state is AskState.OPEN:
        return [[consent.close_button(ask)], [screens.HOME]]
    return [[Button("ask-again", AskAgain(ask=ask.id))], [screens.HOME]]


@conversation.tap(CloseAsk)
def close_ask(turn: Turn, tap: CloseAsk) -> None:
    """**Close it, thank you**: either of the pair."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    turn.take_buttons_away()
    if closing.close(turn.session, now=turn.now, ask=ask, by=member):
        turn.say("ask-closed", partner_args(turn, member), buttons=[[screens.HOME]])
    else:
        turn.toast("ask-moved-on")


@conversation.tap(AskAgain)
def ask_again(turn: Turn, tap: AskAgain) -> None:
    """Begin anew with the same words, which can be changed before they go."""
    member = joined_member(turn.session, turn.chat_id)
    over = pair_ask(turn.session, member, tap.ask)
    if over.state is not AskState.CLOSED or not over.question:
        raise RefusalError("ask-moved-on")
    made = asks.start_again(turn.session, now=turn.now, member=member, over=over)
    turn.take_buttons_away()
    turn.say("ask-again-draft")
    screens.show_new_preview(turn, made)


@conversation.tap(HearFacilitator)
def hear_facilitator(turn: Turn, tap: HearFacilitator) -> None:
    """Show an ask that nobody answered to the facilitators once more."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    if ask.state is not AskState.CLOSED or ask.closed_at is None or not ask.question:
        raise RefusalError("ask-moved-on")
    if ask.told_at is not None and ask.told_at >= ask.closed_at:
        raise RefusalError("ask-facilitator-knows")
    if not unanswered.tell_facilitators(turn.session, now=turn.now, ask=ask):
        raise RefusalError("ask-no-facilitator")
    turn.say("ask-facilitator-asked", buttons=[[screens.HOME]])
