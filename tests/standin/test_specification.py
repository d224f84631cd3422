"""The request models, held against the machine-readable Bot API specification.

The specification lies beside the checkout (`../shared/telegram/bot-api.json`) and is not part of
the project; where it is absent these tests say so and pass.
"""

import json
import types
import typing
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from bot.rehearsal.standin import keyboards, requests, requests_bot
from bot.rehearsal.standin.dispatch import REQUESTS
from bot.rehearsal.standin.fields import Upload

SPECIFICATION = Path(__file__).parents[3] / "shared" / "telegram" / "bot-api.json"
# A skip, also where all must run: the file is not the project's to have.
ABSENT = "did not run: Bot API specification (../shared/telegram/bot-api.json)"

_OBJECTS = sorted(
    {
        value
        for module in (keyboards, requests, requests_bot)
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, BaseModel)
        and not issubclass(value, requests.Request)
        and value.__name__ not in ("Strict", "Captioned")
    },
    key=lambda model: model.__name__,
)
_SCALARS = {int: "Integer", str: "String", bool: "Boolean", float: "Float", Upload: "InputFile"}


def specification(section: str, name: str) -> dict[str, dict[str, Any]]:
    """Return the specified fields of a method or type, by name."""
    entry = json.loads(SPECIFICATION.read_text(encoding="utf-8"))[section][name]
    return {field["name"]: field for field in entry.get("fields", [])}


def names(annotation: object) -> set[str]:
    """Return the specification's names of the types a model's field takes."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return names(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return set().union(*(names(part) for part in get_args(annotation)))
    if origin is Literal:
        return {_SCALARS[type(value)] for value in get_args(annotation)}
    if origin is list:
        return {f"Array of {name}" for name in names(get_args(annotation)[0])}
    if not isinstance(annotation, type):
        raise TypeError(annotation)
    return {_SCALARS.get(annotation, annotation.__name__)} - {"NoneType"}


# Where the specification names a family of types, ours are its members.
_FAMILIES = {
    "BotCommandScope": {
        "BotCommandScopeDefault",
        "BotCommandScopeAllPrivateChats",
        "BotCommandScopeAllGroupChats",
        "BotCommandScopeChat",
    },
    "MenuButton": {"MenuButtonCommands", "MenuButtonDefault"},
    # A key may be a plain string, which the specification says in words only.
    "Array of Array of KeyboardButton": {
        "Array of Array of KeyboardButton",
        "Array of Array of String",
    },
}


def allowed(field: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for name in field["types"]:
        found |= _FAMILIES.get(name, {name})
    return found


def compare(model: type[BaseModel], specified: dict[str, dict[str, Any]]) -> list[str]:
    """Return every way in which a model says something else than the specification."""
    wrong = [f"{name} does not exist" for name in model.model_fields if name not in specified]
    hints = typing.get_type_hints(model, include_extras=True)
    for name, field in specified.items():
        ours = model.model_fields.get(name)
        if ours is None:
            if field["required"]:
                wrong.append(f"{name} is required")
            continue
        if ours.is_required() != field["required"]:
            wrong.append(f"{name}: required is {field['required']}")
        taken = names(hints[name])
        if not taken or not taken <= allowed(field):
            wrong.append(f"{name}: takes {taken}, specified is {field['types']}")
    return wrong


@pytest.mark.parametrize("method", sorted(REQUESTS))
def test_a_method_takes_what_the_specification_says(method: str) -> None:
    if not SPECIFICATION.is_file():
        pytest.skip(ABSENT)
    assert compare(REQUESTS[method], specification("methods", method)) == []


@pytest.mark.parametrize("model", _OBJECTS, ids=lambda model: model.__name__)
def test_an_object_has_the_fields_the_specification_says(model: type[BaseModel]) -> None:
    if not SPECIFICATION.is_file():
        pytest.skip(ABSENT)
    assert compare(model, specification("types", model.__name__)) == []
