"""The sender: takes messages from the outbox to Telegram."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.metrics import SENDS
from bot.post import claiming, settling
from bot.post.door import Door, Letter, Outcome, Verdict
from bot.post.model import Act, Priority
from bot.post.pacing import ChatPaces, Gate
from bot.post.rounds import Round
from bot.store.engine import Store
from bot.store.leases import Lead, Sole
from bot.store.outage import Outage

log = structlog.get_logger(__name__)
IDLE_SECONDS = 1.0
BURST_REST_SECONDS = 0.2
GATHER_SECONDS = 0.01
SETTLE_SECONDS = 0.2
"""What has arrived waits so long at most to be settled, together with more."""
FEWEST, MOST = 8, 128
GATHERED = 4
RIDING = 32
"""Letters that another's transaction claims at most: it is not to wait for a broadcast."""
RIDE_SECONDS = 0.01
"""How long what became of a reply waits for such a transaction."""
PROBE_SECONDS = 1.0
LONGEST_PROBE_SECONDS = 15.0


@dataclass
class Sender:
    """Sends what is due, paced, a chat's messages one after the other.

    Guarantees: no message is claimed before its change is committed; each claimed row is
    settled, or found again at the next start. Limits: a killed process leaves at most
    `in_flight_limit` messages of which nobody knows whether they arrived; those are sent
    again. What a cut line left in doubt is sent once more, never twice. Only the process
    that leads sends. A power cut may also undo that up to three were settled.
    """

    store: Store
    door: Door
    clock: Clock
    rate: float
    chats: ChatPaces = field(default_factory=ChatPaces)
    lead: Lead = field(default_factory=Sole)
    _done: list[tuple[int, Outcome]] = field(default_factory=list)
    _flying: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _claimed: set[int] = field(default_factory=set)
    """Rows that were claimed and are not known to be settled."""
    _lost_track: bool = False
    _in_round: bool = False
    """A transaction is under way that settles and claims."""
    _recovered: bool = False
    _called: asyncio.Event = field(default_factory=asyncio.Event)
    """Something may be due that has not been looked for."""
    _outage: Outage = field(default_factory=lambda: Outage("sender"))
    _stopping: bool = False
    _troubled: bool = False

    def __post_init__(self) -> None:
        self._gate = Gate(self.rate)

    @property
    def in_flight_limit(self) -> int:
        """Messages on the way at once: what the rate needs at a slow line, within bounds."""
        return min(MOST, max(FEWEST, round(self.rate * 0.3)))

    def wake(self) -> None:
        """Say that there may be something to send."""
        self._called.set()
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop` is called, then let what is on the way arrive.

        Raises `NotLeadingError` when another process leads; call `abandon` then.
        """
        await self._lasting(self.take_back)
        while not self._stopping:
            if self._troubled:
                await self._wait_for_telegram()
            if await self._lasting(self.step):
                await self._gather()
            await self._rest(self._patience())
        await self.drain()

    def _patience(self) -> float:
        """Seconds without news after which to look again."""
        if self._done or self._flying:
            return SETTLE_SECONDS
        return BURST_REST_SECONDS if self.chats.resting() else IDLE_SECONDS

    async def _lasting(self, act: Callable[[], Awaitable[bool]]) -> bool:
        """Do one thing, however long the database does not work; give up only when told to stop."""
        while True:
            try:
                happened = await act()
            except SQLAlchemyError as error:
                await asyncio.sleep(self._outage.failed(error))
                if self._stopping:
                    return False
            else:
                self._outage.over()
                return happened

    async def clock_was_put(self, jump: timedelta) -> None:
        """Let what waits wait no longer and no shorter for it."""

        def work(session: Session) -> None:
            self.lead.require(session)
            settling.shift_waits(session, jump=jump)
            settling.bring_back(session, now=self.clock.now())

        await self.store.run(work)
        self.wake()

    async def take_back(self) -> bool:
        """Make ready to send: take back what was on the way when a process died."""

        def recover(session: Session) -> int:
            self.lead.require(session)
            settling.bring_back(session, now=self.clock.now())
            return settling.recover(session, now=self.clock.now())

        taken_back = await self.store.run(recover)
        self._recovered = True
        if taken_back:
            log.warning("messages in doubt after a restart", count=taken_back)
        return bool(taken_back)

    async def step(self) -> bool:
        """Settle what arrived and start what is due; return whether anything happened."""
        free = self._free()
        news = self._done or self._lost_track or (free and self._called.is_set())
        if not news and not (free and await self._anything_due()):
            return False
        if self._in_round:
            return False  # in somebody else's transaction, whose end is told
        if free:
            self._called.clear()
        with self._round(free) as going:

            def turn(session: Session) -> None:
                self.lead.require(session)
                going.settle(session)
                going.claim(session)

            # A claim that a power cut undoes leaves a row that is sent again: as with it. What
            # becomes of many is not left to chance.
            await self.store.run(turn, hasty=len(going.done) < GATHERED)
        return bool(going.done or going.letters)

    @contextmanager
    def ride(self) -> Iterator[Round]:
        """Give what may be settled and claimed in the transaction that is about to begin.

        Where one transaction writes at a time, the answer to an update then need not wait for
        another; elsewhere, and while the sender has a round of its own, that is nothing. When
        the block ends, the transaction is committed; when it raises, nobody knows.
        """
        rides = self.store.is_sqlite and self._recovered and not self._in_round
        if not rides or self._stopping or self._troubled:
            yield Round(clock=self.clock)
            self.wake()
            return
        with self._round(min(self._free(), RIDING)) as going:
            yield going
        if going.is_full:
            self.wake()

    @contextmanager
    def _round(self, most: int) -> Iterator[Round]:
        going = Round(
            clock=self.clock,
            done=self._done,
            known=tuple(self._claimed) if self._lost_track else None,
            busy=[*self._flying, *self.chats.resting()],
            most=most,
        )
        self._done, self._lost_track, self._in_round = [], False, True
        try:
            yield going
        except BaseException:
            # Whether that was committed nobody knows: settling twice does no harm, and what
            # may have been claimed unknown to us was not sent.
            self._done, self._lost_track = [*going.done, *self._done], True
            raise
        finally:
            self._in_round = False
        self._claimed.difference_update(row for row, _ in going.done)
        for letter in going.letters:
            self._claimed.add(letter.id)
            self._flying[letter.chat_id] = asyncio.create_task(self._carry(letter))

    def _free(self) -> int:
        """Return how many more may be on the way."""
        return 0 if self._stopping else self.in_flight_limit - len(self._flying)

    async def _anything_due(self) -> bool:
        return await self.store.look(lambda s: claiming.anything_due(s, now=self.clock.now()))

    async def _carry(self, letter: Letter) -> None:
        if letter.act is not Act.DELETE or letter.priority == Priority.BROADCAST:
            messages = max(1, len(letter.content.album))
            await self._gate.pass_through(priority=letter.priority, messages=messages)
        if letter.act not in claiming.CHANGES:
            self.chats.note(letter.chat_id)
        if not self.lead.is_sure:
            self._claimed.discard(letter.id)
            self._lost_track = True
            self._flying.pop(letter.chat_id, None)
            return
        try:
            outcome = await self.door.deliver(letter)
        except Exception as error:
            log.exception("a message could not be made", row=letter.id, copy=letter.copy)
            outcome = Outcome(verdict=Verdict.UNMADE, fault=type(error).__name__)
        self._note(letter, outcome)
        SENDS.labels(outcome=outcome.verdict.name.lower()).inc()
        self._flying.pop(letter.chat_id, None)
        self._done.append((letter.id, outcome))
        many = len(self._done) >= max(GATHERED, self.in_flight_limit // 4)
        if many or self._called.is_set():
            self._wake.set()
        elif not self._flying or letter.priority == Priority.REPLY:
            wait = RIDE_SECONDS if self.store.is_sqlite else 0
            asyncio.get_running_loop().call_later(wait, self._wake.set)
        # Else it is settled together with more, in one transaction.

    def _note(self, letter: Letter, outcome: Outcome) -> None:
        troubled = outcome.verdict in (Verdict.NOT_SENT, Verdict.IN_DOUBT)
        if troubled and not self._troubled:
            log.warning("Telegram does not take messages", fault=outcome.fault)
        if outcome.verdict is Verdict.REFUSED:
            log.error(
                "Telegram refused a message", row=letter.id, copy=letter.copy, fault=outcome.fault
            )
        self._troubled = troubled

    async def _wait_for_telegram(self) -> None:
        pause = PROBE_SECONDS
        while not self._stopping and not await self.door.is_open():
            await self._rest(pause)
            pause = min(pause * 2, LONGEST_PROBE_SECONDS)
        self._troubled = False

    async def _gather(self) -> None:
        """Let a little more arrive, to be settled together; what is called for does not wait."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._called.wait(), GATHER_SECONDS)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    def stop(self) -> None:
        """Start nothing new."""
        self._stopping = True
        self._wake.set()

    async def drain(self) -> None:
        """Wait for what is on the way and settle it."""
        while self._in_round or not self.is_idle:
            if self._flying:
                await asyncio.gather(*self._flying.values())
            elif not await self._lasting(self.step):
                await asyncio.sleep(GATHER_SECONDS)

    def abandon(self) -> None:
        """Forget everything: another process leads, and settles what was on the way."""
        for task in self._flying.values():
            task.cancel()
        self._flying.clear()
        self._done.clear()
        self._claimed.clear()
        self._lost_track = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on the way or waiting to be settled."""
        return not self._flying and not self._done
