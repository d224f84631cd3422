"""Answering an ask: where words go, as whose, when, and who else may not."""

import pytest

from bot.network.asking.model import Ask
from bot.network.exchanging.model import ExchangeState
from bot.network.exchanging.taps import BeenThere, NotThisTime, ReplyToPair, ShareThought
from bot.pairs.model import Note, NoteKind
from tests.exchanging import answers, asked, brought, close, the
from tests.network import Network, Peers, forges, six_pairs
from tests.world import World


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def test_a_thought_reaches_both_who_asked_and_the_partner(net: Network) -> None:
    """Said beforehand where it goes and as whose; held two minutes; rebuilt and protected."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    told = cerys.sees("What comes to mind?").text
    assert "This goes to: A pair in Oxford, just starting." in told
    assert "They see it as from: A pair in Bristol, part of the way." in told
    await cerys.sends("We read them aloud.")
    cerys.sees("In two minutes this goes to: A pair in Oxford")
    assert not net.asha.person.received
    await net.world.moves(minutes=3)
    for phone in (net.asha, net.tom):
        (got,) = phone.person.received
        assert got.text.startswith("Another pair answered your ask.\nFrom: A pair in Bristol")
        assert "<tg-spoiler>We read them aloud.</tg-spoiler>" in got.html
        assert got.protect_content
        assert got.labels == ["Reply", "More", "This helped", "Say thanks"]
    assert "Cerys wrote to another pair for you both" in farouk.sees("We read them aloud").text
    assert the(net, made).state is ExchangeState.ANSWERED
    assert the(net, made).lapses_at is None
    (ask,) = net.world.rows(Ask)
    assert ask.tell_at is None


async def test_a_double_tap_asks_once(net: Network) -> None:
    """The second says that words are waited for; another button asks what it asks."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange), ShareThought(exchange=made.exchange))
    assert cerys.toast == "I am waiting for your words. Just write them."
    assert cerys.screen.count("What comes to mind?") == 1
    await forges(cerys, BeenThere(exchange=made.exchange), ShareThought(exchange=made.exchange))
    assert cerys.screen.count("What happened, and what helped?") == 1
    assert cerys.screen.count("What comes to mind?") == 2
    await cerys.sends("We read them aloud.")
    await cerys.taps("Send now")
    assert net.asha.screen.count("We read them aloud.") == 1


async def test_been_there_asks_what_happened_and_what_helped(net: Network) -> None:
    """And goes the same way."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, BeenThere(exchange=made.exchange))
    cerys.sees("What happened, and what helped?")
    await cerys.sends("Ours were long. A picture helped.")
    await cerys.taps("Send now")
    net.asha.sees("A picture helped")


async def test_replies_go_back_and_forth_until_the_ask_closes(net: Network) -> None:
    """By the button and by Telegram's own reply, each saying where it goes."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    await answers(cerys, made)
    await net.tom.taps("Reply")
    net.tom.sees("This goes to: A pair in Bristol, part of the way.")
    await net.tom.sends("Who reads them?")
    await net.tom.taps("Send now")
    assert "The pair that asked wrote back to you" in farouk.sees("Who reads them?").text
    net.asha.sees("Tom wrote to another pair for you both")
    question = cerys.sees("Who reads them?")
    await cerys.sends("A volunteer.", reply_to=question)
    await cerys.taps("Send now")
    assert "Another pair wrote back to you" in net.asha.sees("A volunteer.").text
    close(net, made.ask)
    await net.asha.taps("Reply")
    assert "nothing more goes to that pair" in net.asha.toast


async def test_what_goes_to_one_pair_reaches_no_other(net: Network) -> None:
    """Two pairs answer the same ask at once; each has its own exchange."""
    one, two = net.others[1], net.others[4]
    ask = asked(net)
    first, second = brought(net, one, ask=ask), brought(net, two, ask=ask)
    await forges(one.lay, ShareThought(exchange=first.exchange))
    await forges(two.lay, ShareThought(exchange=second.exchange))
    await one.lay.sends("From Bristol.")
    await two.lay.sends("From Wycombe.")
    await net.world.moves(minutes=3)
    for phone in (net.asha, net.tom):
        assert "A pair in Bristol" in phone.sees("From Bristol.").text
        assert "A pair in High Wycombe" in phone.sees("From Wycombe.").text
    await net.asha.sends("Thank you, Bristol!", reply_to=net.asha.sees("From Bristol."))
    await net.asha.taps("Send now")
    one.professional.sees("Thank you, Bristol!")
    for phone in two.phones:
        phone.never_received("Bristol")


async def test_both_partners_may_answer_at_once(net: Network) -> None:
    """Each thought goes, and each sees the other's."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    for phone, words in ((cerys, "First."), (farouk, "Second.")):
        await forges(phone, ShareThought(exchange=made.exchange))
        await phone.sends(words)
    await net.world.moves(minutes=3)
    net.asha.sees("First.")
    net.asha.sees("Second.")
    cerys.sees("Farouk wrote to another pair")
    farouk.sees("Cerys wrote to another pair")


async def test_words_written_while_the_ask_closes_are_kept(net: Network) -> None:
    """Before they are typed or while they wait: they become a note that can go elsewhere."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    for phone in (cerys, farouk):
        await forges(phone, ShareThought(exchange=made.exchange))
    await cerys.sends("Just in time?")
    close(net, made.ask)
    await farouk.sends("Too late?")
    for phone in (cerys, farouk):
        await net.world.moves(minutes=3)
        phone.sees("This could not go any more")
        await phone.taps("Choose a place")
        await phone.taps("Keep it for me alone")
    assert [note.kind for note in net.world.rows(Note)] == [NoteKind.SELF] * 2
    assert {note.words for note in net.world.rows(Note)} == {"Just in time?", "Too late?"}
    assert not net.asha.person.received


async def test_send_now_after_the_ask_closed_says_so(net: Network) -> None:
    """The button does not claim that it went."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends("Now?")
    close(net, made.ask)
    await cerys.taps("Send now")
    cerys.sees_not("Sent.")
    cerys.sees("Your words are kept: see below")


async def test_not_this_time_brings_the_next_pair(net: Network) -> None:
    """No reason is asked; the partner knows and may answer all the same."""
    cerys, farouk = net.others[1].phones
    made = brought(net, net.others[1])
    await forges(cerys, NotThisTime(exchange=made.exchange))
    assert cerys.toast == "Thank you for looking. Another pair will be asked."
    assert the(net, made).state is ExchangeState.DECLINED
    assert len(net.got("Another pair asks for help")) == 3
    farouk.sees("Cerys said “Not this time”")
    await forges(farouk, NotThisTime(exchange=made.exchange))
    assert farouk.toast == "One of you has said that already."
    await answers(farouk, made, "I have an idea.")
    net.asha.sees("I have an idea.")
    await forges(cerys, NotThisTime(exchange=made.exchange))
    assert "answered this one already" in cerys.toast


async def test_long_words_arrive_whole(net: Network) -> None:
    """In as many messages as they need, the buttons under the last."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    words = " ".join(f"word{number}" for number in range(480))
    await answers(cerys, made, words)
    first, second = net.asha.person.received
    assert "word0 " in first.text
    assert second.text.endswith("word479")
    assert not first.labels
    assert "Reply" in second.labels


async def test_more_than_twenty_in_an_hour_are_kept_back(net: Network) -> None:
    """The words are kept, and later it goes on."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    for number in range(20):
        await answers(cerys, made, f"Thought {number}.")
    await forges(cerys, ShareThought(exchange=made.exchange))
    assert cerys.toast == "That is a lot for one hour. Please go on a little later."
    await net.world.moves(hours=1.5)
    await answers(cerys, made, "Thought 20.")
    net.asha.sees("Thought 20.")


async def test_more_shows_what_else_can_be_done_and_folds_up_again(net: Network) -> None:
    """The words stay as they are."""
    made = brought(net, net.others[1])
    await answers(net.others[1].lay, made)
    shown = net.asha.sees("We read them aloud.")
    await net.asha.taps("More")
    assert shown.labels == ["Put us in touch", "Report", "Do not meet them again", "Back"]
    await net.asha.taps("Back")
    assert shown.labels == ["Reply", "More", "This helped", "Say thanks"]


async def test_one_too_many_by_reply_is_kept(net: Network) -> None:
    """Telegram's own reply asks nobody first: the words wait as a note."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await answers(cerys, made)
    await net.asha.taps("Reply")
    await net.asha.sends("And then?")
    await net.asha.taps("Send now")
    for number in range(20):
        await cerys.sends(f"Thought {number}.", reply_to=cerys.sees("And then?"))
        await cerys.taps("Send now")
    cerys.sees("That is a lot for one hour, so this did not go")
    net.asha.sees("Thought 18.")
    net.asha.never_received("Thought 19.")
    assert net.world.rows(Note)[0].words == "Thought 19."


async def test_what_goes_does_not_end_what_is_written_meanwhile(net: Network) -> None:
    """Two minutes of one answer end while another is begun: its words still find their way."""
    cerys = net.others[1].lay
    made, other = brought(net, net.others[1]), brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends("To the first.")
    await forges(cerys, ShareThought(exchange=other.exchange))
    await net.world.moves(minutes=3)
    net.asha.sees("To the first.")
    await cerys.sends("To the second.")
    await cerys.taps("Send now")
    net.asha.sees("To the second.")


async def test_an_answer_at_night_waits_for_the_morning(net: Network) -> None:
    """Nobody is rung out of bed."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await net.world.moves(hours=13)
    await answers(cerys, made)
    assert not net.asha.person.received
    await net.world.moves(hours=10)
    net.asha.sees("We read them aloud.")


def outsiders(net: Network) -> dict[str, Peers]:
    """Return the pairs that have no part in an exchange of the third pair's."""
    return {"asker": net.pairs[0], "same cohort": net.pairs[3], "elsewhere": net.pairs[5]}


@pytest.mark.parametrize("who", ["asker", "same cohort", "elsewhere"])
async def test_nobody_else_answers_or_declines_for_a_pair(net: Network, who: str) -> None:
    """Ids in a button are never trusted."""
    phone = outsiders(net)[who].lay
    made = brought(net, net.others[1])
    for tap in (
        ShareThought(exchange=made.exchange),
        BeenThere(exchange=made.exchange),
        NotThisTime(exchange=made.exchange),
        *([ReplyToPair(exchange=made.exchange)] if who != "asker" else []),
        ShareThought(exchange=made.exchange + 1),
    ):
        await forges(phone, tap)
        assert phone.toast == "That is not yours to change. /home shows what is."
    assert the(net, made).state is ExchangeState.ASKED
