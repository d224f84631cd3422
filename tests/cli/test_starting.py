"""`tandem run` asks for updates before it is loaded, loads little, and loses nothing by it."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import App
from bot.cli import running
from bot.errors import ExpectedError
from bot.post.model import InboxUpdate
from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.running import served
from bot.rehearsal.standin.standin import Standin
from bot.settings import Settings
from bot.store.engine import Store
from bot.telegram.line import Line
from tests.processes import TOKEN, TOP, wait_until

AFTER_THE_FIRST_REQUEST = {
    "apscheduler", "bot.app", "bot.store.engine", "fluent", "handlers", "migrations", "prompts",
    "sqlalchemy", "yaml",
}  # fmt: skip
ONLY_WHEN_NEEDED = {
    "PIL", "alembic", "bot.cli.commands", "click", "cryptography", "fpdf", "holidays",
    "nhs_number", "numpy", "phonenumbers", "psycopg", "rich", "segno", "starlette", "telegram",
    "textstat", "typer", "uvicorn", "wordllama", "xlsxwriter",
}  # fmt: skip
RUN = """
import sys
from bot.cli import running
open_, when = running._open, sys.argv[1]
def tell(make, line):
    if when == "open":
        open_(make, line)
    print(*(name for name, module in sys.modules.items() if module))
    raise SystemExit
running._open = tell
running.run()
"""


def modules(folder: Path, when: str) -> set[str]:
    """Return what `tandem run` has imported before it loads the bot, or once that is open."""
    code = [sys.executable, "-c", RUN, when]
    environment = {
        "PYTHONPATH": str(TOP),
        "TANDEM_BOT_TOKEN": TOKEN,
        "TANDEM_TELEGRAM_API_URL": "http://127.0.0.1:9",
    }
    ran = subprocess.run(
        code, env=environment, cwd=folder, check=True, capture_output=True, text=True
    )
    return set(ran.stdout.split())


def test_the_first_request_needs_only_settings_and_the_line(tmp_path: Path) -> None:
    found = modules(tmp_path, "before")
    assert "bot.telegram.line" in found
    assert found & (AFTER_THE_FIRST_REQUEST | ONLY_WHEN_NEEDED) == set()


def test_what_few_need_is_not_loaded_at_the_start(tmp_path: Path) -> None:
    """Alembic, pictures, the operator's tools, and whatever reads words or updates closely."""
    found = modules(tmp_path, "open")
    assert found >= AFTER_THE_FIRST_REQUEST - {"migrations"}
    assert found & ONLY_WHEN_NEEDED == set()


@asynccontextmanager
async def a_standin(folder: Path) -> AsyncIterator[tuple[Standin, Settings]]:
    """Give Telegram's stand-in and the settings of a bot on a new database."""
    standin = Standin([BotAccount(token=TOKEN)])
    async with served(standin) as url:
        yield (
            standin,
            Settings(
                bot_token=SecretStr(TOKEN),
                telegram_api_url=url,
                database_url=f"sqlite:///{folder / 'tandem.db'}",
                listen=None,
            ),
        )


def offsets(standin: Standin) -> list[object]:
    """Return from where on updates were asked for."""
    return [call.parameters["offset"] for call in standin.journal.of("getUpdates")]


async def test_what_comes_while_the_bot_is_loaded_is_answered_once(tmp_path: Path) -> None:
    """And Telegram is told so only once it is stored."""
    async with a_standin(tmp_path) as (standin, settings):
        asha = standin.person(42, "Asha")
        asha.sends("hello")
        asked_meanwhile: list[object] = []

        def make() -> App:
            wait_until(lambda: offsets(standin))
            asked_meanwhile.extend(offsets(standin))
            return App(settings)

        bot = asyncio.create_task(running._run(settings, make))

        def is_answered() -> bool:
            return bot.done() or (bool(asha.received) and len(offsets(standin)) > 1)

        await asyncio.to_thread(wait_until, is_answered)
        assert not bot.done()
        os.kill(os.getpid(), signal.SIGTERM)
        await bot
        assert asked_meanwhile == [0]
        assert offsets(standin)[1] != 0
        assert len(asha.received) == 1
    store = Store(settings.database_url)
    assert store.read(lambda s: s.scalar(sa.select(sa.func.count(InboxUpdate.id)))) == 1
    store.close()


async def test_a_fault_while_loading_ends_the_bot_and_confirms_nothing(tmp_path: Path) -> None:
    async with a_standin(tmp_path) as (standin, settings):
        standin.person(42, "Asha").sends("hello")

        def make() -> App:
            wait_until(lambda: offsets(standin))
            raise ExpectedError("there is no more room")

        with pytest.raises(ExpectedError, match="no more room"):
            await running._run(settings, make)
        assert offsets(standin) == [0]


async def test_told_to_end_while_loading_it_ends_in_order(tmp_path: Path) -> None:
    async with a_standin(tmp_path) as (_, settings):
        loop = asyncio.get_running_loop()

        def make() -> App:
            told = threading.Event()
            os.kill(os.getpid(), signal.SIGTERM)
            loop.call_soon_threadsafe(told.set)
            told.wait()
            return App(settings)

        await running._run(settings, make)


@pytest.mark.parametrize(
    "other",
    [
        {"webhook_url": "https://tandem.example.org/telegram"},
        {"database_url": "postgresql://tandem@localhost/tandem"},
    ],
)
async def test_nobody_asks_early_where_telegram_brings_or_another_may_ask(
    tmp_path: Path, other: dict[str, str]
) -> None:
    """Several processes on one PostgreSQL agree first on which of them asks."""
    async with a_standin(tmp_path) as (_, settings):
        line = Line(api_url=settings.telegram_api_url, token=TOKEN)
        async with running._asking(settings.model_copy(update=other), line) as first:
            assert first is None
        async with running._asking(settings, line) as first:
            assert first is not None
