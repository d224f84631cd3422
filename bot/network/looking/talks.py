"""What the next words on the network's screens may be about."""

from bot.post.talk import Talk


class LookingUp(Talk, name="network-find"):
    """What to look for in the network."""

    since: str
