"""A real browser for tests of pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.missing import Missing, did_not_run

PATIENCE_MS = 60_000
"""For whatever a page is to show; a busy machine is not a fault."""
# Debian's Chromium as root, without a screen, and with nothing that calls home.
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that hears beeps; pages still have to be allowed to listen.
    "--use-fake-device-for-media-stream",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests; none of them may be async.

    A session's browser would keep its event loop running under the async tests of other files.
    """
    program = shutil.which("chromium")
    if program is None:
        did_not_run(Missing.CHROMIUM)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page with nothing remembered; an error in its scripts fails the test."""
    with a_page(chromium) as page:
        yield page


@contextmanager
def a_page(chromium: Browser, **kind: Any) -> Iterator[Page]:
    """Give a fresh page in a context of a kind, such as `has_touch=True`."""
    context = chromium.new_context(**kind)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
