"""The real bot, killed again and again while people write: nothing may be lost."""

import multiprocessing
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Event, Thread

import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.orm import Session

from bot.cli.running import run_bot
from bot.clock import SystemClock
from bot.post.model import Act, Arrival, InboxUpdate, OutboxMessage, Sending
from bot.settings import Settings
from bot.sharing.model import Piece
from bot.store.engine import Store
from tests.chaos.conftest import PEOPLE
from tests.chaos.typists import is_at_rest
from tests.processes import PATIENCE_SECONDS, TOKEN, StandinProcess, tandem_run, wait_until

KILLS = 16
LONGEST_LIFE_SECONDS = 0.5
IN_FLIGHT = 8
"""Messages that may be on their way at once, at the default rate."""


@dataclass
class Typists:
    """People who write now and then, whether the bot lives or not; keeps what each wrote."""

    standin: StandinProcess
    dice: random.Random
    texts: set[tuple[int, int]] = field(default_factory=set)
    """(chat, message id) of each text that was typed."""
    calls_for_help: Counter[int] = field(default_factory=Counter)
    _enough: Event = field(default_factory=Event)

    def start(self) -> Thread:
        """Begin to write, on a thread of its own."""
        thread = Thread(target=self._write)
        thread.start()
        return thread

    def stop(self) -> None:
        """Write no more."""
        self._enough.set()

    def _write(self) -> None:
        number = 0
        while not self._enough.wait(self.dice.uniform(0, 0.4)):
            number += 1
            person = self.dice.choice(PEOPLE)
            if self.dice.random() < 0.5:
                self.standin.post(f"/chats/{person}/text", {"text": "/help"})
                self.calls_for_help[person] += 1
            else:
                sent = self.standin.post(f"/chats/{person}/text", {"text": f"Thought {number}"})
                self.texts.add((person, sent["message_id"]))


def _start(standin: StandinProcess, folder: Path, *, wait: bool) -> ForkServerProcess:
    """Start a process that does what `tandem run` does, its imports done beforehand.

    `wait` returns when it polls, so that all of it runs.
    """
    polled = _last_poll(standin)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.app", "bot.cli.running"])
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        database_url=f"sqlite:///{folder / 'tandem.db'}",
        telegram_api_url=standin.url,
        listen=None,
    )
    process = context.Process(target=run_bot, args=(settings, SystemClock()))
    process.start()
    if wait:
        wait_until(lambda: _last_poll(standin, after=polled) > polled)
    return process


def _last_poll(standin: StandinProcess, *, after: int = 0) -> int:
    """Return the number of the newest poll after a call, that call's own where there is none."""
    polls = standin.get(f"/journal?method=getUpdates&after={after}")
    return int(polls[-1]["number"]) if polls else after


def test_a_bot_that_is_killed_loses_nothing(
    standin: StandinProcess, store: Store, tmp_path: Path
) -> None:
    """Over 16 kills each text is kept once, each question answered, few answers repeated."""
    dice = random.Random(20270303)
    typists = Typists(standin, dice)
    writing = typists.start()
    try:
        for _ in range(KILLS):
            # Some die while they start, most while they work.
            grown_up = dice.random() < 0.8
            process = _start(standin, tmp_path, wait=grown_up)
            time.sleep(dice.uniform(0, LONGEST_LIFE_SECONDS if grown_up else 0.1))
            assert process.is_alive()
            process.kill()
            process.join()
    finally:
        typists.stop()
        writing.join()
    process = _start(standin, tmp_path, wait=True)
    wait_until(lambda: _all_done(standin, store))
    process.terminate()
    process.join()
    assert process.exitcode == 0
    _no_update_was_lost(store, typists)
    _no_message_was_lost(standin, store, typists)


def _all_done(standin: StandinProcess, store: Store) -> bool:
    pending = standin.get("/")["bots"][0]["pending_updates"]
    return not pending and store.read(is_at_rest)


def _no_update_was_lost(store: Store, typists: Typists) -> None:
    def look(session: Session) -> tuple[Counter[tuple[int, int]], Counter[Arrival]]:
        pieces = session.execute(sa.select(Piece.chat_id, Piece.message_id))
        return Counter((chat, message) for chat, message in pieces), Counter(
            session.scalars(sa.select(InboxUpdate.state))
        )

    pieces, states = store.read(look)
    assert pieces == Counter(typists.texts)
    assert states == {Arrival.HANDLED: len(typists.texts) + typists.calls_for_help.total()}


def _no_message_was_lost(standin: StandinProcess, store: Store, typists: Typists) -> None:
    """Count on the receiving side, apart from what the bot believes."""
    rows = store.read(lambda session: list(session.scalars(sa.select(OutboxMessage))))
    sends = [row for row in rows if row.act is Act.SEND]
    # "I have put that with it" gives way to the next of its kind, also before it was sent.
    states = {row.state for row in sends if row.copy != "notes-joined"}
    assert states <= {Sending.SENT, Sending.IN_DOUBT}
    doubtful = Counter(row.chat_id for row in sends if row.state is Sending.IN_DOUBT)
    repeats = 0
    for person in PEOPLE:
        received = [
            message
            for message in standin.get(f"/chats/{person}?deleted=1")["messages"]
            if message["from_bot"]
        ]
        help_cards = sum("999" in message["text"] for message in received)
        assert help_cards >= typists.calls_for_help[person] - doubtful[person]
        believed = {row.message_id for row in sends if row.chat_id == person and row.message_id}
        assert believed <= {message["message_id"] for message in received}
        repeats += len(received) - len(believed)
    assert repeats <= KILLS * IN_FLIGHT


def test_a_bot_that_is_told_to_end_lets_messages_arrive(
    standin: StandinProcess, store: Store, tmp_path: Path
) -> None:
    """SIGTERM while Telegram is slow: what is on its way is waited for and noted as sent."""
    with tandem_run(standin, tmp_path) as process:
        wait_until(lambda: _last_poll(standin))
        standin.post("/latency", {"seconds": 2})
        for person in PEOPLE:
            standin.post(f"/chats/{person}/text", {"text": "/help"})
        wait_until(lambda: store.read(_count_claimed))
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0
    rows = store.read(lambda session: list(session.scalars(sa.select(OutboxMessage))))
    assert {row.state for row in rows} <= {Sending.SENT, Sending.QUEUED}
    sent = [row.message_id for row in rows if row.state is Sending.SENT]
    assert sent
    delivered = [call for call in standin.calls("sendMessage") if call["status"] == 200]
    assert sorted(call["outcome"]["result"]["message_id"] for call in delivered) == sorted(
        number for number in sent if number is not None
    )


def _count_claimed(session: Session) -> int:
    claimed = sa.select(sa.func.count()).where(OutboxMessage.state == Sending.CLAIMED)
    return session.scalar(claimed) or 0
