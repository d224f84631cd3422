"""How is it going? Two taps are enough; words may go with it."""

from bot.access import joined_member, own_due, own_update
from bot.network.asking.taps import StartAsk
from bot.pairs import progress
from bot.pairs.model import ProgressUpdate
from bot.pairs.states import ProgressState
from bot.pairs.talks import Part, TellingProgress, is_under_way
from bot.pairs.taps import AddStep, AskProgress, DoneForNow, SayState, ShowHome, TellMore
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.post.model import OutboxMessage
from bot.post.outbox import Posting
from bot.reflection.answers import mark_progress_answered
from bot.telegram.copy import load_copy
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.partner import partner_args

conversation = Conversation()
STATES = (
    (ProgressState.MOVING, ProgressState.SLOW),
    (ProgressState.STUCK, ProgressState.DONE),
)


def is_standing_key(text: str) -> bool:
    """Tell whether this is the key that is always at hand."""
    return text.strip() == load_copy().label("standing-key")


@conversation.command("progress")
def ask(turn: Turn) -> None:
    """Ask how it is going; who will see the answer is said first."""
    member = joined_member(turn.session, turn.chat_id)
    buttons = [
        *[
            [Button(f"progress-{state.value}", SayState(state=state, due=0)) for state in row]
            for row in STATES
        ],
        [Button("home", ShowHome())],
    ]
    turn.say("progress-how", partner_args(turn, member), buttons=buttons)


@conversation.tap(AskProgress)
def ask_again(turn: Turn, tap: AskProgress) -> None:
    """Ask from a button."""
    turn.wait_for(None)
    ask(turn)


@conversation.tap(SayState)
def say_state(turn: Turn, tap: SayState) -> None:
    """Save the state at once, and offer to go on."""
    member = joined_member(turn.session, turn.chat_id)
    asked = turn.tapped
    if asked is not None and asked.about is not None and asked.about.startswith("update:"):
        turn.toast("progress-said-already")
        return
    if tap.due:
        due = own_due(turn.session, member, tap.due)
        if not mark_progress_answered(turn.session, now=turn.now, due=due):
            turn.toast("progress-said-already")
            turn.take_buttons_away()
            return
    update = progress.say_state(turn.session, now=turn.now, member=member, state=tap.state)
    if asked is not None:
        asked.about = f"update:{update.id}"  # its buttons have done their work
    ask_for_words(turn, member, update, part=progress.first_part(tap.state))


def ask_for_words(turn: Turn, member: Member, update: ProgressUpdate, *, part: Part) -> None:
    """Say what is saved and wait for words that may go with it."""
    args = {**partner_args(turn, member), "state": update.state.value, "part": part.value}
    buttons = [go_on(update), *_when_stuck(update)]
    screen = turn.tapped
    turn.change("progress-saved", args, buttons=buttons)
    _wait(turn, update, part=part, screen=screen)


def go_on(update: ProgressUpdate) -> list[Button]:
    """Return the two ways on from any point of an update."""
    return [
        Button("progress-add-step", AddStep(update=update.id)),
        Button("progress-done-for-now", DoneForNow(update=update.id)),
    ]


def _when_stuck(update: ProgressUpdate) -> list[list[Button]]:
    """Return a way to ask others, where it may help most."""
    stuck = update.state is ProgressState.STUCK
    return [[Button("ask-other-pairs", StartAsk())]] if stuck else []


def _wait(turn: Turn, update: ProgressUpdate, *, part: Part, screen: OutboxMessage | None) -> None:
    turn.wait_for(
        TellingProgress(
            update=update.id,
            part=part,
            since=turn.now.isoformat(),
            screen=screen.id if screen else 0,
        )
    )


@conversation.tap(TellMore)
def tell_more(turn: Turn, tap: TellMore) -> None:
    """Ask what happened, when what is in the way is said."""
    member = joined_member(turn.session, turn.chat_id)
    update = own_update(turn.session, member, tap.update)
    if not progress.takes_words(update):
        turn.toast("progress-words-gone")
        return
    ask_for_words(turn, member, update, part=Part.HAPPENED)


@conversation.tap(DoneForNow)
def done_for_now(turn: Turn, tap: DoneForNow) -> None:
    """End it; the partner is told of the state unless words take it along."""
    member = joined_member(turn.session, turn.chat_id)
    update = own_update(turn.session, member, tap.update)
    progress.finish(turn.session, now=turn.now, member=member, update=update)
    turn.wait_for(None)
    turn.change(
        "progress-thanks",
        {**partner_args(turn, member), "state": update.state.value},
        buttons=[*_when_stuck(update), [Button("home", ShowHome())]],
    )


@conversation.when(TellingProgress)
def words(turn: Turn, talk: TellingProgress) -> None:
    """Take a text, a photo or a voice note as words for the update."""
    member = joined_member(turn.session, turn.chat_id)
    update = own_update(turn.session, member, talk.update)
    if not is_under_way(talk.since, turn.now) or not progress.takes_words(update):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    take_words(turn, member, update, part=Part(talk.part), screen=talk.screen)


def take_words(
    turn: Turn, member: Member, update: ProgressUpdate, *, part: Part, screen: int
) -> None:
    """Add words to an update; the first of them are answered with what can come next."""
    is_first = progress.add_words(
        turn.session, now=turn.now, member=member, update=update, part=part, said=turn.said
    )
    if not is_first:
        _wait(turn, update, part=part, screen=turn.session.get(OutboxMessage, screen))
        return
    asked = turn.session.get(OutboxMessage, screen) if screen else None
    if asked is not None:
        outbox.take_buttons_away(turn.session, now=turn.now, target=asked)
    _wait(turn, update, part=part, screen=_say_next(turn, member, update, part))


def _say_next(turn: Turn, member: Member, update: ProgressUpdate, part: Part) -> OutboxMessage:
    buttons: list[list[Button]] = [go_on(update), *_when_stuck(update)]
    if part is Part.OBSTACLE:
        buttons.insert(0, [Button("progress-tell-more", TellMore(update=update.id))])
    return turn.say(
        "progress-next",
        partner_args(turn, member),
        buttons=buttons,
        how=Posting(about=f"update:{update.id}"),
    )


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a reply to one of the questions about an own update as words for it."""
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    about, _, number = (row.about or "").partition(":") if row else ("", "", "")
    update = turn.session.get(ProgressUpdate, int(number)) if about == "update" else None
    if update is None:
        return False
    member = joined_member(turn.session, turn.chat_id)
    if update.member_id != member.id or not progress.takes_words(update):
        return False
    part = progress.first_part(update.state)
    take_words(turn, member, update, part=part, screen=row.id if row else 0)
    return True
