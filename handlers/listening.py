"""Waits for words, and asks for them once: a second tap finds the question still there."""

from bot.post import outbox
from bot.post.talk import Talk
from bot.telegram.turn import Turn


def listens_already(turn: Turn, talk: Talk, *, asked: str) -> bool:
    """Wait for words; tell whether the chat ends with the question for just these.

    `asked` is the question's copy key. Then a toast says so, and it is not asked twice.
    """
    before = turn.talk
    turn.wait_for(talk)
    newest = outbox.newest(turn.session, chat_id=turn.chat_id)
    if newest is None or newest.copy != asked or _subject(before) != _subject(talk):
        return False
    turn.toast("listening")
    return True


def _subject(talk: Talk | None) -> dict[str, object]:
    """Return what words are waited for, whenever that began."""
    stored = talk.to_document() if talk is not None else {}
    return {key: value for key, value in stored.items() if key != "since"}
