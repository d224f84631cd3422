"""Trouble made behind the curtain, in a real browser: the phones show that nothing was lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import PATIENCE_MS, joins, phone, sees, taps, types
from tests.processes import RehearsalProcess, rehearsal_process


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


@pytest.fixture
def curtain(page: Page, rehearsal: RehearsalProcess) -> Page:
    """The page with its curtain open."""
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(rehearsal.url)
    page.get_by_role("button", name="Behind the curtain").click()
    expect(page.get_by_role("heading", name="Behind the curtain")).to_be_focused()
    return page


def _answers(page: Page, name: str) -> int:
    return phone(page, name).locator(".row.theirs").count()


def _more_than(page: Page, name: str, before: int) -> None:
    expect(phone(page, name).locator(".row.theirs").nth(before)).to_be_attached(timeout=PATIENCE_MS)


def test_a_killed_bot_answers_what_came_meanwhile(curtain: Page) -> None:
    joins(curtain, "Asha")
    before = _answers(curtain, "Asha")
    curtain.get_by_role("button", name="Kill the bot").click()
    types(curtain, "Asha", "/help")
    _more_than(curtain, "Asha", before)


def test_while_telegram_is_down_nothing_is_lost(curtain: Page) -> None:
    """What was typed is answered once Telegram is back, and only once."""
    taps(curtain, "Bernard", "Open the invitation")
    sees(curtain, "Bernard", "end-to-end")
    down = curtain.get_by_role("button", name="Telegram is down")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(curtain.locator("#status")).to_contain_text("Telegram is down")
    before = _answers(curtain, "Bernard")
    types(curtain, "Bernard", "/help")
    curtain.wait_for_timeout(1000)
    assert _answers(curtain, "Bernard") == before
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    _more_than(curtain, "Bernard", before)
    expect(curtain.locator("#status")).not_to_contain_text("Telegram is down")


def test_a_phone_that_blocks_the_bot_can_let_it_in_again(curtain: Page) -> None:
    tom = phone(curtain, "Tom")
    taps(curtain, "Tom", "Open the invitation")
    sees(curtain, "Tom", "end-to-end")
    tom.get_by_role("button", name="Block the bot").click()
    expect(tom.get_by_role("textbox")).to_be_hidden()
    tom.get_by_role("button", name="Unblock the bot").click()
    before = _answers(curtain, "Tom")
    types(curtain, "Tom", "/help")
    _more_than(curtain, "Tom", before)


def test_the_outbox_and_the_calls_can_be_read(curtain: Page) -> None:
    before = _answers(curtain, "Fran")
    types(curtain, "Fran", "/help")
    _more_than(curtain, "Fran", before)
    curtain.get_by_text("Outbox", exact=True).click()
    expect(curtain.locator("[data-part=outbox] tr").first).to_contain_text("sent")
    curtain.get_by_text("Bot API calls", exact=True).click()
    call = curtain.locator("[data-part=calls] details", has_text="sendMessage → 200").first
    call.locator("summary").click()
    expect(call.locator("pre").first).to_contain_text("chat_id")
    curtain.keyboard.press("Escape")
    expect(curtain.get_by_role("button", name="Behind the curtain")).to_be_focused()
