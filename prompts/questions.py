"""The kinds of question a prompt can ask, and what follows an answer."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from prompts.wording import Strict, WordingField, fault

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,12}$")]
ButtonWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Options = Annotated[Mapping[OptionId, ButtonWords], Field(min_length=2, max_length=8)]
Answer = str | int | tuple[str, ...]
"""Text, a step of a scale, an option's id (also `yes` and `no`), or several ids."""


class FollowUp(Strict):
    """A free-text question that only some answers lead to."""

    id: QuestionId
    wording: WordingField

    def follows(self, answer: Answer) -> bool:
        """Tell whether `answer` leads here."""
        raise NotImplementedError


class ScaleFollowUp(FollowUp):
    """Asked when the scale is answered with `at_most` or less."""

    at_most: int = Field(ge=1, le=4)

    def follows(self, answer: Answer) -> bool:
        """Tell whether `answer` leads here."""
        return isinstance(answer, int) and answer <= self.at_most


class OptionFollowUp(FollowUp):
    """Asked when `option` is (among) what was chosen."""

    option: OptionId

    def follows(self, answer: Answer) -> bool:
        """Tell whether `answer` leads here."""
        return self.option in ((answer,) if isinstance(answer, str) else _several(answer))


def _several(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


class _Question(Strict):
    id: QuestionId
    wording: WordingField

    def asks_next(self, answer: Answer) -> "TextQuestion | None":
        """Return the question this answer leads to, or None."""
        for follow_up in self.all_follow_ups():
            if follow_up.follows(answer):
                return TextQuestion(kind="text", id=follow_up.id, wording=follow_up.wording)
        return None

    def all_follow_ups(self) -> tuple[FollowUp, ...]:
        """Return every question that an answer to this one can lead to."""
        return ()

    def ids(self) -> Iterator[str]:
        """Yield this question's id and those of its follow-ups."""
        yield self.id
        for follow_up in self.all_follow_ups():
            yield follow_up.id


class TextQuestion(_Question):
    """Free text; voice notes and photos are answers too."""

    kind: Literal["text"]


class ScaleQuestion(_Question):
    """One to five, with words at both ends."""

    kind: Literal["scale"]
    low: ButtonWords
    high: ButtonWords
    follow_ups: tuple[ScaleFollowUp, ...] = ()

    def all_follow_ups(self) -> tuple[FollowUp, ...]:
        """Return every question that an answer to this one can lead to."""
        return self.follow_ups


class _OptionQuestion(_Question):
    follow_ups: tuple[OptionFollowUp, ...] = ()

    def option_ids(self) -> tuple[str, ...]:
        """Return the ids that can be chosen, in the order shown."""
        raise NotImplementedError

    def all_follow_ups(self) -> tuple[FollowUp, ...]:
        """Return every question that an answer to this one can lead to."""
        return self.follow_ups

    @model_validator(mode="after")
    def _follow_ups_name_options(self) -> Self:
        for follow_up in self.follow_ups:
            if follow_up.option not in self.option_ids():
                raise fault(
                    f"follow-up {follow_up.id} waits for option {follow_up.option}, "
                    "which is not there",
                    f"write one of: {', '.join(self.option_ids())}",
                )
        return self


class ChoiceQuestion(_OptionQuestion):
    """Exactly one of two to eight options."""

    kind: Literal["choice"]
    options: Options

    def option_ids(self) -> tuple[str, ...]:
        """Return the ids that can be chosen, in the order shown."""
        return tuple(self.options)


class ChoicesQuestion(_OptionQuestion):
    """Any of two to eight options."""

    kind: Literal["choices"]
    options: Options

    def option_ids(self) -> tuple[str, ...]:
        """Return the ids that can be chosen, in the order shown."""
        return tuple(self.options)


class YesNoQuestion(_OptionQuestion):
    """Yes or no."""

    kind: Literal["yes_no"]

    def option_ids(self) -> tuple[str, ...]:
        """Return the ids that can be chosen, in the order shown."""
        return ("yes", "no")


class ProgressQuestion(_Question):
    """The progress check-in: it opens the same short talk as `/progress`."""

    kind: Literal["progress"]


Question = Annotated[
    TextQuestion
    | ScaleQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | YesNoQuestion
    | ProgressQuestion,
    Field(discriminator="kind"),
]
