"""A phone in a scenario: what a person does with it, and what it shows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.person import Person


@dataclass
class Phone:
    """One person's phone; every act is followed by all that comes of it."""

    person: Person
    settle: Callable[[], Awaitable[None]]
    """Lets the bot do all that comes of an act."""
    seen: int = 0
    """How many of the bot's messages were there before the last act."""

    @property
    def id(self) -> int:
        """The person's numeric id, which is also the chat's."""
        return self.person.id

    async def _acts(self) -> None:
        await self.settle()

    def _mark(self) -> None:
        self.seen = len(self.person.received)

    async def sends(self, text: str, *, reply_to: int | Message | None = None) -> Message:
        """Type a text."""
        self._mark()
        message = self.person.sends(text, reply_to)
        await self._acts()
        return message

    async def sends_photo(self, caption: str | None = None, album: str | None = None) -> Message:
        """Send a photo."""
        self._mark()
        message = self.person.sends_photo(b"\x89PNG", caption, album)
        await self._acts()
        return message

    async def sends_voice(self) -> Message:
        """Send a voice note."""
        self._mark()
        message = self.person.sends_voice()
        await self._acts()
        return message

    async def sends_document(self, name: str, data: bytes) -> Message:
        """Send a file."""
        self._mark()
        message = self.person.sends_document(name, data)
        await self._acts()
        return message

    async def taps(self, label: str) -> None:
        """Tap the newest visible button with this label."""
        self._mark()
        self.person.taps(label)
        await self._acts()

    async def taps_on(self, message: Message | int, label: str) -> None:
        """Tap a button that a message has, or once had."""
        self._mark()
        number = message if isinstance(message, int) else message.message_id
        self.person.taps_on(number, label)
        await self._acts()

    async def presses(self, label: str) -> None:
        """Press a key under the text field."""
        self._mark()
        self.person.presses(label)
        await self._acts()

    async def edits(self, message: Message, text: str) -> None:
        """Edit an own message."""
        self._mark()
        self.person.edits(message, text)
        await self._acts()

    async def opens(self, parameter: str) -> None:
        """Open a link to the bot and press Start."""
        self._mark()
        self.person.opens(parameter)
        await self._acts()

    @property
    def news(self) -> list[Message]:
        """What the bot sent since before the last act, deleted ones left out."""
        return [message for message in self.person.received[self.seen :] if not message.deleted]

    @property
    def screen(self) -> str:
        """Everything the bot's messages in this chat say now."""
        return "\n---\n".join(
            message.body.text for message in self.person.messages if message.from_bot
        )

    @property
    def last_buttons(self) -> list[str]:
        """The labels under the bot's newest message."""
        last = self.person.last
        return list(last.labels) if last else []

    def sees(self, text: str) -> Message:
        """Return the newest message that is visible and holds `text`; fail if none does."""
        for message in reversed(self.person.messages):
            if message.from_bot and text.lower() in message.body.text.lower():
                return message
        raise AssertionError(f"{text!r} is not on the phone, which shows:\n{self.screen}")

    def sees_not(self, text: str) -> None:
        """Fail if any visible message of the bot holds `text`."""
        if text.lower() in self.screen.lower():
            raise AssertionError(f"{text!r} is on the phone:\n{self.screen}")

    def never_received(self, text: str) -> None:
        """Fail if any version of any message the bot ever sent here holds `text`."""
        for message in self.person.received:
            for version in message.versions:
                if text.lower() in version.body.text.lower():
                    raise AssertionError(f"{text!r} was sent here: {version.body.text}")

    @property
    def toast(self) -> str:
        """The text of the last answer to a tap."""
        return self.person.toasts[-1].text if self.person.toasts else ""
