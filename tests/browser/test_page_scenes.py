"""Scenes, the autopilot and more phones, chosen on the page in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import adds_phone, opens, phone, sees
from tests.processes import RehearsalProcess, rehearsal_process

PLAYED_MS = 180_000


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file; choosing a scene begins it anew."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


@pytest.fixture
def opened(page: Page, rehearsal: RehearsalProcess) -> Page:
    opens(page, rehearsal.url)
    return page


def _auto(page: Page, name: str) -> Locator:
    return phone(page, name).get_by_role("button", name="Autopilot")


def _pressed(button: Locator, how: str) -> None:
    expect(button).to_have_attribute("aria-pressed", how, timeout=PLAYED_MS)


def test_a_scene_is_chosen_from_the_keyboard_and_lived_through(opened: Page) -> None:
    """Its phones show what was written, and whoever rests is left to the visitor."""
    scenes = opened.get_by_role("button", name="Scenes")
    scenes.focus()
    opened.keyboard.press("Enter")
    first = opened.get_by_role("group", name="Begin with a scene").get_by_role("button").first
    expect(first).to_be_focused()
    opened.keyboard.press("Escape")
    expect(scenes).to_be_focused()
    opened.keyboard.press("Enter")
    expect(first).to_be_focused()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(scenes).to_be_focused()
    expect(opened.locator("#scene")).to_contain_text("Two pairs have joined", timeout=PLAYED_MS)
    expect(opened.locator("#status")).to_contain_text("Next:", timeout=PLAYED_MS)
    sees(opened, "Asha", "You have both answered")
    _pressed(_auto(opened, "Asha"), "false")
    _pressed(_auto(opened, "Bernard"), "true")


def test_the_keyboard_is_in_a_menu_as_soon_as_it_opens(opened: Page) -> None:
    """Whoever presses Tab at once is not a choice behind."""
    group = opened.get_by_role("group", name="Begin with a scene", include_hidden=True)
    expect(group.get_by_role("button", include_hidden=True).first).to_be_attached()
    assert group.evaluate(
        "menu => {"
        " menu.showPopover();"
        " return document.activeElement === menu.querySelector('button');"
        "}"
    )


def test_each_phone_has_its_autopilot_and_one_is_for_all(opened: Page) -> None:
    adds_phone(opened, "Mei")
    everyone = opened.get_by_role("button", name="Everyone answers")
    _auto(opened, "Mei").click()
    _pressed(_auto(opened, "Mei"), "true")
    _pressed(everyone, "mixed")
    sees(opened, "Mei", "You have joined")
    everyone.click()
    _pressed(everyone, "true")
    _pressed(_auto(opened, "Tom"), "true")
    everyone.click()
    _pressed(everyone, "false")
    _pressed(_auto(opened, "Tom"), "false")


def test_somebody_nobody_invited_has_no_part_to_play(opened: Page) -> None:
    adds_phone(opened, "Somebody new")
    visitor = opened.locator(".phone").last
    expect(visitor.get_by_role("button", name="Start")).to_be_visible()
    expect(visitor.get_by_role("button", name="Autopilot")).to_be_hidden()
