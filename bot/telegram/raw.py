"""What is kept of an update as it came, whatever it holds."""

from typing import Any

from bot.json_text import to_json
from bot.post.inbox import RawUpdate
from bot.telegram.polling import KINDS

_HIGHEST = 2**63 - 1


def raw_update(item: object) -> RawUpdate | None:
    """Return what is stored of an update; None for what is no update at all.

    `chat_id` is whose it is, where that is plain.
    """
    if not isinstance(item, dict) or not _is_number(item.get("update_id")):
        return None
    kind = next((name for name in KINDS if isinstance(item.get(name), dict)), None)
    body: dict[str, Any] = item[kind] if kind else {}
    person = body.get("from")
    whose = person.get("id") if isinstance(person, dict) else None
    return RawUpdate(
        update_id=item["update_id"],
        chat_id=whose if _is_number(whose) else None,
        raw=_as_text(item),
        tap_id=_tap_id(body) if kind == "callback_query" else None,
    )


def _as_text(item: dict[str, Any]) -> str:
    # Half a character is not text, and no database takes it.
    return to_json(item).encode(errors="replace").decode()


def _tap_id(query: dict[str, Any]) -> str | None:
    return query["id"] if isinstance(query.get("id"), str) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST
