"""Writing an ask: the question, a little background, what it is about, who asks."""

from collections.abc import Callable

from bot.access import joined_member
from bot.access_network import own_ask
from bot.errors import RefusalError
from bot.network.asking import asks, consent
from bot.network.asking.model import Ask, AskState
from bot.network.asking.talks import ChoosingForAsk, WritingBackground, WritingQuestion
from bot.network.asking.taps import (
    AskAs,
    AskPart,
    ChangePart,
    ChooseHelp,
    OpenFor,
    ShowOurAsk,
    ShowPreview,
    SkipBackground,
    StartAfresh,
    StartAsk,
    ToggleTopic,
    TopicsDone,
)
from bot.network.peers import meaning
from bot.network.safety.limits import OPEN_ASKS
from bot.pairs.talks import is_under_way
from bot.people.model import Member
from bot.post.content import Button
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import ask_screens as screens
from handlers.notes import fallback

conversation = Conversation()
Screen = Callable[[Turn, Ask], None]


@conversation.command("ask")
def ask(turn: Turn) -> None:
    """Begin an ask, or offer what is half written."""
    begin(turn)


@conversation.tap(StartAsk)
def start_ask(turn: Turn, tap: StartAsk) -> None:
    """The same from a button."""
    turn.wait_for(None)
    begin(turn)


def begin(turn: Turn) -> None:
    """Ask for the question, unless there are two asks, or there is one half written."""
    meaning.warm()  # what it is about is read from the words that come
    member = joined_member(turn.session, turn.chat_id)
    draft = asks.draft_of(turn.session, member)
    under_way = asks.under_way(turn.session, member.pair_id)
    if len(under_way) >= OPEN_ASKS:
        args = {"count": len(under_way)}
        buttons = [
            [Button("ask-show-one", ShowOurAsk(ask=each.id), {"number": number})]
            for number, each in enumerate(under_way, start=1)
        ]
        turn.say("ask-enough", args, buttons=[*buttons, [screens.HOME]])
    elif draft is not None:
        see = Button("ask-see", ShowPreview(ask=draft.id))
        afresh = Button("ask-start-afresh", StartAfresh(ask=draft.id))
        turn.say("ask-half-written", buttons=[[see, afresh], [screens.HOME]])
    else:
        screens.show_question(turn)


@conversation.tap(StartAfresh)
def start_afresh(turn: Turn, tap: StartAfresh) -> None:
    """Forget what is half written."""
    _, draft = writing(turn, tap.ask)
    asks.cancel(turn.session, draft)
    turn.take_buttons_away()
    screens.show_question(turn)


def writing(turn: Turn, ask_id: int) -> tuple[Member, Ask]:
    """Return the member and their ask that has gone nowhere; raises `RefusalError`."""
    member = joined_member(turn.session, turn.chat_id)
    found = own_ask(turn.session, member, ask_id)
    if found.state not in asks.WRITING:
        raise RefusalError("ask-moved-on")
    return member, found


def _talked_of(turn: Turn, ask_id: int, since: str) -> tuple[Member, Ask] | None:
    """Return what words are for; None, and a place is offered them, when that is over."""
    member = joined_member(turn.session, turn.chat_id)
    draft = own_ask(turn.session, member, ask_id)
    if is_under_way(since, turn.now) and draft.state in asks.WRITING:
        return member, draft
    turn.wait_for(None)
    fallback(turn)
    return None


@conversation.when(WritingQuestion)
def question(turn: Turn, talk: WritingQuestion) -> None:
    """Take the question."""
    if talk.ask:
        _question_anew(turn, talk)
        return
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    made = asks.start(turn.session, now=turn.now, member=member, said=turn.said)
    turn.take_question_away("ask-question")
    screens.show_background(turn, made)


def _question_anew(turn: Turn, talk: WritingQuestion) -> None:
    found = _talked_of(turn, talk.ask, talk.since)
    if found is None:
        return
    member, draft = found
    asks.write_anew(turn.session, now=turn.now, member=member, ask=draft, said=turn.said)
    turn.take_question_away("ask-question-anew")
    screens.show_preview(turn, draft)


@conversation.when(WritingBackground)
def background(turn: Turn, talk: WritingBackground) -> None:
    """Take the background."""
    found = _talked_of(turn, talk.ask, talk.since)
    if found is None:
        return
    member, draft = found
    asks.tell_background(turn.session, now=turn.now, member=member, ask=draft, said=turn.said)
    turn.take_question_away("ask-background")
    _after_background(turn, draft, changing=talk.changing)


def _after_background(turn: Turn, draft: Ask, *, changing: bool) -> None:
    if not changing:
        asks.suggest_topics(draft)
    _go_on(turn, draft, screens.show_topics, changing=changing)


def _go_on(turn: Turn, draft: Ask, following: Screen, *, changing: bool) -> None:
    """Show what is asked next, or, where a whole ask was changed, how it looks now."""
    screen = screens.show_preview if changing else following
    screen(turn, draft)


@conversation.tap(SkipBackground)
def skip_background(turn: Turn, tap: SkipBackground) -> None:
    """There is none to tell."""
    _, draft = writing(turn, tap.ask)
    asks.drop_background(turn.session, now=turn.now, ask=draft)
    _after_background(turn, draft, changing=tap.changing)


@conversation.when(ChoosingForAsk)
def words_while_choosing(turn: Turn, talk: ChoosingForAsk) -> None:
    """Let words that came where a tap was wanted join the background, and say so."""
    found = _talked_of(turn, talk.ask, talk.since)
    if found is None:
        return
    member, draft = found
    asks.add_background(turn.session, now=turn.now, member=member, ask=draft, said=turn.said)
    turn.say("ask-added", buttons=[[Button("ask-see", ShowPreview(ask=draft.id))]])


@conversation.tap(ToggleTopic)
def toggle_topic(turn: Turn, tap: ToggleTopic) -> None:
    """Add a topic, or take it away."""
    _, draft = writing(turn, tap.ask)
    asks.toggle_topic(draft, tap.topic, now=turn.now)
    screens.show_topics(turn, draft, changing=tap.changing)


@conversation.tap(TopicsDone)
def topics_done(turn: Turn, tap: TopicsDone) -> None:
    """Go on with these topics."""
    _, draft = writing(turn, tap.ask)
    _go_on(turn, draft, screens.show_help, changing=tap.changing)


@conversation.tap(ChooseHelp)
def choose_help(turn: Turn, tap: ChooseHelp) -> None:
    """Take the kind of help."""
    _, draft = writing(turn, tap.ask)
    asks.choose(draft, now=turn.now, help_=tap.help)
    _go_on(turn, draft, screens.show_days, changing=tap.changing)


@conversation.tap(OpenFor)
def open_for(turn: Turn, tap: OpenFor) -> None:
    """Take how long it stays open."""
    _, draft = writing(turn, tap.ask)
    asks.choose(draft, now=turn.now, days=tap.days)
    _go_on(turn, draft, screens.show_who, changing=tap.changing)


@conversation.tap(AskAs)
def ask_as(turn: Turn, tap: AskAs) -> None:
    """Take who asks: it is whole, and shown as others will see it."""
    draft = _writing_or_awaiting(turn, tap)
    asks.choose(draft, now=turn.now, named=tap.named)
    screens.show_preview(turn, draft)


def _writing_or_awaiting(turn: Turn, tap: AskAs) -> Ask:
    """Return the member's ask; one whose names await a yes is taken back, to go without."""
    member = joined_member(turn.session, turn.chat_id)
    found = own_ask(turn.session, member, tap.ask)
    if found.state is AskState.AWAITING and found.named and not tap.named:
        consent.take_back(turn.session, now=turn.now, ask=found)
    return writing(turn, tap.ask)[1]


@conversation.tap(ShowPreview)
def show_preview(turn: Turn, tap: ShowPreview) -> None:
    """Show it as others will see it."""
    _, draft = writing(turn, tap.ask)
    screens.show_preview(turn, draft)


SCREENS = {
    AskPart.BACKGROUND: screens.show_background,
    AskPart.TOPICS: screens.show_topics,
    AskPart.HELP: screens.show_help,
    AskPart.DAYS: screens.show_days,
    AskPart.WHO: screens.show_who,
}


@conversation.tap(ChangePart)
def change_part(turn: Turn, tap: ChangePart) -> None:
    """Ask for one part anew; what was there stays until then."""
    _, draft = writing(turn, tap.ask)
    if tap.part is AskPart.QUESTION:
        screens.show_question(turn, draft)
    else:
        SCREENS[tap.part](turn, draft, changing=True)
