"""The outbox: messages, and changes to them, that leave once their transaction is committed."""

from bot.post.outbox.changing import (
    cancel,
    cancel_about,
    cancel_edits,
    change_buttons,
    delete,
    delete_theirs,
    edit,
    take_buttons_away,
    take_buttons_away_at,
)
from bot.post.outbox.finding import (
    SPEAKING,
    asked,
    find,
    newest,
    was_said,
)
from bot.post.outbox.rows import (
    NOTIFYING_A_WEEK,
    REPLY,
    WEEK,
    Posting,
    may_ring,
)
from bot.post.outbox.saying import (
    WORDS_AT_ONCE,
    say,
    show_document,
    show_file,
    show_picture,
    split_words,
)

__all__ = [
    "NOTIFYING_A_WEEK",
    "REPLY",
    "SPEAKING",
    "WEEK",
    "WORDS_AT_ONCE",
    "Posting",
    "asked",
    "cancel",
    "cancel_about",
    "cancel_edits",
    "change_buttons",
    "delete",
    "delete_theirs",
    "edit",
    "find",
    "may_ring",
    "newest",
    "say",
    "show_document",
    "show_file",
    "show_picture",
    "split_words",
    "take_buttons_away",
    "take_buttons_away_at",
    "was_said",
]
