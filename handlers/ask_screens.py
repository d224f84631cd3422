"""What is asked while an ask is written, each screen in the place of the one before."""

from bot.access import joined_member
from bot.network import labels
from bot.network.asking import asks
from bot.network.asking.model import Ask, Help
from bot.network.asking.talks import ChoosingForAsk, WritingBackground, WritingQuestion
from bot.network.asking.taps import (
    AskAs,
    AskPart,
    CancelAsk,
    ChangeAsk,
    ChangePart,
    ChooseHelp,
    OpenFor,
    SendAsk,
    ShowPreview,
    SkipBackground,
    ToggleTopic,
    TopicsDone,
)
from bot.network.asking.texts import card_args
from bot.network.looking.counting import ENOUGH, in_reach
from bot.network.peers.topics import label, topics
from bot.pairs.taps import ShowHome
from bot.post.content import Args, Button, Buttons
from bot.post.taps import Slug
from bot.telegram.turn import Turn
from handlers.listening import listens_already
from handlers.partner import partner_args

HOME = Button("home", ShowHome())
PREVIEW = "ask-preview"


def show_question(turn: Turn, ask: Ask | None = None) -> None:
    """Say who will see it, and ask for the question."""
    talk = WritingQuestion(ask=ask.id if ask else 0, since=turn.now.isoformat())
    if listens_already(turn, talk, asked="ask-question"):
        return
    if ask is None:
        turn.say("ask-question", buttons=[[HOME]])
    else:
        back = Button("back", ShowPreview(ask=ask.id))
        turn.change("ask-question-anew", {"words": ask.question}, buttons=[[back]])


def show_background(turn: Turn, ask: Ask, *, changing: bool = False) -> None:
    """Ask for a little background."""
    since = turn.now.isoformat()
    turn.wait_for(WritingBackground(ask=ask.id, changing=changing, since=since))
    skip = Button("ask-skip", SkipBackground(ask=ask.id, changing=changing))
    turn.change("ask-background", buttons=[[skip], [_way_out(ask, changing=changing)]])


def show_topics(turn: Turn, ask: Ask, *, changing: bool = False) -> None:
    """Show what it seems to be about; a tap changes it."""
    _choosing(turn, ask)
    chosen = asks.chosen_topics(ask)
    buttons = [
        Button(
            "ask-topic",
            ToggleTopic(ask=ask.id, topic=Slug(topic), changing=changing),
            {"chosen": topic in chosen, "name": [label(topic)]},
        )
        for topic in topics()
    ]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    done = Button("ask-topics-done", TopicsDone(ask=ask.id, changing=changing))
    args = {"count": len(chosen)}
    turn.change("ask-topics", args, buttons=[*rows, [done], [_way_out(ask, changing=changing)]])


def show_help(turn: Turn, ask: Ask, *, changing: bool = False) -> None:
    """Ask what kind of help is wanted."""
    _choosing(turn, ask)
    kinds = [
        [
            Button(
                "ask-help-kind",
                ChooseHelp(ask=ask.id, help=kind, changing=changing),
                {"help": kind.value},
            )
        ]
        for kind in Help
    ]
    turn.change("ask-help", buttons=[*kinds, [_way_out(ask, changing=changing)]])


def show_days(turn: Turn, ask: Ask, *, changing: bool = False) -> None:
    """Ask how long it shall stay open."""
    _choosing(turn, ask)
    days = [
        Button("ask-days", OpenFor(ask=ask.id, days=days, changing=changing), {"days": days})
        for days in asks.DAYS
    ]
    turn.change("ask-how-long", buttons=[days, [_way_out(ask, changing=changing)]])


def show_who(turn: Turn, ask: Ask, *, changing: bool = False) -> None:
    """Ask who asks; with few pairs in reach, say honestly that one may be recognised."""
    _choosing(turn, ask)
    session, now = turn.session, turn.now
    named, unnamed = (
        labels.described(session, now=now, pair_id=ask.pair_id, named=named)
        for named in (True, False)
    )
    few = in_reach(session, ask.pair_id) < ENOUGH
    buttons = [
        [Button("ask-as-pair", AskAs(ask=ask.id, named=True), {"who": [named]})],
        [Button("ask-unnamed", AskAs(ask=ask.id, named=False))],
        [_way_out(ask, changing=changing)],
    ]
    partner = partner_args(turn, joined_member(session, turn.chat_id))
    turn.change("ask-who", {"who": [unnamed], "few": few, **partner}, buttons=buttons)


def show_preview(turn: Turn, ask: Ask) -> None:
    """Show it as others will see it, in the place of what was tapped."""
    if turn.tapped is None:
        show_new_preview(turn, ask)
        return
    _choosing(turn, ask)
    args, buttons = _preview(turn, ask)
    turn.change(PREVIEW, args, buttons=buttons)


def show_new_preview(turn: Turn, ask: Ask) -> None:
    """Show it below; an earlier preview loses its buttons."""
    _choosing(turn, ask)
    turn.take_question_away(PREVIEW)
    args, buttons = _preview(turn, ask)
    turn.say(PREVIEW, args, buttons=buttons)


def _preview(turn: Turn, ask: Ask) -> tuple[Args, Buttons]:
    change = Button("ask-change", ChangeAsk(ask=ask.id))
    send = Button("ask-send", SendAsk(ask=ask.id, at=asks.stamp(ask)))
    args = card_args(turn.session, now=turn.now, ask=ask)
    return args, [[send], [change, cancel_button(ask)]]


def show_parts(turn: Turn, ask: Ask) -> None:
    """Ask what to change."""
    _choosing(turn, ask)
    parts = [
        Button("ask-part", ChangePart(ask=ask.id, part=part), {"part": part.value})
        for part in AskPart
    ]
    back = Button("back", ShowPreview(ask=ask.id))
    rows = [parts[start : start + 2] for start in range(0, len(parts), 2)]
    turn.change("ask-what-to-change", buttons=[*rows, [back]])


def cancel_button(ask: Ask) -> Button:
    """Return the way out while nobody outside the pair has seen it."""
    return Button("ask-cancel", CancelAsk(ask=ask.id))


def _way_out(ask: Ask, *, changing: bool) -> Button:
    return Button("back", ShowPreview(ask=ask.id)) if changing else cancel_button(ask)


def _choosing(turn: Turn, ask: Ask) -> None:
    turn.wait_for(ChoosingForAsk(ask=ask.id, since=turn.now.isoformat()))
