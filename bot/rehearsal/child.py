"""The bot's own process: started, started again when it dies, and ended with the rehearsal."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)
PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
STEADY_SECONDS = 5.0
FAILING_AFTER = 3
PATIENCE_SECONDS = 12.0
"""A little more than the bot takes to let what is on its way arrive."""


@dataclass
class Child:
    """One process that runs `command`, its output appended to `output`, until `end`."""

    command: Sequence[str]
    output: Path
    _quick_ends: int = field(default=0, init=False)
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _ending: bool = field(default=False, init=False)
    _anew: bool = field(default=False, init=False)

    @property
    def is_alive(self) -> bool:
        """Whether the process runs now."""
        return self._process is not None and self._process.returncode is None

    @property
    def is_failing(self) -> bool:
        """Whether the process ends soon after each start: something is wrong with it."""
        return self._quick_ends >= FAILING_AFTER

    async def run(self) -> None:
        """Keep the process alive until `end`; a process that keeps dying is started ever later."""
        loop = asyncio.get_running_loop()
        while not self._ending:
            began = loop.time()
            code = await self._once()
            if self._ending:
                return
            if self._anew:
                self._anew = False
                continue
            log.warning("the bot ended; it is started again", code=code, log=str(self.output))
            self._quick_ends = 0 if loop.time() - began > STEADY_SECONDS else self._quick_ends + 1
            await asyncio.sleep(min(PAUSE_SECONDS * 2**self._quick_ends, LONGEST_PAUSE_SECONDS))

    async def _once(self) -> int:
        with self.output.open("ab") as output:
            # A session of its own: Ctrl-C reaches the parent, which then ends it in order.
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return await self._process.wait()

    def kill(self) -> None:
        """Kill the process as a power cut would; `run` starts it again."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def begin_anew(self) -> None:
        """Let the process start again at once, to read what it reads at its start only."""
        self._anew = self.is_alive
        self.kill()

    async def drop(self) -> None:
        """End the process at once: nobody wants what it would still do."""
        self._ending = True
        self.kill()
        if self._process is not None:
            await self._process.wait()

    async def end(self) -> None:
        """End the process; one that does not listen is killed."""
        self._ending = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
