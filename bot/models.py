"""Every table of every capability, for whoever needs the whole schema."""

from bot.broadcast import model as broadcast
from bot.learning import model as learning
from bot.network import model as network
from bot.network.asking import model as asking
from bot.network.exchanging import model as exchanging
from bot.network.library import model as library
from bot.network.linking import model as linking
from bot.network.peers import model as peers
from bot.network.safety import model as safety
from bot.pairs import model as pairs
from bot.people import model as people
from bot.post import model as post
from bot.privacy import model as privacy
from bot.reflection import model as reflection
from bot.sharing import model as sharing
from bot.store import leases

ALL = (
    broadcast,
    learning,
    network,
    asking,
    exchanging,
    library,
    linking,
    peers,
    safety,
    people,
    pairs,
    post,
    privacy,
    reflection,
    sharing,
    leases,
)
