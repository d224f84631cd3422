"""Programmes read from files: the shipped ones by name, any other by path."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from prompts.reminders import Reminder, breaks_among
from prompts.schema import Programme, Prompt, breaks_between
from prompts.source import Fault, Place, ProgrammeError, Source, read_source

Part = TypeVar("Part", Prompt, Reminder)
SHIPPED = ("leading-together", "collaborative-pairs")

_KEYS = sorted(
    {*Programme.model_fields, *Prompt.model_fields, *Reminder.model_fields}
    | {"kind", "wording", "low", "high", "options", "follow_ups", "at_most", "option"}
    | {"lay", "professional"}
)
_INSTEAD = {
    "union_tag_not_found": "add `kind:` text, scale, choice, choices, yes_no or progress",
    "union_tag_invalid": "write text, scale, choice, choices, yes_no or progress",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "string_type": "write text (in quotes if it looks like a number)",
    "tuple_type": "write a list, each line beginning with `- `",
    "mapping_type": "write `id: words`, one on each line",
    "model_type": "write `key: value` lines here",
    "model_attributes_type": "write `key: value` lines here",
}
_LIMITS = {
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "string_too_short": "write {min_length} characters or more",
    "string_too_long": "write {max_length} characters or fewer",
    "too_short": "write at least {min_length}",
    "too_long": "write at most {max_length}",
}
_PATTERNS = {
    "^[a-z0-9_]{1,24}$": "use 1 to 24 small letters, digits and _",
    "^[a-z0-9_]{1,12}$": "use 1 to 12 small letters, digits and _",
    "^[a-z0-9-]{1,40}$": "use 1 to 40 small letters, digits and -",
    "^[a-z]{2}(-[A-Z]{2})?$": "write a language such as en or en-GB",
}


def path_of(path_or_name: str | Path) -> Path:
    """Return the file of a shipped programme's id, or the path itself."""
    if str(path_or_name) in SHIPPED:
        return Path(str(files("prompts").joinpath(f"{path_or_name}.yaml".replace("-", "_"))))
    return Path(path_or_name)


def load_programme(path_or_name: str | Path) -> Programme:
    """Return a programme; raises ProgrammeError that lists every fault with file and line."""
    source = read_source(path_of(path_or_name))
    try:
        return Programme.model_validate(source.data)
    except ValidationError as error:
        raise ProgrammeError(_all_faults(source, error)) from None


@cache
def shipped() -> Mapping[str, Programme]:
    """Return the programmes that come with Tandem, by id."""
    return MappingProxyType({name: load_programme(name) for name in SHIPPED})


def _all_faults(source: Source, error: ValidationError) -> list[Fault]:
    errors = [details for details in error.errors() if details["loc"]]
    places = [details["loc"] for details in errors]
    # A list whose parts are faulty is reported once more, as too short: only the parts matter.
    parts = [each for each in errors if not _has_fault_within(each["loc"], places)]
    found = [_fault(source, details) for details in parts]
    # One unsound prompt stops the rules between prompts: hold them against the sound ones too.
    return [*found, *_faults_between(source)]


def _has_fault_within(place: Place, places: Sequence[Place]) -> bool:
    return any(each != place and tuple(each[: len(place)]) == tuple(place) for each in places)


def _faults_between(source: Source) -> Iterator[Fault]:
    count = source.data.get("workshops")
    workshops = count if isinstance(count, int) else None
    prompts, reminders = _written(source, "prompts"), _written(source, "reminders")
    sound = _sound(prompts, Prompt)
    broken = [
        *breaks_between(sound, _ids(prompts), workshops),
        *breaks_among(_sound(reminders, Reminder), _ids(reminders), workshops),
    ]
    for each in broken:
        yield source.fault(each.where, each.problem, each.instead)


def _written(source: Source, key: str) -> list[object]:
    written = source.data.get(key)
    return written if isinstance(written, list) else []


def _ids(written: list[object]) -> list[str]:
    return [str(each.get("id")) if isinstance(each, dict) else "" for each in written]


def _sound(written: list[object], kind: type[Part]) -> list[tuple[int, Part]]:
    """Return the parts that are sound in themselves, each with its place in the file."""
    found = []
    for place, raw in enumerate(written):
        with suppress(ValidationError):
            found.append((place, kind.model_validate(raw)))
    return found


def _fault(source: Source, details: ErrorDetails) -> Fault:
    context = details.get("ctx", {})
    # A wrong kind is told for the whole question: point at the word itself.
    place = (*details["loc"], "kind") if details["type"].startswith("union_tag") else details["loc"]
    key = str(place[-1])
    problem, instead = f"`{key}`: {details['msg'].lower()}", _instead(details, context)
    match details["type"]:
        case "programme":
            problem, instead = context["problem"], context["instead"]
        case "union_tag_invalid":
            problem = f"there is no kind “{context['tag']}”"
        case "missing":
            problem, instead = f"`{key}:` is missing", f"add `{key}:` here"
        case "extra_forbidden":
            near = difflib.get_close_matches(key, _KEYS, 1)
            problem = f"`{key}:` means nothing here"
            instead = f"did you mean `{near[0]}:`?" if near else "take it out"
    return source.fault(place, problem, instead)


def _instead(details: ErrorDetails, context: Mapping[str, Any]) -> str:
    kind = details["type"]
    if kind == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    if kind in {"enum", "literal_error"}:
        return f"write {context['expected']}".replace("'", "")
    if kind in _LIMITS:
        return _LIMITS[kind].format_map(context)
    return _INSTEAD.get(kind, "change it to fit")
