"""How parameters arrive: as JSON, or as strings of a form with JSON inside."""

import json
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

T = TypeVar("T")


class Strict(BaseModel):
    """An object of the Bot API that takes no field it does not name.

    Telegram ignores unknown parameters; here they are refused, so that a misspelt one is found.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it came: its name, media type and bytes."""

    name: str
    content_type: str
    data: bytes


def _from_json(value: object) -> object:
    if isinstance(value, str):
        return json.loads(value)
    return value


def _number_or_name(value: object) -> object:
    if isinstance(value, str) and value.removeprefix("-").isascii():
        return int(value) if value.removeprefix("-").isdigit() else value
    return value


Nested = Annotated[T, BeforeValidator(_from_json)]
"""A list or object; in a form it is a JSON string."""

ChatId = Annotated[int | str, BeforeValidator(_number_or_name)]
"""A chat's number or `@name`."""

InputFile = Upload | str
"""An upload, `attach://name`, or the id of a file that is already there."""
