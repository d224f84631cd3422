"""What a person is asked, in words: one text, or one for each role."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

PLACEHOLDERS = ("name", "partner", "challenge")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


class Role(StrEnum):
    """The two roles of a pair, as programmes name them."""

    LAY = "lay"
    PROFESSIONAL = "professional"


class Strict(BaseModel):
    """Base of everything in a programme file: unchanging, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def fault(problem: str, instead: str) -> PydanticCustomError:
    """Return an error that says what is wrong and what to write instead."""
    return PydanticCustomError("programme", "{problem}", {"problem": problem, "instead": instead})


def _known_placeholders(text: object) -> object:
    if isinstance(text, str):
        for found in _BRACES.findall(text):
            if found[1:-1] not in PLACEHOLDERS or len(found) == 1:
                raise fault(
                    f"{found} is not something Tandem can fill in",
                    "use only {name}, {partner} or {challenge}, and no other braces",
                )
    return text


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    BeforeValidator(_known_placeholders),
]


class Wording(Strict):
    """A text for each role; in the file either one text or `lay:` and `professional:`."""

    lay: Words
    professional: Words

    def for_role(self, role: Role) -> str:
        """Return the text for `role`, placeholders still in it."""
        return self.lay if role is Role.LAY else self.professional

    def fill(self, role: Role, *, name: str, partner: str, challenge: str) -> str:
        """Return the plain text for one person; braces inside the values stay as they are."""
        values = {"{name}": name, "{partner}": partner, "{challenge}": challenge}
        return _BRACES.sub(lambda found: values[found.group()], self.for_role(role))


def _one_text_for_both(value: object) -> object:
    return {"lay": value, "professional": value} if isinstance(value, str) else value


WordingField = Annotated[Wording, BeforeValidator(_one_text_for_both)]
