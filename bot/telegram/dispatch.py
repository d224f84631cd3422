"""Takes waiting updates from the inbox through their handlers."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.errors import RefusalError
from bot.house import House
from bot.metrics import SET_ASIDE, UPDATE_SECONDS, UPDATES
from bot.people.circles import circles
from bot.post import inbox, outbox
from bot.post.chats import Chats, SavedChats
from bot.post.inbox import RawUpdate, Waiting
from bot.post.intake import Coming
from bot.post.model import Chat
from bot.post.outbox import Posting
from bot.store.changes import is_untouched, rows_changed
from bot.store.engine import Store
from bot.store.locks import beside_others
from bot.store.outage import Outage, is_outage
from bot.store.wakes import Wake, tell
from bot.telegram.copy import Copy
from bot.telegram.gateway import Gateway
from bot.telegram.incoming import Kind
from bot.telegram.reading import read
from bot.telegram.router import Router
from bot.telegram.turn import Turn

log = structlog.get_logger(__name__)
TOGETHER = 50
"""Updates that may share one commit."""
GIVES_WAY_SECONDS = 0.008
"""How long a batch goes on where Telegram waits for an answer: as updates are taken in."""
PATIENCE_SECONDS = 2.0
IDLE_SECONDS = 5.0
TOLD_ONCE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class TapAnswer:
    """What stops a button's spinner."""

    tap_id: str
    toast: str | None


@dataclass(frozen=True, kw_only=True)
class Handled:
    """What a batch left to do outside its transaction."""

    count: int = 0
    answers: tuple[TapAnswer, ...] = ()
    groups: tuple[int, ...] = ()
    received: tuple[datetime, ...] = ()
    is_all: bool = True
    """Whether nothing that could be handled was left for the next batch."""


@dataclass
class Dispatcher:
    """Handles updates in the order they came, one person's strictly one after the other.

    Up to 50 updates share a commit, fewer where others wait to be taken in; where one of
    them makes trouble, the batch is done again with a savepoint for each. What comes while
    nothing waits is handled in the very commit that takes it in. An update whose
    handler fails is tried three times, then set aside with a reference its sender is given.
    Handlers may therefore run more than once, and change nothing but the database.
    """

    store: Store
    clock: Clock
    router: Router
    house: House
    gateway: Gateway
    copy: Copy
    committed: Callable[[], None]
    """Called after each commit: there may be something to send."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _outage: Outage = field(default_factory=lambda: Outage("dispatcher"))
    _is_behind: bool = True
    """Whether updates may wait that were taken in before."""
    _stopping: bool = False
    _spinning: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _errands: set[asyncio.Task[None]] = field(default_factory=set)

    async def take_in(self, coming: Coming) -> None:
        """Commit what comes; raises what the database raises."""
        if self._is_behind or self._stopping:
            await self.store.run(coming.keep, urgent=True)
            self._mind(coming.updates)
        else:
            handled = await self._handle(coming)
            self._mind(coming.updates, but=handled.answers)
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
        urgent = coming is not None
        try:
            handled = await self.store.run(lambda s: self._together(s, coming), urgent=urgent)
        except Exception as error:
            if is_outage(error):
                raise  # not the updates' fault: everything is done again
            # A handler failed, or refused something after it had changed something: with a
            # savepoint for each update, which costs as much again, that touches no other.
            handled = await self.store.run(lambda s: self._each(s, coming), urgent=urgent)
        if handled.count:
            self.committed()
            self._measure(handled)
        for answer in handled.answers:
            waiting = self._spinning.pop(answer.tap_id, None)
            if waiting is not None:
                waiting.cancel()
            self._send_off(self.gateway.answer_tap(answer.tap_id, toast=answer.toast))
        for chat_id in handled.groups:
            self._send_off(self.gateway.leave(chat_id))
        return handled

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

    def _together(self, session: Session, coming: Coming | None = None) -> Handled:
        """Handle a batch that holds no trouble; raises what a handler raises."""
        turns: list[Turn | None] = []
        began = time.monotonic()
        if coming is not None:
            coming.keep(session)
            if coming.others_wait():
                return Handled(is_all=False)
        rows = self._claim(session)
        chats = Chats(session, {row.chat_id for row in rows if row.chat_id is not None})
        for row in rows:
            turn = self._turn(session, row, chats)
            if turn is not None and turn.heard.kind is not Kind.GROUP:
                self._route_or_raise(turn)
            turns.append(turn)
            if self._gives_way(coming, seconds=time.monotonic() - began):
                break
        chats.write()
        done = rows[: len(turns)]
        return self._finish(session, done, done, turns, is_all=self._is_all(rows, done))

    def _each(self, session: Session, coming: Coming | None = None) -> Handled:
        """Handle a batch, each update by itself."""
        turns: list[Turn | None] = []
        done: list[Waiting] = []
        failed: set[int | None] = set()
        if coming is not None:
            coming.keep(session)
        rows = self._claim(session)
        for row in rows:
            if row.chat_id in failed:
                continue
            try:
                with session.begin_nested():
                    turn = self._handle_one(session, row)
            except Exception as error:
                if is_outage(error):
                    raise
                log.exception("an update could not be handled", update=row.update_id)
                failed.add(row.chat_id)
                self._failed(session, row)
                continue
            done.append(row)
            turns.append(turn)
        return self._finish(session, rows, done, turns, is_all=not rows)

    def _claim(self, session: Session) -> list[Waiting]:
        beside_others(session)
        return inbox.waiting(session, limit=TOGETHER, circles=circles)

    def _gives_way(self, coming: Coming | None, *, seconds: float) -> bool:
        """Tell whether a batch that has taken so long keeps Telegram waiting."""
        if coming is not None and coming.others_wait():
            return True
        return seconds > GIVES_WAY_SECONDS and (coming is not None or self.store.is_wanted)

    def _finish(
        self,
        session: Session,
        rows: Sequence[Waiting],
        done: Sequence[Waiting],
        turns: Sequence[Turn | None],
        *,
        is_all: bool,
    ) -> Handled:
        received = tuple(row.received_at for row in done)
        inbox.settle(session, done)
        if rows:
            self._slow_down(session, rows)
            tell(session, Wake.OUTBOX)
        heard = [turn for turn in turns if turn is not None]
        return Handled(
            count=len(rows),
            answers=tuple(
                TapAnswer(tap_id=turn.heard.tap_id, toast=self._toast(turn))
                for turn in heard
                if turn.heard.tap_id is not None
            ),
            groups=tuple(turn.heard.chat_id for turn in heard if turn.heard.kind is Kind.GROUP),
            received=received,
            is_all=is_all,
        )

    def _is_all(self, rows: Sequence[Waiting], done: Sequence[Waiting]) -> bool:
        counts = Counter(row.chat_id for row in rows)
        is_cut_short = len(done) < len(rows) or len(rows) == TOGETHER
        # Elsewhere another process may hold what waits, and leave it to us.
        return self.store.is_sqlite and not is_cut_short and inbox.EACH not in counts.values()

    def _slow_down(self, session: Session, rows: Sequence[Waiting]) -> None:
        """Tell who sends far more than anybody types to slow down, once an hour."""
        now, counts = self.clock.now(), Counter(row.chat_id for row in rows)
        for chat_id, count in counts.items():
            if chat_id is None or count < inbox.EACH:
                continue
            about = f"slow-down:{chat_id}"
            if inbox.is_flooding(session, chat_id=chat_id) and not outbox.was_said(
                session, about=about, since=now - TOLD_ONCE
            ):
                how = Posting(about=about)
                outbox.say(session, now=now, chat_id=chat_id, copy="slow-down", how=how)

    def _turn(self, session: Session, row: Waiting, chats: Chats | SavedChats) -> Turn | None:
        """Return what a handler works with; None for what concerns nobody."""
        heard = read(row.raw or "{}")
        if heard is None:
            return None
        now, is_group = self.clock.now(), heard.kind is Kind.GROUP
        chat = Chat(id=heard.chat_id) if is_group else chats.of(heard.chat_id)
        if heard.kind is Kind.UNREACHABLE:
            chat.unreachable_since = chat.unreachable_since or now
        elif chat.unreachable_since is not None:
            chat.unreachable_since = None
        if heard.kind is Kind.WORDS:
            chats.hear(chat, heard.message_id)
        return Turn(session=session, now=now, chat=chat, heard=heard, house=self.house)

    def _handle_one(self, session: Session, row: Waiting) -> Turn | None:
        turn = self._turn(session, row, SavedChats(session))
        if turn is not None and turn.heard.kind is not Kind.GROUP:
            self._route(turn)
        return turn

    def _route(self, turn: Turn) -> None:
        try:
            with turn.session.begin_nested():
                self.router.handle(turn)
        except RefusalError as refusal:
            _refuse(turn, refusal)

    def _route_or_raise(self, turn: Turn) -> None:
        """Do the same without a savepoint; raises what would have to be taken back."""
        since = rows_changed(turn.session)
        try:
            self.router.handle(turn)
        except RefusalError as refusal:
            if not is_untouched(turn.session, since=since):
                raise
            _refuse(turn, refusal)

    def _toast(self, turn: Turn) -> str | None:
        return self.copy.label(turn.toast_key, turn.toast_args) if turn.toast_key else None

    def _failed(self, session: Session, row: Waiting) -> None:
        reference = inbox.count_failure(session, row)
        if reference is None:
            return
        log.error("an update was set aside", update=row.update_id, reference=reference)
        SET_ASIDE.inc()
        if row.chat_id is not None:
            outbox.say(
                session,
                now=self.clock.now(),
                chat_id=row.chat_id,
                copy="sorry-broken",
                args={"reference": reference},
            )


def _refuse(turn: Turn, refusal: RefusalError) -> None:
    if turn.heard.kind is Kind.TAP:
        turn.toast(refusal.copy_key, refusal.copy_args)
    else:
        turn.say(refusal.copy_key, refusal.copy_args)
