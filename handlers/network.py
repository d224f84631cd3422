"""/network: who is there, what pairs ask and learned, and what one's own pair asked."""

from collections import Counter
from collections.abc import Sequence

from bot.access import joined_member
from bot.access_network import readable_ask
from bot.errors import RefusalError
from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import CloseAsk, StartAsk
from bot.network.exchanging.model import ExchangeState, Why
from bot.network.exchanging.taps import ReplyToPair, ShareThought
from bot.network.labels import described
from bot.network.library import entries
from bot.network.library.model import Entry
from bot.network.library.taps import ReadEntry
from bot.network.looking import ours, searching
from bot.network.looking.counting import presence
from bot.network.looking.ours import Item
from bot.network.looking.talks import LookingUp
from bot.network.looking.taps import (
    HelpWith,
    LookUp,
    ReadAsk,
    ShowNetwork,
    ShowOurs,
    ShowTopic,
    ShowTopics,
    ShowWishes,
)
from bot.network.peers import finding, meaning
from bot.network.peers.topics import label, topics
from bot.pairs.cohorts import zone_of
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, Line, line
from bot.post.outbox import Posting
from bot.post.taps import Slug
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.listening import listens_already
from handlers.notes import fallback

conversation = Conversation()
A_FEW = 4
TITLE = 90
PROTECTED = Posting(protected=True)
BACK: Buttons = ((Button("back", ShowNetwork()), Button("home", ShowHome())),)


@conversation.command("network")
def network(turn: Turn) -> None:
    """Show who is there, and ways on."""
    joined_member(turn.session, turn.chat_id)
    turn.say("network-screen", _screen(turn), buttons=_ways())


@conversation.tap(ShowNetwork)
def show_network(turn: Turn, tap: ShowNetwork) -> None:
    """Show it in the tapped message."""
    joined_member(turn.session, turn.chat_id)
    turn.wait_for(None)
    turn.change("network-screen", _screen(turn), buttons=_ways())


def _screen(turn: Turn) -> Args:
    here = presence(turn.session)
    places = [line("network-place", town=town, pairs=pairs) for town, pairs in here.places]
    if here.places and here.elsewhere:
        places.append(line("network-elsewhere", pairs=here.elsewhere))
    return {"pairs": here.pairs, "placed": bool(places), "places": places}


def _ways() -> Buttons:
    return (
        (Button("network-ask", StartAsk()),),
        (Button("network-find", LookUp()), Button("network-topics", ShowTopics())),
        (Button("network-ours", ShowOurs(first=0)),),
        (Button("network-settings", ShowWishes()), Button("home", ShowHome())),
    )


@conversation.tap(LookUp)
def look_up(turn: Turn, tap: LookUp) -> None:
    """Ask what to look for."""
    joined_member(turn.session, turn.chat_id)
    meaning.warm()
    if not listens_already(turn, LookingUp(since=turn.now.isoformat()), asked="network-find-how"):
        turn.say("network-find-how", buttons=BACK)


@conversation.when(LookingUp)
def words_to_find(turn: Turn, talk: LookingUp) -> None:
    """Show what is like the words; the next words are no search any more."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    if not turn.heard.text or turn.heard.file is not None:
        raise RefusalError("network-words-please")
    turn.wait_for(None)
    turn.take_question_away("network-find-how")
    found = searching.search(turn.session, member=member, words=turn.heard.text, limit=A_FEW)
    _show_found(turn, found.entries, found.asks, more=[Button("network-find-again", LookUp())])


def _show_found(
    turn: Turn, entries: Sequence[Entry], asks: Sequence[Ask], *, more: Sequence[Button]
) -> None:
    hits = [line("network-found-entry", title=_title(entry.question)) for entry in entries]
    hits += [line("network-found-ask", title=_title(ask.question)) for ask in asks]
    taps = [*(ReadEntry(entry=entry.id) for entry in entries), *(ReadAsk(ask=a.id) for a in asks)]
    rows = [
        [Button("network-read", tap, {"number": number})]
        for number, tap in enumerate(taps, start=1)
    ]
    if not taps:
        rows = [[Button("network-ask", StartAsk())]]
    turn.say(
        "network-found",
        {"count": len(hits), "hits": hits},
        buttons=[*rows, list(more), *BACK],
        how=PROTECTED,
    )


def _title(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= TITLE else f"{plain[: TITLE - 1].rstrip()}…"


@conversation.tap(ShowTopics)
def show_topics(turn: Turn, tap: ShowTopics) -> None:
    """Show the topics on which there is something, the fullest first."""
    member = joined_member(turn.session, turn.chat_id)
    counts: Counter[str] = Counter()
    for ask in turn.session.scalars(searching.open_asks(turn.session, member=member)):
        counts.update(ask.topics.split())
    for entry in turn.session.scalars(entries.published()):
        counts.update(entry.topics.split())
    buttons = [
        Button(
            "network-topic-button",
            ShowTopic(topic=Slug(topic), first=0),
            {"label": [label(topic)], "count": count},
        )
        for topic, count in counts.most_common()
        if topic in topics()
    ]
    rows = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    key = "network-topics-which" if rows else "network-topics-none"
    turn.change(key, buttons=[*rows, *BACK])


@conversation.tap(ShowTopic)
def show_topic(turn: Turn, tap: ShowTopic) -> None:
    """Show a few of what there is on a topic."""
    member = joined_member(turn.session, turn.chat_id)
    stories = list(entries.about(turn.session, topic=tap.topic))
    asks = searching.about(turn.session, member=member, topic=tap.topic)
    both: list[Entry | Ask] = [*stories, *asks]
    first = tap.first if 0 <= tap.first < len(both) else 0
    page = both[first : first + A_FEW]
    more = []
    if len(both) > A_FEW:
        after = first + A_FEW if first + A_FEW < len(both) else 0
        more = [Button("network-more", ShowTopic(topic=tap.topic, first=after))]
    turn.take_buttons_away()
    _show_found(
        turn,
        [each for each in page if isinstance(each, Entry)],
        [each for each in page if isinstance(each, Ask)],
        more=[*more, Button("network-topics", ShowTopics())],
    )


@conversation.tap(ReadAsk)
def read_ask(turn: Turn, tap: ReadAsk) -> None:
    """Show an open ask whole."""
    member = joined_member(turn.session, turn.chat_id)
    ask = readable_ask(turn.session, member, tap.ask)
    is_ours = ask.pair_id == member.pair_id
    who = [described(turn.session, now=turn.now, pair_id=ask.pair_id, named=ask.named)]
    buttons = () if is_ours else ((Button("network-ask-help", HelpWith(ask=ask.id)),),)
    parts = outbox.split_words("\n\n".join(p for p in (ask.question, ask.background) if p))
    for number, words in enumerate(parts, start=1):
        last = number == len(parts)
        args: Args = {"who": who, "is_ours": is_ours, "words": words}
        turn.say("network-ask-read", args, buttons=[*buttons, *BACK] if last else (), how=PROTECTED)


@conversation.tap(HelpWith)
def help_with(turn: Turn, tap: HelpWith) -> None:
    """Bring an ask that one found to one's own pair, and begin the answer."""
    member = joined_member(turn.session, turn.chat_id)
    ask = readable_ask(turn.session, member, tap.ask)
    if ask.pair_id == member.pair_id:
        raise RefusalError("refused-not-yours")
    if ours.has_heard(turn.session, ask=ask, pair_id=member.pair_id):
        turn.toast("network-ask-taken")
        return
    turn.take_buttons_away()
    exchange = finding.bring(
        turn.session, now=turn.now, ask=ask, pair_id=member.pair_id, why=Why.FOUND
    )
    turn.say("network-help-how", buttons=finding.card_buttons(exchange))


@conversation.tap(ShowOurs)
def show_ours(turn: Turn, tap: ShowOurs) -> None:
    """Show what the pair asked and was asked, a few at a time."""
    member = joined_member(turn.session, turn.chat_id)
    items = ours.items_of(turn.session, member=member)
    first = tap.first if 0 <= tap.first < len(items) else 0
    page = items[first : first + A_FEW]
    rows = [[button] for item in page if (button := _way_on(item)) is not None]
    if len(items) > A_FEW:
        after = first + A_FEW if first + A_FEW < len(items) else 0
        rows.append([Button("network-more", ShowOurs(first=after))])
    lines = [_line(turn, member, item) for item in page]
    turn.change(
        "network-ours-screen", {"count": len(items), "items": lines}, buttons=[*rows, *BACK]
    )


def _line(turn: Turn, member: Member, item: Item) -> Line:
    about = {
        "day": local_day(item.at, zone_of(turn.session, member)).isoformat(),
        "title": _title(item.ask.question),
    }
    if item.exchange is None:
        return line("network-ours-ask", **about, state=item.ask.state.value, answers=item.answers)
    closed = item.ask.state is not AskState.OPEN
    state = ExchangeState.ENDED if closed else item.exchange.state
    return line("network-ours-heard", **about, state=state.value)


def _way_on(item: Item) -> Button | None:
    """Return what can be done about it now."""
    title: Args = {"title": _short(item.ask.question)}
    if item.ask.state is not AskState.OPEN:
        return None
    if item.exchange is None:
        return Button("network-ours-close", CloseAsk(ask=item.ask.id), title)
    if item.exchange.state is ExchangeState.ANSWERED:
        return Button("network-ours-write", ReplyToPair(exchange=item.exchange.id), title)
    if item.exchange.state in (ExchangeState.ASKED, ExchangeState.SILENT):
        return Button("network-ours-answer", ShareThought(exchange=item.exchange.id), title)
    return None


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 24 else f"{plain[:23].rstrip()}…"  # noqa: PLR2004 - a label
