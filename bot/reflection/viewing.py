"""The prompts of one cohort, as its facilitator sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs.model import Cohort
from bot.people.model import Role
from bot.reflection.changes import Plan, plans
from bot.reflection.circle import programme_named
from bot.reflection.model import ChangeKind, PromptChange
from prompts.schema import Prompt
from prompts.wording import Role as WordedRole

ADDED = "added_"
"""What the ids of a cohort's own prompts begin with."""


@dataclass(frozen=True, kw_only=True)
class PromptView:
    """One prompt of a cohort as a list shows it."""

    id: str
    title: str
    workshop: int | None
    skipped: bool
    changed: bool
    added: bool


def cohort_plan(session: Session, cohort: Cohort) -> Plan:
    """Return what a cohort is asked now."""
    return plans(session, {cohort.id: programme_named(cohort.programme)})[cohort.id]


def prompts_of(session: Session, cohort: Cohort) -> list[PromptView]:
    """Return a cohort's prompts in the programme's order, added ones last."""
    plan = cohort_plan(session, cohort)
    own = {change.prompt_id: change.kind for change in applied_changes(session, cohort)}
    return [
        PromptView(
            id=prompt.id,
            title=prompt.title,
            workshop=prompt.when.workshop,
            skipped=prompt.id in plan.skipped,
            changed=own.get(prompt.id) is ChangeKind.EDIT,
            added=prompt.id.startswith(ADDED),
        )
        for prompt in plan.programme.prompts
    ]


def prompt_in(plan: Plan, prompt_id: str) -> Prompt:
    """Return a prompt of a plan; raises `RefusalError` when it has none of that id."""
    try:
        return plan.programme.prompt(prompt_id)
    except KeyError:
        raise RefusalError("old-button") from None


def roles_of(prompt: Prompt) -> Sequence[Role]:
    """Return who is asked."""
    return [role for role in Role if prompt.audience.includes(WordedRole(role.value))]


def words_of(prompt: Prompt) -> list[list[tuple[Role | None, str]]]:
    """Return the words of each question, by role; None stands for both."""
    said: list[list[tuple[Role | None, str]]] = []
    for question in prompt.questions:
        wording = {Role.LAY: question.wording.lay, Role.PROFESSIONAL: question.wording.professional}
        roles = roles_of(prompt)
        if len({wording[role] for role in roles}) == 1 and len(roles) > 1:
            said.append([(None, wording[roles[0]])])
        else:
            said.append([(role, wording[role]) for role in roles])
    return said


def moment_of(prompt: Prompt) -> dict[str, str | int]:
    """Return when a prompt is due, as arguments of copy."""
    when = prompt.when
    way = "on" if when.amount == 0 else "before" if when.amount < 0 else "after"
    return {
        "way": way,
        "amount": abs(when.amount),
        "unit": when.unit.value,
        "workshop": when.workshop or 0,
    }


def applied_changes(session: Session, cohort: Cohort) -> Sequence[PromptChange]:
    """Return the changes that count, the earliest first."""
    return session.scalars(
        sa.select(PromptChange)
        .where(PromptChange.cohort_id == cohort.id, PromptChange.applied_at.is_not(None))
        .order_by(PromptChange.id)
    ).all()
