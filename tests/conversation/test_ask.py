"""Writing an ask: what is asked, what is shown, and that nothing typed is lost."""

import threading

import pytest

from bot.network.asking.asks import stamp
from bot.network.asking.model import Ask, AskState, Help
from bot.network.asking.taps import AskAs, AskPart, CancelAsk, ChangePart, SendAsk, ToggleTopic
from bot.network.peers import meaning
from bot.post.taps import Slug
from tests.network import QUESTION, Network, forges, six_pairs, the_ask, writes_ask
from tests.world import World


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def test_who_will_see_it_is_said_first(net: Network) -> None:
    """Before a word is written."""
    await net.asha.sends("/ask")
    net.asha.sees("goes to a few pairs first, and any pair can find it")
    net.asha.sees("your facilitator can read it too")


async def test_the_preview_is_what_others_will_see(net: Network, world: World) -> None:
    """Question, background, what it is about, what would help, and who asks."""
    await writes_ask(net.asha, background="We tried a template, and doctors left it out.")
    shown = net.asha.sees("Other pairs will see this").body.text
    for words in (
        QUESTION, "We tried a template", "It is about letters and leaflets",
        "They look for an idea", "From: A pair in Oxford, just starting",
    ):  # fmt: skip
        assert words in shown
    assert "Asha" not in shown
    assert net.asha.last_buttons == ["Send", "Change it", "Cancel"]
    assert the_ask(world).state is AskState.DRAFT


async def test_what_reads_the_words_is_made_ready_before_they_come(net: Network) -> None:
    """It takes half a second to load: meanwhile the question is typed."""
    meaning._model.cache_clear()
    await net.asha.sends("/ask")
    for thread in threading.enumerate():
        if thread.name == meaning.WARMING:
            thread.join()
    assert meaning._model.cache_info().currsize == 1


async def test_topics_are_suggested_and_can_be_changed(net: Network, world: World) -> None:
    """From the words; taps tick and untick."""
    await net.asha.sends("/ask")
    await net.asha.sends(QUESTION)
    await net.asha.taps("Skip")
    assert "✓ Letters and leaflets" in net.asha.last_buttons
    await net.asha.taps("✓ Letters and leaflets")
    await net.asha.taps("Birth and babies")
    chosen = the_ask(world).topics.split()
    assert "letters" not in chosen
    assert "maternity" in chosen


async def test_what_is_chosen_is_kept(net: Network, world: World) -> None:
    """The kind of help, the days and who asks."""
    await net.asha.sends("/ask")
    await net.asha.sends(QUESTION)
    await net.asha.taps("Skip")
    await net.asha.taps("Go on")
    await net.asha.taps("A second pair of eyes")
    await net.asha.taps("10 days")
    await net.asha.taps("As Asha and Tom")
    net.asha.sees("From: Asha and Tom")
    ask = the_ask(world)
    assert (ask.help, ask.days, ask.named) == (Help.EYES, 10, True)


@pytest.mark.parametrize(
    ("part", "choice", "then"),
    [
        ("What would help", "A contact", "They look for a contact"),
        ("Who asks", "As Asha and Tom", "From: Asha and Tom"),
        ("How long", "2 days", "Other pairs will see this"),
    ],
)
async def test_each_part_can_be_changed(net: Network, part: str, choice: str, then: str) -> None:
    """And the preview comes back at once."""
    await writes_ask(net.asha)
    await net.asha.taps("Change it")
    await net.asha.taps(part)
    await net.asha.taps(choice)
    net.asha.sees(then)
    assert "Send" in net.asha.last_buttons


async def test_the_question_can_be_written_anew(net: Network, world: World) -> None:
    """The old one stays until the new one is there."""
    await writes_ask(net.asha)
    await net.asha.taps("Change it")
    await net.asha.taps("The question")
    net.asha.sees(QUESTION)
    await net.asha.sends("Who writes your letters?")
    net.asha.sees("From: A pair in Oxford, just starting")
    assert the_ask(world).question == "Who writes your letters?"
    assert "Send" in net.asha.last_buttons


async def test_the_background_can_be_told_later_and_dropped(net: Network, world: World) -> None:
    """By words, and by Skip."""
    await writes_ask(net.asha)
    await net.asha.taps("Change it")
    await net.asha.taps("The background")
    await net.asha.sends("We are a small clinic.")
    assert the_ask(world).background == "We are a small clinic."
    await net.asha.taps("Change it")
    await net.asha.taps("The background")
    await net.asha.taps("Skip")
    assert the_ask(world).background is None


async def test_words_typed_while_choosing_join_the_background(net: Network, world: World) -> None:
    """They are kept, it is said where, and an old preview lets nothing go unseen."""
    await writes_ask(net.asha)
    preview = net.asha.sees("Other pairs will see this")
    await net.asha.sends("One more thing: most of them are on paper.")
    net.asha.sees("put that in the background")
    await net.asha.taps_on(preview, "Send")
    assert net.asha.toast.startswith("It has changed since")
    net.asha.sees("most of them are on paper")
    assert the_ask(world).state is AskState.DRAFT


async def test_an_edit_in_telegram_changes_the_draft(net: Network, world: World) -> None:
    """And the preview is shown anew."""
    await net.asha.sends("/ask")
    message = await net.asha.sends("How do you write leters?")
    await net.asha.edits(message, "How do you write letters?")
    assert the_ask(world).question == "How do you write letters?"
    net.asha.sees("How do you write letters?")


async def test_a_photo_is_kindly_refused(net: Network, world: World) -> None:
    """Only words can go; the question is still waited for."""
    await net.asha.sends("/ask")
    await net.asha.sends_photo("Our letter")
    net.asha.sees("Only words can go to other pairs")
    await net.asha.sends(QUESTION)
    assert the_ask(world).question == QUESTION


async def test_a_smiley_alone_is_no_question(net: Network, world: World) -> None:
    """It is asked for in words, and the question that then comes is taken."""
    await net.asha.sends("/ask")
    await net.asha.sends("🙂 ?")
    net.asha.sees("in a few words")
    assert world.rows(Ask) == []
    await net.asha.sends(QUESTION)
    net.asha.sees("a little background")


async def test_long_words_are_kindly_refused(net: Network, world: World) -> None:
    """And nothing is cut off."""
    await net.asha.sends("/ask")
    await net.asha.sends("word " * 120)
    net.asha.sees("500 letters at most")
    assert world.rows(Ask) == []


async def test_a_half_written_ask_is_offered_again(net: Network, world: World) -> None:
    """Whatever was done in between; it can be forgotten too."""
    await net.asha.sends("/ask")
    await net.asha.sends(QUESTION)
    await net.asha.sends("/home")
    await net.asha.sends("/ask")
    await net.asha.taps("See it")
    net.asha.sees(QUESTION)
    await net.asha.sends("/ask")
    await net.asha.taps("Start afresh")
    assert the_ask(world).state is AskState.CANCELLED
    assert the_ask(world).question == ""
    net.asha.sees("What would you like to ask other pairs?")


async def test_words_an_hour_later_are_offered_a_place(net: Network, world: World) -> None:
    """They may be about something else by then."""
    await net.asha.sends("/ask")
    await net.world.moves(minutes=61)
    await net.asha.sends("Good morning")
    net.asha.sees("What shall I do with it?")
    assert world.rows(Ask) == []


async def test_cancel_forgets_it(net: Network, world: World) -> None:
    """The words leave the database; old buttons do nothing more."""
    await writes_ask(net.asha)
    preview = net.asha.sees("Other pairs will see this")
    await net.asha.taps("Cancel")
    ask = the_ask(world)
    assert (ask.state, ask.question, ask.background) == (AskState.CANCELLED, "", None)
    await net.asha.taps_on(preview.message_id, "Send")
    assert the_ask(world).state is AskState.CANCELLED


async def test_with_few_pairs_it_is_said_that_one_may_be_recognised(world: World) -> None:
    """Fewer than five in reach."""
    asha, _ = world.joined_pair()
    await asha.sends("/ask")
    await asha.sends(QUESTION)
    for tap in ("Skip", "Go on", "An idea", "2 days"):
        await asha.taps(tap)
    asha.sees("somebody may guess who you are")


async def test_with_five_pairs_in_reach_it_is_not_said(net: Network) -> None:
    """It would only worry people."""
    await net.asha.sends("/ask")
    await net.asha.sends(QUESTION)
    for tap in ("Skip", "Go on", "An idea", "2 days"):
        await net.asha.taps(tap)
    net.asha.sees("Who asks?")
    net.asha.sees("Without names others see “A pair in Oxford, just starting”")
    net.asha.sees("With names it goes once Tom agrees")
    net.asha.sees_not("somebody may guess")


async def test_a_partner_cannot_touch_what_is_being_written(net: Network, world: World) -> None:
    """A forged button of the writer's is refused."""
    await writes_ask(net.asha)
    before = the_ask(world)
    await forges(
        net.tom,
        AskAs(ask=before.id, named=True),
        CancelAsk(ask=before.id),
        ChangePart(ask=before.id, part=AskPart.WHO),
        ToggleTopic(ask=before.id, topic=Slug("letters"), changing=False),
        SendAsk(ask=before.id, at=stamp(before)),
    )
    after = the_ask(world)
    assert (after.state, after.written_at) == (AskState.DRAFT, before.written_at)
    net.tom.sees_not(QUESTION)


async def test_home_leads_to_asking(net: Network) -> None:
    """One tap away."""
    await net.asha.sends("/home")
    await net.asha.taps("Ask other pairs")
    net.asha.sees("What would you like to ask other pairs?")


async def test_who_is_stuck_can_ask_others(net: Network) -> None:
    """Right there, and only there."""
    await net.asha.sends("/progress")
    await net.asha.taps("Moving")
    assert "Ask other pairs" not in net.asha.last_buttons
    await net.asha.sends("/progress")
    await net.asha.taps("Stuck")
    await net.asha.taps("Ask other pairs")
    net.asha.sees("What would you like to ask other pairs?")
    await net.asha.sends(QUESTION)
    net.asha.sees("Is there a little background?")
