"""A prompt as each role will see it, before it counts."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.pairs.challenge import current
from bot.pairs.model import Cohort
from bot.pairs.places import pairs_of
from bot.people.model import Role
from bot.post.content import Button, Buttons
from bot.reflection.asking import Card, Seen
from bot.reflection.desk_taps import OnlyPreview
from bot.reflection.kinds import kind_of
from bot.reflection.kinds.base import Place
from bot.reflection.model import Visibility
from bot.reflection.viewing import cohort_plan
from prompts.questions import Question
from prompts.schema import Prompt
from prompts.standins import stand_ins
from prompts.wording import Role as WordedRole

SEEN = {
    Visibility.PRIVATE: Seen.YOU,
    Visibility.PARTNER: Seen.PARTNER,
    Visibility.SEALED: Seen.BOTH,
    Visibility.CHOOSE: Seen.CHOOSE,
}


def preview_cards(
    session: Session, *, now: datetime, cohort: Cohort, prompt: Prompt, role: Role
) -> list[Card]:
    """Return a prompt's questions as they reach `role`, with the names of the first pair."""
    locale = stand_ins(cohort_plan(session, cohort).programme.locale)
    names = {role: locale.partner, _other(role): locale.partner}
    challenge = locale.challenge
    for view in pairs_of(session, cohort, now=now)[:1]:
        names |= {place.member.role: place.member.name for place in view.places}
        wording = current(session, view.pair.id)
        challenge = wording.wording if wording is not None else challenge
    partner = names[_other(role)]
    return [
        Card(
            copy="reflection-question",
            args={
                "seen": SEEN[Visibility(prompt.visibility.value)].value,
                "partner": partner,
                "title": prompt.title,
                "question": question.wording.fill(
                    WordedRole(role.value), name=names[role], partner=partner, challenge=challenge
                ),
                "reminder": False,
            },
            buttons=_lifeless(question),
        )
        for question in prompt.questions
    ]


def _other(role: Role) -> Role:
    return Role.LAY if role is Role.PROFESSIONAL else Role.PROFESSIONAL


def _lifeless(question: Question) -> Buttons:
    """Return the buttons of a question, which do nothing here."""
    return [
        [Button(button.label, OnlyPreview(), button.args) for button in row]
        for row in kind_of(question).buttons(Place(due=0, number=0), "")
    ]
