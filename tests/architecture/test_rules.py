import ast

import pytest

from tests.architecture.rules import RULES, TOP, Rule

BREACHES = {
    "environment": [
        "import os\nos.environ['X']",
        "import os\nos.getenv('X')",
        "from os import environ",
    ],
    "clock": [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime\ndatetime.date.today()",
        "import time\ntime.time()",
        "from time import time",
    ],
    "transaction": ["session.commit()", "def f(unit):\n    unit.session.rollback()"],
    "parameters": ["sa.create_engine(url)", "create_engine(url, hide_parameters=False)"],
    "stand-in": ["from bot.clock import Clock", "import prompts", "from bot.rehearsal import page"],
    "words": ["talk.say('Thank you, that is kept.')", "text = f'Hello {name}, welcome'"],
}
ALLOWED = {
    "environment": ["settings.environ", "import os\nos.path"],
    "clock": ["clock.now()", "import time\ntime.monotonic()", "runtime.time.timer()"],
    "transaction": ["session.flush()"],
    "parameters": ["sa.create_engine(url, hide_parameters=True)"],
    "stand-in": ["from bot.rehearsal.standin import chats", "import starlette"],
    "words": [
        '"""What this file is for."""',
        "log.info('reply was late', chat=1)",
        "raise ValueError('no such button')",
        "talk.say('home-welcome', name=name)",
    ],
}
BY_NAME = {rule.name: rule for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    faults = rule.faults()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("name", "code"), [(n, code) for n in BREACHES for code in BREACHES[n]])
def test_a_breach_is_found(name: str, code: str) -> None:
    assert list(BY_NAME[name].breaks(ast.parse(code)))


@pytest.mark.parametrize(("name", "code"), [(n, code) for n in ALLOWED for code in ALLOWED[n]])
def test_what_is_allowed_passes(name: str, code: str) -> None:
    assert not list(BY_NAME[name].breaks(ast.parse(code)))


def test_each_rule_looks_at_files_that_exist() -> None:
    """A folder that was renamed must not leave its rule guarding nothing."""
    for rule in RULES:
        assert any((TOP / folder).is_dir() for folder in rule.holds_in), rule.name
