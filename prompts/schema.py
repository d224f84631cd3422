"""A programme: the plan of prompts that a cohort lives through, as written in `prompts/*.yaml`."""

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, InstanceOf, StringConstraints, model_validator

from prompts.moment import Moment, parse_moment, parse_time
from prompts.questions import ProgressQuestion, Question
from prompts.reminders import Reminder, breaks_among
from prompts.rules import RuleBreak
from prompts.wording import Role, Strict, WordingField, fault

MOST_UNASKED = 14

PromptId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
ProgrammeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Audience(StrEnum):
    """Who is asked."""

    BOTH = "both"
    LAY = "lay"
    PROFESSIONAL = "professional"

    def includes(self, role: Role) -> bool:
        """Tell whether a member in `role` is asked."""
        return self is Audience.BOTH or self.value == role.value


class Visibility(StrEnum):
    """Who sees the answer; `choose` asks the writer before the answer is written."""

    PRIVATE = "private"
    PARTNER = "partner"
    SEALED = "sealed"
    CHOOSE = "choose"


def _parse_time(value: object) -> dt.time | None:
    if value == "own":
        return None
    at = parse_time(value)
    if at is None:
        raise fault(
            f"“{value}” is not a time to send at", "write `own`, or 07:00 to 20:59 like 18:30"
        )
    return at


class Prompt(Strict):
    """One question or small group of questions, due at one moment.

    `time` None means the member's own; `open_for` and `remind_after` are days after the due day.
    `core` prompts are sent unasked, the others wait in `/reflect` from their day on.
    `talk_about` is what a sealed prompt leaves the pair with when both answers open.
    `returns` names an earlier prompt whose answer the member gets back, for their eyes only.
    """

    id: PromptId
    title: Title
    when: Annotated[InstanceOf[Moment], BeforeValidator(parse_moment)]
    time: Annotated[dt.time | None, BeforeValidator(_parse_time)] = None
    audience: Audience = Audience.BOTH
    core: bool
    visibility: Visibility
    # A week at least: a person who chose one day a week still has time to answer.
    open_for: int = Field(ge=7, le=90)
    remind_after: int | None = Field(default=None, ge=1, le=60)
    reason: str | None = Field(default=None, min_length=10)
    returns: PromptId | None = None
    talk_about: WordingField | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=4)]

    @model_validator(mode="after")
    def _keys_agree(self) -> Self:
        if self.remind_after is not None and self.remind_after >= self.open_for:
            raise fault(
                "the reminder would come after the prompt has closed",
                f"write `remind_after:` below {self.open_for}",
            )
        if self.returns and self.visibility is not Visibility.PRIVATE:
            raise fault("an answer is given back in private only", "write `visibility: private`")
        if (self.talk_about is None) is (self.visibility is Visibility.SEALED):
            raise fault(
                "`talk_about:` belongs to sealed prompts, and each of them has one",
                "add the one question that the pair gets when both answers open, or take it out",
            )
        self._check_progress()
        ids = [each for question in self.questions for each in question.ids()]
        for repeated in {each for each in ids if ids.count(each) > 1}:
            raise fault(f"question id {repeated} is used twice here", "give each its own id")
        return self

    def _check_progress(self) -> None:
        if not any(isinstance(question, ProgressQuestion) for question in self.questions):
            return
        if len(self.questions) > 1:
            raise fault("a progress check-in stands alone", "move the others to their own prompt")
        if self.visibility is not Visibility.PARTNER:
            raise fault("progress is seen by the partner", "write `visibility: partner`")


class Programme(Strict):
    """A whole programme; `workshops` is how many dates a cohort must bring."""

    id: ProgrammeId
    title: Title
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    workshops: int = Field(ge=1, le=12)
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)]
    reminders: tuple[Reminder, ...] = ()

    @model_validator(mode="after")
    def _prompts_agree(self) -> Self:
        known = [prompt.id for prompt in self.prompts]
        for broken in breaks_between(list(enumerate(self.prompts)), known, self.workshops):
            raise fault(broken.problem, broken.instead)
        known = [reminder.id for reminder in self.reminders]
        for broken in breaks_among(list(enumerate(self.reminders)), known, self.workshops):
            raise fault(broken.problem, broken.instead)
        return self

    def prompt(self, prompt_id: str) -> Prompt:
        """Return one prompt; raises KeyError when there is none of that id."""
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)

    def for_role(self, role: Role) -> tuple[Prompt, ...]:
        """Return the prompts a member in `role` is asked, in the file's order."""
        return tuple(prompt for prompt in self.prompts if prompt.audience.includes(role))


def breaks_between(
    prompts: Sequence[tuple[int, Prompt]], known_ids: Sequence[str], workshops: int | None
) -> Iterator[RuleBreak]:
    """Yield what is wrong between prompts, each given with its place in the file.

    Only prompts that are sound in themselves need be given; `known_ids` holds the ids of all, in
    the file's order. `workshops` is None when the file does not say how many there are.
    """
    for place, prompt in prompts:
        yield from _breaks_of_one(place, prompt, known_ids, workshops)
    for role in Role:
        core = [
            place for place, prompt in prompts if prompt.core and prompt.audience.includes(role)
        ]
        if len(core) > MOST_UNASKED:
            yield RuleBreak(
                where=("prompts", core[MOST_UNASKED], "core"),
                problem=f"a {role} member would be sent {len(core)} prompts unasked",
                instead=f"keep {MOST_UNASKED} and write `core: false` for the others",
            )


def _breaks_of_one(
    place: int, prompt: Prompt, known_ids: Sequence[str], workshops: int | None
) -> Iterator[RuleBreak]:
    if prompt.id in known_ids[:place]:
        yield RuleBreak(
            where=("prompts", place, "id"),
            problem=f"prompt id {prompt.id} is used twice",
            instead="give each prompt its own id",
        )
    if prompt.returns and prompt.returns not in known_ids[:place]:
        yield RuleBreak(
            where=("prompts", place, "returns"),
            problem=f"there is no earlier prompt {prompt.returns}",
            instead=f"write the id of a prompt above, such as {known_ids[0]}",
        )
    number = prompt.when.workshop
    if number is not None and workshops is not None and not 1 <= number <= workshops:
        yield RuleBreak(
            where=("prompts", place, "when"),
            problem=f"there is no workshop {number}",
            instead=f"name a workshop from 1 to {workshops}",
        )
