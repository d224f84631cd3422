"""Ready situations to start from: data, and the player that lets the real bot live through them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.rehearsal.autopilot import Autopilot
from bot.rehearsal.moves import Mover
from bot.rehearsal.sample import ZONE, Player
from bot.rehearsal.upcoming import workshop_days


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Until(_Strict):
    """A moment: so many days after a workshop (before it, below 0), at a wall time.

    A programme with fewer workshops is lived through to the same distance from its last one.
    """

    workshop: int = Field(ge=1)
    days: int
    at: dt.time = dt.time(10)


class Step(_Strict):
    """Who answers by themselves from now on, who no longer does, and until when time goes by.

    Events within `stride_days` of each other are one stop of the clock (0: ten minutes).
    """

    answers: tuple[str, ...] = ()
    mood: str | None = None
    rests: tuple[str, ...] = ()
    until: Until | None = None
    stride_days: int = Field(default=0, ge=0, le=7)


class Scene(_Strict):
    """One situation, and how it comes about."""

    id: str
    title: str
    about: str
    steps: tuple[Step, ...]


@cache
def scenes() -> Mapping[str, Scene]:
    """Return the scenes that come with Tandem by id, in the order in which they are shown."""
    folder = files("bot.rehearsal").joinpath("scenes")
    texts = [
        place.read_text(encoding="utf-8")
        for place in sorted(folder.iterdir(), key=lambda place: place.name)
        if place.name.endswith(".yaml")
    ]
    found = [Scene.model_validate(yaml.safe_load(text)) for text in texts]
    return {scene.id: scene for scene in found}


SHORT_STRIDE = dt.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class ScenePlayer:
    """Lives through a scene: people answer on their phones, and the clock goes on."""

    mover: Mover
    pilot: Autopilot
    players: Sequence[Player]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONE))

    async def play(self, scene: Scene) -> None:
        """Play a scene to its end."""
        for step in scene.steps:
            await self._play(step)

    async def _play(self, step: Step) -> None:
        self.pilot.switch(self._ids(step.rests), on=False)
        self.pilot.switch(self._ids(step.answers), on=True, mood=step.mood)
        # Whoever has just been switched on answers before time goes by.
        await self.mover.go_to(self.mover.clock.now())
        if step.until is not None:
            stride = dt.timedelta(days=step.stride_days) or SHORT_STRIDE
            await self.mover.go_to(await self._moment(step.until), grain=stride)

    def _ids(self, names: Sequence[str]) -> list[int]:
        return [player.id for player in self.players if player.name in names]

    async def _moment(self, until: Until) -> dt.datetime:
        days = await self.mover.store.look(workshop_days)
        workshop = days[min(until.workshop, len(days)) - 1].at.astimezone(self.zone).date()
        day = workshop + dt.timedelta(days=until.days)
        return dt.datetime.combine(day, until.at, self.zone)
