"""What helped, thanks in words, and what came of an ask."""

from datetime import timedelta

import pytest

from bot.network.asking.model import Ask
from bot.network.exchanging.model import Response
from bot.network.exchanging.taps import (
    NothingCame,
    ReportIt,
    SayThanks,
    ShowAnswers,
    ThisHelped,
    TooEarly,
)
from bot.network.safety.apart import exclude
from bot.network.safety.model import Reported
from bot.pairs.model import Note
from bot.people.model import Member
from tests.exchanging import Brought, answers, asked, brought, close, leaves
from tests.network import Network, forges, six_pairs
from tests.world import World


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def answered(net: Network) -> Brought:
    """Let Cerys have answered the ask of Asha and Tom."""
    made = brought(net, net.others[1])
    await answers(net.others[1].lay, made)
    return made


async def asked_about(net: Network) -> Brought:
    """Let the ask have closed two weeks ago, so that its pair is asked what came of it."""
    made = await answered(net)
    close(net, made.ask)
    await net.world.moves_to(net.world.clock.now() + timedelta(weeks=2), step=timedelta(days=1))
    return made


async def test_what_helped_is_told_to_who_wrote_it(net: Network) -> None:
    """Both of the pair hear it, under the label of the pair that asked; marked once."""
    cerys, farouk = net.others[1].phones
    await answered(net)
    await net.asha.taps("This helped")
    assert net.asha.toast == "Marked. They will be glad to hear it."
    for phone in (cerys, farouk):
        told = phone.sees("Your words helped")
        assert told.text.startswith(
            "Your words helped. That comes from: A pair in Oxford, just starting."
        )
        assert "We read them aloud." in told.text
    assert "This helped" not in net.asha.sees("We read them aloud.").labels
    await net.tom.taps("This helped")
    assert net.tom.toast == "That is marked already."
    assert len([m for m in farouk.person.received if "Your words helped" in m.text]) == 1
    assert net.world.rows(Response)[0].helped


async def test_thanks_in_words_go_like_any_words(net: Network) -> None:
    """Held, checked, and under the label; the partner sees what went."""
    cerys, farouk = net.others[1].phones
    await answered(net)
    await net.asha.taps("Say thanks")
    net.asha.sees("How would you like to say thanks?")
    await net.asha.sends("Thank you, from Asha!")
    net.asha.sees("the name of one of you")
    await net.asha.taps("Change")
    await net.asha.sends("Thank you so much!")
    await net.world.moves(minutes=3)
    for phone in (cerys, farouk):
        got = phone.sees("Thank you so much!")
        assert got.text.startswith("A pair says thank you.")
        assert got.labels == ["More"]
        phone.never_received("Asha")
    net.tom.sees("Asha wrote to another pair for you both")


async def test_thanks_still_go_once_the_ask_is_closed(net: Network) -> None:
    """Also when it closed while they were written."""
    made = await answered(net)
    close(net, made.ask)
    await forges(net.tom, ThisHelped(response=1), SayThanks(response=1))
    await net.tom.sends("It made our week.")
    await net.tom.taps("Send now")
    net.others[1].professional.sees("It made our week.")
    net.others[1].professional.sees("Your words helped")


async def test_answers_can_be_seen_again_with_what_can_be_said_to_them(net: Network) -> None:
    """In the order they came, also at night; nobody else sees them."""
    made = await answered(net)
    await answers(net.others[1].professional, made, "And slowly.")
    close(net, made.ask)
    await net.world.moves(hours=14)
    await forges(net.tom, ShowAnswers(ask=made.ask))
    first, second = net.tom.person.received[-2:]
    assert "We read them aloud." in first.text
    assert "And slowly." in second.text
    assert second.protect_content
    await net.tom.taps("This helped")
    assert [row.helped for row in net.world.rows(Response)] == [False, True]
    await forges(net.others[1].lay, ShowAnswers(ask=made.ask))
    assert net.others[1].lay.toast == "That is not yours to change. /home shows what is."
    await forges(net.asha, ShowAnswers(ask=asked(net)))
    assert net.asha.toast == "There is no answer to show."


async def test_nothing_goes_to_a_pair_that_is_not_to_be_met(net: Network) -> None:
    """Neither thanks nor what came of it, once either wished so."""
    made = await answered(net)
    close(net, made.ask)
    before = len(net.others[1].lay.person.received)

    net.world.app.store.write(
        lambda session: exclude(
            session,
            now=net.world.clock.now(),
            member=session.get_one(Member, 1),
            other_pair_id=net.others[1].pair_id,
        )
    )
    await forges(net.asha, SayThanks(response=1))
    assert "nothing more goes to that pair" in net.asha.toast
    await net.world.moves_to(net.world.clock.now() + timedelta(weeks=2), step=timedelta(days=1))
    await net.asha.taps("Tell them")
    await net.asha.sends("It led far.")
    await net.asha.taps("Send now")
    assert len(net.others[1].lay.person.received) == before


async def test_two_weeks_later_both_are_asked_what_came_of_it(net: Network) -> None:
    """Once, and not before."""
    made = await answered(net)
    close(net, made.ask)
    await net.world.moves_to(net.world.clock.now() + timedelta(days=13), step=timedelta(days=1))
    net.asha.sees_not("What came of it?")
    await net.world.moves_to(net.world.clock.now() + timedelta(days=3), step=timedelta(days=1))
    for phone in (net.asha, net.tom):
        told = phone.sees("What came of it?")
        assert told.labels == ["Tell them", "Too early", "Nothing came of it"]
        assert len([m for m in phone.person.received if "What came of it?" in m.text]) == 1


async def test_who_answered_hears_what_their_thought_led_to(net: Network) -> None:
    """Everybody who answered and nobody else, after the check and two minutes."""
    ask = asked(net)
    made, other = brought(net, net.others[1], ask=ask), brought(net, net.others[4], ask=ask)
    silent = net.others[2]
    brought(net, silent, ask=ask)
    await answers(net.others[1].lay, made)
    await answers(net.others[4].professional, other, "Use pictures.")
    close(net, ask)
    await net.world.moves_to(net.world.clock.now() + timedelta(weeks=2), step=timedelta(days=1))
    await net.tom.taps("Tell them")
    net.tom.sees("Everybody who answered gets them, as from: A pair in Oxford")
    await net.tom.sends("Our letters have")
    await net.tom.sends("pictures now.")
    net.tom.sees("In two minutes this goes to everybody who answered")
    await net.world.moves(minutes=3)
    for phone in (*net.others[1].phones, *net.others[4].phones):
        got = phone.sees("Your thought led to: Our letters have")
        assert "from: A pair in Oxford" in got.text
        assert "pictures now." in got.text
    for phone in silent.phones:
        phone.never_received("led to")
    net.asha.sees("Tom told those who answered what came of your ask")
    assert net.world.rows(Ask)[0].outcome == "Our letters have\n\npictures now."
    await net.asha.taps("Tell them")
    assert net.asha.toast == "That has been told already. Thank you!"


async def test_a_reply_to_the_question_is_the_answer(net: Network) -> None:
    """Telegram's own reply does as well as the button."""
    await asked_about(net)
    await net.tom.sends("It worked.", reply_to=net.tom.sees("What came of it?"))
    net.tom.sees("In two minutes this goes to everybody who answered")
    await net.tom.taps("Send now")
    net.others[1].lay.sees("Your thought led to: It worked.")


async def test_too_early_asks_once_more_in_four_weeks(net: Network) -> None:
    """And does not offer it a second time."""
    made = await asked_about(net)
    await net.tom.taps("Too early")
    net.tom.sees("I will ask once more in four weeks")
    await net.asha.taps("Too early")
    assert net.asha.toast == "That was put off once already. I will not ask again."
    await net.world.moves_to(net.world.clock.now() + timedelta(days=27), step=timedelta(days=1))
    net.asha.sees_not("You said it was too early")
    await net.world.moves_to(net.world.clock.now() + timedelta(days=2), step=timedelta(days=1))
    assert net.asha.sees("You said it was too early").labels == ["Tell them", "Nothing came of it"]
    await forges(net.asha, TooEarly(ask=made.ask))
    await net.world.moves_to(net.world.clock.now() + timedelta(weeks=5), step=timedelta(days=1))
    asked_again = [m for m in net.asha.person.received if "it was too early. What" in m.text]
    assert len(asked_again) == 1


async def test_nothing_came_of_it_thanks_all_the_same(net: Network) -> None:
    """Those who answered hear it kindly; the partner knows; it is told once."""
    made = await asked_about(net)
    await net.asha.taps("Nothing came of it")
    net.others[1].lay.sees("Nothing has come of it so far. They thank you all the same.")
    net.tom.sees("Asha told those who answered that nothing came of it")
    await forges(net.tom, NothingCame(ask=made.ask))
    assert net.tom.toast == "That has been told already. Thank you!"


async def test_only_one_of_two_partners_tells(net: Network) -> None:
    """Who comes second while the other writes is told so; late words are kept."""
    made = await asked_about(net)
    await net.asha.taps("Tell them")
    await net.tom.taps("Tell them")
    await net.asha.sends("It worked.")
    await net.tom.sends("It did not.")
    net.tom.sees("This could not go any more")
    assert [note.words for note in net.world.rows(Note)] == ["It did not."]
    await forges(net.tom, NothingCame(ask=made.ask))
    assert net.tom.toast == "Your partner is writing about it just now."
    await net.asha.taps("Send now")
    net.others[1].lay.sees("Your thought led to: It worked.")


async def test_what_came_of_it_can_be_changed_kept_and_edited_while_it_waits(net: Network) -> None:
    """As any words that wait; kept words are a note, and it can still be told."""
    await asked_about(net)
    await net.asha.taps("Tell them")
    await net.asha.sends("It wroked.")
    await net.asha.taps("Change")
    await net.asha.sends("Hm.")
    await net.asha.taps("Keep to myself")
    await net.asha.taps("Tell them")
    typed = await net.asha.sends("It worked.")
    await net.asha.edits(typed, "It worked well.")
    await net.asha.taps("Send now")
    await net.asha.edits(typed, "It failed.")
    net.asha.sees("This has gone already")
    cerys = net.others[1].lay
    assert "Your thought led to: It worked well." in cerys.sees("led to").text
    for words in ("wroked", "Hm.", "failed"):
        cerys.never_received(words)


async def test_what_cannot_be_told_any_more_is_kept(net: Network) -> None:
    """The ask was reported while it waited: nobody hears more of it, and the button says so."""
    made = await asked_about(net)
    await net.tom.taps("Tell them")
    await net.tom.sends("It worked.")
    await forges(net.others[1].lay, ReportIt(what=Reported.ASK, ref=made.ask))
    await net.tom.taps("Send now")
    net.tom.sees("This did not go. Your words are kept: see below.")
    assert "Choose a place" in net.tom.last_buttons
    net.others[1].lay.never_received("It worked.")
    assert net.world.rows(Note)[0].words == "It worked."


async def test_a_pair_of_one_is_asked_and_tells(net: Network) -> None:
    """Who left is not asked."""
    made = await answered(net)
    leaves(net, net.asha)
    close(net, made.ask)
    await net.world.moves_to(net.world.clock.now() + timedelta(weeks=2), step=timedelta(days=1))
    net.asha.never_received("What came of it?")
    await net.tom.taps("Tell them")
    await net.tom.sends("It worked.")
    await net.tom.taps("Send now")
    net.others[1].lay.sees("It worked.")


async def test_a_name_in_what_came_of_it_is_held(net: Network) -> None:
    """Asked without names, told without names."""
    await asked_about(net)
    await net.tom.taps("Tell them")
    await net.tom.sends("Asha wrote a leaflet.")
    net.tom.sees("the name of one of you")
    await net.world.moves(hours=1)
    net.others[1].lay.never_received("leaflet")
