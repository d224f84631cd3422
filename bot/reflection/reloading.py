"""A programme that changes under a cohort: only in a rehearsal, where it is being written."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import Cohort
from bot.reflection.circle import programme_named
from bot.reflection.model import Due
from bot.reflection.replanning import replan_cohort
from prompts.loader import load_programme, path_of
from prompts.schema import Programme
from prompts.source import ProgrammeError


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
    known = {prompt.id for prompt in programme.prompts}
    sent = session.scalars(sa.select(Due.prompt_id).where(Due.sent_at.is_not(None)).distinct())
    faults += [
        f"prompt {each} has been sent already: put it back, or start the rehearsal again"
        for each in sorted(set(sent) - known)
    ]
    return faults


def take_change(session: Session, *, now: datetime, cohort: Cohort) -> None:
    """Plan anew what a cohort was not sent, by what the file of its programme says now."""
    programme_named.cache_clear()
    replan_cohort(session, now=now, cohort=cohort)
