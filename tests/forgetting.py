"""What a database still holds of somebody, down to the bytes of its file."""

from datetime import timedelta
from pathlib import Path

from tests.world import START, Phone, World


def on_disk(world: World) -> bytes:
    """Return every byte of the database after the checkpoint that the bot makes."""
    world.app.store.checkpoint()
    path = Path(world.app.settings.database_url.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def assert_forgotten(world: World, *texts: str) -> None:
    """Fail if the database file holds any of these."""
    disk = on_disk(world)
    assert [text for text in texts if text.encode() in disk] == []


async def asha_answers(world: World, text: str) -> tuple[Phone, Phone]:
    """Let Asha answer her first prompt; return her phone and Tom's."""
    asha, tom = world.joined_pair(plan=True)
    evening = START + timedelta(hours=10)
    while not asha.person.received:
        evening += timedelta(days=1)
        world.jumps_to(evening)
        await world.settles()
    await asha.sends(text)
    await world.moves(minutes=3)
    assert text.encode() in on_disk(world)
    return asha, tom
