"""The page of phones in a real browser: a pair joins, answers, and moves the clock."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.processes import RehearsalProcess, rehearsal_process

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


@pytest.fixture
def opened(page: Page, rehearsal: RehearsalProcess) -> Page:
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(rehearsal.url)
    return page


def phone(page: Page, name: str) -> Locator:
    """Somebody's phone on the page."""
    return page.get_by_role("region", name=f"{name}’s phone")


def taps(page: Page, name: str, label: str) -> None:
    """Tap the newest button with this label."""
    phone(page, name).get_by_role("button", name=label, exact=True).last.click()


def types(page: Page, name: str, text: str) -> None:
    """Type a message and send it."""
    field = phone(page, name).get_by_role("textbox")
    field.fill(text)
    field.press("Enter")


def sees(page: Page, name: str, text: str) -> None:
    """Wait for a message of the bot that says so."""
    expect(phone(page, name).locator(".row.theirs", has_text=text).last).to_be_visible()


def moves(page: Page, label: str) -> None:
    """Move the clock and wait for what comes of it."""
    page.get_by_role("button", name=label).click()
    expect(page.locator("[data-move][aria-disabled]")).to_have_count(0, timeout=20_000)


def test_a_pair_lives_through_its_first_days(opened: Page) -> None:
    """One scenario, since each step stands on the one before, as it does for a newcomer."""
    _both_join(opened)
    _the_clock_brings_the_first_prompt(opened)
    _an_answer_is_kept_and_can_be_changed(opened)
    _a_reply_shows_what_it_answers(opened)
    _a_photo_is_sent_and_shown(opened)
    _a_reload_loses_nothing(opened)
    _a_day_passes(opened)


def _both_join(page: Page) -> None:
    for name in ("Asha", "Tom"):
        taps(page, name, "Open the invitation")
        taps(page, name, "I agree")
        taps(page, name, name)
        sees(page, name, "When do you have most energy?")
        types(page, name, "half past six")
        sees(page, name, "You have joined" if name == "Asha" else "Your questions will come")


def _the_clock_brings_the_first_prompt(page: Page) -> None:
    before = page.locator("#now").inner_text()
    moves(page, "Next event")
    expect(page.locator("#now")).not_to_have_text(before)
    for name in ("Asha", "Tom"):
        sees(page, name, "Only you will see this.")


def _an_answer_is_kept_and_can_be_changed(page: Page) -> None:
    types(page, "Asha", "That letters say what happens next")
    sees(page, "Asha", "Kept")
    own = phone(page, "Asha").locator(".row.own").last
    own.get_by_role("button", name="What to do with this message").click()
    own.get_by_role("button", name="Edit").click()
    types(page, "Asha", "That letters are kind")
    expect(own).to_contain_text("That letters are kind")
    expect(own).to_contain_text("edited")


def _a_reply_shows_what_it_answers(page: Page) -> None:
    theirs = phone(page, "Tom").locator(".row.theirs").last
    theirs.get_by_role("button", name="What to do with this message").click()
    theirs.get_by_role("button", name="Reply").click()
    types(page, "Tom", "Time to listen")
    own = phone(page, "Tom").locator(".row.own").last
    expect(own).to_contain_text("Time to listen")
    expect(own.locator(".quote")).to_be_visible()


def _a_photo_is_sent_and_shown(page: Page) -> None:
    tom = phone(page, "Tom")
    tom.get_by_role("button", name="Photo, voice note, file or command").click()
    tom.get_by_label("Photo", exact=True).set_input_files(
        {"name": "wall.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(tom.locator(".row.own img").last).to_be_visible()


def _a_reload_loses_nothing(page: Page) -> None:
    expect(page.locator(".row.own img")).to_have_count(1)
    shown = phone(page, "Asha").locator(".words").all_inner_texts()
    page.reload()
    expect(phone(page, "Asha").locator(".words")).to_have_text(shown)


def _a_day_passes(page: Page) -> None:
    before = _date(page)
    moves(page, "+1 day")
    assert _date(page) == before + timedelta(days=1)


def _date(page: Page) -> date:
    instant = page.locator("#now").get_attribute("datetime") or ""
    return datetime.fromisoformat(instant).date()


def test_one_phone_at_a_time_fills_a_narrow_screen(opened: Page) -> None:
    """Nothing sticks out at 360 pixels, and the other phone is one tap away."""
    opened.set_viewport_size({"width": 360, "height": 740})
    expect(phone(opened, "Asha")).to_be_visible()
    expect(phone(opened, "Tom")).to_be_hidden()
    opened.get_by_role("navigation").get_by_role("button", name=re.compile("^Tom")).click()
    expect(phone(opened, "Tom")).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_clock_can_be_moved_from_the_keyboard(opened: Page) -> None:
    """Tab reaches it first, and the focus stays where it was."""
    before = opened.locator("#now").inner_text()
    for _ in range(2):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened.locator("#now")).not_to_have_text(before, timeout=20_000)
    expect(opened.get_by_role("button", name="+1 hour")).to_be_focused()
