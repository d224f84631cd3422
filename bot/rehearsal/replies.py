"""Canned replies, shipped as data: what the autopilot taps and writes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.people.model import Role

Lines = Annotated[tuple[str, ...], Field(min_length=1)]
ByRole = Mapping[Role, Lines]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Strict):
    """What to do with a message that shows a button, or holds these words, or both."""

    sees: str | None = None
    reads: str = ""
    taps: str | None = None
    """A button's label, or `progress` or `owner` of the mood."""
    presses: str | None = None
    """A key under the field, pressed unasked."""
    every: int = Field(default=1, ge=1)
    """Only one of so many such messages; partners do not take the same ones."""
    writes: str | None = None
    """What `says` has under this name."""


class Mood(_Strict):
    """How it goes for somebody: what they tap about their progress."""

    progress: Lines
    owner: Lines

    def labels(self, name: str) -> Lines:
        """Return what is tapped for `progress` or `owner`; any other name is a label itself."""
        return {"progress": self.progress, "owner": self.owner}.get(name, (name,))


class Replies(_Strict):
    """All of it; `answers` are by role and prompt, `otherwise` is for every other prompt."""

    rules: tuple[Rule, ...]
    moods: Mapping[str, Mood]
    says: Mapping[str, ByRole]
    answers: Mapping[Role, Mapping[str, Lines]]
    otherwise: ByRole


@cache
def replies() -> Replies:
    """Return the replies that come with Tandem."""
    text = files("bot.rehearsal").joinpath("replies.yaml").read_text(encoding="utf-8")
    return Replies.model_validate(yaml.safe_load(text))
