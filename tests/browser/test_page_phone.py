"""What a phone on the page can do beyond typing and tapping, in a real browser."""

import json
import re
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import answers, is_answered, joins, opens, phone, taps, types
from tests.chromium import a_page
from tests.processes import PATIENCE_SECONDS, RehearsalProcess, rehearsal_process

LONG_PRESS_MS = 700
TOAST_MS = 4000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsal")


@pytest.fixture(scope="module")
def rehearsal(folder: Path) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(folder, "--data", "data") as process:
        yield process


@pytest.fixture
def opened(page: Page, rehearsal: RehearsalProcess) -> Page:
    opens(page, rehearsal.url)
    return page


def _records(page: Page, name: str) -> Locator:
    its = phone(page, name)
    its.get_by_role("button", name="Send a photo, voice note or file").click()
    its.get_by_role("button", name="Voice note", exact=True).click()
    return its


def _plays(voice: Locator) -> None:
    """The browser can make sense of the sound."""
    player = voice.locator("audio")
    length = player.evaluate(
        "each => new Promise((done, fail) => {"
        " each.onloadedmetadata = () => done(each.duration);"
        " each.onerror = () => fail(each.error.message);"
        " each.load(); })"
    )
    assert length is None or length > 0


def test_a_long_press_offers_what_can_be_done(
    chromium: Browser, rehearsal: RehearsalProcess
) -> None:
    """A short touch does not."""
    with a_page(chromium, has_touch=True) as page:
        page.clock.install()
        opens(page, rehearsal.url)
        before = answers(page, "Bernard")
        types(page, "Bernard", "/help")
        is_answered(page, "Bernard", before + 1)
        own = phone(page, "Bernard").locator(".row.own", has_text="/help").last
        own.scroll_into_view_if_needed()
        box = own.locator(".words").bounding_box()
        assert box is not None
        point = {"x": box["x"] + 5, "y": box["y"] + 5}
        finger = page.context.new_cdp_session(page)
        _stops_time(page)
        for milliseconds, is_offered in ((50, False), (LONG_PRESS_MS, True)):
            finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
            page.clock.run_for(milliseconds)
            finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            expect(own.get_by_role("button", name="Delete")).to_be_visible(visible=is_offered)


def _stops_time(page: Page) -> None:
    """Let the page's timers stand until they are run: it has a clock installed."""
    page.clock.pause_at(page.evaluate("Date.now() + 60_000"))


def test_a_voice_note_is_recorded_where_the_page_may_listen(opened: Page) -> None:
    """And can be thrown away."""
    opened.context.grant_permissions(["microphone"])
    asha = _records(opened, "Asha")
    expect(asha.get_by_role("button", name="Send it")).to_be_focused()
    thrown = asha.get_by_role("button", name="Throw it away")
    thrown.click()
    expect(thrown).to_be_hidden()
    expect(asha.locator(".row.own audio")).to_have_count(0)
    _records(opened, "Asha")
    opened.wait_for_timeout(1100)
    asha.get_by_role("button", name="Send it").click()
    voice = asha.locator(".row.own", has=opened.locator("audio")).last
    expect(voice).to_contain_text(re.compile(r"Voice note, \d+ s"))
    _plays(voice)


def test_elsewhere_a_voice_note_is_a_tone(opened: Page) -> None:
    tom = _records(opened, "Tom")
    voice = tom.locator(".row.own", has=opened.locator("audio")).last
    expect(voice).to_contain_text("Voice note, 2 s")
    _plays(voice)


def test_what_the_bot_answers_aloud_has_to_be_read(
    opened: Page, rehearsal: RehearsalProcess, folder: Path
) -> None:
    """The answer of a tap as an alert: nothing else of the phone can be used until it is."""
    taps(opened, "Fran", "Open the invitation")
    fran = phone(opened, "Fran")
    _agrees_unheard(opened, rehearsal, folder, "Fran", "That was too early.", aloud=True)
    alert = fran.get_by_role("alertdialog")
    expect(alert).to_contain_text("That was too early.")
    expect(alert.get_by_role("button", name="OK")).to_be_focused()
    opened.keyboard.press("Shift+Tab")
    assert not fran.locator(".chat").evaluate("each => each.contains(document.activeElement)")
    alert.get_by_role("button", name="OK").focus()
    opened.keyboard.press("Escape")
    expect(alert).to_be_hidden()
    expect(fran.get_by_role("textbox")).to_be_focused()


def _agrees_unheard(
    page: Page,
    rehearsal: RehearsalProcess,
    folder: Path,
    name: str,
    text: str,
    *,
    aloud: bool = False,
) -> None:
    """Let somebody tap **I agree**, and answer the tap in the bot's place."""
    expect(phone(page, name).get_by_role("button", name="I agree")).to_be_visible()
    person: dict[str, Any] = next(p for p in rehearsal.state()["people"] if p["name"] == name)
    rehearsal.order("/wire", {"on": False})
    try:
        tapped = rehearsal.phones.post(f"/chats/{person['id']}/tap", {"label": "I agree"})
        order = {"callback_query_id": tapped["query_id"], "text": text, "show_alert": aloud}
        _calls(rehearsal, folder, "answerCallbackQuery", order)
    finally:
        rehearsal.order("/wire", {"on": True})


def _calls(
    rehearsal: RehearsalProcess, folder: Path, method: str, order: Mapping[str, object]
) -> None:
    settings = json.loads((folder / "data" / "settings.json").read_text(encoding="utf-8"))
    request = urllib.request.Request(
        f"{rehearsal.url}/bot{settings['bot_token']}/{method}",
        data=json.dumps(order).encode(),
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).close()


def test_a_short_answer_to_a_tap_is_shown_and_goes_away(
    page: Page, rehearsal: RehearsalProcess, folder: Path
) -> None:
    page.clock.install()
    opens(page, rehearsal.url)
    taps(page, "Bernard", "Open the invitation")
    expect(phone(page, "Bernard").get_by_role("button", name="I agree")).to_be_visible()
    _stops_time(page)
    _agrees_unheard(page, rehearsal, folder, "Bernard", "That is done.")
    toast = phone(page, "Bernard").locator(".toast")
    expect(toast).to_have_text("That is done.")
    expect(toast).to_have_role("status")
    page.clock.run_for(TOAST_MS)
    expect(toast).to_be_empty()


def test_what_the_bot_sends_as_a_file_can_be_downloaded(opened: Page) -> None:
    """One's own data, under its name."""
    joins(opened, "Asha")
    types(opened, "Asha", "/mydata")
    links = phone(opened, "Asha").locator(".row.theirs .file a")
    expect(links).to_have_count(2)
    link = links.last
    with opened.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == link.get_attribute("download")
    assert download.value.path().stat().st_size > 0
