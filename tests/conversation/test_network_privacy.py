"""Nothing that leaves a pair without names tells who they are: every byte that was sent is read."""

import json
import re
from collections.abc import Iterator

import pytest

from bot.network.exchanging.taps import ShareThought
from bot.post.taps import Tap
from bot.rehearsal.standin.messages import MediaKind
from tests.exchanging import brought
from tests.facilitating import facilitator
from tests.network import (
    SIX,
    Network,
    Peers,
    forges,
    organisation_of,
    six_pairs,
    username_of,
    writes_ask,
)
from tests.world import Phone, World

SPEAKING = {
    "sendmessage", "sendvoice", "editmessagetext", "editmessagereplymarkup", "deletemessage",
    "answercallbackquery",
}  # fmt: skip
"""All that the bot does in a chat: it forwards and copies nothing."""
QUIET = {"getme", "getupdates", "getfile", "deletewebhook", "getwebhookinfo"}
SETTING = re.compile(r"set(my|chatmenu).*")
NUMBERING_PEOPLE = {"member", "pair", "facilitator", "cohort", "chat", "person"}
"""Fields of a button that would number people instead of what they said."""


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


def identifiers(net: Network, peers: Peers) -> re.Pattern[str]:
    """Return what must not be seen outside a pair, as whole words."""
    two = SIX[net.pairs.index(peers)]
    found = [two.group.name]
    for phone, name in zip(peers.phones, (two.lay, two.professional), strict=True):
        organisation, mail = organisation_of(name), f"{name.lower()}@example.org"
        found += [name, username_of(name), organisation, mail, str(phone.id), f"Pair {phone.id}"]
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in found), re.IGNORECASE)


def sent_to(world: World, phone: Phone) -> Iterator[str]:
    """Yield, as JSON, every byte of every call that was for this phone."""
    queries = {key for key, query in phone.person.bot.queries.items() if query.chat.id == phone.id}
    for call in world.standin.journal.calls:
        rest = {key: value for key, value in call.parameters.items() if key != "chat_id"}
        to_chat = str(call.parameters.get("chat_id")) == str(phone.id)
        if to_chat or str(rest.pop("callback_query_id", "")) in queries:
            yield json.dumps(rest, ensure_ascii=False)


def taps_sent(world: World, phone: Phone) -> Iterator[Tap]:
    """Yield what every button that was ever sent to this phone means."""
    for message in phone.person.received:
        for version in message.versions:
            for row in version.markup.inline_keyboard if version.markup else []:
                yield from (Tap.unpack(each.callback_data) for each in row if each.callback_data)


async def whole_story(net: Network) -> list[Peers]:
    """Ask without names, be answered in every way, write back, thank, tell, keep for others.

    Returns the pairs that the ask came to.
    """
    world = net.world
    await writes_ask(net.asha, background="A template was left out by doctors.")
    await net.asha.taps("Send")
    await net.tom.taps("Send it now")
    asked = net.got("Another pair asks for help")
    first, second, third = asked
    await first.lay.taps("Share a thought")
    await first.lay.sends("We read each letter aloud.")
    await first.lay.taps("Send now")
    await second.professional.taps("We have been there")
    await second.professional.sends_voice()
    await second.professional.taps("Send as voice")
    await world.moves(minutes=3)
    await third.lay.taps("Not this time")
    await net.asha.taps_on(net.asha.sees("We read each letter aloud."), "Reply")
    await net.asha.sends("Who listens?")
    await net.asha.taps("Send now")
    await first.lay.sends("A volunteer.", reply_to=first.lay.sees("Who listens?"))
    await first.lay.taps("Send now")
    await net.tom.taps("This helped")
    await net.tom.taps("Say thanks")
    await net.tom.sends("Thank you, that is kind.")
    await net.tom.taps("Send now")
    await refused_link(net, first)
    await world.moves(days=6)
    await kept_for_others(net)
    await world.moves(days=15)
    await net.tom.taps("Tell them")
    await net.tom.sends("Our letters have pictures now.")
    await net.tom.taps("Send now")
    return asked


async def refused_link(net: Network, peers: Peers) -> None:
    """Three of four would like a chat, one would not."""
    await peers.lay.taps_on(peers.lay.sees("Who listens?"), "More")
    await peers.lay.taps("Put us in touch")
    await peers.lay.taps("A chat here for 30 days")
    await net.asha.taps("Yes, please")
    await net.tom.taps("No, thanks")
    peers.lay.sees("did not come about")


async def kept_for_others(net: Network) -> None:
    """Everybody who wrote lets it stand in the library, where all may read it."""
    await net.asha.taps("Keep it for others")
    await net.asha.taps("Ask everybody")
    asked = [phone for phone in net.phones if "May this stand in the library?" in phone.screen]
    for phone in asked:
        await phone.taps("Yes, keep it")
    net.asha.sees("It is in the library now")
    for phone in net.phones:
        await phone.sends("/network")
        await phone.taps("Look something up")
        await phone.sends("letters")
        await phone.taps("1. Read it")


async def test_no_byte_of_a_whole_story_tells_outsiders_who_is_who(net: Network) -> None:
    """Whatever each pair did, no other pair got anything that names or numbers its people."""
    asked = await whole_story(net)
    asked[0].lay.sees("Your thought led to: Our letters have pictures now.")  # all of it happened
    for peers in net.pairs:
        nothing_tells(net, peers, [phone for phone in net.phones if phone not in peers.phones])
    # Partners do read each other's names: a search that finds nothing there finds nothing.
    told = [identifiers(net, net.pairs[0]).search(body) for body in sent_to(net.world, net.tom)]
    assert any(told)
    all_is_built_anew(net)
    buttons_number_no_people(net)


def nothing_tells(net: Network, peers: Peers, outside: list[Phone]) -> None:
    """Ids, names, user names, organisations, e-mail, labels and cohorts stand in no byte."""
    telling = identifiers(net, peers)
    for phone in outside:
        for body in sent_to(net.world, phone):
            assert telling.search(body) is None, f"to {phone.person}: {body}"


def all_is_built_anew(net: Network) -> None:
    """Nothing is forwarded or copied; the one file, a voice note, has no name."""
    used = {call.method.lower() for call in net.world.standin.journal.calls}
    assert {each for each in used - SPEAKING - QUIET if not SETTING.fullmatch(each)} == set()
    files = [m for phone in net.phones for m in phone.person.received if m.media is not None]
    assert {message.media.kind for message in files if message.media} == {MediaKind.VOICE}
    assert all(message.text.startswith("From: ") for message in files)


def buttons_number_no_people(net: Network) -> None:
    """An id of a person in a button would let what they said be put together."""
    taps = [tap for phone in net.phones for tap in taps_sent(net.world, phone)]
    assert any(isinstance(tap, ShareThought) for tap in taps)
    assert [tap for tap in taps if NUMBERING_PEOPLE & vars(tap).keys()] == []


async def test_a_report_shows_facilitators_the_words_alone(net: Network) -> None:
    """Who wrote them is shown at a tap of their own; who reported, never."""
    fiona = facilitator(net.world)
    made = brought(net, net.others[1])
    cerys = net.others[1].lay
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends("We do nothing of the kind.")
    await cerys.taps("Send now")
    await net.asha.taps("More")
    await net.asha.taps("Report")
    net.asha.sees("Thank you for telling us. It is hidden now.")
    await fiona.taps("Look at it")
    fiona.sees("We do nothing of the kind.")
    for peers in (net.pairs[0], net.others[1]):
        nothing_tells(net, peers, [fiona])
    nothing_tells(net, net.pairs[0], list(net.others[1].phones))


async def test_names_that_were_chosen_are_shown_to_that_pair_alone(net: Network) -> None:
    """Asked with names: the pair that has the ask reads them; others do not."""
    made = brought(net, net.others[1], named=True)
    cerys = net.others[1].lay
    await forges(cerys, ShareThought(exchange=made.exchange))
    cerys.sees("This goes to: Asha and Tom.")
    await cerys.sends("We read each letter aloud.")
    await cerys.taps("Send now")
    outside = [peers for peers in net.others if peers is not net.others[1]]
    nothing_tells(net, net.pairs[0], [phone for peers in outside for phone in peers.phones])
    nothing_tells(net, net.others[1], [net.asha, net.tom])
