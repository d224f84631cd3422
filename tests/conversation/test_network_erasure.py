"""What somebody wrote to other pairs: they can read it, and it goes when they wish."""

import pytest
import sqlalchemy as sa

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Response
from bot.network.exchanging.taps import ShareThought
from bot.network.looking.taps import ReadAsk
from bot.post.model import OutboxMessage, Sending
from tests.exchanging import brought
from tests.network import QUESTION, Network, forges, six_pairs
from tests.world import Phone, World

SECRET = "Violet elephants waltz"


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


async def deletes_everything(phone: Phone) -> None:
    """Delete all of one's own data."""
    await phone.sends("/delete")
    await phone.taps("Everything")
    await phone.taps("Delete everything")


async def test_what_waits_for_the_morning_of_another_pair_is_stopped(net: Network) -> None:
    """Nothing of an erased person lives on in a queue."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    net.world.jumps_to(net.world.clock.now().replace(hour=22))
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends(SECRET)
    await cerys.taps("Send now")
    assert _waiting(net, net.asha.id) > 0
    await deletes_everything(cerys)
    await net.world.moves(hours=12)
    net.asha.never_received(SECRET)
    assert [row.words for row in net.world.rows(Response)] == []


def _waiting(net: Network, chat_id: int) -> int:
    waiting = sa.select(sa.func.count()).where(
        OutboxMessage.chat_id == chat_id, OutboxMessage.state == Sending.QUEUED
    )
    return net.world.app.store.read(lambda session: session.scalar(waiting) or 0)


async def test_an_ask_of_an_erased_member_is_closed_and_empty(net: Network) -> None:
    """Others who had it can no longer read it."""
    made = brought(net, net.others[1])
    await deletes_everything(net.asha)
    (ask,) = net.world.rows(Ask)
    assert (ask.state, ask.question, ask.member_id) == (AskState.CLOSED, "", None)
    await forges(net.others[3].lay, ReadAsk(ask=made.ask))
    assert "closed now" in net.others[3].lay.toast


async def test_my_data_holds_what_i_asked_and_wrote(net: Network) -> None:
    """In the file that is for reading."""
    cerys = net.others[1].lay
    made = brought(net, net.others[1])
    await forges(cerys, ShareThought(exchange=made.exchange))
    await cerys.sends(SECRET)
    await cerys.taps("Send now")
    for phone, words in ((cerys, SECRET), (net.asha, QUESTION)):
        await phone.sends("/mydata")
        files = [message.media.file.upload for message in phone.news if message.media]
        text = files[0].data.decode()
        assert words in text
        assert not any(phrase in text for phrase in ("mydata-", "{", "None"))
