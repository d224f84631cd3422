"""What one process does for all: fetches updates, plans what is due, and sends."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import MovableClock, SystemClock
from bot.metrics import LEADS
from bot.planner import Planner
from bot.post.sender import Sender
from bot.settings import Settings
from bot.store.leases import Lead, NotLeadingError
from bot.store.outage import Outage
from bot.telegram.call import Call
from bot.telegram.line import Line, NeverSentError, UnknownFateError
from bot.telegram.poller import Poller
from bot.telegram.polling import KINDS

log = structlog.get_logger(__name__)
TICK_SECONDS = 15
CLOCK_SECONDS = 0.02
WATCH_SECONDS = 1.0
JUMP = timedelta(seconds=5)
WEBHOOK_RETRY_SECONDS = 15.0
Errand = Callable[[], Coroutine[None, None, object]]


@dataclass(kw_only=True)
class Leading:
    """Leads whenever this process holds the lease; what it began it leaves when it loses it."""

    lead: Lead
    settings: Settings
    line: Line
    poller: Poller
    planner: Planner
    sender: Sender
    introduce: Errand
    """Done once in each term: tells Telegram about the bot."""
    housekeeping: list[tuple[Errand, int]]
    """Jobs, and the seconds between two runs."""
    leads: bool = field(default=False, init=False)
    """Whether this process leads."""
    _stopping: bool = field(default=False, init=False)

    async def run(self) -> None:
        """Lead, wait to lead, and lead again, until `stop`; raises what ends a part of it."""
        while not self._stopping:
            await self.lead.gain()
            self.leads = True
            LEADS.set(1)
            try:
                await self._term()
            finally:
                LEADS.set(0)
                self.leads = False
        await self.lead.give_up()

    def stop(self) -> None:
        """Fetch nothing new, and let what is on its way arrive."""
        self._stopping = True
        self.poller.stop()
        self.sender.stop()

    def silent_seconds(self) -> float | None:
        """Seconds since the last good poll; None in a process that does not poll."""
        if not self.leads or self.settings.webhook_url is not None:
            return None
        return asyncio.get_running_loop().time() - self.poller.last_success

    async def tick(self) -> None:
        """Do what is due, and let the sender know."""
        if await self.planner.tick():
            self.sender.wake()

    async def _term(self) -> None:
        scheduler = self._schedule()
        errands = [asyncio.create_task(_logged(e)) for e in self._errands(scheduler)]
        lost = asyncio.create_task(self.lead.lose())
        sending = asyncio.create_task(self.sender.run())
        parts = [lost, sending]
        if self.settings.webhook_url is None:
            parts.append(asyncio.create_task(self.poller.run()))
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            if self._stopping:
                await asyncio.wait([sending])
            for part in done:
                with suppress(NotLeadingError):
                    part.result()  # raises what ended it
        finally:
            scheduler.pause()
            await asyncio.sleep(0)  # what was just begun comes to where it can be cut off quietly
            scheduler.shutdown(wait=False)
            for task in (*parts, *errands):
                task.cancel()
            await asyncio.gather(*parts, *errands, return_exceptions=True)
            self.sender.abandon()

    def _schedule(self) -> AsyncIOScheduler:
        # A late job still runs, once: what is due stands in the tables, not here.
        scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        soon = SystemClock().now()
        tick = _until_cut_off(self.tick)
        scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, next_run_time=soon)
        for job, seconds in self.housekeeping:
            quiet = _until_cut_off(_through_outages(job))
            scheduler.add_job(quiet, "interval", seconds=seconds)
        scheduler.start()
        return scheduler

    def _errands(self, scheduler: AsyncIOScheduler) -> list[Coroutine[None, None, object]]:
        errands = [self.introduce(), self._watch_clock(scheduler)]
        if self.settings.webhook_url is not None:
            errands.append(self._set_webhook(self.settings.webhook_url))
        if isinstance(self.planner.clock, MovableClock):
            errands.append(self._follow(self.planner.clock))
        return errands

    async def _set_webhook(self, url: str) -> None:
        """Tell Telegram where to bring updates, until it has understood."""
        secret = self.settings.webhook_secret
        params = {
            "url": url,
            "secret_token": secret.get_secret_value() if secret else "",
            "allowed_updates": KINDS,
        }
        while True:
            try:
                answer = await self.line.call(Call(method="setWebhook", params=params))
            except (NeverSentError, UnknownFateError) as error:
                fault = str(error)
            else:
                if answer.body and answer.body.get("ok"):
                    log.info("Telegram brings updates", host=urlsplit(url).hostname)
                    return
                fault = answer.description
            log.warning("the webhook could not be set; trying again", fault=fault)
            await asyncio.sleep(WEBHOOK_RETRY_SECONDS)

    async def _watch_clock(self, scheduler: AsyncIOScheduler) -> None:
        """Notice when somebody puts the machine's clock: the scheduler goes by it."""
        before = _wall_ahead()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            now = _wall_ahead()
            jump, before = now - before, now
            if abs(jump) < JUMP:
                continue
            log.warning("the machine's clock was put", seconds=round(jump.total_seconds()))
            for job in scheduler.get_jobs():
                job.modify(next_run_time=SystemClock().now())
            await _logged(self.sender.clock_was_put(jump))

    async def _follow(self, clock: MovableClock) -> None:
        """Look at once for what is due when somebody has moved the rehearsal's clock."""
        seen = clock.offset()
        while True:
            await asyncio.sleep(CLOCK_SECONDS)
            if clock.offset() != seen:
                seen = clock.offset()
                for job in (self.tick, *(job for job, _ in self.housekeeping)):
                    await _logged(job())
                self.sender.wake()


def _until_cut_off(job: Errand) -> Errand:
    """Return the job as one that ends without a word when the term does.

    What is due still stands in the tables, for the next term.
    """

    async def run() -> None:
        with suppress(asyncio.CancelledError):
            await job()

    return run


def _through_outages(job: Errand) -> Errand:
    """Return the job as one that a database that does not work ends for this time only."""
    outage = Outage(getattr(job, "__qualname__", "housekeeping"))

    async def run() -> None:
        try:
            await job()
        except SQLAlchemyError as error:
            outage.failed(error)
        else:
            outage.over()

    return run


async def _logged(errand: Coroutine[None, None, object]) -> None:
    """Do what nothing else waits for; a fault of it ends nothing else."""
    try:
        await errand
    except Exception:
        log.exception("an errand failed")


def _wall_ahead() -> timedelta:
    return timedelta(seconds=SystemClock().now().timestamp() - time.monotonic())
