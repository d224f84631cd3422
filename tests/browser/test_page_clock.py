"""The page's clock in a real browser: to a workshop, and Play with the timeline above."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browsing import instant, is_past, joins, moves, opens, phone, sees, taps, types
from tests.processes import RehearsalProcess, rehearsal_process
from tests.programmes import a_prompt, write_programme


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal of a programme with one sealed prompt."""
    folder: Path = tmp_path_factory.mktemp("rehearsal")
    programme = write_programme(folder, a_prompt("trust", visibility="sealed"))
    with rehearsal_process(folder, "--programme", programme) as process:
        yield process


def _total(page: Page, lane: str, number: int) -> None:
    expect(page.locator(".labels p", has_text=lane)).to_have_text(f"{lane} {number}")


def test_a_sealed_prompt_opens_on_both_phones(page: Page, rehearsal: RehearsalProcess) -> None:
    """And the timeline tells of it as it happens."""
    opens(page, rehearsal.url)
    joins(page, "Asha", "Tom")
    moves(page, "To workshop 1")
    expect(page.locator("[data-move=workshop]")).to_be_hidden()
    moves(page, "+1 day")
    moves(page, "+1 day")
    _total(page, "Questions", 2)

    types(page, "Asha", "Patience, mostly")
    sees(page, "Asha", "Kept as your answer")
    types(page, "Tom", "How to listen")
    taps(page, "Asha", "Send now")
    taps(page, "Tom", "Send now")
    for name, theirs in (("Asha", "How to listen"), ("Tom", "Patience, mostly")):
        sees(page, name, theirs)
        spoiler = phone(page, name).get_by_role("button", name="Hidden words: show them").first
        spoiler.press("Enter")
        expect(phone(page, name).locator("tg-spoiler.shown")).to_have_text(theirs)
    _total(page, "Answers", 2)


def test_play_lets_the_days_run_by_until_it_is_paused(
    page: Page, rehearsal: RehearsalProcess
) -> None:
    opens(page, rehearsal.url)
    before = instant(page)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    is_past(page, before + timedelta(days=1))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert not rehearsal.state()["playing"]


def test_an_answer_that_was_overtaken_is_not_shown(page: Page, rehearsal: RehearsalProcess) -> None:
    """How things stood before a move never comes back after it."""
    opens(page, rehearsal.url)
    overtaken: list[tuple[Route, APIResponse]] = []
    page.route("**/rehearsal", lambda route: overtaken.append((route, route.fetch())), times=1)
    with page.expect_request("**/rehearsal"):
        page.evaluate("document.dispatchEvent(new Event('ask'))")
    before = instant(page)
    moves(page, "+1 day")
    is_past(page, before + timedelta(days=1))
    ((route, answer),) = overtaken
    with page.expect_event("requestfinished", lambda each: each == route.request):
        route.fulfill(response=answer)
    page.evaluate("fetch('/rehearsal')")  # by the time of the next, the page has taken it
    assert instant(page) >= before + timedelta(days=1)
