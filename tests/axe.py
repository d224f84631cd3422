"""axe-core, the accessibility checker: fetched once with npm, never part of the project."""

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.missing import Missing, did_not_run

_PACKAGE = "axe-core@4.14.1"
_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The checker's script, kept in pytest's cache folder."""
    cache = request.config.cache
    if cache is None:
        did_not_run(Missing.AXE)
    script = cache.mkdir("axe-core") / "axe.min.js"
    if not script.exists():
        _fetch(script)
    source = script.read_bytes()
    assert hashlib.sha256(source).hexdigest() == _SHA256, f"{script} is not {_PACKAGE}"
    return source.decode()


def _fetch(script: Path) -> None:
    """Put it there whole: another worker may look for it at the same time."""
    with tempfile.TemporaryDirectory(dir=script.parent) as folder:
        fetched = Path(folder) / script.name
        fetched.write_bytes(_fetched(Path(folder)))
        fetched.replace(script)


def _fetched(folder: Path) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        did_not_run(Missing.AXE)
    packed = subprocess.run(
        [npm, "pack", "--silent", _PACKAGE], cwd=folder, capture_output=True, check=False
    )
    archives = list(folder.glob("axe-core-*.tgz"))
    if packed.returncode != 0 or not archives:
        did_not_run(Missing.AXE)
    with tarfile.open(fileobj=io.BytesIO(archives[0].read_bytes())) as archive:
        file = archive.extractfile("package/axe.min.js")
        assert file is not None
        return file.read()


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds wrong with the page as it stands, one line each."""
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => JSON.stringify(r.violations))",
        _RULES,
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in json.loads(found)
        for node in violation["nodes"]
    ]
