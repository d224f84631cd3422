"""What an ask looks like, the same for everybody who sees it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.network import labels
from bot.network.asking import asks
from bot.network.asking.model import Ask
from bot.network.peers.topics import spoken
from bot.post.content import Arg


def card_args(session: Session, *, now: datetime, ask: Ask) -> Mapping[str, Arg]:
    """Return the arguments of `ask-card`, with nothing of who asks unless it is named."""
    return {
        "who": [labels.described(session, now=now, pair_id=ask.pair_id, named=ask.named)],
        "help": ask.help.value,
        "has_topics": bool(ask.topics),
        "topics": [spoken(topic) for topic in asks.chosen_topics(ask)],
        "words": asks.words_of(ask),
    }
