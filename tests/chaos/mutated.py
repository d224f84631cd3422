"""Updates that are damaged in every way, by the thousand.

    python -m tests.chaos.mutated --updates 1000000
    python -m tests.chaos.mutated --updates 20000 --first 17        the slice with seed 17 again

The process must never die, what cannot be handled is set aside after three tries, and a
person among all that is answered as ever. Slices of 20,000, each with its number as its
seed and a database of its own, run on all processors; what damages the bot is found again
by its slice.
"""

import argparse
import copy
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from pydantic import SecretStr
from sqlalchemy.orm import Session

from bot.app import App
from bot.clock import SystemClock
from bot.post import inbox
from bot.post.model import Arrival, InboxUpdate, OutboxMessage
from bot.settings import Settings
from bot.telegram.raw import raw_update
from tests.processes import TOKEN

BATCH = 500
SLICE = 20_000
PEOPLE = 60
"""More than share a batch: one of them holds up nobody else."""
TRIES = 3
CANARY = 9_000_001
SENDER = {"id": 7, "is_bot": False, "first_name": "Sam"}
CHAT = {"id": 7, "type": "private", "first_name": "Sam"}
MESSAGE = {"message_id": 1, "date": 1_800_000_000, "from": SENDER, "chat": CHAT}
SIZE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
ORIGINALS: tuple[dict[str, Any], ...] = (
    {"message": {**MESSAGE, "text": "hello"}},
    {"message": {**MESSAGE, "text": "/start abc", "entities": [
        {"type": "bot_command", "offset": 0, "length": 6}]}},
    {"message": {**MESSAGE, "photo": [SIZE], "caption": "look", "media_group_id": "1"}},
    {"message": {**MESSAGE, "voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}},
    {"message": {**MESSAGE, "text": "yes", "reply_to_message": {**MESSAGE, "text": "what?"}}},
    {"message": {**MESSAGE, "chat": {"id": -5, "type": "group", "title": "G"}, "text": "hi"}},
    {"edited_message": {**MESSAGE, "text": "hello!", "edit_date": 1_800_000_001}},
    {"callback_query": {"id": "1", "from": SENDER, "chat_instance": "1", "data": "x",
                        "message": {**MESSAGE, "text": "?"}}},
    {"my_chat_member": {
        "chat": CHAT, "from": SENDER, "date": 1_800_000_000,
        "old_chat_member": {"user": SENDER, "status": "member"},
        "new_chat_member": {"user": SENDER, "status": "kicked", "until_date": 0}}},
)  # fmt: skip
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 2**31, 2**63, 2**70, 1.5, 1e308, "", "\x00", "\ud800", "é" * 5000,
    "/start " + "A" * 64, "/join ABCD", "<b>", [], {}, [[]], {"id": None}, "\u202e", "0",
)  # fmt: skip


@dataclass(kw_only=True)
class Figures:
    """What came of it."""

    updates: int = 0
    refused: int = 0
    """No update at all: answered 400."""
    handled: int = 0
    set_aside: int = 0
    tries_too_many_or_few: int = 0
    """Updates that were set aside, and not after three tries."""
    canaries: int = 0
    canaries_answered: int = 0
    seconds: float = 0.0

    def add(self, other: "Figures") -> None:
        """Add another slice's."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def mutated(dice: random.Random) -> object:
    """Return one damaged update."""
    update: dict[str, Any] = copy.deepcopy(dice.choice(ORIGINALS))
    _give_to(update, 100 + dice.randrange(PEOPLE))
    for _ in range(dice.randint(1, 3)):
        place, key = dice.choice(list(_places(update)))
        match dice.randrange(4):
            case 0 if isinstance(place, dict):
                del place[key]
            case 1:
                place[key] = copy.deepcopy(dice.choice(ORIGINALS))
            case 2 if isinstance(place, dict):
                place[dice.choice(["text", "from", "chat", "date", "entities", "photo"])] = (
                    copy.deepcopy(dice.choice(JUNK))
                )
            case _:
                place[key] = copy.deepcopy(dice.choice(JUNK))
        if not update:
            return dice.choice(JUNK)
    return update


def _give_to(update: dict[str, Any], person: int) -> None:
    for body in update.values():
        body["from"]["id"] = person
        for holder in (body, body.get("message", {})):
            if holder.get("chat", {}).get("type") == "private":
                holder["chat"]["id"] = person


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def run(updates: int, seed: int, folder: Path) -> Figures:
    """Bring so many to a bot without a line to Telegram; return the figures."""
    dice, figures = random.Random(seed), Figures(updates=updates)
    settings = Settings(
        bot_token=SecretStr(TOKEN), database_url=f"sqlite:///{folder / 'tandem.db'}"
    )
    app = App(settings)
    app.open()
    sa.event.listen(app.store.engine, "connect", _hurry)
    began = time.monotonic()
    for first in range(0, updates, BATCH):
        app.store.write(_forget)
        _bring(app, figures, dice, range(first, min(first + BATCH, updates)))
    figures.seconds = round(time.monotonic() - began, 1)
    app.store.close()
    return figures


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # it is not the disk that is tried here


def _bring(app: App, figures: Figures, dice: random.Random, numbers: range) -> None:
    canary = {"update_id": 10**12 + numbers.start, "message": {
        **MESSAGE, "from": {**SENDER, "id": CANARY}, "chat": {**CHAT, "id": CANARY},
        "text": "/help"}}  # fmt: skip
    items: list[object] = [canary]
    for number in numbers:
        damaged = mutated(dice)
        items.append({"update_id": number, **damaged} if isinstance(damaged, dict) else damaged)
    kept = [update for item in items if (update := raw_update(item)) is not None]
    figures.refused += len(items) - len(kept)
    figures.canaries += 1
    now = SystemClock().now()
    app.store.write(lambda s: inbox.take_in(s, kept, now=now))
    with structlog.testing.capture_logs():  # a traceback for each would be the slowest part
        while app.store.write(app.dispatcher.batches.each).count:
            pass
    app.store.write(lambda s: _count(s, figures))


def _count(session: Session, figures: Figures) -> None:
    states = Counter(session.scalars(sa.select(InboxUpdate.state)))
    figures.handled += states[Arrival.HANDLED]
    figures.set_aside += states[Arrival.SET_ASIDE]
    odd = InboxUpdate.state == Arrival.SET_ASIDE, InboxUpdate.attempts != TRIES
    figures.tries_too_many_or_few += len(
        session.scalars(sa.select(InboxUpdate.id).where(*odd)).all()
    )
    answered = sa.exists().where(OutboxMessage.chat_id == CANARY)
    figures.canaries_answered += bool(session.scalar(sa.select(answered)))


def _forget(session: Session) -> None:
    """Keep the database small; what the last batch left stays in it."""
    session.execute(sa.delete(InboxUpdate))
    session.execute(sa.delete(OutboxMessage))


def _slice(size: int, seed: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return run(size, seed, Path(folder))


def main() -> None:
    """Run it from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=1, help="seed of the first slice")
    given = parser.parse_args()
    sizes = [min(SLICE, given.updates - done) for done in range(0, given.updates, SLICE)]
    began, all_slices = time.monotonic(), Figures()
    context = multiprocessing.get_context("spawn")
    with context.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        slices = [(size, given.first + number) for number, size in enumerate(sizes)]
        for figures in pool.starmap(_slice, slices, chunksize=1):
            all_slices.add(figures)
    all_slices.seconds = round(time.monotonic() - began)
    print(all_slices)


if __name__ == "__main__":
    main()
