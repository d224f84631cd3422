"""The page of phones in a real browser: a pair joins, answers, and moves the clock."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import (
    adds_phone,
    answers,
    instant,
    is_answered,
    is_past,
    joins,
    moves,
    opens,
    phone,
    sees,
    sends_photos,
    taps,
    types,
)
from tests.processes import RehearsalProcess, rehearsal_process

MOST_EVENTS = 8
"""Others may be due something before a member's first prompt."""
A_MOMENT = timedelta(seconds=1)


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


@pytest.fixture
def opened(page: Page, rehearsal: RehearsalProcess) -> Page:
    opens(page, rehearsal.url)
    return page


def test_a_pair_lives_through_its_first_days(opened: Page, rehearsal: RehearsalProcess) -> None:
    """One scenario, since each step stands on the one before, as it does for a newcomer."""
    joins(opened, "Asha", "Tom")
    _the_clock_brings_the_first_prompt(opened, rehearsal)
    _an_answer_is_kept_and_can_be_changed(opened)
    _a_reply_shows_what_it_answers(opened)
    _news_with_a_photo_reaches_the_partner(opened)
    _photos_chosen_together_are_one_album(opened)
    _a_reload_loses_nothing(opened)
    _a_day_passes(opened)


def _the_clock_brings_the_first_prompt(page: Page, rehearsal: RehearsalProcess) -> None:
    asha = next(each["id"] for each in rehearsal.state()["people"] if each["name"] == "Asha")
    for _ in range(MOST_EVENTS):
        before = instant(page)
        moves(page, "Next event")
        is_past(page, before + A_MOMENT)
        # The page may still have to draw what has come.
        if "Only you will see this." in str(rehearsal.phones.get(f"/chats/{asha}")):
            break
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


def _news_with_a_photo_reaches_the_partner(page: Page) -> None:
    taps(page, "Asha", "How is it going?")
    taps(page, "Asha", "Moving")
    sees(page, "Asha", "What happened?")
    sends_photos(page, "Asha", "wall.png")
    expect(phone(page, "Asha").locator(".row.own img").last).to_be_visible()
    taps(page, "Asha", "No, send it")
    expect(phone(page, "Tom").locator(".row.theirs img")).to_be_visible()
    sees(page, "Asha", "Is there a next step?")


def _photos_chosen_together_are_one_album(page: Page) -> None:
    sends_photos(page, "Tom", "one.png", "two.png")
    rows = phone(page, "Tom").locator(".row.own[data-album]")
    expect(rows).to_have_count(2)
    assert len({row.get_attribute("data-album") for row in rows.all()}) == 1


def _a_reload_loses_nothing(page: Page) -> None:
    expect(page.locator(".row.own img")).to_have_count(3)
    answers(page, "Asha")
    shown = phone(page, "Asha").locator(".words").all_inner_texts()
    page.reload()
    expect(phone(page, "Asha").locator(".words")).to_have_text(shown)


def _a_day_passes(page: Page) -> None:
    before = instant(page)
    moves(page, "+1 day")
    is_past(page, before + timedelta(days=1))


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
    before = instant(opened)
    for _ in range(3):
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    is_past(opened, before + timedelta(hours=1))
    expect(opened.get_by_role("button", name="+1 hour")).to_be_focused()


def test_the_colours_can_be_chosen_and_stay(opened: Page) -> None:
    """As the system has them, light, or dark."""
    opened.emulate_media(color_scheme="light")
    button = opened.get_by_role("button", name=re.compile("^Colours"))
    expect(button).to_have_accessible_name("Colours: system")
    for name in ("light", "dark"):
        button.click()
        expect(button).to_have_accessible_name(f"Colours: {name}")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = opened.evaluate(ground)
    opened.reload()
    expect(button).to_have_accessible_name("Colours: dark")
    assert opened.evaluate(ground) == dark
    button.click()
    assert opened.evaluate(ground) != dark


def test_more_phones_can_be_added_and_stay(opened: Page) -> None:
    """The rest of the cohort, and somebody whom nobody has invited."""
    adds_phone(opened, "Grace")
    expect(phone(opened, "Grace")).to_be_visible()
    adds_phone(opened, "Somebody new")
    visitor = opened.get_by_role("region", name=re.compile("^Visitor"))
    visitor.get_by_role("button", name="Start").click()
    expect(visitor.locator(".row.theirs").first).to_be_visible()
    opened.reload()
    expect(phone(opened, "Grace")).to_be_visible()
    expect(visitor.locator(".row.theirs").first).to_be_visible()


def test_the_facilitator_has_a_phone_with_a_command_menu(opened: Page) -> None:
    taps(opened, "Fran", "Open the invitation")
    taps(opened, "Fran", "I agree")
    sees(opened, "Fran", "1 cohort")
    fran = phone(opened, "Fran")
    fran.get_by_role("button", name="Commands").click()
    fran.get_by_role("group", name="Commands").get_by_role("button").first.click()
    expect(fran.locator(".row.own").last).to_contain_text("/")


def test_a_right_click_or_long_press_offers_what_can_be_done(opened: Page) -> None:
    before = answers(opened, "Bernard")
    types(opened, "Bernard", "/help")
    is_answered(opened, "Bernard", before)
    own = phone(opened, "Bernard").locator(".row.own").last
    own.locator(".words").click(button="right")
    own.get_by_role("button", name="Delete").click()
    expect(phone(opened, "Bernard").locator(".row.own", has_text="/help")).to_have_count(0)
