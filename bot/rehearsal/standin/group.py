"""Groups, which a bot made for private chats should leave politely."""

from collections.abc import Sequence

from bot.rehearsal.standin.arrivals import member_change, post
from bot.rehearsal.standin.bots import Bot
from bot.rehearsal.standin.chats import Chat, ChatKind, ChatStatus
from bot.rehearsal.standin.formatting import Formatted
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.person import Person


class Group:
    """A group with the bot in it; get one from `Standin.group`."""

    def __init__(self, bot: Bot, chat_id: int, title: str, added_by: Person) -> None:
        self.bot = bot
        description: dict[str, object] = {"id": chat_id, "title": title, "type": "group"}
        self.chat = Chat(id=chat_id, kind=ChatKind.GROUP, description=description)
        self.chat.status = ChatStatus.OPEN
        bot.chats[chat_id] = self.chat
        bot.updates.put(
            "my_chat_member", member_change(bot, self.chat, added_by.sender, "left", "member")
        )

    def says(self, person: Person, text: str) -> Message:
        """Have somebody write in the group; every text reaches the bot while it is there."""
        with self.bot.world.lock:
            return post(self.bot, self.chat, person.sender, Formatted(text=text))

    @property
    def messages(self) -> Sequence[Message]:
        """What the group shows, newest last."""
        return self.chat.visible

    @property
    def bot_is_there(self) -> bool:
        """Whether the bot has not left."""
        return self.chat.status is ChatStatus.OPEN
