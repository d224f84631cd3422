"""Organisers change who runs what; who is removed can do nothing more."""

import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from bot.people.model import Facilitator
from bot.privacy.model import AuditEntry
from tests.conversation.test_broadcast import written
from tests.conversation.test_broadcast_schedule import scheduled
from tests.facilitating import cohort_called, facilitator, members
from tests.world import Phone, World

OTTO = 9002


async def opens(fiona: Phone, name: str) -> None:
    """Go to a colleague's screen."""
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    await fiona.taps(name)


async def removes(fiona: Phone, name: str) -> None:
    """Remove a colleague."""
    await opens(fiona, name)
    await fiona.taps(f"Remove {name}")
    await fiona.taps(f"Yes, remove {name}")


async def test_everybody_sees_who_runs_what_and_only_organisers_change_it(world: World) -> None:
    """A facilitator sees those who run a cohort with them, and forged buttons do nothing."""
    leeds, york = cohort_called(world, "Leeds"), cohort_called(world, "York")
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(leeds,))
    facilitator(world, chat_id=9003, name="Yara", cohorts=(york,))
    await otto.sends("/desk")
    await otto.taps("Facilitators")
    shown = otto.sees("and what they run")
    assert "Fiona: every cohort, as an organiser" in shown.text
    assert "Otto: Leeds" in shown.text
    assert "Yara" not in shown.text
    assert otto.last_buttons == ["Invite a facilitator", "Desk"]
    for forged in ("team-one:3", f"team-coh:2:{york}", "team-all:2", "team-rm:1", "team-again:3"):
        otto.person.forges(shown.message_id, forged)
        await world.settles()
        assert "Only an organiser" in otto.toast
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    fiona.sees("Yara: York")
    fiona.person.forges(fiona.sees("Yara: York").message_id, "team-rm:1")
    await world.settles()
    assert "That is you" in fiona.toast
    assert [each.removed_at for each in world.rows(Facilitator)] == [None] * 3


async def test_an_organiser_gives_a_cohort_and_takes_one_away(world: World) -> None:
    """What they run counts at once; they are told once, when the taps are over."""
    leeds, york = cohort_called(world, "Leeds"), cohort_called(world, "York")
    members(world, leeds, ["Ann"])
    members(world, york, ["Ben", "Cat"], first_id=3001)
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(leeds,))
    await opens(fiona, "Otto")
    await fiona.taps("York")
    await fiona.taps("✓ Leeds")
    fiona.sees("Otto runs York")
    await otto.sends("/broadcast")
    otto.sees("2 people")
    otto.never_received("You now run")
    await world.moves(minutes=1.1)
    assert [m.text for m in otto.person.received if "You now run" in m.text] == [
        "You now run: York. /desk shows what is going on."
    ]
    await fiona.taps("Every cohort, as an organiser")
    fiona.sees("Otto runs every cohort")
    await otto.sends("/broadcast")
    otto.sees("3 people")
    acts = [entry.act for entry in world.rows(AuditEntry)]
    assert acts == ["cohort-given", "cohort-taken", "organiser-made"]


async def test_a_removed_facilitator_is_told_and_can_do_nothing(world: World) -> None:
    """Old buttons and commands are refused, what was scheduled never goes, and it is written down.

    Their number is let go of, so that they could be invited anew.
    """
    asha, _ = world.joined_pair()
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(1,))
    await scheduled(otto, "tomorrow 8am")
    await written(otto, "Another one")
    screen = otto.sees("Nothing has left yet")
    await removes(fiona, "Otto")
    fiona.sees("Otto is not a facilitator any more, and I have said so to Otto")
    otto.sees("Fiona has ended your place as a facilitator")
    await otto.taps_on(screen, "Send now")
    assert "for facilitators" in otto.toast
    for command in ("/desk", "/broadcast", "/report", "/cohorts"):
        await otto.sends(command)
        otto.sees("for facilitators")
    await world.moves(days=1.2)
    asha.never_received("Monday")
    asha.never_received("Another")
    assert world.rows(Facilitator)[1].chat_id is None
    await fiona.sends("/desk")
    await fiona.taps("Audit log")
    fiona.sees("Fiona · removed · Otto")
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    assert "Otto" not in fiona.sees("and what they run").text


async def test_a_double_tap_removes_once(world: World) -> None:
    """The second finds them gone."""
    fiona = facilitator(world)
    facilitator(world, chat_id=OTTO, name="Otto", cohorts=(cohort_called(world, "Leeds"),))
    await opens(fiona, "Otto")
    await fiona.taps("Remove Otto")
    screen = fiona.sees("Shall Otto no longer be a facilitator")
    await fiona.taps("Yes, remove Otto")
    await fiona.taps_on(screen, "Yes, remove Otto")
    assert "not a facilitator any more" in fiona.toast
    assert [entry.act for entry in world.rows(AuditEntry)] == ["removed"]


async def test_what_goes_out_when_its_sender_is_removed_is_stopped(world: World) -> None:
    """Nobody could stop it afterwards."""
    leeds = cohort_called(world, "Leeds")
    (ann,) = members(world, leeds, ["Ann"])
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(leeds,))
    await world.moves_to(datetime(2027, 2, 15, 22, 0, tzinfo=UTC))
    await written(otto)
    await otto.taps("Send now")
    await world.moves(minutes=2)  # it waits for the morning
    await removes(fiona, "Otto")
    await world.moves(hours=12)
    ann.never_received("Monday")


@pytest.mark.parametrize("is_removed", [True, False])
async def test_somebody_else_gets_the_reminders(world: World, *, is_removed: bool) -> None:
    """What a host was shown who is removed, or loses the cohort, is shown to another; once."""
    asha, _ = world.joined_pair(workshops=(date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5)))
    fiona = facilitator(world)
    otto = facilitator(world, chat_id=OTTO, name="Otto", cohorts=(1,))
    await world.moves_to(datetime(2027, 2, 23, 20, 0, tzinfo=UTC))
    otto.sees("this goes by itself to 2 people")
    fiona.never_received("this goes by itself")
    if is_removed:
        await removes(fiona, "Otto")
    else:
        await opens(fiona, "Otto")
        await fiona.taps("✓ Oxford 2027")
    await world.moves_to(datetime(2027, 2, 24, 7, 30, tzinfo=UTC))
    fiona.sees("this goes by itself to 2 people")
    await world.moves_to(datetime(2027, 2, 25, 20, 0, tzinfo=UTC))
    fiona.sees("Sent on Wednesday 24 February: “Hello Fiona. Workshop 1 is a week away,…”")
    assert [m.text.startswith("Hello Asha. Workshop 1") for m in asha.person.received] == [True]


async def test_who_has_not_joined_gets_a_new_invitation_or_is_removed(world: World) -> None:
    """The earlier link no longer opens; who never joined is not told."""
    cohort_called(world, "Leeds")
    fiona = facilitator(world)
    await fiona.sends("/desk")
    await fiona.taps("Facilitators")
    await fiona.taps("Invite a facilitator")
    await fiona.sends("Otto")
    await fiona.taps("Leeds")
    first = re.findall(r"start=(\S+)", fiona.sees("Hello Otto, you are invited").text)[0]
    await opens(fiona, "Otto")
    fiona.sees("Otto has not joined yet, and will run Leeds")
    await fiona.taps("New invitation")
    second = re.findall(r"start=(\S+)", fiona.sees("Hello Otto, you are invited").text)[0]
    otto = world.phone(OTTO, "Otto")
    await otto.opens(first)
    otto.sees_not("I agree")
    await otto.opens(second)
    otto.sees("You are invited to help run it")
    await removes(fiona, "Otto")
    assert fiona.sees("Otto is not a facilitator any more").text.endswith("any more.")
    await otto.taps("I agree")
    assert (
        world.app.store.read(lambda s: s.scalar(sa.select(Facilitator.joined_at).offset(1))) is None
    )
