"""An ask goes from one pair to another and back on the rehearsal's phones, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import joins, moves, opens, opens_curtain, phone, sees, taps, types
from tests.processes import RehearsalProcess, rehearsal_process

QUESTION = "How do you write a letter that people understand?"
ANSWER = "We read every letter aloud with two patients."


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RehearsalProcess]:
    """One rehearsal for the tests of this file."""
    with rehearsal_process(tmp_path_factory.mktemp("rehearsal")) as process:
        yield process


def asks(page: Page, name: str) -> None:
    """Write an ask without names, and send it to the partner."""
    types(page, name, "/ask")
    sees(page, name, "What would you like to ask")
    types(page, name, QUESTION)
    for question, choice in (
        ("Is there a little background?", "Skip"),
        ("Is this what it is about?", "Go on"),
        ("What would help you most?", "An idea"),
        ("How long shall it stay open?", "5 days"),
        ("Who asks?", "Without names"),
    ):
        sees(page, name, question)
        taps(page, name, choice)
    sees(page, name, "Other pairs will see this")
    under_it = phone(page, name).get_by_role("group", name="Buttons").last
    under_it.get_by_role("button", name="Send", exact=True).click()


def test_an_ask_is_answered_across_a_kill_and_ends_kindly(
    page: Page, rehearsal: RehearsalProcess
) -> None:
    """A double tap asks once, what was tapped of a dead bot goes once, and old buttons leave."""
    opens(page, rehearsal.url)
    joins(page, "Asha", "Tom", "Bernard")
    asks(page, "Asha")
    sees(page, "Tom", "Asha has written an ask")
    taps(page, "Tom", "Send it now")
    sees(page, "Asha", "Tom agrees. Your ask is on its way")
    moves(page, "+1 hour")
    sees(page, "Bernard", "Another pair asks for help")
    bernard = phone(page, "Bernard")
    bernard.get_by_role("button", name="Share a thought", exact=True).dblclick()
    expect(bernard.get_by_text("I am waiting for your words")).to_be_visible()
    expect(bernard.locator(".row.theirs", has_text="What comes to mind?")).to_have_count(1)
    types(page, "Bernard", ANSWER)
    sees(page, "Bernard", "In two minutes this goes to")
    opens_curtain(page)
    page.get_by_role("button", name="Kill the bot").click()
    taps(page, "Bernard", "Send now")
    sees(page, "Bernard", "Sent.")
    for asking in ("Asha", "Tom"):
        sees(page, asking, "Another pair answered your ask")
        got = phone(page, asking).locator(".row.theirs", has_text=ANSWER)
        expect(got).to_have_count(1)
    taps(page, "Asha", "This helped")
    sees(page, "Bernard", "Your words helped")
    taps(page, "Tom", "Close it, thank you")
    sees(page, "Bernard", "This ask is over. Thank you for your answer.")
    expect(bernard.get_by_role("button", name="Share a thought")).to_have_count(0)
    sees(page, "Asha", "Tom has closed your ask")
    expect(phone(page, "Asha").get_by_role("button", name="Close it, thank you")).to_have_count(0)
