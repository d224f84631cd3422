"""Where things are: the pair, the challenge, the next workshop, what waits, and ways on."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.access import joined_member, pair_of
from bot.network.asking.taps import StartAsk
from bot.network.looking.taps import ShowNetwork
from bot.pairs import challenge
from bot.pairs.cohorts import zone_of
from bot.pairs.partners import partner_of, partner_place
from bot.pairs.relay import is_paused
from bot.pairs.taps import AskProgress, ChangeChallenge, ShowHome, ShowPair, WriteToPartner
from bot.pairs.workshops import next_workshop
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Arg, Args, Button, Buttons, Keyboard
from bot.post.model import OutboxMessage, Sending
from bot.privacy.taps import ShowPrivacy
from bot.reflection.taps import ShowPrompts
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.waiting import waiting_count

conversation = Conversation()
LONGEST_CHALLENGE = 160
STANDING_COPY = "home-standing-key"
KEY_TAKEN_COPY = "leave-done"
"""What is said when the standing key is taken away; who comes back gets it again."""
ON_THE_WAY = (Sending.QUEUED, Sending.CLAIMED, Sending.SENT)


@conversation.command("home")
def home(turn: Turn) -> None:
    """Show where things are."""
    show_home(turn)


@conversation.tap(ShowHome)
def back_home(turn: Turn, tap: ShowHome) -> None:
    """End what was under way and show where things are."""
    turn.wait_for(None)
    turn.take_buttons_away()
    show_home(turn)


def show_home(turn: Turn) -> None:
    """Show the one home screen: in place while it is the last message, else at the bottom."""
    member = joined_member(turn.session, turn.chat_id)
    copy, args, buttons = _screen(turn, member)
    if copy == "home-screen":
        _give_standing_key(turn)
    old = turn.session.get(OutboxMessage, turn.chat.home_id) if turn.chat.home_id else None
    if old is not None and _is_last(turn, old):
        outbox.edit(turn.session, now=turn.now, target=old, copy=copy, args=args, buttons=buttons)
        return
    if old is not None:
        outbox.take_buttons_away(turn.session, now=turn.now, target=old)
    turn.chat.home_id = turn.say(copy, args, buttons=buttons).id


def _is_last(turn: Turn, home: OutboxMessage) -> bool:
    newest = outbox.newest(turn.session, chat_id=turn.chat_id)
    if newest is None or newest.id != home.id:
        return False
    waits = home.state in (Sending.QUEUED, Sending.CLAIMED)
    return waits or (home.message_id or 0) > (turn.chat.last_heard_id or 0)


def _give_standing_key(turn: Turn) -> None:
    """Put **How is it going?** under the text field, where it is not there yet."""
    last = (
        sa.select(OutboxMessage.copy)
        .where(
            OutboxMessage.chat_id == turn.chat_id,
            OutboxMessage.copy.in_((STANDING_COPY, KEY_TAKEN_COPY)),
            OutboxMessage.state.in_(ON_THE_WAY),
        )
        .order_by(OutboxMessage.id.desc())
    )
    if turn.session.scalar(last.limit(1)) != STANDING_COPY:
        turn.say(STANDING_COPY, keyboard=Keyboard.STANDING)


def _screen(turn: Turn, member: Member) -> tuple[str, Args, Buttons]:
    session = turn.session
    if pair_of(session, member).stayed_at is not None:
        return "home-network-only", {"name": member.name}, _network_buttons()
    today = local_day(turn.now, zone_of(session, member))
    workshop = next_workshop(session, member.pair_id, today=today)
    wording = challenge.current(session, member.pair_id)
    args: dict[str, Arg] = {
        **_partner(turn, member),
        "name": member.name,
        "has_challenge": wording is not None,
        "challenge": _short(wording.wording) if wording else "",
        "has_workshop": workshop is not None,
        "workshop": workshop.number if workshop else 0,
        "days": (workshop.day - today).days if workshop else 0,
        "waiting": waiting_count(session, member),
        "rests": is_paused(session, member, turn.now),
        "rests_until": member.paused_until.isoformat() if member.paused_until else "",
    }
    return "home-screen", args, _buttons(session, member, has_challenge=wording is not None)


def _network_buttons() -> Buttons:
    """Return the ways on of somebody who stayed in the network alone."""
    return (
        (Button("ask-other-pairs", StartAsk()), Button("home-network", ShowNetwork())),
        (Button("home-privacy", ShowPrivacy()),),
    )


def _partner(turn: Turn, member: Member) -> Args:
    other = partner_place(turn.session, member)
    until = ""
    if other is None:
        is_ = "none"
    elif other.left_at is not None:
        is_ = "left" if other.name else "gone"  # erased
    elif other.joined_at is None:
        is_ = "awaited"
    elif is_paused(turn.session, other, turn.now) and other.paused_until is not None:
        is_, until = "paused", other.paused_until.isoformat()
    else:
        is_ = "here"
    return {"partner_is": is_, "partner": other.name if other else "", "until": until}


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return (
        plain if len(plain) <= LONGEST_CHALLENGE else f"{plain[: LONGEST_CHALLENGE - 1].rstrip()}…"
    )


def _buttons(session: Session, member: Member, *, has_challenge: bool) -> Buttons:
    second = [Button("home-pair", ShowPair())]
    partner = partner_of(session, member)
    if partner is not None:
        second.append(Button("home-write", WriteToPartner(), {"partner": partner.name}))
    third = [Button("ask-other-pairs", StartAsk()), Button("home-network", ShowNetwork())]
    fourth = [Button("home-challenge", ChangeChallenge())] if not has_challenge else []
    first = [Button("home-prompts", ShowPrompts()), Button("home-progress", AskProgress())]
    return [first, second, third, fourth]
