"""A prompt of a cohort's own, made step by step and shown before it counts."""

from dataclasses import replace

from bot.access import joined_facilitator, run_cohort
from bot.errors import RefusalError
from bot.pairs.model import Cohort
from bot.post.content import Button
from bot.reflection import changing
from bot.reflection.changing import NewPrompt
from bot.reflection.desk_talks import AddingPrompt
from bot.reflection.desk_taps import AddPrompt, Asked, ChooseAsked, ChooseSeen, SeenBy, ShowPrompts
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.cohorts_prompts import preview, question_words

conversation = Conversation()

LONGEST_TITLE = 60


@conversation.tap(AddPrompt)
def add_prompt(turn: Turn, tap: AddPrompt) -> None:
    """Ask for a title."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.wait_for(AddingPrompt(cohort=cohort.id))
    back = [Button("back", ShowPrompts(cohort=cohort.id, start=0))]
    turn.change("cohorts-new-title", {"name": cohort.name}, buttons=[back])


@conversation.when(AddingPrompt)
def said(turn: Turn, talk: AddingPrompt) -> None:
    """Take the title, then the words, then the day."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    run_cohort(turn.session, facilitator, talk.cohort)
    text = " ".join(turn.heard.text.split())
    if talk.title is None:
        if not 0 < len(text) <= LONGEST_TITLE:
            raise RefusalError("cohorts-title-wrong", most=LONGEST_TITLE)
        turn.wait_for(replace(talk, title=text))
        turn.say("cohorts-new-words")
    elif talk.words is None:
        turn.wait_for(replace(talk, words=question_words(turn)))
        turn.say("cohorts-new-when")
    elif talk.when is None:
        changing.require_moment(text)
        turn.wait_for(replace(talk, when=text))
        who = [Button(f"cohorts-asked-{each.value}", ChooseAsked(asked=each)) for each in Asked]
        turn.say("cohorts-new-asked", buttons=[[each] for each in who])
    else:
        raise RefusalError("cohorts-please-tap")


@conversation.tap(ChooseAsked)
def choose_asked(turn: Turn, tap: ChooseAsked) -> None:
    """Take who is asked."""
    talk, _ = _under_way(turn)
    if talk.when is None or talk.asked is not None:
        raise RefusalError("cohorts-said-already")
    turn.take_buttons_away()
    turn.wait_for(replace(talk, asked=tap.asked.value))
    seen = [Button(f"cohorts-seen-{each.value}", ChooseSeen(seen=each)) for each in SeenBy]
    turn.say("cohorts-new-seen", buttons=[[each] for each in seen])


@conversation.tap(ChooseSeen)
def choose_seen(turn: Turn, tap: ChooseSeen) -> None:
    """Take who sees the answers, and show the whole as each role will see it."""
    talk, cohort = _under_way(turn)
    if talk.asked is None:
        raise RefusalError("cohorts-said-already")
    turn.take_buttons_away()
    new = NewPrompt(
        title=talk.title or "",
        words=talk.words or "",
        when=talk.when or "",
        audience=talk.asked,
        visibility=tap.seen.value,
    )
    preview(turn, cohort, changing.add(turn.session, now=turn.now, cohort=cohort, new=new))


def _under_way(turn: Turn) -> tuple[AddingPrompt, Cohort]:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    talk = turn.talk
    if not isinstance(talk, AddingPrompt):
        raise RefusalError("cohorts-said-already")
    return talk, run_cohort(turn.session, facilitator, talk.cohort)
