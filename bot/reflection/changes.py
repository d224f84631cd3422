"""A cohort's own prompts: what is skipped, worded anew or added, laid over its programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.reflection.model import ChangeKind, PromptChange
from bot.store.among import among
from prompts.moment import parse_moment
from prompts.schema import Programme, Prompt
from prompts.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one cohort is asked."""

    programme: Programme
    """With every prompt that anybody may have had, also those skipped now."""
    skipped: frozenset[str] = frozenset()


def plans(session: Session, programmes: Mapping[int, Programme]) -> dict[int, Plan]:
    """Return the plan of each cohort, given its programme by cohort id; one query."""
    found: dict[int, list[PromptChange]] = {}
    for change in session.scalars(_applied, {"ids": set(programmes)}):
        found.setdefault(change.cohort_id, []).append(change)
    return {
        cohort_id: lay_over(programme, found.get(cohort_id, []))
        for cohort_id, programme in programmes.items()
    }


_applied = (
    sa.select(PromptChange)
    .where(among(PromptChange.cohort_id), PromptChange.applied_at.is_not(None))
    .order_by(PromptChange.id)
)


def lay_over(programme: Programme, changes: Sequence[PromptChange]) -> Plan:
    """Return a programme with a cohort's changes."""
    if not changes:
        return Plan(programme=programme)
    prompts = {prompt.id: prompt for prompt in programme.prompts}
    for change in changes:
        if change.kind is ChangeKind.ADD:
            prompts[change.prompt_id] = Prompt.model_validate(change.change)
        elif change.kind is ChangeKind.EDIT and change.prompt_id in prompts:
            prompts[change.prompt_id] = edited(prompts[change.prompt_id], change.change)
    return Plan(
        programme=programme.model_copy(update={"prompts": tuple(prompts.values())}),
        skipped=frozenset(c.prompt_id for c in changes if c.kind is ChangeKind.SKIP),
    )


def edited(prompt: Prompt, change: Mapping[str, Any]) -> Prompt:
    """Return a prompt with other words for its questions, another day, or both."""
    wordings: Mapping[str, Any] = change.get("wordings", {})
    updates: dict[str, object] = {
        "questions": tuple(
            question.model_copy(update={"wording": Wording.model_validate(wordings[question.id])})
            if question.id in wordings
            else question
            for question in prompt.questions
        )
    }
    if "when" in change:
        updates["when"] = parse_moment(change["when"])
    return prompt.model_copy(update=updates)


def without(programme: Programme, prompt_ids: Iterable[str]) -> Programme:
    """Return a programme to plan with, in which these prompts do not stand."""
    gone = set(prompt_ids)
    if not gone:
        return programme
    kept = tuple(prompt for prompt in programme.prompts if prompt.id not in gone)
    return programme.model_copy(update={"prompts": kept})
