"""What the next words may be about while two pairs get in touch."""

from bot.post.talk import Talk


class GivingContact(Talk, name="link-contact"):
    """By what the other pair may reach one."""

    link: int
    since: str


class WritingInChat(Talk, name="link-chat"):
    """Words for the chat of four; `message` is 0 until the first."""

    link: int
    message: int
    since: str
