"""Every button of an ask, in every state, tapped by whoever should not: nothing comes of it."""

from collections.abc import Callable

import pytest

from bot.network.asking.asks import stamp
from bot.network.asking.model import Ask, AskState, Help
from bot.network.asking.taps import (
    AgreeToAsk,
    AnswerAsk,
    AskAgain,
    AskAs,
    AskPart,
    CancelAsk,
    ChangeAsk,
    ChangePart,
    ChooseHelp,
    ChoosePeers,
    CloseAsk,
    DropAskAnswer,
    HearFacilitator,
    OpenFor,
    PointAtPair,
    RatherNotNamed,
    SendAsk,
    SendAskAnswer,
    ShowOurAsk,
    ShowPreview,
    SkipBackground,
    StartAfresh,
    ToggleTopic,
    TopicsDone,
    WaitWithAsk,
    WordsAreFine,
)
from bot.network.exchanging.model import Exchange
from bot.people.model import Member
from bot.post.model import InboxUpdate
from bot.post.taps import Slug, Tap
from tests.facilitating import facilitator
from tests.network import Network, forges, six_pairs
from tests.world import Phone, World

QUESTION = "Who has lent out hearing aids?"


def writers(ask: Ask) -> tuple[Tap, ...]:
    """Return the buttons that are the writer's while nobody outside the pair has it."""
    return (
        SkipBackground(ask=ask.id, changing=False),
        ToggleTopic(ask=ask.id, topic=Slug("letters"), changing=True),
        TopicsDone(ask=ask.id, changing=True),
        ChooseHelp(ask=ask.id, help=Help.EYES, changing=False),
        OpenFor(ask=ask.id, days=10, changing=True),
        AskAs(ask=ask.id, named=True),
        ShowPreview(ask=ask.id),
        ChangeAsk(ask=ask.id),
        ChangePart(ask=ask.id, part=AskPart.DAYS),
        SendAsk(ask=ask.id, at=stamp(ask)),
        WordsAreFine(ask=ask.id, at=stamp(ask)),
        StartAfresh(ask=ask.id),
        CancelAsk(ask=ask.id),
    )


def pairs(ask: Ask) -> tuple[Tap, ...]:
    """Return the buttons that either of the pair may have."""
    return (
        AgreeToAsk(ask=ask.id, at=stamp(ask)),
        RatherNotNamed(ask=ask.id, at=stamp(ask)),
        WaitWithAsk(ask=ask.id, at=stamp(ask)),
        ShowOurAsk(ask=ask.id),
        CloseAsk(ask=ask.id),
        AskAgain(ask=ask.id),
        HearFacilitator(ask=ask.id),
    )


def desks(ask: Ask) -> tuple[Tap, ...]:
    """Return a facilitator's buttons."""
    return (
        AnswerAsk(ask=ask.id),
        SendAskAnswer(ask=ask.id),
        DropAskAnswer(ask=ask.id),
        ChoosePeers(ask=ask.id, start=0),
        PointAtPair(ask=ask.id, pair=2),
    )


@pytest.fixture
def net(world: World) -> Network:
    """Six pairs who have joined."""
    return six_pairs(world)


def an_ask(net: Network, state: AskState) -> Ask:
    """Write an ask of Asha's straight into the database."""
    world = net.world
    asha = next(member for member in world.rows(Member) if member.name == "Asha")
    return world.writes(
        Ask(
            pair_id=asha.pair_id,
            member_id=asha.id,
            state=state,
            question=QUESTION,
            topics="",
            help=Help.IDEA,
            days=5,
            named=True,
            written_at=world.clock.now(),
        )
    )


async def expect_nothing(
    world: World, phone: Phone, taps: Callable[[Ask], tuple[Tap, ...]], ask: Ask
) -> None:
    """Forge every one of these taps, and see that nothing has changed and nothing was shown."""
    before = as_kept(world)
    await forges(phone, *taps(ask))
    assert as_kept(world) == before
    assert world.rows(Exchange) == []
    phone.sees_not(QUESTION)
    assert all(update.attempts == 0 for update in world.rows(InboxUpdate))


def as_kept(world: World) -> list[dict[str, object]]:
    """Return every ask as it stands in the database."""
    columns = [column.name for column in Ask.__table__.columns]
    return [{name: getattr(ask, name) for name in columns} for ask in world.rows(Ask)]


@pytest.mark.parametrize("state", AskState)
async def test_another_pair_can_do_nothing(net: Network, world: World, state: AskState) -> None:
    """In no state, with no button of anybody's."""
    ask = an_ask(net, state)
    stranger = net.pairs[1].lay
    await expect_nothing(world, stranger, writers, ask)
    await expect_nothing(world, stranger, pairs, ask)
    await expect_nothing(world, stranger, desks, ask)


@pytest.mark.parametrize("state", AskState)
async def test_a_facilitator_who_was_not_told_can_do_nothing(
    net: Network, world: World, state: AskState
) -> None:
    """Not even of the same cohort."""
    ask = an_ask(net, state)
    fiona = facilitator(world, cohorts=(net.pairs[0].cohort_id,))
    await expect_nothing(world, fiona, writers, ask)
    await expect_nothing(world, fiona, pairs, ask)
    await expect_nothing(world, fiona, desks, ask)


@pytest.mark.parametrize("state", AskState)
async def test_the_partner_cannot_write_it(net: Network, world: World, state: AskState) -> None:
    """A draft is its writer's alone."""
    ask = an_ask(net, state)
    await expect_nothing(world, net.tom, writers, ask)
    await expect_nothing(world, net.tom, desks, ask)


@pytest.mark.parametrize("state", [AskState.DRAFT, AskState.CHECKING, AskState.CANCELLED])
async def test_the_partner_has_no_say_before_it_is_sent(
    net: Network, world: World, state: AskState
) -> None:
    """Nor once it was cancelled."""
    await expect_nothing(world, net.tom, pairs, an_ask(net, state))


@pytest.mark.parametrize("state", [AskState.OPEN, AskState.CLOSED, AskState.CANCELLED])
async def test_old_buttons_of_the_writer_do_nothing(
    net: Network, world: World, state: AskState
) -> None:
    """What has gone cannot be written, sent or cancelled again."""
    await expect_nothing(world, net.asha, writers, an_ask(net, state))


@pytest.mark.parametrize("state", AskState)
async def test_who_has_not_joined_can_do_nothing(
    net: Network, world: World, state: AskState
) -> None:
    """A person without a place."""
    ask = an_ask(net, state)
    nobody = world.phone(5555, "Nobody")
    await nobody.opens("home")
    for taps in (writers, pairs, desks):
        await expect_nothing(world, nobody, taps, ask)


async def test_who_has_left_can_do_nothing(net: Network, world: World) -> None:
    """Their old buttons are of no use."""
    ask = an_ask(net, AskState.AWAITING)
    await net.tom.sends("/leave")
    await net.tom.taps("Leave")
    for taps in (writers, pairs, desks):
        await expect_nothing(world, net.tom, taps, ask)
