"""What a person sent, whatever it turns out to be for."""

from dataclasses import dataclass

from bot.sharing.model import HeldFile


@dataclass(frozen=True, kw_only=True)
class Said:
    """One Telegram message of a person; `file_id` is Telegram's handle for the file."""

    message_id: int
    text: str = ""
    file_kind: HeldFile | None = None
    file_id: str | None = None
