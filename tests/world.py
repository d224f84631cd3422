"""A small world for scenarios: the real bot over real HTTP, phones, and a clock to move.

    async def test_something(world: World) -> None:
        asha, tom = world.joined_pair()
        await asha.sends("/home")
        asha.sees("Your pair")
        await asha.taps("Pause")
        await world.moves(days=8)

Nothing here waits for real time: the bot's parts are driven by hand until nothing is left
to do, and time passes only when the test says so.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.orm import Session

from bot.app import App
from bot.pairs.model import Challenge, Cohort, Pair, Workshop
from bot.people.model import Member, Role
from bot.post.pacing import ChatPaces
from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.running import served
from bot.rehearsal.standin.standin import Standin
from bot.rehearsal.upcoming import upcoming
from bot.settings import Settings
from tests.databases import fresh_sqlite, share_statements
from tests.phone import Phone

__all__ = ["START", "TOKEN", "WORKSHOPS", "Phone", "TestClock", "World", "a_world"]

T = TypeVar("T", bound=object)
TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
START = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
WORKSHOPS = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))
MOST_ROUNDS = 500
LONGEST_STEP = timedelta(days=1)
"""So that what `upcoming` does not know of is done no more than a day late."""


@dataclass
class TestClock:
    """A clock that stands until it is moved."""

    __test__ = False
    instant: datetime = START

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self.instant


@dataclass
class World:
    """The bot, the stand-in for Telegram, and the clock."""

    app: App
    standin: Standin
    clock: TestClock
    pace: list[float]
    phones: dict[int, Phone] = field(default_factory=dict)

    def phone(self, person_id: int, name: str) -> Phone:
        """Return somebody's phone."""
        if person_id not in self.phones:
            self.phones[person_id] = Phone(self.standin.person(person_id, name), self.settles)
        return self.phones[person_id]

    async def settles(self) -> None:
        """Let the bot do everything that there is to do at this instant."""
        for _ in range(MOST_ROUNDS):
            if not await self._answers() and not await self.app.planner.tick():
                return
        raise AssertionError("the bot does not come to rest")

    async def _answers(self) -> int:
        """Do what arrived and what leaves; the clock's own work is dearer, and comes after."""
        done = await self.app.poller.poll(wait=0) or 0
        done += await self.app.dispatcher.step()
        done += await self.app.fetcher.step()
        return done + await self._sends()

    async def _sends(self) -> int:
        done = 0
        while True:
            self.pace[0] += 10  # no chat has had enough
            if not await self.app.sender.step() and self.app.sender.is_idle:
                return done
            done += 1
            await self.app.sender.drain()

    async def moves_to(self, instant: datetime, *, step: timedelta = LONGEST_STEP) -> None:
        """Let time pass until `instant`, from one thing that is due to the next.

        The clock goes by the whole minute, as a planner that ticks would, and by `step` at most.
        """
        await self.settles()  # what is due already, and `upcoming` names no more
        while self.clock.instant < instant:
            stop = min(self._next_due() or instant, self.clock.instant + step)
            self.clock.instant = min(_whole_minute(stop), instant)
            await self.settles()

    def _next_due(self) -> datetime | None:
        after = self.clock.instant
        return self.app.store.read(lambda session: upcoming(session, after=after))

    async def moves(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let so much time pass."""
        await self.moves_to(self.clock.instant + timedelta(days=days, hours=hours, minutes=minutes))

    def jumps_to(self, instant: datetime) -> None:
        """Move the clock while the bot is off: nothing happens until `settles`."""
        self.clock.instant = instant

    def writes(self, row: T) -> T:
        """Put a row in the database."""

        def work(session: Session) -> T:
            session.add(row)
            session.flush()
            return row

        return self.app.store.write(work)

    def rows(self, table: type[T]) -> list[T]:
        """Return every row of a table, in the order of their keys."""
        return self.app.store.read(lambda session: list(session.scalars(sa.select(table))))

    def joined_pair(
        self,
        *,
        label: str = "A",
        lay: tuple[int, str] = (1001, "Asha"),
        professional: tuple[int, str] = (1002, "Tom"),
        programme: str = "leading-together",
        workshops: tuple[date, ...] = WORKSHOPS,
        challenge: str | None = "Clearer discharge letters",
        plan: bool = False,
    ) -> tuple[Phone, Phone]:
        """Return the phones of a lay partner and a professional who have joined.

        Written straight into the database for scenarios that are not about joining.
        `plan` also plans their programme's prompts.
        """

        def work(session: Session) -> None:
            cohort = session.scalar(sa.select(Cohort)) or self._cohort(
                session, programme, workshops
            )
            pair = Pair(cohort_id=cohort.id, label=label, created_at=self.clock.now())
            session.add(pair)
            session.flush()
            if challenge:
                session.add(
                    Challenge(
                        pair_id=pair.id, version=1, wording=challenge, written_at=self.clock.now()
                    )
                )
            for role, (chat_id, name) in ((Role.LAY, lay), (Role.PROFESSIONAL, professional)):
                member = Member(
                    pair_id=pair.id, role=role, name=name, chat_id=chat_id, notice_version="1",
                    consented_at=self.clock.now(), joined_at=self.clock.now(),
                )  # fmt: skip
                session.add(member)
                session.flush()
                if plan:
                    from bot.reflection.planning import plan_member

                    plan_member(session, now=self.clock.now(), member=member)

        self.app.store.write(work)
        phones = (self.phone(*lay), self.phone(*professional))
        for phone in phones:  # a chat that was never opened cannot be written to
            phone.person._require_usable()
        return phones

    def _cohort(self, session: Session, programme: str, workshops: tuple[date, ...]) -> Cohort:
        cohort = Cohort(
            name="Oxford 2027", programme=programme, timezone="Europe/London",
            created_at=self.clock.now(),
        )  # fmt: skip
        session.add(cohort)
        session.flush()
        session.add_all(
            Workshop(cohort_id=cohort.id, number=number, day=day)
            for number, day in enumerate(workshops, start=1)
        )
        session.flush()
        return cohort


def _whole_minute(instant: datetime) -> datetime:
    """Return the instant, or the first whole minute after it."""
    minute = instant.replace(second=0, microsecond=0)
    return instant if minute == instant else minute + timedelta(minutes=1)


@asynccontextmanager
async def a_world(folder: Path, *, start: datetime = START) -> AsyncIterator[World]:
    """Open a world on a fresh SQLite file."""
    clock = TestClock(start)
    standin = Standin([BotAccount(token=TOKEN)], now=clock.now)
    async with served(standin) as url:
        settings = Settings(
            bot_token=SecretStr(TOKEN),
            database_url=fresh_sqlite(folder),
            telegram_api_url=url,
            send_rate=1000,
        )
        app = App(settings, clock)
        app.open()
        share_statements(app.store.engine)
        pace = [0.0]
        app.sender.chats = ChatPaces(monotonic=lambda: pace[0])
        await app.line.initialize()
        await app.sender.take_back()
        try:
            yield World(app, standin, clock, pace)
        finally:
            await app.close()
