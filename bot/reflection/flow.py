"""Which question comes next, and what the answers say: pure rules."""

from collections.abc import Iterator, Mapping

from bot.reflection.circle import Circle
from bot.reflection.kinds import kind_of
from bot.reflection.model import Answer
from prompts.questions import Question, TextQuestion
from prompts.schema import Prompt

Answers = Mapping[str, Answer]
"""The newest answer to each question, by the question's id."""


def reached(prompt: Prompt, answers: Answers) -> Iterator[Question]:
    """Yield the questions of a prompt, with the follow-ups that its answers lead to."""
    for question in prompt.questions:
        yield question
        answer = answers.get(question.id)
        if answer is not None and answer.value is not None:
            follow_up = question.asks_next(kind_of(question).answer(answer.value))
            if follow_up is not None:
                yield follow_up


def next_question(prompt: Prompt, answers: Answers) -> Question | None:
    """Return the first question that has no answer yet and was not passed over."""
    return next((each for each in reached(prompt, answers) if each.id not in answers), None)


def all_ids(prompt: Prompt) -> list[str]:
    """Return the ids of all that a prompt can ask, follow-ups included, in its order."""
    return [each for question in prompt.questions for each in question.ids()]


def question_of(prompt: Prompt, question_id: str) -> Question | None:
    """Return a question or follow-up by its id; None when the programme has it no more."""
    for question in prompt.questions:
        if question.id == question_id:
            return question
        for follow_up in question.all_follow_ups():
            if follow_up.id == question_id:
                return TextQuestion(kind="text", id=follow_up.id, wording=follow_up.wording)
    return None


def is_blank(answer: Answer) -> bool:
    """Tell whether the question was passed over."""
    return answer.value is None and answer.words is None


def in_words(question: Question, answer: Answer) -> str:
    """Return what an answer says, for a person to read; empty for a file without words."""
    value = kind_of(question).in_words(answer.value) if answer.value is not None else ""
    return "\n".join(part for part in (value, answer.words) if part)


def as_text(circle: Circle, prompt: Prompt, answers: Answers) -> str:
    """Return all that was answered; with several questions, each stands above its answer."""
    said = [
        (question, words)
        for question in reached(prompt, answers)
        if question.id in answers and (words := in_words(question, answers[question.id]))
    ]
    if len(prompt.questions) == 1 and len(said) == 1:
        return said[0][1]
    return "\n\n".join(f"{circle.words(question.wording)}\n– {words}" for question, words in said)
