"""One turn of a conversation: what a person did, and the means to answer."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.house import House
from bot.post import outbox
from bot.post.content import Args, Buttons, Keyboard
from bot.post.model import Chat, OutboxMessage
from bot.post.outbox import REPLY, Posting
from bot.post.talk import Talk, talk_from
from bot.sharing.model import HeldFile
from bot.sharing.said import Said
from bot.telegram.incoming import FileKind, Incoming


@dataclass(kw_only=True)
class Turn:
    """What a handler works with, inside the transaction of one update.

    Handlers read `heard`, call one capability, and answer with `say`, `change` or `toast`.
    They never commit and never call Telegram.
    """

    session: Session
    now: datetime
    chat: Chat
    heard: Incoming
    house: House
    toast_key: str | None = field(default=None, init=False)
    toast_args: Args = field(default_factory=dict, init=False)

    @property
    def chat_id(self) -> int:
        """The person's private chat, which is also their numeric id."""
        return self.heard.chat_id

    def say(
        self,
        copy: str,
        args: Args | None = None,
        *,
        buttons: Buttons = (),
        keyboard: Keyboard | None = None,
        how: Posting = REPLY,
    ) -> OutboxMessage:
        """Put one message to this person in the outbox."""
        return outbox.say(
            self.session,
            now=self.now,
            chat_id=self.chat_id,
            copy=copy,
            args=args,
            buttons=buttons,
            keyboard=keyboard,
            how=how,
        )

    @property
    def said(self) -> Said:
        """What the person sent, as the capabilities take it.

        Raises `RefusalError` for a kind of file that we cannot keep.
        """
        file = self.heard.file
        if file is not None and file.kind is FileKind.UNSUPPORTED:
            raise RefusalError("refused-file")
        return Said(
            message_id=self.heard.message_id or 0,
            text=self.heard.text,
            file_kind=HeldFile(file.kind.value) if file else None,
            file_id=file.file_id if file else None,
        )

    @property
    def tapped(self) -> OutboxMessage | None:
        """Our message under whose button the person tapped."""
        if self.heard.tap is None or self.heard.message_id is None:
            return None
        return outbox.find(self.session, chat_id=self.chat_id, message_id=self.heard.message_id)

    def change(self, copy: str, args: Args | None = None, *, buttons: Buttons = ()) -> None:
        """Change the tapped message in place; without one, say it anew."""
        target = self.tapped
        if target is None:
            self.say(copy, args, buttons=buttons)
            return
        outbox.edit(
            self.session, now=self.now, target=target, copy=copy, args=args, buttons=buttons
        )

    def take_buttons_away(self) -> None:
        """Leave the tapped message's words, without its buttons."""
        target = self.tapped
        if target is not None:
            outbox.take_buttons_away(self.session, now=self.now, target=target)

    def take_question_away(self, *copies: str) -> None:
        """Leave the words of a question that was answered by typing, without its buttons."""
        question = outbox.asked(self.session, chat_id=self.chat_id, copies=copies)
        if question is not None:
            outbox.take_buttons_away(self.session, now=self.now, target=question)

    def toast(self, copy: str, args: Args | None = None) -> None:
        """Show a few words over the chat in answer to a tap (at most 200 characters)."""
        self.toast_key, self.toast_args = copy, args or {}

    def wait_for(self, talk: Talk | None) -> None:
        """Remember what the next message will be about; None ends the conversation."""
        document = talk.to_document() if talk is not None else None
        if document != self.chat.talk:  # or the chat would be written for nothing
            self.chat.talk = document

    @property
    def talk(self) -> Talk | None:
        """What the conversation is about."""
        return talk_from(self.chat.talk)
