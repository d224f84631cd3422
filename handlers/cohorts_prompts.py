"""The prompts of one cohort: each can be worded anew, moved or left out, after a preview."""

from bot.access import joined_facilitator, run_change, run_cohort
from bot.errors import RefusalError
from bot.pairs.model import Cohort
from bot.people.model import Facilitator
from bot.post.content import Args, Button, line
from bot.post.taps import Slug
from bot.reflection import changing
from bot.reflection.desk_talks import MovingPrompt, RewordingPrompt
from bot.reflection.desk_taps import (
    AddPrompt,
    ApplyChange,
    MovePrompt,
    OnlyPreview,
    Place,
    RestorePrompt,
    RewordPrompt,
    ShowPrompt,
    ShowPrompts,
    SkipPrompt,
    Whose,
)
from bot.reflection.model import ChangeKind, PromptChange
from bot.reflection.previewing import preview_cards
from bot.reflection.replanning import sent_titles
from bot.reflection.viewing import (
    PromptView,
    cohort_plan,
    moment_of,
    prompt_in,
    prompts_of,
    roles_of,
    words_of,
)
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.cohorts import back_to
from handlers.cohorts_effects import shift_lines

conversation = Conversation()

PAGE = 10
"""Prompts on one screen."""
LONGEST_WORDS = 280
"""Characters of a question: with what stands around it, a message stays short."""


@conversation.tap(ShowPrompts)
def show_prompts(turn: Turn, tap: ShowPrompts) -> None:
    """List a cohort's prompts."""
    cohort = _cohort(turn, tap.cohort)[1]
    turn.wait_for(None)
    views = prompts_of(turn.session, cohort)
    start = max(0, tap.start)
    rows = [[_entry(cohort, view)] for view in views[start : start + PAGE]]
    more = []
    if start > 0:
        more.append(Button("cohorts-earlier", ShowPrompts(cohort=cohort.id, start=start - PAGE)))
    if len(views) > start + PAGE:
        more.append(Button("cohorts-more", ShowPrompts(cohort=cohort.id, start=start + PAGE)))
    add = [Button("cohorts-prompt-add", AddPrompt(cohort=cohort.id))]
    args: Args = {"name": cohort.name, "count": len(views)}
    turn.change("cohorts-prompts-list", args, buttons=[*rows, more, add, back_to(cohort.id)])


def _entry(cohort: Cohort, view: PromptView) -> Button:
    state = "skipped" if view.skipped else "changed" if view.changed else "plain"
    state = "added" if view.added and state == "plain" else state
    tap = ShowPrompt(cohort=cohort.id, prompt=Slug(view.id))
    return Button("cohorts-prompt-entry", tap, {"title": view.title, "state": state})


@conversation.tap(ShowPrompt)
def show_prompt(turn: Turn, tap: ShowPrompt) -> None:
    """Show one prompt's words for each role, and what can be done."""
    cohort = _cohort(turn, tap.cohort)[1]
    turn.wait_for(None)
    plan = cohort_plan(turn.session, cohort)
    prompt = prompt_in(plan, tap.prompt)
    skipped = prompt.id in plan.skipped
    rows = _reword_rows(
        cohort, prompt.id, [role.value for role in roles_of(prompt)], len(prompt.questions)
    )
    own = next(view for view in prompts_of(turn.session, cohort) if view.id == prompt.id)
    rows.append([Button("cohorts-prompt-day", MovePrompt(cohort=cohort.id, prompt=tap.prompt))])
    if not skipped:
        skip = SkipPrompt(cohort=cohort.id, prompt=tap.prompt)
        rows.append([Button("cohorts-prompt-skip", skip)])
    if skipped or own.changed:
        restore = RestorePrompt(cohort=cohort.id, prompt=tap.prompt)
        rows.append([Button("cohorts-prompt-restore", restore)])
    words = [
        line(
            "cohorts-prompt-words",
            whose=role.value if role else "both",
            words=text,
            number=number,
            several=len(prompt.questions) > 1,
        )
        for number, question in enumerate(words_of(prompt), start=1)
        for role, text in question
    ]
    args: Args = {
        "title": prompt.title,
        "words": words,
        "skipped": skipped,
        "core": prompt.core,
        **moment_of(prompt),
    }
    turn.change("cohorts-prompt", args, buttons=[*rows, _back(cohort)])


def _reword_rows(
    cohort: Cohort, prompt_id: str, roles: list[str], questions: int
) -> list[list[Button]]:
    """Return a row for each question: its words for both, or for one role."""
    whose = list(Whose) if len(roles) > 1 else [Whose.BOTH]
    return [
        [
            Button(
                f"cohorts-reword-{each.name.lower()}",
                RewordPrompt(cohort=cohort.id, prompt=Slug(prompt_id), place=place, whose=each),
                {"number": int(place) + 1, "several": questions > 1},
            )
            for each in whose
        ]
        for place in list(Place)[:questions]
    ]


@conversation.tap(RewordPrompt)
def reword_prompt(turn: Turn, tap: RewordPrompt) -> None:
    """Ask for other words."""
    cohort = _cohort(turn, tap.cohort)[1]
    prompt = prompt_in(cohort_plan(turn.session, cohort), tap.prompt)
    turn.wait_for(
        RewordingPrompt(
            cohort=cohort.id, prompt=prompt.id, place=int(tap.place), whose=tap.whose.value
        )
    )
    args: Args = {"title": prompt.title, "whose": tap.whose.name.lower(), "most": LONGEST_WORDS}
    turn.change("cohorts-reword-ask", args, buttons=[_back(cohort)])


@conversation.when(RewordingPrompt)
def words_said(turn: Turn, talk: RewordingPrompt) -> None:
    """Show the prompt with its new words."""
    cohort = _cohort(turn, talk.cohort)[1]
    change = changing.reword(
        turn.session,
        now=turn.now,
        cohort=cohort,
        prompt_id=talk.prompt,
        place=talk.place,
        role=Whose(talk.whose).role,
        words=question_words(turn),
    )
    preview(turn, cohort, change)


def question_words(turn: Turn) -> str:
    """Return what was typed as the words of a question; raises `RefusalError`."""
    words = turn.heard.text
    if not words:
        raise RefusalError("cohorts-please-type")
    if len(words) > LONGEST_WORDS:
        raise RefusalError("cohorts-words-long", most=LONGEST_WORDS, count=len(words))
    return words


@conversation.tap(MovePrompt)
def move_prompt(turn: Turn, tap: MovePrompt) -> None:
    """Ask for another day."""
    cohort = _cohort(turn, tap.cohort)[1]
    prompt = prompt_in(cohort_plan(turn.session, cohort), tap.prompt)
    turn.wait_for(MovingPrompt(cohort=cohort.id, prompt=prompt.id))
    turn.change("cohorts-prompt-when", {"title": prompt.title}, buttons=[_back(cohort)])


@conversation.when(MovingPrompt)
def moment_said(turn: Turn, talk: MovingPrompt) -> None:
    """Show what another day changes."""
    cohort = _cohort(turn, talk.cohort)[1]
    change = changing.move_prompt(
        turn.session, now=turn.now, cohort=cohort, prompt_id=talk.prompt, when=turn.heard.text
    )
    preview(turn, cohort, change)


@conversation.tap(SkipPrompt)
def skip_prompt(turn: Turn, tap: SkipPrompt) -> None:
    """Show what leaving it out changes."""
    cohort = _cohort(turn, tap.cohort)[1]
    change = changing.skip(turn.session, now=turn.now, cohort=cohort, prompt_id=tap.prompt)
    turn.take_buttons_away()
    preview(turn, cohort, change)


def preview(turn: Turn, cohort: Cohort, change: PromptChange) -> None:
    """Show a prepared change as each role will see it, and what it does; nothing is done yet."""
    turn.wait_for(None)
    prompt = changing.preview(turn.session, cohort, change)
    new_words = changing.with_new_words(turn.session, cohort, prompt)
    effects = changing.effects_of(turn.session, now=turn.now, cohort=cohort, change=change)
    if new_words.questions and change.kind is not ChangeKind.SKIP:
        for role in roles_of(prompt):
            turn.say("cohorts-preview-role", {"role": role.value})
            for card in preview_cards(
                turn.session, now=turn.now, cohort=cohort, prompt=new_words, role=role
            ):
                turn.say(card.copy, card.args, buttons=card.buttons)
    got = sent_titles(turn.session, cohort, frozenset([prompt.id]))
    args: Args = {
        "kind": change.kind.value,
        "title": prompt.title,
        "moves": bool(effects.shifts),
        "shifts": shift_lines(effects),
        "people": effects.people,
        "got": bool(got),
        "core": prompt.core,
        **moment_of(prompt),
    }
    rows = [[Button("cohorts-change-yes", ApplyChange(change=change.id))]]
    leave = [Button("cohorts-change-no", ShowPrompts(cohort=cohort.id, start=0))]
    turn.say("cohorts-change-check", args, buttons=[*rows, leave])


@conversation.tap(ApplyChange)
def apply_change(turn: Turn, tap: ApplyChange) -> None:
    """Make a change count, once."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    change = run_change(turn.session, facilitator, tap.change)
    cohort = run_cohort(turn.session, facilitator, change.cohort_id)
    if not changing.apply_change(turn.session, now=turn.now, cohort=cohort, change=change):
        raise RefusalError("cohorts-changed-already")
    write_down(turn, facilitator, f"prompt-{change.kind.value}", f"cohort:{cohort.id}")
    turn.change("cohorts-changed", {"name": cohort.name}, buttons=[_back(cohort)])


@conversation.tap(RestorePrompt)
def restore_prompt(turn: Turn, tap: RestorePrompt) -> None:
    """Ask it as the programme has it again."""
    facilitator, cohort = _cohort(turn, tap.cohort)
    if not changing.restore(turn.session, now=turn.now, cohort=cohort, prompt_id=tap.prompt):
        raise RefusalError("cohorts-changed-already")
    write_down(turn, facilitator, "prompt-restored", f"cohort:{cohort.id}")
    turn.change("cohorts-changed", {"name": cohort.name}, buttons=[_back(cohort)])


@conversation.tap(OnlyPreview)
def only_preview(turn: Turn, tap: OnlyPreview) -> None:
    """Say that this button is only to look at."""
    joined_facilitator(turn.session, turn.chat_id)
    turn.toast("cohorts-only-preview")


def _cohort(turn: Turn, cohort_id: int) -> tuple[Facilitator, Cohort]:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    return facilitator, run_cohort(turn.session, facilitator, cohort_id)


def _back(cohort: Cohort) -> list[Button]:
    return [Button("back", ShowPrompts(cohort=cohort.id, start=0))]
