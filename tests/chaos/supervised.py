"""`tandem run` under somebody who starts it anew whenever it ends, as systemd does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests.processes import StandinProcess, tandem_run


@dataclass
class Supervised:
    """A bot that is kept running."""

    standin: StandinProcess
    folder: Path
    settings: dict[str, str]
    endings: list[int] = field(default_factory=list)
    """The exit codes of the processes that ended by themselves."""
    _enough: Event = field(default_factory=Event)

    def run(self) -> None:
        """Keep it running until told to stop."""
        while not self._enough.is_set():
            with tandem_run(self.standin, self.folder, **self.settings) as process:
                while process.poll() is None and not self._enough.wait(0.1):
                    pass
                if process.poll() is not None:
                    self.endings.append(process.returncode)
                    time.sleep(1)  # systemd's pause

    def stop(self) -> None:
        """End it."""
        self._enough.set()


@contextmanager
def supervised(standin: StandinProcess, folder: Path, **settings: str) -> Iterator[Supervised]:
    """Keep `tandem run` running while the block lasts."""
    bot = Supervised(standin, folder, settings)
    thread = Thread(target=bot.run)
    thread.start()
    try:
        yield bot
    finally:
        bot.stop()
        thread.join()
