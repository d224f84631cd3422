"""Trouble made behind the curtain, in a real browser: the phones show that nothing was lost."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import (
    adds_phone,
    answers,
    is_answered,
    joins,
    opens,
    opens_curtain,
    phone,
    sees,
    taps,
    types,
)
from tests.processes import RehearsalProcess, rehearsal_process

SLOW_SECONDS = 2


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


@pytest.fixture
def curtain(page: Page, rehearsal: RehearsalProcess) -> Page:
    """The page with its curtain open."""
    opens(page, rehearsal.url)
    adds_phone(page, "Grace")
    opens_curtain(page)
    return page


def test_a_killed_bot_answers_what_came_meanwhile(curtain: Page) -> None:
    joins(curtain, "Asha")
    before = answers(curtain, "Asha")
    curtain.get_by_role("button", name="Kill the bot").click()
    types(curtain, "Asha", "/help")
    is_answered(curtain, "Asha", before)


def test_while_telegram_is_down_nothing_is_lost(curtain: Page) -> None:
    """What was typed is answered once Telegram is back, and only once."""
    taps(curtain, "Bernard", "Open the invitation")
    sees(curtain, "Bernard", "end-to-end")
    down = curtain.get_by_role("button", name="Telegram is down")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(curtain.locator("#status")).to_contain_text("Telegram is down")
    before = answers(curtain, "Bernard")
    types(curtain, "Bernard", "/help")
    curtain.wait_for_timeout(1000)
    assert answers(curtain, "Bernard") == before
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    is_answered(curtain, "Bernard", before)
    expect(curtain.locator("#status")).not_to_contain_text("Telegram is down")


def _last_calls(page: Page) -> Locator:
    calls = page.locator("details", has_text="Bot API calls").last
    if calls.get_attribute("open") is None:
        calls.get_by_text("Bot API calls", exact=True).click()
    return page.locator("[data-part=calls]")


def _switches(page: Page, label: str, *, on: bool) -> None:
    button = page.get_by_role("button", name=label)
    button.click()
    expect(button).to_have_attribute("aria-pressed", str(on).lower())


def test_a_message_refused_for_a_while_arrives_once_it_may(curtain: Page) -> None:
    before = answers(curtain, "Grace")
    curtain.get_by_role("button", name="Refuse the next message").click()
    expect(curtain.locator("[data-part=said]")).to_contain_text("429")
    types(curtain, "Grace", "/help")
    expect(_last_calls(curtain)).to_contain_text("sendMessage → 429")
    is_answered(curtain, "Grace", before)
    expect(_last_calls(curtain)).to_contain_text("sendMessage → 200")


def test_a_line_cut_after_a_message_loses_nothing(curtain: Page) -> None:
    """The bot cannot know that it arrived, and goes on."""
    before = answers(curtain, "Grace")
    curtain.get_by_role("button", name="Cut the line after the next").click()
    types(curtain, "Grace", "/help")
    is_answered(curtain, "Grace", before)
    expect(_last_calls(curtain)).to_contain_text("sendMessage → cut")
    seen = answers(curtain, "Grace")
    types(curtain, "Grace", "/help")
    is_answered(curtain, "Grace", seen)


def test_a_slow_telegram_answers_late(curtain: Page) -> None:
    _switches(curtain, "Telegram is slow", on=True)
    before = answers(curtain, "Grace")
    began = time.monotonic()
    types(curtain, "Grace", "/help")
    is_answered(curtain, "Grace", before)
    assert time.monotonic() - began >= SLOW_SECONDS
    _switches(curtain, "Telegram is slow", on=False)


def test_with_telegrams_limits_everything_still_arrives(
    curtain: Page, rehearsal: RehearsalProcess
) -> None:
    _switches(curtain, "Telegram’s limits", on=True)
    assert rehearsal.phones.get("/")["limits"]
    before = answers(curtain, "Grace")
    for _ in range(3):
        types(curtain, "Grace", "/help")
    is_answered(curtain, "Grace", before + 2)
    _switches(curtain, "Telegram’s limits", on=False)
    assert not rehearsal.phones.get("/")["limits"]


def test_a_phone_that_blocks_the_bot_can_let_it_in_again(curtain: Page) -> None:
    tom = phone(curtain, "Tom")
    taps(curtain, "Tom", "Open the invitation")
    sees(curtain, "Tom", "end-to-end")
    tom.get_by_role("button", name="Block the bot").click()
    expect(tom.get_by_role("textbox")).to_be_hidden()
    tom.get_by_role("button", name="Unblock the bot").click()
    before = answers(curtain, "Tom")
    types(curtain, "Tom", "/help")
    is_answered(curtain, "Tom", before)


def test_the_outbox_and_the_calls_can_be_read(curtain: Page) -> None:
    before = answers(curtain, "Fran")
    types(curtain, "Fran", "/help")
    is_answered(curtain, "Fran", before)
    curtain.get_by_text("Outbox", exact=True).click()
    expect(curtain.locator("[data-part=outbox] tr").first).to_contain_text("sent")
    curtain.get_by_text("Bot API calls", exact=True).click()
    call = curtain.locator("[data-part=calls] details", has_text="sendMessage → 200").first
    call.locator("summary").click()
    expect(call.locator("pre").first).to_contain_text("chat_id")
    # What has the focus among the calls may be drawn anew.
    curtain.get_by_role("button", name="Close the curtain").press("Escape")
    expect(curtain.get_by_role("button", name="Behind the curtain")).to_be_focused()
