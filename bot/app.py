"""The composition root: opens everything, runs it, and closes it again."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot

import bot.models  # noqa: F401 - makes every table known
from bot.clock import Clock, MovableClock, SystemClock
from bot.house import House
from bot.planner import Planner
from bot.post.sender import Sender
from bot.privacy import retention
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.schema import bring_up_to_date
from bot.telegram.copy import load_copy
from bot.telegram.dispatch import Dispatcher
from bot.telegram.gateway import Gateway
from bot.telegram.line import Line
from bot.telegram.poller import Poller
from bot.telegram.profile import introduce
from handlers import PARTS, documents, make_router
from handlers.pictures import draw

log = structlog.get_logger(__name__)
TICK_SECONDS = 15
CLOCK_SECONDS = 0.1
CHECKPOINT_SECONDS = 300
RETENTION_HOURS = 6
DRAIN_SECONDS = 10.0


@dataclass
class App:
    """One running Tandem: `open`, then `run`; or drive its parts by hand, as tests do."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)

    def open(self) -> None:
        """Open the database and put the parts together; nothing runs yet."""
        key = self.settings.data_key
        self.store = Store(
            self.settings.database_url, data_key=key.get_secret_value() if key else None
        )
        bring_up_to_date(self.store.engine)
        self.copy = load_copy()
        token, api_url = self.settings.require_token(), self.settings.telegram_api_url
        self.line = Line(api_url=api_url, token=token)
        self.bot = Bot(
            token, request=self.line, get_updates_request=self.line, base_url=f"{api_url}/bot"
        )
        write = documents.writer(store=self.store, copy=self.copy)
        self.gateway = Gateway(line=self.line, copy=self.copy, draw=draw, write=write)
        self.sender = Sender(
            store=self.store, door=self.gateway, clock=self.clock, rate=self.settings.send_rate
        )
        self.dispatcher = Dispatcher(
            store=self.store,
            clock=self.clock,
            router=make_router(),
            house=House.from_settings(self.settings),
            gateway=self.gateway,
            copy=self.copy,
            committed=self.sender.wake,
        )
        self.poller = Poller(
            line=self.line, store=self.store, clock=self.clock, arrived=self.dispatcher.arrived
        )
        self.planner = Planner(store=self.store, clock=self.clock, parts=PARTS)

    async def tick(self) -> None:
        """Do what is due, and let the sender know."""
        if await self.planner.tick():
            self.sender.wake()

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT; then take nothing new and let what is on its way arrive."""
        await self.line.initialize()
        ending = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, ending.set)
        scheduler = self._schedule()
        jobs = [
            asyncio.create_task(job)
            for job in (self.poller.run(), self.dispatcher.run(), self.sender.run())
        ]
        errands = [asyncio.create_task(errand) for errand in self._errands()]
        log.info("running")
        stopped = asyncio.create_task(ending.wait())
        try:
            await asyncio.wait([stopped, *jobs], return_when=asyncio.FIRST_COMPLETED)
            for job in jobs:
                if job.done():
                    job.result()  # raises what ended it
        finally:
            scheduler.shutdown(wait=False)
            for errand in (*errands, jobs[0]):
                errand.cancel()
            await self._drain(jobs[1:])
            await self.close()
        log.info("stopped")

    async def _drain(self, jobs: list[asyncio.Task[None]]) -> None:
        self.poller.stop()
        self.dispatcher.stop()
        self.sender.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*jobs, return_exceptions=True), DRAIN_SECONDS)
        await self.dispatcher.finish()

    async def close(self) -> None:
        """Close the line and the database."""
        await self.line.shutdown()
        self.store.checkpoint()
        self.store.close()

    def _schedule(self) -> AsyncIOScheduler:
        # A late job still runs, once: what is due stands in the tables, not here.
        scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS)
        scheduler.add_job(self.checkpoint, "interval", seconds=CHECKPOINT_SECONDS)
        scheduler.add_job(self.forget, "interval", hours=RETENTION_HOURS)
        scheduler.start()
        return scheduler

    async def checkpoint(self) -> None:
        """Make erased words leave the database's log too."""
        await asyncio.to_thread(self.store.checkpoint)

    async def forget(self) -> None:
        """Erase what has been kept long enough."""
        periods = retention.Periods(
            raw=timedelta(days=self.settings.raw_days),
            answers_months=self.settings.answers_months,
            audit_months=self.settings.audit_months,
        )
        while await self.store.run(
            lambda session: retention.forget_old(session, now=self.clock.now(), periods=periods)
        ):
            pass  # one short transaction a batch, so that nobody waits for it

    def _errands(self) -> list[Coroutine[None, None, None]]:
        errands = [introduce(self.bot, self.copy), self.tick()]
        if isinstance(self.clock, MovableClock):
            errands.append(self._follow(self.clock))
        return errands

    async def _follow(self, clock: MovableClock) -> None:
        """Look at once for what is due when somebody has moved the clock."""
        seen = clock.offset()
        while True:
            await asyncio.sleep(CLOCK_SECONDS)
            if clock.offset() != seen:
                seen = clock.offset()
                await self.tick()
                await self.forget()
                self.sender.wake()
