"""A facilitator edits, adds or skips one prompt for one cohort: a preview, then the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Cohort
from bot.people.model import Role
from bot.reflection.changes import Plan, lay_over
from bot.reflection.model import ChangeKind, PromptChange
from bot.reflection.replanning import Effects, foresee, replan_cohort
from bot.reflection.viewing import ADDED, applied_changes, cohort_plan, prompt_in
from prompts.moment import parse_moment
from prompts.schema import MOST_UNASKED, Audience, Programme, Prompt, breaks_between
from prompts.wording import Role as WordedRole

OPEN_FOR = 14
"""Days in which an added prompt can be answered."""
REMIND_AFTER = 4


def reword(
    session: Session,
    *,
    now: datetime,
    cohort: Cohort,
    prompt_id: str,
    place: int,
    role: Role | None,
    words: str,
) -> PromptChange:
    """Prepare other words for question `place` of a prompt; `role` None for both."""
    prompt = prompt_in(cohort_plan(session, cohort), prompt_id)
    if not 0 <= place < len(prompt.questions):
        raise RefusalError("old-button")
    question = prompt.questions[place]
    wording = question.wording.model_dump()
    wording |= {each.value: words for each in Role if role in (None, each)}
    return _prepare_edit(session, cohort, prompt, {"wordings": {question.id: wording}}, now=now)


def move_prompt(
    session: Session, *, now: datetime, cohort: Cohort, prompt_id: str, when: str
) -> PromptChange:
    """Prepare another day for a prompt, written like `3 days after workshop 1`."""
    prompt = prompt_in(cohort_plan(session, cohort), prompt_id)
    require_moment(when)
    return _prepare_edit(session, cohort, prompt, {"when": _moment(when)}, now=now)


def require_moment(when: str) -> None:
    """Raise `RefusalError`, with what would be right, unless this is a day in a programme."""
    try:
        parse_moment(_moment(when))
    except PydanticCustomError:
        raise RefusalError("cohorts-moment-again") from None


def _moment(when: str) -> str:
    return " ".join(when.split()).casefold().rstrip(".")


def _prepare_edit(
    session: Session, cohort: Cohort, prompt: Prompt, change: Mapping[str, Any], *, now: datetime
) -> PromptChange:
    earlier = next(
        (
            each.change
            for each in applied_changes(session, cohort)
            if each.prompt_id == prompt.id and each.kind is ChangeKind.EDIT
        ),
        {},
    )
    whole = {
        **earlier,
        **change,
        "wordings": {**earlier.get("wordings", {}), **change.get("wordings", {})},
    }
    return _prepare(session, cohort, prompt.id, ChangeKind.EDIT, whole, now=now)


def skip(session: Session, *, now: datetime, cohort: Cohort, prompt_id: str) -> PromptChange:
    """Prepare to leave a prompt out."""
    plan = cohort_plan(session, cohort)
    prompt_in(plan, prompt_id)
    if prompt_id in plan.skipped:
        raise RefusalError("cohorts-skipped-already")
    return _prepare(session, cohort, prompt_id, ChangeKind.SKIP, {}, now=now)


@dataclass(frozen=True, kw_only=True)
class NewPrompt:
    """What a facilitator says of a prompt of their own: one question, answered in words."""

    title: str
    words: str
    when: str
    audience: str
    """`both`, `lay` or `professional`."""
    visibility: str
    """`private`, `partner` or `choose`."""


def add(session: Session, *, now: datetime, cohort: Cohort, new: NewPrompt) -> PromptChange:
    """Prepare a prompt of the cohort's own; past the most that are sent unasked, it waits."""
    known = session.scalars(
        sa.select(PromptChange.prompt_id).where(
            PromptChange.cohort_id == cohort.id,
            PromptChange.kind == ChangeKind.ADD,
            PromptChange.applied_at.is_not(None),
        )
    ).all()
    prompt_id = f"{ADDED}{len(known) + 1}"
    raw = {
        "id": prompt_id,
        "title": new.title,
        "when": _moment(new.when),
        "audience": new.audience,
        "core": _has_room(cohort_plan(session, cohort), Audience(new.audience)),
        "visibility": new.visibility,
        "open_for": OPEN_FOR,
        "remind_after": REMIND_AFTER,
        "reason": "The cohort's facilitator asks this.",
        "questions": [{"id": "q", "kind": "text", "wording": new.words}],
    }
    return _prepare(session, cohort, prompt_id, ChangeKind.ADD, raw, now=now)


def _has_room(plan: Plan, audience: Audience) -> bool:
    """Tell whether one more prompt may be sent unasked to each of these."""
    return all(
        sum(p.core for p in plan.programme.for_role(role) if p.id not in plan.skipped)
        < MOST_UNASKED
        for role in WordedRole
        if audience.includes(role)
    )


def _require_room(plan: Plan, prompt: Prompt) -> None:
    if prompt.core and not _has_room(plan, prompt.audience):
        raise RefusalError("cohorts-no-room")


def _prepare(
    session: Session,
    cohort: Cohort,
    prompt_id: str,
    kind: ChangeKind,
    change: Mapping[str, Any],
    *,
    now: datetime,
) -> PromptChange:
    session.execute(
        sa.delete(PromptChange).where(
            PromptChange.cohort_id == cohort.id,
            PromptChange.prompt_id == prompt_id,
            PromptChange.applied_at.is_(None),
        )
    )
    row = PromptChange(
        cohort_id=cohort.id, prompt_id=prompt_id, kind=kind, change=dict(change), made_at=now
    )
    _check(cohort_plan(session, cohort).programme, row)
    session.add(row)
    session.flush()
    return row


def _check(programme: Programme, change: PromptChange) -> None:
    """Hold a changed prompt to the rules of programmes; raises `RefusalError` with the fault."""
    try:
        changed = lay_over(programme, [change]).programme
    except ValidationError as error:
        details = error.errors()[0]
        context = details.get("ctx", {})
        raise _wrong(context.get("problem", details["msg"]), context.get("instead", "")) from None
    except PydanticCustomError as error:
        raise _wrong_custom(error) from None
    ids = [prompt.id for prompt in changed.prompts]
    place = ids.index(change.prompt_id)
    for broken in breaks_between([(place, changed.prompts[place])], ids, programme.workshops):
        raise _wrong(broken.problem, broken.instead)


def _wrong_custom(error: PydanticCustomError) -> RefusalError:
    context = error.context or {}
    return _wrong(context.get("problem", ""), context.get("instead", ""))


def _wrong(problem: object, instead: object) -> RefusalError:
    plain = str(instead).replace("`", "")  # a programme file's marks mean nothing in a chat
    return RefusalError("cohorts-prompt-wrong", problem=str(problem), instead=plain)


def preview(session: Session, cohort: Cohort, change: PromptChange) -> Prompt:
    """Return the prompt as it will be."""
    plan = cohort_plan(session, cohort)
    return lay_over(plan.programme, [change]).programme.prompt(change.prompt_id)


def with_new_words(session: Session, cohort: Cohort, prompt: Prompt) -> Prompt:
    """Return a prompt as it will be with only those questions that are not asked so now."""
    known = {each.id: each for each in cohort_plan(session, cohort).programme.prompts}
    before = known[prompt.id].questions if prompt.id in known else ()
    new = tuple(question for question in prompt.questions if question not in before)
    return prompt.model_copy(update={"questions": new})


def effects_of(session: Session, *, now: datetime, cohort: Cohort, change: PromptChange) -> Effects:
    """Return what a prepared change would do."""
    return foresee(session, now=now, cohort=cohort, act=lambda: _apply(session, change, now=now))


def apply_change(session: Session, *, now: datetime, cohort: Cohort, change: PromptChange) -> bool:
    """Make a prepared change count; False when it does already."""
    session.refresh(change, with_for_update=True)  # two may tap at the same moment
    if change.applied_at is not None:
        return False
    if change.kind is ChangeKind.ADD:
        _require_room(cohort_plan(session, cohort), Prompt.model_validate(change.change))
    _apply(session, change, now=now)
    replan_cohort(session, now=now, cohort=cohort)
    return True


def _apply(session: Session, change: PromptChange, *, now: datetime) -> None:
    session.execute(
        sa.delete(PromptChange).where(
            PromptChange.cohort_id == change.cohort_id,
            PromptChange.prompt_id == change.prompt_id,
            PromptChange.kind == change.kind,
            PromptChange.id != change.id,
        )
    )
    change.applied_at = now
    session.flush()


def restore(session: Session, *, now: datetime, cohort: Cohort, prompt_id: str) -> bool:
    """Ask a prompt as the programme has it again; False when it is so already.

    Raises `RefusalError` when as many prompts as may be are sent unasked without it.
    """
    plan = cohort_plan(session, cohort)
    if prompt_id in plan.skipped:
        _require_room(plan, prompt_in(plan, prompt_id))
    gone = session.execute(
        sa.delete(PromptChange)
        .where(
            PromptChange.cohort_id == cohort.id,
            PromptChange.prompt_id == prompt_id,
            PromptChange.kind.in_((ChangeKind.SKIP, ChangeKind.EDIT)),
            PromptChange.applied_at.is_not(None),
        )
        .returning(PromptChange.id)
    ).all()
    if gone:
        replan_cohort(session, now=now, cohort=cohort)
    return bool(gone)
