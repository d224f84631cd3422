"""An ask leaves its pair: the check, the partner's say, changing and taking it back."""

import pytest

from bot.network.asking.asks import stamp
from bot.network.asking.model import Ask, AskState
from bot.network.asking.taps import AgreeToAsk, RatherNotNamed, SendAsk, WaitWithAsk, WordsAreFine
from bot.network.exchanging.model import Exchange
from bot.people.model import Member
from bot.privacy.model import AuditEntry
from tests.network import QUESTION, Network, asks_network, forges, six_pairs, the_ask, writes_ask
from tests.world import World

NHS_NUMBER = "943 476 5919"
NAMED = "As Asha and Tom"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


# The check.


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"Her number is {NHS_NUMBER}. What now?", "an NHS number"),
        ("She was born on 3 May 1950. What now?", "a date of birth"),
        ("Ring us on 01865 123456?", "a phone number"),
        ("Write to ask@example.org?", "an e-mail address"),
        ("We meet at OX1 2JD. Who comes?", "a postcode"),
        ("My patient is lonely. What now?", "something about a patient"),
        ("Tom and I wonder who can help?", "the name of one of you"),
        ("asha here: who can help?", "the name of one of you"),
        ("At Tomfield Health we wonder: who can help?", "where one of you works"),
    ],
)
async def test_what_may_give_somebody_away_is_held(
    net: Network, world: World, words: str, found: str
) -> None:
    """It is named, it goes nowhere, and nothing is altered."""
    await writes_ask(net.asha, words)
    await net.asha.taps("Send")
    assert found in net.asha.sees("Before this goes").body.text
    ask = the_ask(world)
    assert (ask.state, ask.question) == (AskState.CHECKING, words)
    net.tom.sees_not("has written an ask")


async def test_names_may_stand_in_an_ask_with_names(net: Network) -> None:
    """They are shown anyway."""
    await writes_ask(net.asha, "Tom and I wonder who can help?", who=NAMED)
    await net.asha.taps("Send")
    net.asha.sees("it goes when you both agree")


async def test_it_is_fine_lets_it_go(net: Network, world: World) -> None:
    """The audit log says who decided, and not what was written."""
    await writes_ask(net.asha, "My patient is lonely. What now?")
    await net.asha.taps("Send")
    await net.asha.taps("It is fine")
    assert the_ask(world).state is AskState.AWAITING
    entry = next(each for each in world.rows(AuditEntry) if each.subject == "ask:1")
    asha = next(member for member in world.rows(Member) if member.name == "Asha")
    assert entry.actor == f"member:{asha.id}"
    assert "lonely" not in str(vars(entry))


async def test_an_nhs_number_has_a_button_of_its_own(net: Network, world: World) -> None:
    """It asks for more than "fine"."""
    await writes_ask(net.asha, f"Is {NHS_NUMBER} a good grant number?")
    await net.asha.taps("Send")
    assert net.asha.last_buttons == ["Change it", "Not a patient’s number", "Cancel"]
    await net.asha.taps("Not a patient’s number")
    assert the_ask(world).state is AskState.AWAITING


async def test_what_was_held_can_be_changed(net: Network, world: World) -> None:
    """Its check begins anew."""
    await writes_ask(net.asha, "My patient is lonely. What now?")
    await net.asha.taps("Send")
    await net.asha.taps("Change it")
    await net.asha.taps("The question")
    await net.asha.sends("Many people are lonely. What now?")
    await net.asha.taps("Send")
    assert the_ask(world).state is AskState.AWAITING


async def test_fine_counts_for_no_other_words(net: Network, world: World) -> None:
    """An old button cannot let through what was written since."""
    await writes_ask(net.asha, "My patient is lonely. What now?")
    await net.asha.taps("Send")
    held = net.asha.sees("Before this goes")
    await net.asha.taps("Change it")
    await net.asha.taps("The question")
    await net.asha.sends("My patient Ann is lonely. What now?")
    await net.asha.taps("Send")
    await net.asha.taps_on(held, "It is fine")
    assert the_ask(world).state is AskState.CHECKING


# The partner.


async def test_with_names_both_have_to_tap(net: Network, world: World) -> None:
    """However long it takes."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    card = net.tom.sees("Asha has written an ask").body.text
    assert "shows both your names" in card
    assert QUESTION in card
    await world.moves(days=2)
    assert the_ask(world).state is AskState.AWAITING
    await net.tom.taps("I agree")
    assert the_ask(world).state is AskState.OPEN
    net.asha.sees("Tom agrees")
    assert len({exchange.pair_id for exchange in world.rows(Exchange)}) == 3
    assert "Asha and Tom" in net.pairs[2].lay.screen


async def test_without_names_it_goes_after_four_waking_hours(net: Network, world: World) -> None:
    """Both are told, and the partner's buttons go."""
    await writes_ask(net.asha)
    await net.asha.taps("Send")
    await world.moves(hours=3, minutes=59)
    assert the_ask(world).state is AskState.AWAITING
    await world.moves(minutes=2)
    assert the_ask(world).state is AskState.OPEN
    net.asha.sees("Your ask is on its way")
    assert net.tom.sees("Asha has written an ask").buttons == []


async def test_the_night_does_not_count(net: Network, world: World) -> None:
    """Sent at seven in the evening, it goes at nine in the morning."""
    await world.moves_to(world.clock.instant.replace(hour=19))
    await writes_ask(net.asha)
    await net.asha.taps("Send")
    net.asha.sees("Tom gets it now. It goes after four hours of Tom’s day")
    await world.moves(hours=13)
    assert the_ask(world).state is AskState.AWAITING
    await world.moves(hours=1, minutes=1)
    assert the_ask(world).state is AskState.OPEN


@pytest.mark.parametrize("who", ["Without names", "As Asha and Tom"])
async def test_at_night_nobody_is_said_to_get_it_now(net: Network, world: World, who: str) -> None:
    """The partner sleeps: it is said when they get it, and that is when it comes."""
    await world.moves_to(world.clock.instant.replace(hour=22))
    await writes_ask(net.asha, who=who)
    await net.asha.taps("Send")
    net.asha.sees("It is night for Tom, who gets it at 7 in the morning.")
    net.tom.never_received("has written an ask")
    await world.moves(hours=9)
    net.tom.sees("has written an ask")


async def test_the_partner_can_send_it_now(net: Network, world: World) -> None:
    """Without waiting."""
    await asks_network(net)
    assert the_ask(world).state is AskState.OPEN
    net.asha.sees("Tom agrees")


@pytest.mark.parametrize("who", ["Without names", NAMED])
async def test_the_partner_can_say_wait(net: Network, world: World, who: str) -> None:
    """It goes nowhere until they let it go; the asker knows."""
    await writes_ask(net.asha, who=who)
    await net.asha.taps("Send")
    first = net.asha.sees("Tom gets it now")
    await net.tom.taps("Wait")
    waits = net.asha.sees("Tom asks you to wait")
    assert waits.labels == ["Change it", "Cancel"]
    assert first.labels == []
    await world.moves(days=3)
    assert the_ask(world).state is AskState.AWAITING
    await net.tom.taps("Send it now" if who == "Without names" else "I agree")
    assert the_ask(world).state is AskState.OPEN
    assert waits.labels == []


async def test_rather_not_with_names(net: Network, world: World) -> None:
    """The asker can ask without: the partner is asked about that again."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    first = net.asha.sees("Tom gets it now")
    await net.tom.taps("Not with names")
    assert first.labels == []
    net.asha.sees("Tom would rather not ask with names")
    await net.asha.taps("Without names")
    assert "Asha" not in net.asha.sees("Other pairs will see this").body.text
    await net.asha.taps("Send")
    await net.tom.taps("Send it now")
    ask = the_ask(world)
    assert (ask.state, ask.named) == (AskState.OPEN, False)


async def test_changing_takes_it_back_from_the_partner(net: Network, world: World) -> None:
    """What they had can no longer be agreed to."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    card = net.tom.sees("Asha has written an ask")
    await net.asha.taps("Change it")
    await net.tom.taps_on(card, "I agree")
    assert net.tom.toast == "That has been settled already."
    assert the_ask(world).state is AskState.DRAFT
    await net.asha.taps("The question")
    await net.asha.sends("Who writes your letters?")
    await net.asha.taps("Send")
    await net.tom.taps_on(card, "I agree")
    assert the_ask(world).state is AskState.AWAITING
    await net.tom.taps("I agree")
    assert the_ask(world).state is AskState.OPEN


async def test_an_edit_takes_it_back_too(net: Network, world: World) -> None:
    """It is shown anew, and sent again by a tap."""
    await net.asha.sends("/ask")
    message = await net.asha.sends(QUESTION)
    for tap in ("Skip", "Go on", "An idea", "5 days", "Without names", "Send"):
        await net.asha.taps(tap)
    await net.asha.edits(message, "Who writes your letters?")
    assert the_ask(world).state is AskState.DRAFT
    await world.moves(hours=5)
    assert the_ask(world).state is AskState.DRAFT
    await net.asha.taps("Send")
    net.tom.sees("Who writes your letters?")


async def test_an_edit_after_it_went_is_too_late(net: Network, world: World) -> None:
    """What others got stays, and that is said."""
    await net.asha.sends("/ask")
    message = await net.asha.sends(QUESTION)
    for tap in ("Skip", "Go on", "An idea", "5 days", "Without names", "Send"):
        await net.asha.taps(tap)
    await net.tom.taps("Send it now")
    await net.asha.edits(message, "Something else")
    net.asha.sees("Other pairs have your ask already")
    assert the_ask(world).question == QUESTION


async def test_cancelling_tells_the_partner(net: Network, world: World) -> None:
    """Who was asked; nobody else hears of it."""
    await writes_ask(net.asha)
    await net.asha.taps("Send")
    await net.asha.taps("Cancel")
    net.tom.sees("Asha has taken the ask back")
    await world.moves(hours=6)
    assert the_ask(world).state is AskState.CANCELLED
    assert net.got("asks for help") == []


async def test_without_a_partner_it_goes_at_once(net: Network, world: World) -> None:
    """With names it shows the asker's alone."""
    await net.tom.sends("/leave")
    await net.tom.taps("Leave")
    await net.asha.sends("/ask")
    await net.asha.sends(QUESTION)
    for tap in ("Skip", "Go on", "An idea", "5 days"):
        await net.asha.taps(tap)
    assert "As Asha" in net.asha.last_buttons
    await net.asha.taps("As Asha")
    await net.asha.taps("Send")
    assert the_ask(world).state is AskState.OPEN
    assert "both" not in net.asha.sees("Your ask is on its way").body.text
    came = net.got("asks for help")[0].lay.sees("asks for help").body.text
    assert "From: Asha." in came
    assert "Tom" not in came


async def test_an_older_draft_can_still_be_changed(net: Network, world: World) -> None:
    """One that came back from the partner, while another was begun."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    await writes_ask(net.asha, "How do you find carers?")
    await net.tom.taps("Not with names")
    back = net.asha.sees("Tom would rather not ask with names")
    await net.asha.taps_on(back, "Change it")
    await net.asha.taps("The question")
    await net.asha.sends("Who writes your letters?")
    assert [ask.question for ask in world.rows(Ask)] == [
        "Who writes your letters?",
        "How do you find carers?",
    ]


# Who may, and how often.


async def test_two_may_be_under_way(net: Network, world: World) -> None:
    """A third waits; what is written of it is kept."""
    await asks_network(net)
    await asks_network(net, question="How do you find carers?")
    await net.asha.sends("/ask")
    net.asha.sees("You two have 2 asks on their way")
    assert net.asha.last_buttons[:2] == ["Show ask 1", "Show ask 2"]
    await net.tom.sends("/ask")
    net.tom.sees("You two have 2 asks on their way")


async def test_both_partners_send_at_once(net: Network, world: World) -> None:
    """Each has a draft when two are on their way nearly: the third is not let through."""
    await asks_network(net)
    await writes_ask(net.asha, "How do you find carers?")
    await writes_ask(net.tom, "How do you keep carers?")
    net.asha.person.taps("Send")
    net.tom.person.taps("Send")
    await world.settles()
    states = sorted(ask.state.value for ask in world.rows(Ask))
    assert states == ["awaiting", "draft", "open"]


async def test_nobody_else_can_act_on_it(net: Network, world: World) -> None:
    """The asker cannot agree in the partner's place, nor can another pair."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    ask = the_ask(world)
    at = stamp(ask)
    for phone in (net.asha, net.pairs[1].lay):
        await forges(
            phone,
            AgreeToAsk(ask=ask.id, at=at),
            WaitWithAsk(ask=ask.id, at=at),
            RatherNotNamed(ask=ask.id, at=at),
            SendAsk(ask=ask.id, at=at),
            WordsAreFine(ask=ask.id, at=at),
        )
    after = the_ask(world)
    assert (after.state, after.partner_said_wait) == (AskState.AWAITING, False)
    await forges(net.tom, WordsAreFine(ask=ask.id, at=at), SendAsk(ask=ask.id, at=at))
    assert the_ask(world).state is AskState.AWAITING


async def test_agreeing_twice_sends_it_once(net: Network, world: World) -> None:
    """Two taps on the same button."""
    await writes_ask(net.asha, who=NAMED)
    await net.asha.taps("Send")
    card = net.tom.sees("Asha has written an ask")
    net.tom.person.taps_on(card.message_id, "I agree")
    net.tom.person.taps_on(card.message_id, "I agree")
    await world.settles()
    assert len(world.rows(Exchange)) == 3
    assert net.asha.screen.count("Tom agrees") == 1
