"""Every state of an exchange, every button, everybody: only who may, and only while they may."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
)
from bot.network.exchanging.taps import (
    BeenThere,
    HideNames,
    MoreAbout,
    NothingCame,
    NotThisTime,
    ReplyToPair,
    ReportIt,
    SayThanks,
    SendVoice,
    ShareThought,
    ShowAnswers,
    ShowNames,
    TellOutcome,
    ThisHelped,
    TooEarly,
    WriteInstead,
)
from bot.network.safety.model import Exclusion, Reported
from bot.people.model import Member
from bot.post.model import Chat
from bot.post.taps import Tap
from bot.telegram.incoming import Incoming, Kind
from bot.telegram.turn import Turn
from handlers import make_router
from tests.exchanging import Brought, brought, leaves
from tests.facilitating import facilitator
from tests.network import Network, six_pairs
from tests.world import World

ANSWER, BACK, VOICE = 1, 2, 3
"""The ids of a sent answer, of what the asker wrote back, and of a voice note still offered."""
TAPS: dict[str, Callable[[Brought], Tap]] = {
    "thought": lambda made: ShareThought(exchange=made.exchange),
    "been there": lambda made: BeenThere(exchange=made.exchange),
    "not this time": lambda made: NotThisTime(exchange=made.exchange),
    "reply": lambda made: ReplyToPair(exchange=made.exchange),
    "show names": lambda made: ShowNames(exchange=made.exchange),
    "hide names": lambda made: HideNames(exchange=made.exchange),
    "send voice": lambda _: SendVoice(response=VOICE),
    "write instead": lambda _: WriteInstead(response=VOICE),
    "helped": lambda _: ThisHelped(response=ANSWER),
    "thanks": lambda _: SayThanks(response=ANSWER),
    "more": lambda _: MoreAbout(response=ANSWER, less=False),
    "more back": lambda _: MoreAbout(response=BACK, less=False),
    "report answer": lambda _: ReportIt(what=Reported.RESPONSE, ref=ANSWER),
    "report back": lambda _: ReportIt(what=Reported.RESPONSE, ref=BACK),
    "report ask": lambda made: ReportIt(what=Reported.ASK, ref=made.ask),
    "see answers": lambda made: ShowAnswers(ask=made.ask),
    "tell outcome": lambda made: TellOutcome(ask=made.ask),
    "too early": lambda made: TooEarly(ask=made.ask),
    "nothing came": lambda made: NothingCame(ask=made.ask),
}
ANSWERING = {"thought", "been there", "show names"}
ANY_TIME = {"hide names", "report ask"}
"""What the pair that was asked can do whatever became of the ask."""
READ = {"more back", "report back"}
ASKING = {"more", "report answer", "see answers"}
THANKING = {"helped", "thanks"}
OUTCOME = {"tell outcome", "too early", "nothing came"}
STATES: dict[str, tuple[set[str], set[str]]] = {
    "asked": (ANSWERING | {"not this time", "reply"}, THANKING),
    "answered": (ANSWERING | {"reply"}, THANKING | {"reply"}),
    "declined": (ANSWERING | {"reply", "not this time"}, THANKING),
    "silent": (ANSWERING | {"not this time", "reply"}, THANKING),
    "closed": (set(), THANKING | OUTCOME),
    "told": (set(), THANKING),
    "put off": (set(), THANKING | OUTCOME - {"too early"}),
    "removed": (set(), set()),
    "hidden": (set(), set()),
    "blocked": (set(), set()),
    "answer hidden": (ANSWERING | {"reply"}, {"reply"}),
}
"""What the pair that was asked, and the pair that asks, can do in each state beside the above."""

READABLE = STATES.keys() - {"closed", "told", "put off", "removed", "hidden"}
"""Any pair can find the ask, and so report it."""


class UndoneError(Exception):
    """Takes back what a tap did, so that the next finds everything as it was."""


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


def in_state(net: Network, made: Brought, state: str) -> None:
    """Bring an exchange with an answer, something back and an offered voice note to a state."""
    now = net.world.clock.now()

    def work(session: Session) -> None:
        ask, exchange = session.get_one(Ask, made.ask), session.get_one(Exchange, made.exchange)
        writer = session.scalars(sa.select(Member.id).where(Member.name == "Cerys")).one()
        for from_asker, sent, kind in (
            (False, now, ResponseKind.THOUGHT),
            (True, now, ResponseKind.REPLY),
            (False, None, ResponseKind.THOUGHT),
        ):
            session.add(
                Response(
                    exchange_id=exchange.id, member_id=ask.member_id if from_asker else writer,
                    from_asker=from_asker, kind=kind, words="Words.", written_at=now,
                    sent_at=sent, state=ResponseState.SENT if sent else ResponseState.WAITING,
                )
            )  # fmt: skip
            session.flush()
        answer = session.get_one(Response, ANSWER)
        match state:
            case "asked" | "answered" | "declined" | "silent":
                exchange.state = ExchangeState(state)
            case "closed" | "told" | "put off":
                ask.state, exchange.state = AskState.CLOSED, ExchangeState.ENDED
                ask.outcome = "It worked." if state == "told" else None
                ask.outcome_put_off = state == "put off"
            case "removed":
                ask.state = AskState.REMOVED
            case "hidden":
                ask.hidden = True
            case "blocked":
                session.add(
                    Exclusion(pair_id=ask.pair_id, other_pair_id=exchange.pair_id, made_at=now)
                )
            case "answer hidden":
                exchange.state, answer.state = ExchangeState.ANSWERED, ResponseState.HIDDEN

    net.world.app.store.write(work)


def tapped(net: Network, chat_id: int, tap: Tap) -> str:
    """Tap as this person, take it back, and return the refusal's key; empty where it was done."""
    refused = ""

    def work(session: Session) -> None:
        nonlocal refused
        chat = session.get(Chat, chat_id) or Chat(id=chat_id)
        heard = Incoming(kind=Kind.TAP, chat_id=chat_id, message_id=1, tap=tap)
        turn = Turn(
            session=session, now=net.world.clock.now(), chat=chat, heard=heard,
            house=net.world.app.dispatcher.batches.house,
        )  # fmt: skip
        try:
            make_router().handle(turn)
        except RefusalError as refusal:
            refused = refusal.copy_key
        raise UndoneError

    with pytest.raises(UndoneError):
        net.world.app.store.write(work)
    return refused


def allowed(net: Network, made: Brought, chat_id: int) -> set[str]:
    """Return the buttons that do something for this person."""
    return {name for name, tap in TAPS.items() if not tapped(net, chat_id, tap(made))}


@pytest.mark.parametrize("state", STATES)
async def test_each_button_in_each_state_for_everybody(net: Network, state: str) -> None:
    """Both partners of either side act; nobody else does anything, ever."""
    made = brought(net, net.others[1])
    in_state(net, made, state)
    fiona = facilitator(net.world)
    cerys, farouk = net.others[1].phones
    answering, asking = STATES[state]
    own_voice = {"write instead"} | ({"send voice"} if answering else set())
    open_to_all = {"report ask"} if state in READABLE else set()
    assert allowed(net, made, farouk.id) == answering | ANY_TIME | READ
    assert allowed(net, made, cerys.id) == answering | ANY_TIME | READ | own_voice
    for phone in (net.asha, net.tom):
        assert allowed(net, made, phone.id) == asking | ASKING | open_to_all
    for peers in (net.pairs[1], net.pairs[3], net.pairs[5]):
        assert allowed(net, made, peers.lay.id) == open_to_all
    assert allowed(net, made, fiona.id) == set()
    assert allowed(net, made, 555) == set()


async def test_who_left_can_do_nothing(net: Network) -> None:
    """Old buttons stay on the phone; they do nothing any more."""
    made = brought(net, net.others[1])
    in_state(net, made, "answered")
    leaves(net, net.tom)
    leaves(net, net.others[1].professional)
    assert allowed(net, made, net.tom.id) == set()
    assert allowed(net, made, net.others[1].professional.id) == set()
