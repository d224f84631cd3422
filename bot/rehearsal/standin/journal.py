"""What arrived, in order: the independent witness for tests and for the page of phones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import BaseModel

from bot.rehearsal.standin.fields import Upload


@dataclass(kw_only=True)
class Call:
    """One Bot API call.

    `outcome` is the answer's body; `status` its HTTP status, or 0 while there is none. `cut` says
    that the connection was cut, so that the bot never saw the outcome. `monotonic` is in seconds
    of real time.
    """

    number: int
    at: datetime
    monotonic: float
    bot: int
    method: str
    parameters: Mapping[str, object]
    status: int = 0
    outcome: Mapping[str, object] = field(default_factory=dict)
    cut: bool = False

    @property
    def taken(self) -> bool:
        """Whether it had its effect, seen by the bot or not."""
        return bool(self.outcome.get("ok"))

    def to_json(self) -> dict[str, object]:
        """Return the call for the control API."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "bot": self.bot,
            "method": self.method,
            "parameters": dict(self.parameters),
            "status": self.status,
            "outcome": dict(self.outcome),
            "cut": self.cut,
        }


class Journal:
    """All calls since the start, oldest first."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def open(
        self,
        *,
        at: datetime,
        monotonic: float,
        bot: int,
        method: str,
        parameters: Mapping[str, object],
    ) -> Call:
        """Write down a call as it arrives; its outcome follows."""
        call = Call(
            number=len(self.calls) + 1,
            at=at,
            monotonic=monotonic,
            bot=bot,
            method=method,
            parameters={name: plain(value) for name, value in parameters.items()},
        )
        self.calls.append(call)
        return call

    def of(self, method: str) -> list[Call]:
        """Return the calls of one method (the case of its letters does not matter)."""
        return [call for call in self.calls if call.method.lower() == method.lower()]


def plain(value: object) -> object:
    """Return `value` as JSON can hold it; a file becomes its name and size."""
    if isinstance(value, Upload):
        return {"file": value.name, "bytes": len(value.data)}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value
