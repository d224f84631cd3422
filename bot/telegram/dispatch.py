"""Takes waiting updates from the inbox through their handlers."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.errors import RefusalError
from bot.house import House
from bot.metrics import SET_ASIDE, UPDATE_SECONDS, UPDATES
from bot.people.circles import circles
from bot.post import inbox, outbox
from bot.post.inbox import RawUpdate
from bot.post.model import Chat, InboxUpdate
from bot.post.outbox import Posting
from bot.store.engine import Store
from bot.store.locks import beside_others
from bot.store.outage import Outage, is_outage
from bot.store.wakes import Wake, tell
from bot.telegram.copy import Copy
from bot.telegram.gateway import Gateway
from bot.telegram.incoming import Incoming, Kind, decode
from bot.telegram.lean import update_from
from bot.telegram.router import Router
from bot.telegram.turn import Turn

log = structlog.get_logger(__name__)
TOGETHER = 50
"""Updates that may share one commit."""
GIVES_WAY_SECONDS = 0.008
"""How long a batch goes on while updates wait to be taken in, and Telegram for an answer."""
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


@dataclass
class Dispatcher:
    """Handles updates in the order they came, one person's strictly one after the other.

    Up to 50 updates share a commit, fewer where others wait to be taken in; where one of
    them makes trouble, the batch is done again with a savepoint for each. An update whose
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
    _stopping: bool = False
    _spinning: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _errands: set[asyncio.Task[None]] = field(default_factory=set)

    def arrived(self, updates: Sequence[RawUpdate]) -> None:
        """Say that updates were stored, and mind their spinners."""
        for update in updates:
            tap_id = update.tap_id
            if tap_id is not None and tap_id not in self._spinning:
                self._spinning[tap_id] = asyncio.create_task(self._after_patience(tap_id))
        self.wake()

    def wake(self) -> None:
        """Say that there may be updates to handle."""
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
        try:
            handled = await self.store.run(self._together)
        except Exception as error:
            if is_outage(error):
                raise  # not the updates' fault: everything is done again
            # Somebody was refused something, or a handler failed: with a savepoint for each
            # update, which costs as much again, the others are not touched by it.
            handled = await self.store.run(self._each)
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
        return handled.count

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

    def _together(self, session: Session) -> Handled:
        """Handle a batch that holds no trouble; raises what a handler raises."""
        turns: list[Turn | None] = []
        began, rows = time.monotonic(), self._claim(session)
        whose = [row.chat_id for row in rows if row.chat_id is not None]
        # One query, kept here so that the session finds them.
        _known = session.scalars(sa.select(Chat).where(Chat.id.in_(whose))).all()
        for row in rows:
            turn = self._turn(session, row)
            if turn is not None and turn.heard.kind is not Kind.GROUP:
                self.router.handle(turn)
            turns.append(turn)
            if self.store.is_wanted and time.monotonic() - began > GIVES_WAY_SECONDS:
                break
        done = rows[: len(turns)]
        return self._finish(session, done, done, turns)

    def _each(self, session: Session) -> Handled:
        """Handle a batch, each update by itself."""
        turns: list[Turn | None] = []
        done: list[InboxUpdate] = []
        failed: set[int | None] = set()
        rows = self._claim(session)
        for row in rows:
            if row.chat_id in failed:
                continue
            try:
                with session.begin_nested():
                    turn = self._handle(session, row)
            except Exception as error:
                if is_outage(error):
                    raise
                log.exception("an update could not be handled", update=row.update_id)
                failed.add(row.chat_id)
                self._failed(session, row)
                continue
            done.append(row)
            turns.append(turn)
        return self._finish(session, rows, done, turns)

    def _claim(self, session: Session) -> list[InboxUpdate]:
        beside_others(session)
        return inbox.waiting(session, limit=TOGETHER, circles=circles)

    def _finish(
        self,
        session: Session,
        rows: Sequence[InboxUpdate],
        done: Sequence[InboxUpdate],
        turns: Sequence[Turn | None],
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
        )

    def _slow_down(self, session: Session, rows: Sequence[InboxUpdate]) -> None:
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

    def _turn(self, session: Session, row: InboxUpdate) -> Turn | None:
        """Return what a handler works with; None for what concerns nobody."""
        heard = decode(update_from(row.raw or "{}"))
        if heard is None:
            return None
        chat = session.get(Chat, heard.chat_id) or Chat(id=heard.chat_id)
        turn = Turn(session=session, now=self.clock.now(), chat=chat, heard=heard, house=self.house)
        if heard.kind is not Kind.GROUP:
            _note_chat(turn)
        return turn

    def _handle(self, session: Session, row: InboxUpdate) -> Turn | None:
        turn = self._turn(session, row)
        if turn is not None and turn.heard.kind is not Kind.GROUP:
            self._route(turn)
        return turn

    def _route(self, turn: Turn) -> None:
        try:
            with turn.session.begin_nested():
                self.router.handle(turn)
        except RefusalError as refusal:
            if turn.heard.kind is Kind.TAP:
                turn.toast(refusal.copy_key, refusal.copy_args)
            else:
                turn.say(refusal.copy_key, refusal.copy_args)

    def _toast(self, turn: Turn) -> str | None:
        return self.copy.label(turn.toast_key, turn.toast_args) if turn.toast_key else None

    def _failed(self, session: Session, row: InboxUpdate) -> None:
        if not inbox.count_failure(row):
            return
        log.error("an update was set aside", update=row.update_id, reference=row.reference)
        SET_ASIDE.inc()
        if row.chat_id is not None:
            outbox.say(
                session,
                now=self.clock.now(),
                chat_id=row.chat_id,
                copy="sorry-broken",
                args={"reference": row.reference},
            )


def _note_chat(turn: Turn) -> None:
    heard: Incoming = turn.heard
    if heard.kind is Kind.UNREACHABLE:
        turn.chat.unreachable_since = turn.chat.unreachable_since or turn.now
    else:
        turn.chat.unreachable_since = None
    if heard.kind is Kind.WORDS:
        turn.chat.last_heard_id = heard.message_id
    turn.session.add(turn.chat)
