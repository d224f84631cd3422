"""A programme that changes under a cohort: only in a rehearsal, where it is being written."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort
from bot.reflection.circle import programme_named
from bot.reflection.model import Due
from bot.reflection.replanning import replan_cohort
from prompts.loader import load_programme, path_of
from prompts.questions import ChoiceQuestion, ChoicesQuestion, Question
from prompts.schema import Programme, Prompt
from prompts.source import ProgrammeError

_WITH_OPTIONS = (ChoiceQuestion, ChoicesQuestion)


def titles_of(programme: str) -> dict[str, str]:
    """Return the ids of a programme's prompts by their titles."""
    return {prompt.title: prompt.id for prompt in programme_named(programme).prompts}


def file_of(programme: str) -> Path:
    """Return the file of a programme, shipped or not."""
    return path_of(programme)


def faults_of_change(session: Session, *, changed: Path, cohort: Cohort) -> tuple[str, ...]:
    """Return why a cohort cannot go on with this file; nothing when it can."""
    try:
        programme = load_programme(changed)
    except ProgrammeError as error:
        return tuple(map(str, error.faults))
    return tuple(_breaks(session, programme, cohort))


def _breaks(session: Session, programme: Programme, cohort: Cohort) -> list[str]:
    faults = []
    workshops = programme_named(cohort.programme).workshops
    if programme.workshops != workshops:
        faults.append(f"`workshops:` was {workshops}: start the rehearsal again to change it")
    sent = session.scalars(sa.select(Due.prompt_id).where(Due.sent_at.is_not(None)).distinct())
    before = {prompt.id: prompt for prompt in programme_named(cohort.programme).prompts}
    after = {prompt.id: prompt for prompt in programme.prompts}
    for each in sorted(set(sent) & set(before)):
        faults += [
            f"{lost} has been sent already: put it back, or start the rehearsal again"
            for lost in _lost(before[each], after.get(each))
        ]
    return faults


def _lost(before: Prompt, after: Prompt | None) -> Iterator[str]:
    """Tell what people may have answered, or have buttons for, that is there no more."""
    if after is None:
        yield f"prompt {before.id}"
        return
    asked = {question.id: question for question in after.questions}
    for question in before.questions:
        now = asked.get(question.id)
        if now is None or now.kind != question.kind:
            yield f"question {question.id} ({question.kind}) in prompt {before.id}"
        else:
            gone = sorted(_parts(question) - _parts(now))
            yield from (f"{part} of {question.id} in prompt {before.id}" for part in gone)


def _parts(question: Question) -> set[str]:
    options = question.option_ids() if isinstance(question, _WITH_OPTIONS) else ()
    return {
        *(f"option {each}" for each in options),
        *(f"follow-up {each.id}" for each in question.all_follow_ups()),
    }


def take_change(session: Session, *, now: datetime, cohort: Cohort) -> None:
    """Plan anew what a cohort was not sent, by what the file of its programme says now."""
    programme_named.cache_clear()
    replan_cohort(session, now=now, cohort=cohort)
