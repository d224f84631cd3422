"""How a member takes part in the network: what is compared, how often, rest, and blocks."""

from datetime import datetime, timedelta

from bot.access import joined_member
from bot.access_network import pair_exchange
from bot.network import wishes
from bot.network.exchanging.model import Exchange
from bot.network.labels import described
from bot.network.looking.taps import (
    AskMute,
    AskUse,
    BlockPair,
    ChooseOften,
    ChooseUse,
    Mute,
    Rest,
    ShowBlocked,
    ShowNetwork,
    ShowWishes,
    Unblock,
    Unmute,
)
from bot.network.model import NetworkWish, Use
from bot.network.safety import apart
from bot.network.safety.blocking import asks_named, block, blocked, other_pair
from bot.pairs.cohorts import zone_of
from bot.pairs.taps import ShowHome
from bot.people.local import at_local, local_day
from bot.people.model import Member
from bot.people.phrases import EARLIEST
from bot.post.content import Args, Button, Buttons, Line
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()
RESTS = {Rest.WEEK: timedelta(weeks=1), Rest.MONTH: timedelta(weeks=4)}
WISHES = Button("network-wish-back", ShowWishes())


@conversation.tap(ShowWishes)
def show_wishes(turn: Turn, tap: ShowWishes) -> None:
    """Show how the member takes part."""
    member = joined_member(turn.session, turn.chat_id)
    turn.wait_for(None)
    _show(turn, member)


def _show(turn: Turn, member: Member) -> None:
    wish = wishes.wish_of(turn.session, member)
    turn.change("network-wishes", _args(turn, member, wish), buttons=_buttons(turn, member, wish))


def _args(turn: Turn, member: Member, wish: NetworkWish) -> Args:
    until = wish.muted_until if wishes.is_muted(turn.session, member, now=turn.now) else None
    if until is None:
        rests, day = "no", ""
    elif until == wishes.UNTIL_I_SAY:
        rests, day = "until", ""
    else:
        rests, day = "day", local_day(until, zone_of(turn.session, member)).isoformat()
    return {"use": wish.use.value, "often": wish.asks_a_week, "rests": rests, "until": day}


def _buttons(turn: Turn, member: Member, wish: NetworkWish) -> Buttons:
    others = [number for number in range(1, wishes.MOST_A_WEEK + 1) if number != wish.asks_a_week]
    rests = wishes.is_muted(turn.session, member, now=turn.now)
    return (
        [Button("network-wish-use", AskUse())],
        [
            Button("network-wish-often", ChooseOften(number=number), {"number": number})
            for number in others
        ],
        [Button("network-wish-unmute", Unmute())]
        if rests
        else [Button("network-wish-mute", AskMute())],
        [Button("network-wish-blocked", ShowBlocked())],
        [Button("back", ShowNetwork()), Button("home", ShowHome())],
    )


@conversation.tap(AskUse)
def ask_use(turn: Turn, tap: AskUse) -> None:
    """Say what comparing means, and ask."""
    joined_member(turn.session, turn.chat_id)
    rows = [[Button(f"network-use-{use.value}", ChooseUse(use=use))] for use in Use]
    turn.change("network-use-ask", buttons=[*rows, [Button("back", ShowWishes())]])


@conversation.tap(ChooseUse)
def use_chosen(turn: Turn, tap: ChooseUse) -> None:
    """Allow these words and no others."""
    member = joined_member(turn.session, turn.chat_id)
    wishes.set_use(turn.session, member=member, use=tap.use)
    turn.toast("network-use-kept")
    _show(turn, member)


@conversation.tap(ChooseOften)
def often_chosen(turn: Turn, tap: ChooseOften) -> None:
    """Let so many asks come in a week."""
    member = joined_member(turn.session, turn.chat_id)
    wishes.set_asks_a_week(turn.session, member=member, number=tap.number)
    turn.toast("network-use-kept")
    _show(turn, member)


@conversation.tap(AskMute)
def ask_mute(turn: Turn, tap: AskMute) -> None:
    """Ask how long the network shall rest."""
    joined_member(turn.session, turn.chat_id)
    labels = {
        Rest.WEEK: "network-mute-week",
        Rest.MONTH: "network-mute-month",
        Rest.UNTIL_I_SAY: "network-mute-until",
    }
    rows = [[Button(label, Mute(rest=rest))] for rest, label in labels.items()]
    turn.change("network-mute-ask", buttons=[*rows, [Button("back", ShowWishes())]])


@conversation.tap(Mute)
def mute(turn: Turn, tap: Mute) -> None:
    """Let the network rest."""
    member = joined_member(turn.session, turn.chat_id)
    wishes.mute(turn.session, member=member, until=_until(turn, member, tap.rest))
    turn.toast("network-rests")
    _show(turn, member)


def _until(turn: Turn, member: Member, rest: Rest) -> datetime:
    if rest is Rest.UNTIL_I_SAY:
        return wishes.UNTIL_I_SAY
    zone = zone_of(turn.session, member)
    return at_local(local_day(turn.now + RESTS[rest], zone), EARLIEST, zone)


@conversation.tap(Unmute)
def unmute(turn: Turn, tap: Unmute) -> None:
    """Let asks come again."""
    member = joined_member(turn.session, turn.chat_id)
    rested = wishes.unmute(turn.session, member=member)
    turn.toast("network-rests-no-more" if rested else "network-rests-not")
    _show(turn, member)


@conversation.tap(BlockPair)
def block_pair(turn: Turn, tap: BlockPair) -> None:
    """Ask first, then keep the two pairs apart."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, tap.exchange)
    if not tap.sure:
        yes = Button("network-block-yes", BlockPair(exchange=exchange.id, sure=True))
        turn.say("network-block-ask", buttons=[[yes, Button("network-block-no", ShowNetwork())]])
        return
    done = block(turn.session, now=turn.now, member=member, exchange=exchange)
    turn.change("network-blocked-now" if done else "network-blocked-already")


@conversation.tap(ShowBlocked)
def show_blocked(turn: Turn, tap: ShowBlocked) -> None:
    """Show whom the pair does not meet by its own wish."""
    _show_blocked(turn, joined_member(turn.session, turn.chat_id))


def _show_blocked(turn: Turn, member: Member) -> None:
    found = blocked(turn.session, member.pair_id)
    rows = [[_unblock_button(turn, member, exchange)] for exchange in found]
    turn.change("network-blocked-list", {"count": len(found)}, buttons=[*rows, [WISHES]])


def _unblock_button(turn: Turn, member: Member, exchange: Exchange) -> Button:
    who: Args = {"who": _who(turn, member, exchange)}
    return Button("network-unblock", Unblock(exchange=exchange.id), who)


def _who(turn: Turn, member: Member, exchange: Exchange) -> list[Line]:
    other = other_pair(turn.session, exchange, member.pair_id)
    named = exchange.named if other == exchange.pair_id else asks_named(turn.session, exchange)
    return [described(turn.session, now=turn.now, pair_id=other, named=named)]


@conversation.tap(Unblock)
def unblock(turn: Turn, tap: Unblock) -> None:
    """Let a pair meet this one again."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, tap.exchange)
    other = other_pair(turn.session, exchange, member.pair_id)
    done = apart.let_meet_again(turn.session, pair_id=member.pair_id, other_pair_id=other)
    turn.toast("network-unblocked" if done else "network-unblocked-already")
    _show_blocked(turn, member)
