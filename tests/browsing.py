"""What people do on the rehearsal's page, in a real browser."""

import re
import time
from datetime import datetime

from playwright.sync_api import FilePayload, Locator, Page, expect

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
_ALL_SHOWN = """async name => {
    const asked = async path => (await fetch(path)).json();
    const { people } = await asked("/rehearsal");
    const { id } = people.find(each => each.name === name);
    const { messages } = await asked(`/control/chats/${id}`);
    const held = messages.filter(each => each.from_bot).length;
    const phone = document.querySelector(`[aria-label="${name}’s phone"]`);
    return phone.querySelectorAll(".row.theirs").length === held ? held : null;
}"""
"""How many messages of the bot a phone shows, or null while it does not show all that came."""
_PATIENCE_SECONDS = 30


def opens(page: Page, url: str, *, width: int = 1600, height: int = 900) -> None:
    """Open the rehearsal's page, and wait until it knows how things stand."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(url)
    expect(page.locator("#now")).to_have_attribute("datetime", re.compile("T"))


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
    row = phone(page, name).locator(".row.theirs", has_text=text).last
    expect(row).to_be_visible()


def sends_photos(page: Page, name: str, *files: str) -> None:
    """Send one photo, or several as an album."""
    its = phone(page, name)
    its.get_by_role("button", name="Send a photo, voice note or file").click()
    its.get_by_label("Photos", exact=True).set_input_files(
        [FilePayload(name=file, mimeType="image/png", buffer=PICTURE) for file in files]
    )


def joins(page: Page, *names: str) -> None:
    """Let members join by their invitations, with questions at half past six."""
    for name in names:
        taps(page, name, "Open the invitation")
        taps(page, name, "I agree")
        taps(page, name, name)
        sees(page, name, "When do you have most energy?")
        types(page, name, "half past six")
        joined = re.compile("You have joined|Your questions will come")
        expect(phone(page, name).locator(".row.theirs", has_text=joined).last).to_be_visible()


def moves(page: Page, label: str) -> None:
    """Move the clock and wait for what comes of it."""
    page.get_by_role("button", name=label).click()
    expect(page.locator("[data-move][aria-disabled]")).to_have_count(0)


def opens_the_rest(page: Page) -> None:
    """On a narrow screen, show the buttons that wait behind one."""
    more = page.get_by_role("button", name="More", exact=True)
    if more.is_visible() and more.get_attribute("aria-expanded") == "false":
        more.click()


def opens_curtain(page: Page) -> None:
    """Look behind the curtain."""
    opens_the_rest(page)
    page.get_by_role("button", name="Behind the curtain").click()
    expect(page.get_by_role("heading", name="Behind the curtain")).to_be_focused()


def answers(page: Page, name: str) -> int:
    """How many messages of the bot a phone shows, once it shows all that came."""
    # Asked again from here: a browser that waits for a function takes any promise as a yes.
    ends = time.monotonic() + _PATIENCE_SECONDS
    while (shown := page.evaluate(_ALL_SHOWN, name)) is None:
        assert time.monotonic() < ends, f"{name}’s phone does not show all that came"
        page.wait_for_timeout(100)
    return int(shown)


def is_answered(page: Page, name: str, before: int) -> None:
    """Wait until a phone shows more messages of the bot than before."""
    row = phone(page, name).locator(".row.theirs").nth(before)
    expect(row).to_be_attached()


def adds_phone(page: Page, choice: str) -> None:
    """Put somebody else's phone on the page, and wait until it is there."""
    phones = page.locator(".phone")
    before = phones.count()
    page.get_by_role("button", name="Add a phone").click()
    page.get_by_role("group", name="Add a phone").get_by_role("button", name=choice).click()
    expect(phones).to_have_count(before + 1)


def instant(page: Page) -> datetime:
    """The instant that the page shows."""
    return datetime.fromisoformat(page.locator("#now").get_attribute("datetime") or "")


def is_past(page: Page, instant: datetime) -> None:
    """Wait until the page shows a later instant; a look of before a move may still come in."""
    page.wait_for_function(
        "instant => new Date(document.querySelector('#now').dateTime) >= new Date(instant)",
        arg=instant.isoformat(),
    )
