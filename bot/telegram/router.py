"""Finds the one handler for what a person did."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.post.talk import Talk
from bot.post.taps import Tap
from bot.telegram.incoming import Kind
from bot.telegram.turn import Turn

Handler = Callable[[Turn], None]

TapT = TypeVar("TapT", bound=Tap)
TalkT = TypeVar("TalkT", bound=Talk)


class Conversation:
    """The handlers of one conversation; a handler file makes one and decorates with it."""

    def __init__(self) -> None:
        self.commands: dict[str, Handler] = {}
        self.taps: dict[type[Tap], Handler] = {}
        self.talks: dict[type[Talk], Handler] = {}
        self.replies: list[Callable[[Turn], bool]] = []
        self.guesses: list[Callable[[Turn], bool]] = []
        self.edits: list[Callable[[Turn], bool]] = []

    def command(self, *names: str) -> Callable[[Handler], Handler]:
        """Handle `/name`."""

        def register(handler: Handler) -> Handler:
            self.commands.update(dict.fromkeys(names, handler))
            return handler

        return register

    def tap(
        self, kind: type[TapT]
    ) -> Callable[[Callable[[Turn, TapT], None]], Callable[[Turn, TapT], None]]:
        """Handle a tap of this kind; the handler gets the tap as its second argument."""

        def register(handler: Callable[[Turn, TapT], None]) -> Callable[[Turn, TapT], None]:
            def call(turn: Turn) -> None:
                if isinstance(turn.heard.tap, kind):
                    handler(turn, turn.heard.tap)

            self.taps[kind] = call
            return handler

        return register

    def when(
        self, kind: type[TalkT]
    ) -> Callable[[Callable[[Turn, TalkT], None]], Callable[[Turn, TalkT], None]]:
        """Handle words or a file while the conversation is about this."""

        def register(handler: Callable[[Turn, TalkT], None]) -> Callable[[Turn, TalkT], None]:
            def call(turn: Turn) -> None:
                talk = turn.talk
                if isinstance(talk, kind):
                    handler(turn, talk)

            self.talks[kind] = call
            return handler

        return register

    def replied(self, handler: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Offer Telegram's own replies to a handler that returns whether one was for it."""
        self.replies.append(handler)
        return handler

    def guess(self, handler: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Offer words that belong to no talk to a handler that returns whether it took them."""
        self.guesses.append(handler)
        return handler

    def edited(self, handler: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Offer an edited message to a handler that returns whether it was for it."""
        self.edits.append(handler)
        return handler


class Router:
    """All conversations, in the order in which they are asked.

    Words go, in this order, to: a command; what they reply to in Telegram; the talk under
    way; whoever can tell whose they are; the fallback, which asks.
    """

    def __init__(
        self,
        conversations: Sequence[Conversation],
        *,
        before: Callable[[Turn], bool],
        unknown_tap: Handler,
        fallback: Handler,
    ) -> None:
        self._conversations = conversations
        self._before = before
        self._unknown_tap = unknown_tap
        self._fallback = fallback

    def handle(self, turn: Turn) -> None:
        """Call the handler for this turn; raises what the handler raises."""
        if self._before(turn):
            return
        if turn.heard.kind is Kind.TAP:
            self._tap(turn)
        elif turn.heard.kind is Kind.EDIT:
            self._any(turn, [h for c in self._conversations for h in c.edits])
        elif turn.heard.kind is Kind.WORDS:
            self._words(turn)

    def _tap(self, turn: Turn) -> None:
        kind = type(turn.heard.tap)
        for conversation in self._conversations:
            if kind in conversation.taps:
                conversation.taps[kind](turn)
                return
        self._unknown_tap(turn)

    def _words(self, turn: Turn) -> None:
        command = turn.heard.command
        if command is not None:
            for conversation in self._conversations:
                if command in conversation.commands:
                    turn.wait_for(None)
                    conversation.commands[command](turn)
                    return
        replying = turn.heard.reply_to is not None
        if replying and self._any(turn, [h for c in self._conversations for h in c.replies]):
            return
        talk = type(turn.talk)
        for conversation in self._conversations:
            if talk in conversation.talks:
                conversation.talks[talk](turn)
                return
        if not self._any(turn, [h for c in self._conversations for h in c.guesses]):
            self._fallback(turn)

    @staticmethod
    def _any(turn: Turn, handlers: list[Callable[[Turn], bool]]) -> bool:
        return any(handler(turn) for handler in handlers)
