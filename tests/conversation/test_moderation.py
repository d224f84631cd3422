"""What members report: facilitators see the words alone, and decide."""

import pytest
from sqlalchemy.orm import Session

from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import (
    Exchange,
    ExchangeState,
    Response,
    ResponseKind,
    ResponseState,
    Why,
)
from bot.network.safety import reporting, telling
from bot.network.safety.model import Report, Reported, Ruling
from bot.network.safety.taps import Rule
from bot.people.model import Member
from bot.post import outbox
from bot.post.outbox import Posting
from bot.privacy.model import AuditEntry
from tests.desk import a_facilitator
from tests.facilitating import remove
from tests.network import Network, six_pairs
from tests.world import Phone, World

UNKIND = "You people never listen"


def member_id(world: World, name: str) -> int:
    """Return a member's id."""
    return next(member.id for member in world.rows(Member) if member.name == name)


def reported(net: Network) -> int:
    """Let Cerys answer Asha's ask unkindly, and Asha report it; return the report's id."""
    world, now = net.world, net.world.clock.now()
    asha, cerys = member_id(world, "Asha"), member_id(world, "Cerys")

    def work(session: Session) -> int:
        ask = Ask(
            pair_id=net.pairs[0].pair_id, member_id=asha, state=AskState.OPEN,
            question="Who has plain letters?", written_at=now,
        )  # fmt: skip
        session.add(ask)
        session.flush()
        exchange = Exchange(
            ask_id=ask.id, pair_id=net.pairs[2].pair_id, state=ExchangeState.ANSWERED,
            why=Why.TOPIC, asked_at=now,
        )  # fmt: skip
        session.add(exchange)
        session.flush()
        response = Response(
            exchange_id=exchange.id, member_id=cerys, from_asker=False,
            kind=ResponseKind.THOUGHT, state=ResponseState.SENT, words=UNKIND,
            written_at=now, sent_at=now,
        )  # fmt: skip
        session.add(response)
        session.flush()
        outbox.say(
            session, now=now, chat_id=net.asha.id, copy="relay-more", args={"words": UNKIND},
            how=Posting(about=telling.about(Reported.RESPONSE, response.id)),
        )  # fmt: skip
        report = reporting.report(
            session, now=now, member=session.get_one(Member, asha), what=Reported.RESPONSE,
            ref_id=response.id,
        )  # fmt: skip
        if report is None:
            raise LookupError
        telling.tell_moderators(session, now=now, report=report)
        return report.id

    return world.app.store.write(work)


async def at_the_desk(world: World) -> tuple[Network, Phone, Phone]:
    """Return the pairs, and the facilitators of the writer's cohort and of a third one."""
    net = six_pairs(world)
    fiona = a_facilitator(world, cohort_ids=(net.pairs[2].cohort_id,))
    stranger = a_facilitator(world, person=(9002, "Sam"), cohort_ids=(net.pairs[5].cohort_id,))
    reported(net)
    await world.settles()
    return net, fiona, stranger


async def test_only_the_reported_words_come_to_those_who_may_decide(world: World) -> None:
    """Nobody's name stands with them, and who runs neither cohort hears nothing."""
    _, fiona, stranger = await at_the_desk(world)
    assert not stranger.person.received
    fiona.sees("A member has reported")
    await fiona.taps("Look at it")
    fiona.sees(UNKIND)
    for name in ("Cerys", "Farouk", "Asha", "Tom"):
        fiona.never_received(name)
    await stranger.sends("/desk")
    await stranger.taps("Reported by members")
    stranger.sees("Nothing is reported")


async def test_who_wrote_it_is_shown_on_a_tap_that_is_noted(world: World) -> None:
    """The audit log says who looked, and whom they saw."""
    _, fiona, _ = await at_the_desk(world)
    await fiona.taps("Look at it")
    await fiona.taps("Who wrote it?")
    fiona.sees("Cerys of pair")
    [entry] = [each for each in world.rows(AuditEntry) if each.act == "saw-writer"]
    assert entry.subject == f"member:{member_id(world, 'Cerys')}"


@pytest.mark.parametrize(
    ("label", "writer_hears", "reporter_hears", "state", "stays"),
    [
        ("It is fine", None, "think it can stay", ResponseState.SENT, True),
        ("Warn", "take a little more care", "asked the writer", ResponseState.SENT, True),
        ("Remove", "has taken this away", "took away", ResponseState.REMOVED, False),
    ],
)
async def test_each_ruling_is_told_kindly_once(
    world: World,
    label: str,
    writer_hears: str | None,
    reporter_hears: str,
    state: ResponseState,
    stays: bool,  # noqa: FBT001 - given by pytest
) -> None:
    """A second tap changes nothing; what is removed goes from the phone as well."""
    net, fiona, _ = await at_the_desk(world)
    await fiona.taps("Look at it")
    shown = fiona.sees(UNKIND)
    await fiona.taps(label)
    [report] = world.rows(Report)
    await fiona.taps_on(shown, Rule(report=report.id, ruling=Ruling.FINE).pack())
    assert "decided already" in fiona.toast
    cerys = net.pairs[2].lay
    if writer_hears is None:
        assert not cerys.person.received
    else:
        cerys.sees(writer_hears)
        cerys.sees(UNKIND)
    net.asha.sees(reporter_hears)
    assert [row.state for row in world.rows(Response)] == [state]
    assert (UNKIND.lower() in net.asha.screen.lower()) == stays


async def test_the_reporter_gets_an_answer_with_the_facilitators_name(world: World) -> None:
    """And nobody else gets it."""
    net, fiona, _ = await at_the_desk(world)
    await fiona.taps("Look at it")
    await fiona.taps("Answer who reported")
    await fiona.sends_photo()
    fiona.sees("Only words can go here")
    await fiona.sends("Thank you, I have read it")
    net.asha.sees("I have read it")
    net.asha.sees("Fiona")
    for phone in net.phones:
        if phone is not net.asha:
            phone.never_received("I have read it")


async def test_a_removed_facilitators_buttons_do_nothing(world: World) -> None:
    """Nor do those of one who runs neither cohort."""
    _, fiona, stranger = await at_the_desk(world)
    await fiona.taps("Look at it")
    shown = fiona.sees(UNKIND)
    remove(world, fiona.id)
    for label in ("It is fine", "Warn", "Remove", "Who wrote it?", "Answer who reported"):
        await fiona.taps_on(shown, label)
        fiona.sees_not("Cerys")
    await stranger.sends("/desk")
    desk = stranger.person.last
    if desk is None:
        raise LookupError
    [report] = world.rows(Report)
    tap = Rule(report=report.id, ruling=Ruling.REMOVED)
    stranger.person.forges(desk.message_id, tap.pack())
    await world.settles()
    assert [row.ruled_at for row in world.rows(Report)] == [None]
    assert [row.state for row in world.rows(Response)] == [ResponseState.HIDDEN]
