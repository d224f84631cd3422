"""Six pairs in four cohorts, for scenarios of the network.

    net = six_pairs(world)
    await net.asha.sends("/ask")

Each member has a user name, an organisation and a name that stand nowhere else, so that a
search of what others got can tell whether somebody was given away.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.pairs.model import Challenge, Cohort, Pair, Workshop
from bot.people.model import Member, Role
from bot.post.taps import Tap
from bot.rehearsal.standin.messages import Message
from tests.world import Phone, World

COMING = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))
UNDER_WAY = (date(2027, 1, 20), date(2027, 2, 24), date(2027, 3, 24))
PAST = (date(2026, 2, 4), date(2026, 3, 4), date(2026, 4, 8))


@dataclass(frozen=True, kw_only=True)
class Group:
    """A cohort to make: its name, the place of its first workshop, and its days."""

    name: str
    venue: str | None
    days: tuple[date, ...]


OXFORD = Group(name="Oxford 2027", venue="Kassam Stadium, Oxford", days=COMING)
BRISTOL = Group(name="Severnside 2027", venue="Watershed, Bristol", days=UNDER_WAY)
READING = Group(name="Thames 2027", venue=None, days=COMING)
WYCOMBE = Group(name="Chilterns 2026", venue="Adams Park, High Wycombe", days=PAST)


@dataclass(frozen=True, kw_only=True)
class Two:
    """Who is in a pair: names, the cohort, the challenge."""

    lay: str
    professional: str
    group: Group
    challenge: str


SIX = (
    Two(
        lay="Asha", professional="Tom", group=OXFORD,
        challenge="Letters after a hospital stay that patients can read",
    ),
    Two(
        lay="Bronwen", professional="Declan", group=OXFORD,
        challenge="Fewer missed appointments at the eye clinic",
    ),
    Two(
        lay="Cerys", professional="Farouk", group=BRISTOL,
        challenge="Discharge letters in plain words for carers",
    ),
    Two(
        lay="Gwendolyn", professional="Hamish", group=BRISTOL,
        challenge="Lonely older people after a fall",
    ),
    Two(
        lay="Ingrid", professional="Jerome", group=READING,
        challenge="Young carers heard in mental health teams",
    ),
    Two(
        lay="Kwame", professional="Lucinda", group=WYCOMBE,
        challenge="Plain letters from the hospital to the GP",
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Peers:
    """A pair's two phones, and the ids of its row and of its cohort's."""

    lay: Phone
    professional: Phone
    pair_id: int
    cohort_id: int

    @property
    def phones(self) -> tuple[Phone, Phone]:
        """Both phones."""
        return self.lay, self.professional


@dataclass(kw_only=True)
class Network:
    """All pairs, in the order of `SIX`; Asha and Tom are the first."""

    world: World
    pairs: list[Peers]
    cohorts: dict[str, int] = field(default_factory=dict)
    """Ids by name."""

    @property
    def asha(self) -> Phone:
        """The lay partner who asks, in most scenarios."""
        return self.pairs[0].lay

    @property
    def tom(self) -> Phone:
        """Her partner."""
        return self.pairs[0].professional

    @property
    def others(self) -> list[Peers]:
        """Every pair but the first."""
        return self.pairs[1:]

    @property
    def phones(self) -> list[Phone]:
        """Every member's phone."""
        return [phone for peers in self.pairs for phone in peers.phones]

    def got(self, text: str) -> list[Peers]:
        """Return the pairs, of the others, with a phone that shows `text`."""
        low = text.lower()
        return [
            peers
            for peers in self.others
            if any(low in phone.screen.lower() for phone in peers.phones)
        ]


def six_pairs(world: World) -> Network:
    """Write the six pairs into the database; everybody has joined."""
    net = Network(world=world, pairs=[])
    for number, two in enumerate(SIX):
        add_pair(net, two, first_id=1001 + 2 * number)
    return net


def add_pair(net: Network, two: Two, *, first_id: int) -> Peers:
    """Add one more pair, and its cohort where it is new; `first_id` is the lay partner's."""

    def work(session: Session) -> tuple[int, int]:
        cohort_id = net.cohorts.get(two.group.name) or _cohort(session, net.world, two.group)
        return _pair(session, net.world, two, cohort_id=cohort_id, first_id=first_id), cohort_id

    pair_id, cohort_id = net.world.app.store.write(work)
    net.cohorts[two.group.name] = cohort_id
    peers = Peers(
        lay=_phone(net.world, first_id, two.lay),
        professional=_phone(net.world, first_id + 1, two.professional),
        pair_id=pair_id,
        cohort_id=cohort_id,
    )
    net.pairs.append(peers)
    return peers


def _cohort(session: Session, world: World, group: Group) -> int:
    cohort = Cohort(
        name=group.name, programme="leading-together", timezone="Europe/London",
        created_at=world.clock.now(),
    )  # fmt: skip
    session.add(cohort)
    session.flush()
    session.add_all(
        Workshop(cohort_id=cohort.id, number=number, day=day, venue=group.venue)
        for number, day in enumerate(group.days, start=1)
    )
    return cohort.id


def _pair(session: Session, world: World, two: Two, *, cohort_id: int, first_id: int) -> int:
    now = world.clock.now()
    pair = Pair(cohort_id=cohort_id, label=f"Pair {first_id}", created_at=now - timedelta(days=30))
    session.add(pair)
    session.flush()
    session.add(Challenge(pair_id=pair.id, version=1, wording=two.challenge, written_at=now))
    for number, (role, name) in enumerate(
        ((Role.LAY, two.lay), (Role.PROFESSIONAL, two.professional))
    ):
        session.add(
            Member(
                pair_id=pair.id, role=role, name=name, chat_id=first_id + number,
                organisation=organisation_of(name), email=f"{name.lower()}@example.org",
                notice_version="1", consented_at=now, joined_at=now,
            )
        )  # fmt: skip
    session.flush()
    return pair.id


def _phone(world: World, person_id: int, name: str) -> Phone:
    # With a user name, so that a forward or a mention would show it.
    phone = Phone(world.standin.person(person_id, name, username_of(name)), world.settles)
    phone.person._require_usable()
    world.phones[person_id] = phone
    return phone


def organisation_of(name: str) -> str:
    """Return where somebody works or comes from."""
    return f"{name}field Health Trust"


def username_of(name: str) -> str:
    """Return somebody's user name at Telegram."""
    return f"{name.lower()}_phone_{len(name)}"


def everything_sent(phone: Phone) -> list[Message]:
    """Return every message that the bot ever sent to a phone, deleted ones too."""
    return list(phone.person.received)


QUESTION = "How do you write letters that people can read after a hospital stay?"


async def writes_ask(
    phone: Phone, question: str = QUESTION, *, who: str = "Without names", background: str = ""
) -> None:
    """Write an ask up to its preview; `who` is the button that says who asks."""
    await phone.sends("/ask")
    await phone.sends(question)
    if background:
        await phone.sends(background)
    else:
        await phone.taps("Skip")
    await phone.taps("Go on")
    await phone.taps("An idea")
    await phone.taps("5 days")
    await phone.taps(who)


async def forges(phone: Phone, *taps: Tap) -> None:
    """Send taps that this phone was never shown, as a changed client can."""
    if phone.person.last is None:
        await phone.sends("/home")
    message = phone.person.last
    if message is None:
        raise AssertionError("the bot said nothing that could be tapped on")
    for tap in taps:
        phone.person.forges(message.message_id, tap.pack())
        await phone.settle()


async def asks_network(
    net: Network, question: str = QUESTION, *, who: str = "Without names", background: str = ""
) -> None:
    """Let Asha ask and Tom agree: the ask is with the first pairs."""
    await writes_ask(net.asha, question, who=who, background=background)
    await net.asha.taps("Send")
    await net.tom.taps("Send it now" if who == "Without names" else "I agree")


def the_ask(world: World) -> Ask:
    """Return the newest ask."""
    return world.rows(Ask)[-1]


async def answers(phone: Phone, words: str) -> None:
    """Share a thought, and send it."""
    await phone.taps("Share a thought")
    await phone.sends(words)
    await phone.taps("Send now")
