"""The page judged by axe-core at both widths, in both colours, with everything open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.browsing import joins, opens, opens_curtain, opens_the_rest, phone, sees, taps
from tests.chromium import a_page
from tests.processes import RehearsalProcess, rehearsal_process

WIDTHS = {"a telephone": 360, "a wall": 1600}


@pytest.fixture(scope="module")
def rehearsal(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file, with somebody who has joined."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        with a_page(chromium) as page:
            opens(page, process.url)
            joins(page, "Asha")
        yield process


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_axe_finds_nothing_wrong(
    page: Page, rehearsal: RehearsalProcess, axe: str, colours: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    opens(page, rehearsal.url, width=width)
    expect(phone(page, "Asha").locator(".row").last).to_be_visible()
    assert violations(page, axe) == []
    phone(page, "Asha").get_by_role("button", name="Commands").click()
    phone(page, "Asha").locator(".dots").last.click()
    opens_the_rest(page)
    assert violations(page, axe) == []
    for sheet in ("Scenes", "Add a phone"):
        page.get_by_role("button", name=sheet).click()
        assert violations(page, axe) == []
        page.keyboard.press("Escape")
    opens_curtain(page)
    page.get_by_text("Bot API calls", exact=True).click()
    page.get_by_text("Outbox", exact=True).click()
    expect(page.locator("[data-part=calls] details").first).to_be_visible()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_behind_a_curtain_that_covers_all_gets_the_focus(
    page: Page, rehearsal: RehearsalProcess
) -> None:
    """Tab stays in the curtain, and Escape leads back to its button."""
    opens(page, rehearsal.url, width=360, height=740)
    opens_curtain(page)
    inside = "document.querySelector('#curtain').contains(document.activeElement)"
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Behind the curtain")).to_be_focused()


def test_the_focus_stays_where_a_tapped_message_changes(
    page: Page, rehearsal: RehearsalProcess
) -> None:
    """Whoever uses a keyboard goes on from the same message."""
    opens(page, rehearsal.url)
    tom = phone(page, "Tom")
    taps(page, "Tom", "Open the invitation")
    sees(page, "Tom", "end-to-end")
    agree = tom.get_by_role("button", name="I agree", exact=True)
    agree.focus()
    page.keyboard.press("Enter")
    expect(agree).to_have_count(0)
    assert tom.evaluate("each => each.contains(document.activeElement)")


def test_nothing_moves_for_who_wants_no_motion(page: Page, rehearsal: RehearsalProcess) -> None:
    page.emulate_media(reduced_motion="reduce")
    opens(page, rehearsal.url)
    expect(page.locator(".cursor")).to_be_attached()
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(each => {"
        " const style = getComputedStyle(each);"
        " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;"
        "}).length"
    )
    assert moving == 0
