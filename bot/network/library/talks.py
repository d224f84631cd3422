"""What the next words may be about while an entry of the library is made."""

from bot.post.talk import Talk


class RewordingEntry(Talk, name="library-question"):
    """The question of an entry, in other words."""

    entry: int
    since: str
