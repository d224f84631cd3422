"""What the page is told of a performance: the time, what comes next, and who plays."""

from dataclasses import dataclass

from bot.rehearsal.folder import USERNAME
from bot.rehearsal.performance import Performance
from bot.rehearsal.sample import ZONE, Player
from bot.rehearsal.scenes import scenes
from bot.rehearsal.upcoming import workshop_days
from bot.rehearsal.wire import Wire


@dataclass(frozen=True, kw_only=True)
class State:
    """Looks at one performance."""

    performance: Performance
    wire: Wire

    async def to_json(self) -> dict[str, object]:
        """Return how it stands now."""
        return {**await self._clock(), **self._bot(), **self._scene(), **self._people()}

    async def _clock(self) -> dict[str, object]:
        mover = self.performance.mover
        following = await mover.next()
        days = await mover.store.look(workshop_days)
        now = mover.clock.now()
        return {
            "now": now.isoformat(),
            "next": following.isoformat() if following else None,
            "workshop": next((day.number for day in days if day.at > now), None),
            "playing": self.performance.play.is_on,
            "zone": ZONE,
        }

    def _bot(self) -> dict[str, object]:
        child = self.performance.child
        return {
            "bot": self._health(),
            "bot_log": str(child.output),
            "telegram": not self.wire.is_cut,
            "faults": self.performance.faults,
        }

    def _health(self) -> str:
        child = self.performance.child
        if child.is_failing:
            return "failing"
        listening = child.is_alive and bool(self.performance.standin.journal.calls)
        return "running" if listening else "starting"

    def _scene(self) -> dict[str, object]:
        scene = self.performance.scene
        return {
            "scenes": [
                {"id": each.id, "title": each.title, "about": each.about}
                for each in scenes().values()
            ],
            "scene": scene.id if scene else None,
            "setting_scene": self.performance.is_setting_scene,
        }

    def _people(self) -> dict[str, object]:
        players = self.performance.players
        return {
            "autopilot": sorted(self.performance.pilot.on),
            "people": [*map(_person, players), *self._visitors({each.id for each in players})],
        }

    def _visitors(self, players: set[int]) -> list[dict[str, object]]:
        """Return those who were given a phone on the page, and whom nobody has invited yet."""
        return [
            _shown(person.id, person.first_name, "visitor")
            for person in self.performance.standin.world.people.values()
            if person.id not in players
        ]


def _person(player: Player) -> dict[str, object]:
    invitation = {"link": player.link_secret, "code": player.code}
    shown = _shown(player.id, player.name, player.title)
    return {**shown, "shown": player.is_shown, "invitation": invitation}


def _shown(person_id: int, name: str, role: str) -> dict[str, object]:
    return {
        "id": person_id,
        "name": name,
        "role": role,
        "shown": True,
        "invitation": None,
        "bot": USERNAME,
    }
