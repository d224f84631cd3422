"""What operators read names settings and metrics that there are."""

import re
from itertools import chain
from pathlib import Path

import pytest
import yaml

from bot.metrics import REGISTRY
from bot.post.door import Verdict
from bot.post.model import Priority
from bot.settings import Settings, load_settings
from tests.architecture.rules import TOP

EXAMPLE = TOP / ".env.example"
FOR_OPERATORS = [
    TOP / "README.md",
    *(
        path
        for path in sorted((TOP / "docs").rglob("*"))
        if path.is_file() and path.suffix != ".png"
    ),
]
ALERTS = TOP / "docs/operating/alerts.yaml"
SETTINGS = {f"TANDEM_{name.upper()}" for name in Settings.model_fields}
READ_ELSEWHERE = {"TANDEM_VENV", "TANDEM_TEST_ALL"}
"""By the launcher and by the tests: no settings of the bot."""
PARTS = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("_bucket", "_sum", "_count"),
}
QUEUES = {"inbox", *(f"outbox_{priority.name.lower()}" for priority in Priority)}
OUTCOMES = {verdict.name.lower() for verdict in Verdict}


def _expressions() -> list[str]:
    document = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))
    return [rule["expr"] for group in document["groups"] for rule in group["rules"]]


def _labels(label: str) -> set[str]:
    found = re.findall(label + r'=~?"([^"]+)"', "\n".join(_expressions()))
    return set(chain.from_iterable(values.split("|") for values in found))


def test_the_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^(?:# )?(TANDEM_\w+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(SETTINGS)


def test_what_is_commented_out_in_the_example_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    filled = tmp_path / "filled"
    text = EXAMPLE.read_text(encoding="utf-8")
    filled.write_text(re.sub(r"^# (?=TANDEM_\w+=)", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings(filled).model_dump() == Settings().model_dump()


@pytest.mark.parametrize("file", FOR_OPERATORS, ids=lambda file: str(file.relative_to(TOP)))
def test_documents_name_only_settings_that_there_are(file: Path) -> None:
    named = set(re.findall(r"TANDEM_[A-Z_]*[A-Z]", file.read_text(encoding="utf-8")))
    assert named - SETTINGS - READ_ELSEWHERE == set()


def test_alerts_ask_for_metrics_that_there_are() -> None:
    there_are = {family.name + part for family in REGISTRY.collect() for part in PARTS[family.type]}
    asked = set(re.findall(r"\btandem_\w+", "\n".join(_expressions())))
    assert asked
    assert asked - there_are == set()


def test_alerts_ask_for_queues_and_outcomes_that_there_are() -> None:
    """A label's value that nobody sets would make an alert that never rings."""
    assert _labels("kind") <= QUEUES
    assert _labels("outcome") <= OUTCOMES
