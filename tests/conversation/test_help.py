"""Help, and the crisis card."""

from pathlib import Path

import pytest

from bot.house import House
from bot.people.model import Facilitator
from bot.post.content import Arg
from bot.settings import Nation
from bot.telegram.copy import load_copy
from tests.world import START, World

LIMIT = 350


async def test_help_is_one_screen_with_the_rarer_things_behind_buttons(world: World) -> None:
    """And whom to call, every time."""
    asha, _ = world.joined_pair()
    await asha.sends("/help")
    screen = asha.sees("What I can do")
    assert list(screen.labels) == [
        "Settings", "Have a rest", "Privacy", "My data", "Delete", "Leave", "Home"
    ]  # fmt: skip
    card = asha.sees("not monitored")
    assert "call 999" in card.text
    assert "116 123" in card.text


@pytest.mark.parametrize(
    ("label", "shows"),
    [
        ("Settings", "Your settings"),
        ("Have a rest", "How long would you like a rest"),
        ("Privacy", "How long."),
        ("My data", "in two files"),
        ("Delete", "What would you like to delete"),
        ("Leave", "Leave Tandem?"),
        ("Home", "Clearer discharge letters"),
    ],
)
async def test_each_button_leads_somewhere(world: World, label: str, shows: str) -> None:
    """Nothing on the screen is dead."""
    asha, _ = world.joined_pair()
    await asha.sends("/help")
    await asha.taps_on(asha.sees("What I can do"), label)
    asha.sees(shows)


async def test_a_stranger_gets_help_and_the_card(world: World) -> None:
    """Whoever asks may be in need."""
    stranger = world.phone(5, "Sam")
    await stranger.sends("/help")
    stranger.sees("send me your code")
    stranger.sees("call 999")


async def test_a_facilitator_gets_help_of_their_own(world: World) -> None:
    """Members' buttons would lead nowhere."""
    world.writes(Facilitator(name="Fay", chat_id=900, organiser=True, joined_at=START))
    fay = world.phone(900, "Fay")
    await fay.sends("/help")
    fay.sees("/cohorts")
    fay.sees("call 999")


async def test_certain_words_bring_the_card_before_anything_else(world: World) -> None:
    """It is the first thing said, and what was typed is still handled."""
    asha, tom = world.joined_pair()
    await asha.sends("some days I want to die")
    assert "not monitored" in asha.news[0].text
    assert len(asha.news) > 1
    assert tom.person.received == []


@pytest.mark.parametrize(
    ("nation", "line"),
    [
        (Nation.ENGLAND, "111 and choose the mental health option"),
        (Nation.WALES, "111 and choose option 2"),
        (Nation.SCOTLAND, "NHS 24 on 111"),
        (Nation.NORTHERN_IRELAND, "Lifeline on 0808 808 8000"),
    ],
)
async def test_each_nation_has_its_own_number(world: World, nation: Nation, line: str) -> None:
    """As the operator set it; the others are not shown."""
    settings = world.app.settings.model_copy(update={"nation": nation})
    world.app.dispatcher.batches.house = House.from_settings(settings)
    asha, _ = world.joined_pair()
    await asha.sends("/help")
    card = asha.sees("not monitored").text
    assert line in card
    assert card.count("Urgent mental health help") == 1
    assert "SHOUT to 85258" in card


@pytest.mark.parametrize("nation", list(Nation))
def test_the_card_fits_a_phone(nation: Nation) -> None:
    """Nobody in need should have to scroll."""
    assert len(load_copy().html("crisis-card", {"nation": nation.value})) < LIMIT


def test_every_message_about_ones_data_is_short() -> None:
    """Under 350 characters with ordinary names; the two documents are not messages."""
    copy = load_copy()
    args: dict[str, Arg] = {
        "until": "2028-05-19", "audit_months": 24, "title": "What each of you brings",
        "opened": True, "name": "Asha", "pair": "A", "cohort": "Oxford 2027",
        "operator": "your programme team", "nation": "northern-ireland",
    }  # fmt: skip
    folder = Path(__file__).parents[2] / "prompts/copy/en"
    keys = [
        line.split(" =")[0]
        for name in ("privacy.ftl", "help.ftl")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
        if line[:1].isalpha() and not line.startswith("mydata-")
    ]
    assert len(keys) > 30
    assert [key for key in keys if len(copy.html(key, args)) >= LIMIT] == []
