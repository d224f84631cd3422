"""Telegram's Bot API over HTTP without Telegram: any bot can be rehearsed with it.

`Standin` holds bots, people and chats in memory; `Person` is somebody's phone; `served` puts a
stand-in on 127.0.0.1; `python -m bot.rehearsal.standin` runs one as its own process, with a
control API under `/control`. The package knows nothing of the bot that is rehearsed.
"""

from bot.rehearsal.standin.arrivals import PhoneError
from bot.rehearsal.standin.bots import BotAccount
from bot.rehearsal.standin.faults import Fault, Trouble
from bot.rehearsal.standin.group import Group
from bot.rehearsal.standin.limits import Limits
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.person import Person, new_album
from bot.rehearsal.standin.running import served
from bot.rehearsal.standin.standin import Reply, Standin

__all__ = [
    "BotAccount",
    "Fault",
    "Group",
    "Limits",
    "Message",
    "Person",
    "PhoneError",
    "Reply",
    "Standin",
    "Trouble",
    "new_album",
    "served",
]
