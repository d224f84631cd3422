"""Help: what Tandem can do, what is rarer behind buttons, and who to call."""

from bot.access import facilitator_of, member_of, newest_place
from bot.pairs.taps import ShowHome
from bot.people.taps import AskPause, ShowSettings
from bot.post.content import Button, Buttons
from bot.privacy.taps import AskDelete, AskLeave, SendMyData, ShowPrivacy
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()

RARER: Buttons = (
    (Button("help-settings", ShowSettings()), Button("help-pause", AskPause())),
    (Button("help-privacy", ShowPrivacy()), Button("help-my-data", SendMyData())),
    (Button("help-delete", AskDelete()), Button("help-leave", AskLeave())),
    (Button("home", ShowHome()),),
)


@conversation.command("help")
def show_help(turn: Turn) -> None:
    """Say what there is, and who to call."""
    member = member_of(turn.session, turn.chat_id)
    if member is not None and member.joined_at is not None:
        turn.say("help", buttons=RARER)
    elif facilitator_of(turn.session, turn.chat_id) is not None:
        turn.say("help-facilitator")
    elif newest_place(turn.session, turn.chat_id) is not None:
        turn.say("joining-left")
    else:
        turn.say("help-stranger")
    say_crisis_card(turn)


def say_crisis_card(turn: Turn) -> None:
    """Say whom to call, for the nation that the operator set."""
    turn.say("crisis-card", {"nation": turn.house.nation.value})
