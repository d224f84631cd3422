"""Every question of the shipped programmes, as the message that a member gets."""

import re
from datetime import UTC, datetime

import pytest

from bot.pairs.model import Cohort
from bot.people.model import Member, Role
from bot.post.content import pack_buttons
from bot.reflection.asking import question_card
from bot.reflection.circle import Circle
from bot.reflection.flow import question_of
from bot.reflection.kinds import kind_of
from bot.reflection.kinds.base import Place
from bot.reflection.model import Due, DueState, Visibility
from bot.telegram.copy import load_copy
from prompts.loader import SHIPPED, shipped
from prompts.questions import ChoicesQuestion
from prompts.schema import Programme

NOW = datetime(2027, 3, 4, tzinfo=UTC)
LONGEST = 350
LONGEST_LABEL = 45


def circle(programme: Programme, role: Role, *, alone: bool = False) -> Circle:
    """Return somebody with a common name and challenge."""
    cohort = Cohort(id=1, programme=programme.id, timezone="Europe/London")
    return Circle(
        member=Member(id=1, role=role, name="Asha"),
        partner=None if alone else Member(id=2, name="Thomas"),
        cohort=cohort,
        programme=programme,
        challenge="clearer discharge letters",
    )


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("alone", [False, True])
def test_each_question_is_a_short_message(name: str, role: Role, *, alone: bool) -> None:
    """Under 350 characters with what stands above it, and labels that fit a button."""
    programme, copy = shipped()[name], load_copy()
    around = circle(programme, role, alone=alone)
    for prompt in programme.for_role(around.role):
        visibility = Visibility.PRIVATE if alone else Visibility(prompt.visibility.value)
        due = Due(id=1, prompt_id=prompt.id, visibility=visibility, state=DueState.OPEN)
        for question_id in [each for question in prompt.questions for each in question.ids()]:
            question = question_of(prompt, question_id)
            assert question is not None
            card = question_card(around, due, question, reminder=True)
            text = re.sub("<[^>]*>", "", copy.html(card.copy, card.args))
            assert len(text) <= LONGEST, text
            assert "{" not in text
            for row in pack_buttons([*card.buttons, *kind_of(question).buttons(PLACE, "")]):
                for label, data, args in row:
                    assert 0 < len(copy.label(label, args)) <= LONGEST_LABEL
                    assert len(data.encode()) <= 64


PLACE = Place(due=2**62, number=3)


def test_ticks_travel_in_the_buttons() -> None:
    """Each tap carries what is ticked after it; done needs one tick at least."""
    question = ChoicesQuestion.model_validate(
        {"id": "q", "kind": "choices", "wording": "W", "options": {"a": "A", "b": "B", "c": "C"}}
    )
    kind = kind_of(question)
    tapped = kind.tapped("5")
    assert tapped is not None
    assert tapped.draft == "5"
    labels = [row[0].label for row in kind.buttons(PLACE, tapped.draft)]
    assert labels[:3] == ["reflection-ticked", "reflection-option", "reflection-ticked"]
    done = kind.tapped("done-5")
    assert done is not None
    assert done.value == "a,c"
    assert kind.in_words("a,c") == "A, C"
    nothing = kind.tapped("done-0")
    assert nothing is not None
    assert nothing.value is None
    assert kind.tapped("8") is None  # an option that is no more
