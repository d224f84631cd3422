"""The stand-in for Telegram: bots by token, people with phones, and what passes between them."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rehearsal.standin import dispatch
from bot.rehearsal.standin.bots import Bot, BotAccount, World
from bot.rehearsal.standin.clock import MovableClock
from bot.rehearsal.standin.events import EventKind
from bot.rehearsal.standin.faults import DESCRIPTIONS, Fault, Faults, Trouble
from bot.rehearsal.standin.files import StoredFile
from bot.rehearsal.standin.group import Group
from bot.rehearsal.standin.journal import Call, Journal
from bot.rehearsal.standin.limits import Limits
from bot.rehearsal.standin.messages import Sender
from bot.rehearsal.standin.methods_bot import get_updates
from bot.rehearsal.standin.person import Person
from bot.rehearsal.standin.refusals import Refusal, not_found, unauthorized
from bot.rehearsal.standin.requests_bot import GetUpdates
from bot.rehearsal.standin.signals import Signal

_TOKEN = re.compile(r"\d{1,19}:[A-Za-z0-9_-]{3,}")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a call gets: HTTP status and JSON body, or trouble with the connection instead."""

    status: int
    body: Mapping[str, object]
    fault: Fault | None = None


class Standin:
    """Telegram's Bot API without Telegram.

    `now` gives the date of messages, the age of taps and the 48 hours of deletion; without it the
    stand-in has a clock of its own in `clock`, which can be moved. Rate limits, polls and
    latency run in real time. All of it lives in memory, and a lock makes the synchronous methods
    (those of `Person` too) safe to call from any thread; `call` belongs on an event loop.
    """

    def __init__(
        self,
        bots: Sequence[BotAccount],
        *,
        now: Callable[[], datetime] | None = None,
        first_update_id: int | None = None,
    ) -> None:
        self.clock = MovableClock()
        self.world = World(now=now or self.clock)
        self.has_own_clock = now is None
        self.bots = [Bot(account, self.world, first_update_id) for account in bots]
        self.faults = Faults()
        self.journal = Journal()
        self._people: dict[tuple[int, int], Person] = {}
        self._groups: dict[tuple[int, int], Group] = {}

    # What tests and phones use

    def bot(self, bot_id: int | None = None) -> Bot:
        """Return a bot by its number, the first one without; KeyError if there is none."""
        for bot in self.bots:
            if bot_id in (None, bot.account.id):
                return bot
        raise KeyError(bot_id)

    def person(
        self,
        person_id: int,
        first_name: str,
        username: str | None = None,
        *,
        bot_id: int | None = None,
    ) -> Person:
        """Return a person's phone, showing the chat with one bot; makes the person if new."""
        with self.world.lock:
            bot = self.bot(bot_id)
            sender = Sender(id=person_id, first_name=first_name, username=username)
            if self.world.people.get(person_id) != sender:
                self.world.people[person_id] = sender
                self._people.pop((bot.account.id, person_id), None)
            key = (bot.account.id, person_id)
            if key not in self._people:
                self._people[key] = Person(bot, sender)
            return self._people[key]

    def phone(self, person_id: int, *, bot_id: int | None = None) -> Person:
        """Return the phone of somebody who is there already; KeyError if nobody is."""
        known = self.world.people[person_id]
        return self.person(person_id, known.first_name, known.username, bot_id=bot_id)

    def group(
        self, chat_id: int, title: str, *, added_by: Person, bot_id: int | None = None
    ) -> Group:
        """Return a group (negative id) to which `added_by` has added the bot."""
        with self.world.lock:
            key = (self.bot(bot_id).account.id, chat_id)
            if key not in self._groups:
                self._groups[key] = Group(self.bot(bot_id), chat_id, title, added_by)
            return self._groups[key]

    def limit(self, limits: Limits | None) -> None:
        """Switch rate limits on for every bot, or off with None."""
        for bot in self.bots:
            bot.limiter.set(limits)

    def open(self) -> None:
        """Let polls and watchers wait (again)."""
        for signal in self._signals():
            signal.open()

    def close(self) -> None:
        """End all polls and watching at once, so that a server can stop."""
        for signal in self._signals():
            signal.close()

    def _signals(self) -> list[Signal]:
        return [self.world.events.happened, *(bot.updates.arrived for bot in self.bots)]

    # What the bot uses

    def bot_of(self, token: str) -> Bot:
        """Return the bot with this token, or refuse with 404 or 401 as Telegram does."""
        if not _TOKEN.fullmatch(token):
            raise not_found()
        for bot in self.bots:
            if bot.account.token == token:
                return bot
        raise unauthorized()

    def file(self, token: str, path: str) -> StoredFile:
        """Return a file for download."""
        self.bot_of(token)
        return self.world.files.at(path)

    async def call(
        self, token: str, method: str, parameters: Mapping[str, object] | None = None
    ) -> Reply:
        """Answer one Bot API call; never raises for what a bot may do wrong."""
        try:
            bot = self.bot_of(token)
        except Refusal as refusal:
            return _refused(refusal)
        entry = self._noted(bot, method, parameters or {})
        fault = self.faults.take(method)
        if fault and fault.trouble in (Trouble.ANSWER, Trouble.CUT_BEFORE):
            reply = _faulty(fault)
        else:
            reply = await self._answered(bot, method, parameters or {}, fault)
        self._settle(entry, reply)
        return _faulty(fault) if fault and fault.trouble is Trouble.ERROR_AFTER else reply

    async def _answered(
        self, bot: Bot, given: str, parameters: Mapping[str, object], fault: Fault | None
    ) -> Reply:
        try:
            method = dispatch.method_name(given)
            asked = dispatch.check(method, parameters)
            if isinstance(asked.request, GetUpdates):
                result: object = await get_updates(bot, asked.request)
            else:
                with self.world.lock:
                    result = dispatch.act(bot, asked)
        except Refusal as refusal:
            return _refused(refusal, fault)
        return Reply(status=200, body={"ok": True, "result": result}, fault=fault)

    def _noted(self, bot: Bot, method: str, parameters: Mapping[str, object]) -> Call:
        return self.journal.open(
            at=self.world.now(),
            monotonic=time.monotonic(),
            bot=bot.account.id,
            method=method,
            parameters=parameters,
        )

    def _settle(self, entry: Call, reply: Reply) -> None:
        entry.status, entry.outcome = reply.status, reply.body
        trouble = reply.fault.trouble if reply.fault else None
        entry.cut = trouble in (Trouble.CUT_BEFORE, Trouble.CUT_AFTER, Trouble.HANG)
        if entry.method.lower() != "getupdates":
            self.world.events.add(
                EventKind.CALL,
                {"number": entry.number, "method": entry.method, "status": entry.status},
            )


def _refused(refusal: Refusal, fault: Fault | None = None) -> Reply:
    body: dict[str, object] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return Reply(status=refusal.code, body=body, fault=fault)


def _faulty(fault: Fault) -> Reply:
    retry_after = fault.retry_after
    if fault.code == 429 and retry_after is None:  # noqa: PLR2004 - always says how long
        retry_after = 1
    words = DESCRIPTIONS.get(fault.code, "Error").format(retry_after=retry_after)
    refusal = Refusal(code=fault.code, description=words, retry_after=retry_after)
    return _refused(refusal, fault)
