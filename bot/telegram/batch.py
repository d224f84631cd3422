"""Takes a batch of waiting updates through their handlers, in one transaction."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.errors import RefusalError
from bot.house import House
from bot.metrics import SET_ASIDE
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
from bot.store.outage import is_outage
from bot.store.wakes import Wake, tell
from bot.telegram.copy import Copy
from bot.telegram.incoming import Incoming, Kind
from bot.telegram.reading import read
from bot.telegram.router import Router
from bot.telegram.turn import Turn

log = structlog.get_logger(__name__)
TOGETHER = 50
"""Updates that may share one commit."""
SOME = 10
"""The same where Telegram waits: more would be claimed only to be left."""
GIVES_WAY_SECONDS = 0.008
"""How long a batch goes on where Telegram waits for an answer: as updates are taken in."""
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


@dataclass(kw_only=True)
class Batches:
    """Handles updates inside a transaction of the store's, on its threads.

    `at_once` costs least, for a few that come where nothing waits; `together` takes what waits.
    Both raise what one of the handlers raises; `each` is what can be done then. An update whose
    handler fails is tried three times, then set aside with a reference its sender is given.
    """

    store: Store
    clock: Clock
    router: Router
    house: House
    copy: Copy

    def at_once(self, session: Session, coming: Coming) -> Handled:
        """Handle what comes where nobody else handles anything and nothing waits.

        Raises what a handler raises, and `KnownError` for an update that came before.
        """
        inbox.note_handled(session, coming.updates, now=coming.now)
        rows = [_as_waiting(update, now=coming.now) for update in coming.updates]
        turns = self._turns(session, rows, coming)
        inbox.let_wait(session, coming.updates[len(turns) :])
        is_all = len(turns) == len(rows)
        return self._handled(rows[: len(turns)], turns, is_all=is_all)

    def together(self, session: Session, coming: Coming | None = None) -> Handled:
        """Handle a batch that holds no trouble; raises what a handler raises."""
        if coming is not None:
            coming.keep(session)
        most = SOME if coming is not None or self.store.is_wanted else TOGETHER
        rows = self._claim(session, most)
        turns = self._turns(session, rows, coming)
        done = rows[: len(turns)]
        is_all = len(rows) < most and self._is_all(rows, done)
        return self._finish(session, done, done, turns, is_all=is_all)

    def _turns(
        self, session: Session, rows: Sequence[Waiting], coming: Coming | None
    ) -> list[Turn | None]:
        """Handle updates until all are done, or Telegram has waited for long enough."""
        turns: list[Turn | None] = []
        began = time.monotonic()
        heard = [read(row.raw or "{}") for row in rows]
        chats = Chats(session, {each.chat_id for each in heard if each and _is_persons(each)})
        for each in heard:
            turn = self._turn(session, each, chats) if each is not None else None
            if turn is not None and _is_persons(turn.heard):
                self._route_or_raise(turn)
            turns.append(turn)
            is_waited_for = coming is not None or self.store.is_wanted
            if is_waited_for and time.monotonic() - began > GIVES_WAY_SECONDS:
                break
        chats.write()
        return turns

    def each(self, session: Session, coming: Coming | None = None) -> Handled:
        """Handle a batch, each update by itself."""
        turns: list[Turn | None] = []
        done: list[Waiting] = []
        failed: set[int | None] = set()
        if coming is not None:
            coming.keep(session)
        rows = self._claim(session, TOGETHER)
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

    def _claim(self, session: Session, most: int) -> list[Waiting]:
        beside_others(session)
        return inbox.waiting(session, limit=most, circles=circles)

    def _finish(
        self,
        session: Session,
        rows: Sequence[Waiting],
        done: Sequence[Waiting],
        turns: Sequence[Turn | None],
        *,
        is_all: bool,
    ) -> Handled:
        inbox.settle(session, done)
        if rows:
            self._slow_down(session, rows)
            tell(session, Wake.OUTBOX)
        return replace(self._handled(done, turns, is_all=is_all), count=len(rows))

    def _handled(
        self, done: Sequence[Waiting], turns: Sequence[Turn | None], *, is_all: bool
    ) -> Handled:
        heard = [turn for turn in turns if turn is not None]
        return Handled(
            count=len(done),
            answers=tuple(
                TapAnswer(tap_id=turn.heard.tap_id, toast=self._toast(turn))
                for turn in heard
                if turn.heard.tap_id is not None
            ),
            groups=tuple(turn.heard.chat_id for turn in heard if turn.heard.kind is Kind.GROUP),
            received=tuple(row.received_at for row in done),
            is_all=is_all,
        )

    def _is_all(self, rows: Sequence[Waiting], done: Sequence[Waiting]) -> bool:
        counts = Counter(row.chat_id for row in rows)
        is_cut_short = len(done) < len(rows) or inbox.EACH in counts.values()
        # Elsewhere another process may hold what waits, and leave it to us.
        return self.store.is_sqlite and not is_cut_short

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

    def _turn(self, session: Session, heard: Incoming, chats: Chats | SavedChats) -> Turn:
        """Return what a handler works with."""
        now = self.clock.now()
        chat = chats.of(heard.chat_id) if _is_persons(heard) else Chat(id=heard.chat_id)
        if heard.kind is Kind.UNREACHABLE:
            chat.unreachable_since = chat.unreachable_since or now
        elif chat.unreachable_since is not None:
            chat.unreachable_since = None
        if heard.kind is Kind.WORDS:
            chats.hear(chat, heard.message_id)
        return Turn(session=session, now=now, chat=chat, heard=heard, house=self.house)

    def _handle_one(self, session: Session, row: Waiting) -> Turn | None:
        heard = read(row.raw or "{}")
        if heard is None:
            return None
        turn = self._turn(session, heard, SavedChats(session))
        if _is_persons(heard):
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


def _is_persons(heard: Incoming) -> bool:
    return heard.kind is not Kind.GROUP


def _refuse(turn: Turn, refusal: RefusalError) -> None:
    if turn.heard.kind is Kind.TAP:
        turn.toast(refusal.copy_key, refusal.copy_args)
    else:
        turn.say(refusal.copy_key, refusal.copy_args)


def _as_waiting(update: RawUpdate, *, now: datetime) -> Waiting:
    """Return an update that is handled before it ever waits, and has no row of its own to name."""
    return Waiting(
        id=0,
        update_id=update.update_id,
        chat_id=update.chat_id,
        raw=update.raw,
        attempts=0,
        received_at=now,
    )
