"""Changing a broadcast that people have: other words, or none."""

from dataclasses import replace
from datetime import datetime

from bot.broadcast.content import Item, Message, add_item
from bot.broadcast.drafts import message_of
from bot.broadcast.model import Broadcast, Job, Stage
from bot.broadcast.sending import begin_job
from bot.errors import RefusalError


def require_sent(broadcast: Broadcast) -> None:
    """Raise `RefusalError` unless it is out and nothing is being done with it."""
    if broadcast.stage not in (Stage.SENT, Stage.STOPPED):
        raise RefusalError("broadcast-not-out")
    if broadcast.job is not None:
        raise RefusalError("broadcast-busy")


def correct(broadcast: Broadcast, *, html: str) -> Message:
    """Take other words for it, to be looked at first; returns it as it would read."""
    require_sent(broadcast)
    before = message_of(broadcast)
    first = replace(before.items[0], html=html, album=None)
    checked: Item = add_item(None, first).items[0]
    broadcast.correction = html
    return replace(before, items=(checked, *before.items[1:]))


def edit_everywhere(broadcast: Broadcast, *, now: datetime) -> None:
    """Put the other words on everybody's phone; a second tap finds none and is refused."""
    require_sent(broadcast)
    if broadcast.correction is None:
        raise RefusalError("broadcast-edited-already")
    before = message_of(broadcast)
    first = replace(before.items[0], html=broadcast.correction)
    broadcast.message = replace(before, items=(first, *before.items[1:])).to_document()
    broadcast.correction = None
    begin_job(broadcast, Job.EDIT, now=now)


def recall(broadcast: Broadcast, *, now: datetime) -> None:
    """Delete it from the phones that Telegram still lets us reach (48 hours)."""
    require_sent(broadcast)
    broadcast.too_late = 0
    begin_job(broadcast, Job.RECALL, now=now)
