"""One's own data: the notice again, everything held, and leaving."""

from bot.access import cohort_of, member_of, newest_place, own_place, pair_of
from bot.errors import RefusalError
from bot.network.looking.taps import ShowNetwork
from bot.pairs.taps import ShowHome
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, Keyboard
from bot.privacy import leaving
from bot.privacy.retention import kept_until
from bot.privacy.staying import stay_in_network
from bot.privacy.taps import (
    AskDelete,
    AskDeleteAll,
    AskLeave,
    Leave,
    SendMyData,
    ShowPrivacy,
    Stay,
    StayInNetwork,
    TakeBackConsent,
)
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.documents import Form, my_data
from handlers.notice import say_notice

conversation = Conversation()

CHOICES: Buttons = (
    (Button("privacy-my-data", SendMyData()), Button("privacy-delete", AskDelete())),
    (Button("privacy-leave", AskLeave()), Button("privacy-take-back", TakeBackConsent())),
    (Button("privacy-home", ShowHome()),),
)


@conversation.command("privacy")
def privacy(turn: Turn) -> None:
    """Say the notice again, and what one can do."""
    _show_privacy(turn)


@conversation.tap(ShowPrivacy)
def privacy_tapped(turn: Turn, tap: ShowPrivacy) -> None:
    """Do the same for a tap."""
    _show_privacy(turn)


def _show_privacy(turn: Turn) -> None:
    say_notice(turn, buttons=())
    member = member_of(turn.session, turn.chat_id)
    if member is None or member.consented_at is None:
        turn.say("privacy-nobody")
    else:
        turn.say("privacy-again", buttons=CHOICES)


@conversation.tap(TakeBackConsent)
def take_back(turn: Turn, tap: TakeBackConsent) -> None:
    """Offer the two ways in which an agreement can end."""
    member = _here(turn)
    turn.change(
        "privacy-take-back-ask",
        {"until": _kept_until(turn, member)},
        buttons=(
            (Button("leave-delete", AskDeleteAll()),),
            (Button("leave-yes", Leave(member=member.id)),),
            (Button("leave-no", Stay()),),
        ),
    )


@conversation.command("mydata")
def mydata(turn: Turn) -> None:
    """Send everything held about the person, as two files."""
    _send_my_data(turn)


@conversation.tap(SendMyData)
def mydata_tapped(turn: Turn, tap: SendMyData) -> None:
    """Do the same for a tap."""
    _send_my_data(turn)


def _send_my_data(turn: Turn) -> None:
    turn.say("mydata-coming")
    for form in Form:
        outbox.show_document(
            turn.session,
            now=turn.now,
            chat_id=turn.chat_id,
            document=my_data(turn.chat_id, form=form, day=turn.now.date()),
            copy=f"mydata-{form.value}",
        )


@conversation.command("leave")
def leave(turn: Turn) -> None:
    """Ask whether the person wants to leave."""
    member = _here(turn)
    args, buttons = _leaving(turn, member)
    turn.say("leave-ask", args, buttons=buttons)


@conversation.tap(AskLeave)
def leave_tapped(turn: Turn, tap: AskLeave) -> None:
    """Do the same for a tap."""
    member = _here(turn)
    args, buttons = _leaving(turn, member)
    turn.change("leave-ask", args, buttons=buttons)


def _leaving(turn: Turn, member: Member) -> tuple[Args, Buttons]:
    return {"until": _kept_until(turn, member)}, _leave_buttons(turn, member)


def _leave_buttons(turn: Turn, member: Member) -> Buttons:
    is_in_programme = pair_of(turn.session, member).stayed_at is None
    network = [Button("leave-but-network", StayInNetwork(member=member.id))]
    return (
        (Button("leave-yes", Leave(member=member.id)), Button("leave-no", Stay())),
        network if is_in_programme else (),
        (Button("leave-delete", AskDeleteAll()),),
    )


@conversation.tap(Stay)
def stay(turn: Turn, tap: Stay) -> None:
    """Change nothing."""
    turn.change("leave-stayed")


@conversation.tap(Leave)
def leave_now(turn: Turn, tap: Leave) -> None:
    """End the membership that was asked about."""
    member = own_place(turn.session, turn.chat_id, tap.member)
    if not leaving.leave(turn.session, now=turn.now, member=member):
        turn.toast("leave-over")
        return
    turn.take_buttons_away()
    turn.say("leave-done", keyboard=Keyboard.NONE)


@conversation.tap(StayInNetwork)
def leave_programme_only(turn: Turn, tap: StayInNetwork) -> None:
    """End the membership that was asked about, and keep a place in the network."""
    member = own_place(turn.session, turn.chat_id, tap.member)
    if stay_in_network(turn.session, now=turn.now, member=member) is None:
        turn.toast("leave-over")
        return
    turn.take_buttons_away()
    turn.say("leave-network-kept", buttons=[[Button("home-network", ShowNetwork())]])


def _here(turn: Turn) -> Member:
    """Return the person's place; somebody who left is told so."""
    member = member_of(turn.session, turn.chat_id)
    if member is not None:
        return member
    left = newest_place(turn.session, turn.chat_id) is not None
    raise RefusalError("leave-over" if left else "refused-not-joined")


def _kept_until(turn: Turn, member: Member) -> str:
    cohort = cohort_of(turn.session, member)
    until = kept_until(turn.session, cohort, months=turn.house.answers_months)
    return until.date().isoformat()
