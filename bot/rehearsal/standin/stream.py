"""Events as server-sent events that resume where a watcher left off."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.rehearsal.standin.events import Event, EventKind, Events

QUIET_S = 15.0


async def stream(events: Events, last: str | None) -> AsyncIterator[str]:
    """Yield events after the id `last` (`RUN-NUMBER`; None: from now on) until the server stops.

    Where something was missed for good, one `reset` event says so: look at everything again.
    """
    number, missed = _place(events, last)
    if missed:
        yield _written(events, Event(number=number, kind=EventKind.RESET, content={}))
    else:
        yield f"id: {events.run}-{number}\nretry: 500\n\n"
    with events.happened.subscribed() as event:
        while not events.happened.closed:
            event.clear()
            found = events.after(number)
            if found is None:
                number = events.newest
                yield _written(events, Event(number=number, kind=EventKind.RESET, content={}))
            for happened in found or ():
                number = happened.number
                yield _written(events, happened)
            if events.newest > number:
                continue
            try:
                await asyncio.wait_for(event.wait(), QUIET_S)
            except TimeoutError:
                yield ": still here\n\n"


def _place(events: Events, last: str | None) -> tuple[int, bool]:
    """Return where to go on from, and whether something was missed."""
    if not last:
        return events.newest, False
    run, _, number = last.rpartition("-")
    if run == events.run and number.isdigit() and events.after(int(number)) is not None:
        return int(number), False
    return events.newest, True


def _written(events: Events, event: Event) -> str:
    content = json.dumps(dict(event.content), ensure_ascii=False)
    return f"id: {events.run}-{event.number}\nevent: {event.kind.value}\ndata: {content}\n\n"
