"""What could not run on this machine is named at the end, and is a failure where all must run."""

import os
from enum import StrEnum
from typing import NoReturn

import pytest

ALL_MUST_RUN = os.environ.get("TANDEM_TEST_ALL") == "1"
_LINE = "did not run: "


class Missing(StrEnum):
    """A program that some tests need, and how one gets it on Debian."""

    POSTGRESQL = "PostgreSQL (apt-get install postgresql)"
    CHROMIUM = "Chromium (apt-get install chromium)"
    AXE = "axe-core (apt-get install npm, and a way to the npm registry)"


def did_not_run(what: Missing) -> NoReturn:
    """Leave out the test that asked, or fail it where `TANDEM_TEST_ALL=1` is set."""
    if ALL_MUST_RUN:
        pytest.fail(_LINE + what, pytrace=False)
    pytest.skip(_LINE + what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name everything that was left out, whichever way, with the number of tests."""
    counts: dict[str, int] = {}
    for report in terminalreporter.getreports("skipped"):
        reason = _reason(report)
        counts[reason] = counts.get(reason, 0) + 1
    if counts:
        terminalreporter.section("left out on this machine")
    for reason, count in sorted(counts.items()):
        terminalreporter.line(f"{_LINE}{reason}: {count} test{'s' if count > 1 else ''}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    # A skipped report's longrepr is (file, line, "Skipped: reason").
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ").removeprefix(_LINE)
