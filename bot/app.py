"""The composition root: opens everything, runs it, and closes it again."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import structlog

import bot.models  # noqa: F401 - makes every table known
from bot.broadcast import jobs
from bot.clock import Clock, SystemClock
from bot.errors import ExpectedError
from bot.house import House
from bot.leading import Leading
from bot.network.peers import meaning
from bot.network.peers.reading import is_in_use
from bot.planner import Planner
from bot.post.intake import Intake
from bot.post.pacing import ChatPaces
from bot.post.sender import Sender
from bot.privacy import retention
from bot.settings import Address, Settings
from bot.store.engine import Store
from bot.store.leases import SharedLead, Sole
from bot.store.schema import bring_up_to_date
from bot.store.wakes import Wake, listen
from bot.telegram.batch import Batches
from bot.telegram.copy import load_copy
from bot.telegram.dispatch import Dispatcher
from bot.telegram.fetching import Fetcher
from bot.telegram.gateway import Gateway
from bot.telegram.line import Line
from bot.telegram.poller import Poller
from bot.telegram.profile import introduce
from bot.telegram.router import Router
from handlers import PARTS, documents, make_router
from handlers.cohorts_file import read_file
from handlers.pictures import draw

log = structlog.get_logger(__name__)
CHECKPOINT_SECONDS = 300
FETCH_SECONDS = 2
RETENTION_SECONDS = 6 * 3600
DRAIN_SECONDS = 10.0


@dataclass
class App:
    """One running Tandem: `open`, then `run`; or drive its parts by hand, as tests do."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    chats: ChatPaces = field(default_factory=ChatPaces)
    """How fast messages may follow each other into one chat; a rehearsal has its own pace."""
    router: Router = field(default_factory=make_router)
    """The conversations."""

    def open(self, line: Line | None = None) -> None:
        """Open the database and put the parts together; nothing runs yet.

        `line` is one that stands already.
        """
        key = self.settings.data_key
        self.store = Store(
            self.settings.database_url, data_key=key.get_secret_value() if key else None
        )
        bring_up_to_date(self.store.engine)
        self.copy = load_copy()
        self.line = line or Line(
            api_url=self.settings.telegram_api_url, token=self.settings.require_token()
        )
        write = documents.writer(store=self.store, copy=self.copy)
        self.gateway = Gateway(line=self.line, copy=self.copy, draw=draw, write=write)
        self.lead = Sole() if self.store.is_sqlite else SharedLead(self.store)
        self.sender = Sender(
            store=self.store,
            door=self.gateway,
            clock=self.clock,
            rate=self.settings.send_rate,
            chats=self.chats,
            lead=self.lead,
        )
        self.dispatcher = Dispatcher(
            store=self.store,
            clock=self.clock,
            batches=Batches(
                store=self.store,
                clock=self.clock,
                router=self.router,
                house=House.from_settings(self.settings),
                copy=self.copy,
            ),
            gateway=self.gateway,
            ride=self.sender.ride,
        )
        self.intake = Intake(clock=self.clock, commit=self.dispatcher.take_in)
        self.poller = Poller(line=self.line, intake=self.intake)
        self.planner = Planner(store=self.store, clock=self.clock, parts=PARTS, lead=self.lead)
        self.broadcasting = Planner(
            store=self.store, clock=self.clock, parts=[jobs.work], lead=self.lead
        )
        self.fetcher = Fetcher(
            line=self.line,
            store=self.store,
            clock=self.clock,
            read=read_file,
            done=self.sender.wake,
        )
        self.leading = Leading(
            lead=self.lead,
            settings=self.settings,
            line=self.line,
            poller=self.poller,
            planner=self.planner,
            sender=self.sender,
            introduce=lambda: introduce(self.line, self.copy),
            housekeeping=[
                (self.checkpoint, CHECKPOINT_SECONDS),
                (self.forget, RETENTION_SECONDS),
                (self.fetcher.step, FETCH_SECONDS),
                (self.go_on_broadcasting, jobs.LOOK_SECONDS),
            ],
        )

    async def run(self, ending: asyncio.Event) -> None:
        """Run until `ending`; then take nothing new and let what is on its way arrive."""
        await self.line.initialize()
        if await self.store.look(is_in_use):
            meaning.warm()
        try:
            await self._run(ending)
        finally:
            await self.close()
        log.info("stopped")

    async def _run(self, ending: asyncio.Event) -> None:
        leading = asyncio.create_task(self.leading.run())
        handling = asyncio.create_task(self.dispatcher.run())
        helping = [asyncio.create_task(self._serve()), asyncio.create_task(self._hear())]
        stopped = asyncio.create_task(ending.wait())
        log.info("running")
        parts: Sequence[asyncio.Task[object]] = [stopped, leading, handling, *helping]
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()  # raises what ended it
        finally:
            for task in helping:
                task.cancel()
            await self._drain(leading, handling)

    async def _drain(self, leading: asyncio.Task[None], handling: asyncio.Task[None]) -> None:
        self.dispatcher.stop()
        self.leading.stop()
        if not self.leading.leads:
            leading.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(
                asyncio.gather(leading, handling, return_exceptions=True), DRAIN_SECONDS
            )
        await self.dispatcher.finish()

    async def close(self) -> None:
        """Close the line and the database."""
        await self.line.shutdown()
        self.store.checkpoint()
        self.store.close()

    async def _serve(self) -> None:
        """Serve the webhook, health and metrics, where that is wanted, for ever."""
        address, url = self.settings.listen, self.settings.webhook_url
        if address is not None:
            if url is None:
                # Fetching updates comes first: the web server takes a while to import.
                await self.poller.has_polled.wait()
            await self._serve_on(address, url)
        await asyncio.Event().wait()

    async def _serve_on(self, address: Address, url: str | None) -> None:
        from bot.health import Health
        from bot.telegram.endpoint import Hook, make_site, serve

        secret = self.settings.webhook_secret
        hook = None
        if url is not None and secret is not None:
            hook = Hook(path=urlsplit(url).path or "/", secret=secret.get_secret_value())
        health = Health(
            store=self.store, clock=self.clock, silent_seconds=self.leading.silent_seconds
        )
        try:
            await serve(make_site(health=health, intake=self.intake, hook=hook), address)
        except OSError as error:
            fault = f"TANDEM_LISTEN: {address.host}:{address.port} cannot be served: {error}"
            if hook is not None:
                raise ExpectedError(fault) from None
            log.warning("health and metrics are not served", fault=fault)

    async def _hear(self) -> None:
        """Hear from the other processes of one PostgreSQL, for ever."""
        if self.store.is_sqlite:
            await asyncio.Event().wait()
        wakes = {Wake.INBOX: self.dispatcher.wake, Wake.OUTBOX: self.sender.wake}
        await listen(self.store.engine.url, lambda wake: wakes[wake]())

    async def go_on_broadcasting(self) -> None:
        """Begin what is due and show how far it is, between two ticks of the planner."""
        now = self.clock.now()
        busy = await self.store.look(lambda session: jobs.is_busy(session, now))
        if busy and await self.broadcasting.tick():
            self.sender.wake()

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
