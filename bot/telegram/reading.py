"""Reads updates, the commonest without python-telegram-bot: plain words, and taps.

The library's objects cost more than all else that is done with a tap before its handler.
Whatever holds more than is known here, or something else than expected, is left to it.
"""

from html import escape
from typing import Any

from bot.json_text import from_json
from bot.telegram.formatting import STAYS_PLAIN
from bot.telegram.incoming import Incoming, Kind, decode, tap_from
from bot.telegram.lean import update_from

_MESSAGE = {"message_id", "from", "chat", "date", "text", "entities"}


def read(raw: str) -> Incoming | None:
    """Return what happened; None for a kind of update that concerns nobody.

    Raises whatever the library has against an update, and `ValueError` for one of nobody.
    """
    update = from_json(raw)
    heard = _plain(update) or decode(update_from(update))
    if heard is not None and not isinstance(heard.chat_id, int):
        raise ValueError("an update without a person")
    return heard


def _plain(update: dict[str, Any]) -> Incoming | None:
    if update.keys() == {"update_id", "message"}:
        return _words(update["message"])
    if update.keys() == {"update_id", "callback_query"}:
        return _tap(update["callback_query"])
    return None


def _words(message: Any) -> Incoming | None:
    match message:
        case {"message_id": int(number), "chat": {"id": int(chat), "type": "private"},
              "from": {"id": int()}, "date": int(), "text": str(text)}:  # fmt: skip
            if message.keys() <= _MESSAGE and _is_plain(message.get("entities", [])):
                html = escape(text, quote=False).strip()
                return Incoming(
                    kind=Kind.WORDS, chat_id=chat, message_id=number, text=text.strip(), html=html
                )
    return None


def _is_plain(entities: object) -> bool:
    return isinstance(entities, list) and all(
        isinstance(entity, dict) and entity.get("type") in STAYS_PLAIN for entity in entities
    )


def _tap(query: Any) -> Incoming | None:
    match query:
        case {"id": str(tap_id), "from": {"id": int(person)}, "data": str(data),
              "message": {"message_id": int(number)}}:  # fmt: skip
            return tap_from(person=person, message_id=number, data=data, tap_id=tap_id)
    return None
