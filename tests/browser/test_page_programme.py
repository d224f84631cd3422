"""A programme of one's own in a real browser: its faults, and its newest words on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.browsing import opens
from tests.processes import RehearsalProcess, rehearsal_process
from tests.programmes import a_prompt, write_programme


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that somebody writes while they rehearse."""
    return Path(write_programme(tmp_path_factory.mktemp("own"), a_prompt("trust")))


@pytest.fixture(scope="module")
def rehearsal(programme: Path) -> Iterator[RehearsalProcess]:
    """One rehearsal of it."""
    with rehearsal_process(programme.parent, "--programme", str(programme)) as process:
        yield process


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_its_faults_are_told_until_they_are_mended(
    page: Page, rehearsal: RehearsalProcess, programme: Path, axe: str, width: int, colours: str
) -> None:
    """With the place and what to write, in words that a screen reader speaks at once."""
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    opens(page, rehearsal.url, width=width, height=740)
    faults = page.get_by_role("alert")
    expect(faults).to_be_hidden()
    sound = programme.read_text(encoding="utf-8")
    try:
        programme.write_text(sound.replace('"core": true', '"core": "perhaps"'), encoding="utf-8")
        expect(faults).to_contain_text("true or false")
        expect(faults).to_contain_text(programme.name)
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        programme.write_text(sound, encoding="utf-8")
    expect(faults).to_be_hidden()
