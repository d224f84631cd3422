"""What the autopilot makes of a phone, without a bot."""

import re
from pathlib import Path

import pytest

from bot.people.model import Role
from bot.rehearsal.autopilot import Autopilot, Character
from bot.rehearsal.replies import replies
from bot.rehearsal.sample import Player
from bot.rehearsal.standin import BotAccount, Standin
from bot.rehearsal.standin.messages import Message

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
TITLES = {"Before you begin": "hopes"}


def _player(role: Role | None) -> Player:
    return Player(
        id=7, name="Asha", title="", role=role, link_secret="secret", code="", is_shown=True
    )


@pytest.fixture
def standin() -> Standin:
    """One bot and Asha's phone, opened."""
    standin = Standin([BotAccount(token=TOKEN, first_name="T", username="t_bot")])
    standin.person(7, "Asha").opens("secret")
    return standin


def _character(standin: Standin, role: Role | None = Role.LAY, mood: str = "moving") -> Character:
    return Character(player=_player(role), phone=standin.phone(7), titles=TITLES, mood=mood)


async def _bot_says(standin: Standin, text: str, *rows: str) -> None:
    keys = [[{"text": label, "callback_data": label}] for label in rows]
    order: dict[str, object] = {"chat_id": 7, "text": text}
    if keys:
        order["reply_markup"] = {"inline_keyboard": keys}
    reply = await standin.call(TOKEN, "sendMessage", order)
    assert reply.status == 200, reply.body


def _acts(character: Character) -> None:
    act = character.next_act()
    assert act is not None
    act()


def _own(standin: Standin) -> Message:
    return [message for message in standin.phone(7).messages if not message.from_bot][-1]


def _tapped(standin: Standin) -> object:
    updates = standin.bot().updates.take(None, None)
    (tap,) = [update for update in updates if update.kind == "callback_query"]
    return tap.content["data"]


async def test_a_prompt_is_answered_with_its_own_words_once(standin: Standin) -> None:
    """As a reply to the question, and never again."""
    character = _character(standin)
    await _bot_says(standin, "Only you.\n\nBefore you begin\nWhat?", "Tomorrow", "Skip")
    _acts(character)
    assert _own(standin).text == replies().answers[Role.LAY]["hopes"][0]
    assert _own(standin).replied is standin.phone(7).last
    assert character.next_act() is None


async def test_each_role_has_its_own_words(standin: Standin) -> None:
    await _bot_says(standin, "Before you begin\nWhat?", "Skip")
    _acts(_character(standin, Role.PROFESSIONAL))
    assert _own(standin).text == replies().answers[Role.PROFESSIONAL]["hopes"][0]


@pytest.mark.parametrize(("mood", "label"), [("stuck", "Stuck"), ("moving", "Moving")])
async def test_progress_is_as_the_mood_is(standin: Standin, mood: str, label: str) -> None:
    await _bot_says(standin, "How is it going?", "Moving", "Slow", "Stuck", "Done")
    _acts(_character(standin, mood=mood))
    assert _tapped(standin) == label


async def test_somebody_asked_to_take_a_step_takes_it(standin: Standin) -> None:
    await _bot_says(standin, "Tom asks if you could take this on", "Not me", "I’ll do it")
    _acts(_character(standin))
    assert _tapped(standin) == "I’ll do it"


async def test_now_and_then_somebody_says_unasked_how_it_is_going(standin: Standin) -> None:
    """Once in six answers, and only by the key that is there."""
    character = _character(standin)
    for _ in range(6):
        await _bot_says(standin, "Kept as your answer. Only you can see it.")
        assert character.next_act() is None
    key = {"keyboard": [["How is it going?"]]}
    await standin.call(TOKEN, "sendMessage", {"chat_id": 7, "text": "Here.", "reply_markup": key})
    acts = []
    for _ in range(12):
        await _bot_says(standin, "Kept as your answer. Only you can see it.")
        acts.append(character.next_act())
    done = [act() for act in acts if act is not None]
    assert len(done) == 2
    assert _own(standin).text == "How is it going?"


async def test_what_asks_nothing_is_left_alone(standin: Standin) -> None:
    await _bot_says(standin, "Good news: Tom has joined.")
    await _bot_says(standin, "Where things are", "Your prompts", "Write to Tom")
    assert _character(standin).next_act() is None


async def test_a_facilitator_writes_nothing(standin: Standin) -> None:
    await _bot_says(standin, "Before you begin\nWhat?", "Skip")
    assert _character(standin, None).next_act() is None


async def test_a_blocked_phone_rests(standin: Standin) -> None:
    await _bot_says(standin, "Before you begin\nWhat?", "Skip")
    standin.phone(7).blocks()
    assert _character(standin).next_act() is None


async def test_only_whoever_is_switched_on_answers(standin: Standin) -> None:
    """Switched off again, nothing happens either."""
    pilot = Autopilot(standin, [_player(Role.LAY)], titles=TITLES)
    standin.bot().updates.drop()
    await _bot_says(standin, "Before you begin\nWhat?", "Skip")
    assert not pilot.is_busy()
    pilot.switch([7], on=True)
    pilot.switch([7], on=False)
    assert not pilot.is_busy()
    pilot.switch([7], on=True)
    assert pilot.is_busy()
    assert _own(standin).text in replies().answers[Role.LAY]["hopes"]


def test_every_button_it_looks_for_is_in_the_copy() -> None:
    """A label that is worded anew would never be tapped again."""
    copy = "".join(
        each.read_text(encoding="utf-8") for each in Path("prompts/copy/en").glob("*.ftl")
    )
    labels = {rule.sees for rule in replies().rules} | {"Not an answer", "That is my answer"}
    labels |= {rule.presses for rule in replies().rules}
    labels |= {rule.taps for rule in replies().rules if rule.taps and "*" not in rule.taps}
    moods = replies().moods.values()
    labels |= {label for mood in moods for label in mood.progress + mood.owner}
    lines = {re.sub(r"^.*(= |\] |\})", "", line).strip() for line in copy.splitlines()}
    for label in labels - {None, "{name}", "progress", "owner"}:
        assert (label or "").strip("* ") in lines | {"Ask"}
    for rule in replies().rules:
        assert rule.reads in copy


def test_every_line_it_writes_is_there_for_both_roles() -> None:
    """And no line is there that nobody writes."""
    assert {rule.writes for rule in replies().rules} - {None} == set(replies().says)
    assert all(set(lines) == set(Role) for lines in replies().says.values())


async def test_somebody_stuck_asks_other_pairs_every_other_time(standin: Standin) -> None:
    """And says what is in the way the other times."""
    character = _character(standin, mood="stuck")
    for _ in range(2):
        await _bot_says(standin, "What is in the way?", "Done for now", "Ask other pairs")
        _acts(character)
    assert _tapped(standin) == "Ask other pairs"
    assert _own(standin).text in replies().says["hindered"][Role.LAY]


@pytest.mark.parametrize(
    ("text", "label"),
    [("Other pairs will see this, and why you ask them:", "Send"), ("A pair asks", "Send it now")],
)
async def test_an_ask_goes_on_its_way(standin: Standin, text: str, label: str) -> None:
    await _bot_says(standin, text, "Change it", label, "Cancel")
    _acts(_character(standin))
    assert _tapped(standin) == label


async def test_an_ask_of_another_pair_is_answered_in_words(standin: Standin) -> None:
    await _bot_says(standin, "Another pair asks for help.", "Share a thought", "Not this time")
    character = _character(standin)
    _acts(character)
    assert _tapped(standin) == "Share a thought"
    await _bot_says(standin, "What comes to mind?")
    _acts(character)
    assert _own(standin).text in replies().says["thought"][Role.LAY]
