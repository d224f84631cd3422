"""Sees to it that updates are handled as they come, and answers taps once that is committed."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.metrics import UPDATE_SECONDS, UPDATES
from bot.post.inbox import RawUpdate
from bot.post.intake import Coming
from bot.post.rounds import Round
from bot.store.engine import Store
from bot.store.outage import Outage, is_outage
from bot.telegram.batch import Batches, Handled, TapAnswer
from bot.telegram.gateway import Gateway

FEW = 10
"""Updates that may be handled in the commit that takes them in; of more, Telegram hears sooner."""
PATIENCE_SECONDS = 2.0
IDLE_SECONDS = 5.0


@dataclass
class Dispatcher:
    """Handles updates in the order they came, one person's strictly one after the other.

    Up to 50 updates share a commit, fewer where Telegram waits; where one of them makes
    trouble, the batch is done again with a savepoint for each. On SQLite what comes is handled
    in the very commit that takes it in, as far as there is time, and what is said then is
    claimed for sending there. An update whose
    handler fails is tried three times, then set aside with a reference its sender is given.
    Handlers may therefore run more than once, and change nothing but the database.
    """

    store: Store
    clock: Clock
    batches: Batches
    gateway: Gateway
    ride: Callable[[], AbstractContextManager[Round]]
    """Gives what the sender wants to do in the transaction of a batch."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _outage: Outage = field(default_factory=lambda: Outage("dispatcher"))
    _is_behind: bool = True
    """Whether updates may wait that were taken in before."""
    _stopping: bool = False
    _spinning: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _errands: set[asyncio.Task[None]] = field(default_factory=set)

    async def take_in(self, coming: Coming) -> None:
        """Commit what comes; raises what the database raises."""
        is_many = len(coming.updates) > FEW
        if self._stopping or is_many or (self._is_behind and not self.store.is_sqlite):
            await self.store.run(coming.keep, urgent=True)
            self._mind(coming.updates)
        else:
            handled = await self._handle(coming)
            self._mind(coming.updates, but=handled.answers)
            self._is_behind = not handled.is_all
            if handled.is_all:
                return
        self.wake()

    def _mind(self, updates: Sequence[RawUpdate], *, but: Sequence[TapAnswer] = ()) -> None:
        """See to it that no button spins for long."""
        stopped = {answer.tap_id for answer in but}
        for update in updates:
            tap_id = update.tap_id
            if tap_id is not None and tap_id not in self._spinning and tap_id not in stopped:
                self._spinning[tap_id] = asyncio.create_task(self._after_patience(tap_id))

    def wake(self) -> None:
        """Say that there may be updates to handle."""
        self._is_behind = True
        self._wake.set()

    async def _after_patience(self, tap_id: str) -> None:
        await asyncio.sleep(PATIENCE_SECONDS)
        self._spinning.pop(tap_id, None)
        await self.gateway.answer_tap(tap_id, toast=None)

    async def run(self) -> None:
        """Handle updates until `stop`, however long the database does not work."""
        while not self._stopping:
            try:
                handled = await self.step()
            except SQLAlchemyError as error:
                await asyncio.sleep(self._outage.failed(error))
                continue
            self._outage.over()
            if not handled:
                await self._rest()

    def stop(self) -> None:
        """Handle nothing new."""
        self._stopping = True
        self._wake.set()

    async def finish(self) -> None:
        """Wait for the answers to taps that are on their way."""
        for task in self._spinning.values():
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    async def step(self) -> int:
        """Handle one batch; return how many updates it held."""
        handled = await self._handle()
        self._is_behind = not handled.is_all
        return handled.count

    async def _handle(self, coming: Coming | None = None) -> Handled:
        """Handle one batch, with what comes just now; raises what the database raises."""
        try:
            handled = await self._commit(self._act(coming), urgent=coming is not None)
        except Exception as error:
            if is_outage(error):
                raise  # not the updates' fault: everything is done again
            # A handler failed, or refused something after it had changed something: with a
            # savepoint for each update, which costs as much again, that touches no other.
            each = partial(self.batches.each, coming=coming)
            handled = await self._commit(each, urgent=coming is not None)
        self._measure(handled)
        for answer in handled.answers:
            waiting = self._spinning.pop(answer.tap_id, None)
            if waiting is not None:
                waiting.cancel()
            self._send_off(self.gateway.answer_tap(answer.tap_id, toast=answer.toast))
        for chat_id in handled.groups:
            self._send_off(self.gateway.leave(chat_id))
        return handled

    def _act(self, coming: Coming | None) -> Callable[[Session], Handled]:
        # Where others may handle the same person's updates, or some wait, those come first.
        if coming is not None and self.store.is_sqlite and not self._is_behind:
            return partial(self.batches.at_once, coming=coming)
        return partial(self.batches.together, coming=coming)

    async def _commit(self, act: Callable[[Session], Handled], *, urgent: bool) -> Handled:
        with self.ride() as going:

            def work(session: Session) -> Handled:
                going.settle(session)  # a tap may be under a message that just arrived
                handled = act(session)
                going.claim(session)
                return handled

            return await self.store.run(work, urgent=urgent)

    def _measure(self, handled: Handled) -> None:
        now = self.clock.now()
        UPDATES.inc(len(handled.received))
        for instant in handled.received:
            UPDATE_SECONDS.observe(max(0.0, (now - instant).total_seconds()))

    def _send_off(self, errand: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
        finally:
            self._wake.clear()
