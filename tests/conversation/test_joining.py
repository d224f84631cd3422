"""From an invitation to a member, on the phone."""

import pytest

from bot.post.model import Chat, InboxUpdate, OutboxMessage
from bot.privacy.model import AuditEntry
from bot.reflection.model import Due
from tests.invited import invited, invited_facilitator, joins, member_called
from tests.world import World


async def test_a_person_joins_by_the_link(world: World) -> None:
    """The notice comes first, in four short messages; then name, time and home."""
    asha = world.phone(1, "Asha K")
    await asha.opens(invited(world)["Asha"].token)
    assert len(asha.news) == 4
    assert all(len(message.body.text) < 350 for message in asha.news)
    assert asha.last_buttons == ["I agree", "Tell me more", "No, thank you"]
    for told in (
        "your programme team",
        "told us your e-mail",
        "your name and role",
        "Telegram also holds this chat",
        "not end-to-end encrypted",
        "who a patient is",
        "Moving, Slow, Stuck or Done",
        "6 months after",
        "/delete",
        "cannot take back",
        "screenshot",
    ):
        asha.sees(told)
    await asha.taps("I agree")
    await asha.sends("Ash")
    asha.sees("When do you have most energy?")
    asked = asha.sees("most energy")
    await asha.sends("half past six")
    assert asked.labels == []
    asha.sees("around 6.30 pm")
    asha.sees("You have joined, Ash")
    ash = member_called(world, "Ash")
    assert (ash.chat_id, ash.prompt_time) == (1, "18:30")
    assert ash.notice_version == "1"
    assert ash.consented_at == ash.joined_at == world.clock.now()
    assert any(due.member_id == ash.id for due in world.rows(Due))
    assert [entry.act for entry in world.rows(AuditEntry)] == ["agreed-to-notice", "joined"]


@pytest.mark.parametrize("shape", ["/join {}", "{}", "/JOIN@TandemBot {}"])
@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.replace("-", " ")])
async def test_the_code_can_be_typed(world: World, shape: str, change: type[str]) -> None:
    """Case, dashes and spaces do not matter, nor does the command."""
    asha = world.phone(1, "Asha")
    code = invited(world)["Asha"].code
    await asha.sends(shape.format(change(code)))
    asha.sees("Keep patients safe")


async def test_a_stranger_is_answered_and_nothing_is_kept(world: World) -> None:
    """Only the numeric ids are left when the words are handled."""
    sam = world.phone(9, "Sam")
    await sam.sends("/start")
    sam.sees("I do not know you yet")
    await sam.sends("My secret story")
    assert len(sam.news) == 1
    assert [row.raw for row in world.rows(InboxUpdate)] == [None, None]
    assert [row.content for row in world.rows(OutboxMessage)] == [None, None]
    assert [chat.talk for chat in world.rows(Chat)] == [None]
    for command in ("/home", "/settings", "/pause", "/cancel", "/cohorts"):
        await sam.sends(command)
        assert len(sam.news) == 1, command


async def test_words_before_agreeing_are_not_kept(world: World) -> None:
    """A person who writes before the tap is asked to decide first."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    await asha.sends("Mrs Jones has a bad knee")
    asha.sees("I have kept nothing")
    assert asha.last_buttons[0] == "I agree"
    assert member_called(world, "Asha").consented_at is None
    assert world.rows(Due) == []


async def test_tell_me_more_says_more_once(world: World) -> None:
    """Two quick taps do not say it twice."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    notice = asha.news[-1]
    await asha.taps("Tell me more")
    assert asha.last_buttons == ["I agree", "No, thank you"]
    await asha.taps_on(notice, "Tell me more")
    assert asha.news == []
    await asha.taps("I agree")
    asha.sees("What shall we call you?")


async def test_no_thank_you_leaves_the_place_open(world: World) -> None:
    """The id is let go, and the same link works later, even for another account."""
    asha = world.phone(1, "Asha")
    secrets = invited(world)["Asha"]
    await asha.opens(secrets.token)
    notice = asha.news[-1]
    await asha.taps("No, thank you")
    asha.sees("Your place stays open")
    assert member_called(world, "Asha").chat_id is None
    await asha.taps_on(notice, "I agree")
    assert "invitation first" in asha.toast
    again = world.phone(2, "Asha")
    await again.sends(secrets.code)
    again.sees("Keep patients safe")


async def test_agreeing_twice_asks_for_the_name_once(world: World) -> None:
    """A double tap is answered by a toast only."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    notice = asha.news[-1]
    await asha.taps("I agree")
    await asha.taps_on(notice, "I agree")
    assert asha.news == []
    assert "agreed already" in asha.toast
    await asha.taps_on(notice, "No, thank you")
    assert member_called(world, "Asha").consented_at is not None


async def test_old_buttons_after_joining_change_nothing(world: World) -> None:
    """Name and time of a joined member are changed in the settings only."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    await asha.taps("I agree")
    name = asha.news[-1]
    await asha.taps("Asha")
    energy = asha.news[-1]
    await asha.taps("Evening: 6.30 pm")
    before = len(world.rows(Due))
    await asha.taps_on(name, "Asha")
    await asha.taps_on(energy, "Morning: 8 am")
    assert asha.news == []
    assert "joined already" in asha.toast
    assert member_called(world, "Asha").prompt_time == "18:30"
    assert len(world.rows(Due)) == before


async def test_the_partner_hears_of_it_by_day(world: World) -> None:
    """Tom joins at night; Asha is told in the morning, once."""
    asha, tom = world.phone(1, "Asha"), world.phone(2, "Tom")
    secrets = invited(world)
    await joins(asha, secrets["Asha"].token)
    await world.moves(hours=14)  # 11 pm
    await joins(tom, secrets["Tom"].token)
    asha.never_received("Tom has joined")
    tom.never_received("has joined Tandem")
    await world.moves(hours=7.5)
    asha.never_received("Tom has joined")
    await world.moves(hours=1)
    asha.sees("Tom has joined")


async def test_the_facilitator_is_told_once_of_a_missing_partner(world: World) -> None:
    """Five days after the first has joined, and not again."""
    asha, fiona = world.phone(1, "Asha"), world.phone(3, "Fiona")
    secrets = invited(world)
    await fiona.opens(invited_facilitator(world).token)
    await fiona.taps("I agree")
    await joins(asha, secrets["Asha"].token)
    await world.moves(days=4.9)
    fiona.never_received("has not joined yet")
    await world.moves(days=0.2)
    fiona.sees("Their partner Tom has not joined yet")
    fiona._mark()
    await world.moves(days=7)
    assert not [message for message in fiona.news if "has not joined yet" in message.body.text]


async def test_nobody_is_told_when_the_partner_came_in_time(world: World) -> None:
    """A partner who joins on the fifth day is not missing."""
    asha, tom, fiona = world.phone(1, "Asha"), world.phone(2, "Tom"), world.phone(3, "Fiona")
    secrets = invited(world)
    await fiona.sends(invited_facilitator(world).code)
    await fiona.taps("I agree")
    await joins(asha, secrets["Asha"].token)
    await world.moves(days=4.9)
    await joins(tom, secrets["Tom"].token)
    await world.moves(days=3)
    fiona.never_received("has not joined yet")


async def test_a_facilitator_joins_and_sees_their_desk(world: World) -> None:
    """From there all else is one tap away; commands for members point back to it."""
    fiona = world.phone(3, "Fiona")
    invited(world)
    await fiona.opens(invited_facilitator(world).token)
    await fiona.sends("hello")
    fiona.sees("Before we go on")
    await fiona.taps("I agree")
    fiona.sees("You run 1 cohort")
    await fiona.taps("Cohorts")
    fiona.sees("Oxford 2027: 0 of 2")
    await fiona.sends("hello")
    fiona.sees("What is it for?")
    await fiona.sends("/settings")
    fiona.sees("That is for members")
    await fiona.sends("/start")
    assert "Your desk" in fiona.news[-1].body.text


async def test_a_facilitator_may_decline(world: World) -> None:
    """The invitation stays good."""
    fiona = world.phone(3, "Fiona")
    secrets = invited_facilitator(world)
    await fiona.opens(secrets.token)
    await fiona.taps("No, thank you")
    fiona.sees("I have let go of your Telegram number")
    await fiona.opens(secrets.token)
    await fiona.taps("I agree")
    fiona.sees("There is no cohort yet")


async def test_a_command_before_agreeing_points_back_to_the_notice(world: World) -> None:
    """Somebody with an open invitation is not told to go and find one."""
    asha = world.phone(1, "Asha")
    await asha.opens(invited(world)["Asha"].token)
    await asha.sends("/home")
    asha.sees("finish joining first")
