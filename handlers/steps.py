"""Next steps: writing one, asking the partner, and what becomes of it on its day."""

from datetime import date

from bot.access import joined_member, own_update, pair_step
from bot.errors import RefusalError
from bot.pairs import answering, steps
from bot.pairs.answering import request_buttons
from bot.pairs.cohorts import zone_of
from bot.pairs.model import NextStep, Owner, StepState
from bot.pairs.partners import partner_of
from bot.pairs.reminding import step_buttons
from bot.pairs.talks import DatingStep, WritingStep, is_under_way
from bot.pairs.taps import (
    AddStep,
    DeclineStep,
    DropStep,
    MoveStep,
    MoveTo,
    MySteps,
    ShowHome,
    StepBy,
    StepDay,
    StepDone,
    StepWho,
    TakeStep,
)
from bot.people.days import parse_day
from bot.people.local import local_day
from bot.people.model import Member
from bot.post.content import Button
from bot.post.outbox import Posting
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.partner import partner_args

conversation = Conversation()
AT_ONCE = 5
HOME = [Button("home", ShowHome())]


@conversation.tap(AddStep)
def add_step(turn: Turn, tap: AddStep) -> None:
    """Ask what the next step is."""
    member = joined_member(turn.session, turn.chat_id)
    own_update(turn.session, member, tap.update)
    turn.wait_for(WritingStep(update=tap.update, since=turn.now.isoformat()))
    turn.change("step-what", partner_args(turn, member), buttons=[HOME])


@conversation.when(WritingStep)
def step_words(turn: Turn, talk: WritingStep) -> None:
    """Keep the step and ask by when."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    update = own_update(turn.session, member, talk.update) if talk.update else None
    step = steps.start(turn.session, now=turn.now, member=member, update=update, said=turn.said)
    turn.wait_for(DatingStep(step=step.id, moving=False, since=turn.now.isoformat()))
    turn.say("step-by-when", buttons=_days(turn, member, step, moving=False))


def _days(turn: Turn, member: Member, step: NextStep, *, moving: bool) -> list[list[Button]]:
    def day(label: str, by: StepDay) -> Button:
        tap = MoveTo(step=step.id, by=by) if moving else StepBy(step=step.id, by=by)
        return Button(label, tap)

    rows = [
        [day("step-tomorrow", StepDay.TOMORROW), day("step-in-a-week", StepDay.WEEK)],
        [day("step-in-two-weeks", StepDay.TWO_WEEKS), day("step-no-day", StepDay.NONE)],
    ]
    if steps.day_before_workshop(turn.session, member, now=turn.now) is not None:
        rows.insert(1, [day("step-before-workshop", StepDay.WORKSHOP)])
    return rows


@conversation.when(DatingStep)
def day_words(turn: Turn, talk: DatingStep) -> None:
    """Read a day as people type it."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    step = _step_to_date(turn, member, talk.step, moving=talk.moving)
    day = parse_day(turn.heard.text, local_day(turn.now, zone_of(turn.session, member)))
    if day is None:
        turn.say("step-day-unclear", buttons=_days(turn, member, step, moving=talk.moving))
        return
    _set_day(turn, member, step, day, moving=talk.moving)


def _step_to_date(turn: Turn, member: Member, step_id: int, *, moving: bool) -> NextStep:
    step = pair_step(turn.session, member, step_id)
    if moving:
        steps.may_move(step, member)
    elif step.member_id != member.id or not steps.is_being_written(turn.session, step):
        raise RefusalError("step-over")
    return step


@conversation.tap(StepBy)
def step_by(turn: Turn, tap: StepBy) -> None:
    """Take a tapped day for the step that is being written."""
    _take_day(turn, tap.step, tap.by, moving=False)


@conversation.tap(MoveTo)
def move_to(turn: Turn, tap: MoveTo) -> None:
    """Give an open step another day."""
    _take_day(turn, tap.step, tap.by, moving=True)


def _take_day(turn: Turn, step_id: int, by: StepDay, *, moving: bool) -> None:
    member = joined_member(turn.session, turn.chat_id)
    step = _step_to_date(turn, member, step_id, moving=moving)
    day = steps.day_tapped(turn.session, now=turn.now, member=member, by=by)
    turn.take_buttons_away()
    _set_day(turn, member, step, day, moving=moving)


def _set_day(turn: Turn, member: Member, step: NextStep, day: date | None, *, moving: bool) -> None:
    is_another = day != step.due_on
    steps.set_day(turn.session, now=turn.now, step=step, due_on=day)
    if moving and is_another:
        answering.tell_change(turn.session, now=turn.now, member=member, step=step)
    _dated(turn, member, step, moving=moving)


def _dated(turn: Turn, member: Member, step: NextStep, *, moving: bool) -> None:
    """The day is set: a moved step is finished, a new one needs somebody to do it."""
    turn.wait_for(None)
    args = {**partner_args(turn, member), **_day(step)}
    partner = partner_of(turn.session, member)
    if moving or partner is None:
        turn.say("step-moved" if moving else "step-yours", args, buttons=[HOME])
        return
    whos = [
        [
            Button("step-me", StepWho(step=step.id, who=Owner.ME)),
            Button("step-both", StepWho(step=step.id, who=Owner.BOTH)),
        ],
        [
            Button(
                "step-ask-partner",
                StepWho(step=step.id, who=Owner.PARTNER),
                {"partner": partner.name},
            )
        ],
    ]
    turn.say("step-who", args, buttons=whos)


def _day(step: NextStep) -> dict[str, str | bool]:
    return {
        "dated": step.due_on is not None,
        "day": step.due_on.isoformat() if step.due_on else "",
    }


@conversation.tap(StepWho)
def step_who(turn: Turn, tap: StepWho) -> None:
    """Say who does it: the step is whole, and its two minutes begin."""
    member = joined_member(turn.session, turn.chat_id)
    step = _step_to_date(turn, member, tap.step, moving=False)
    steps.set_owner(turn.session, now=turn.now, member=member, step=step, owner=tap.who)
    turn.wait_for(None)
    turn.take_buttons_away()


@conversation.tap(TakeStep)
def take_step(turn: Turn, tap: TakeStep) -> None:
    """**I'll do it**."""
    member = joined_member(turn.session, turn.chat_id)
    step = pair_step(turn.session, member, tap.step)
    if not steps.take(turn.session, now=turn.now, member=member, step=step):
        turn.toast("step-yours-already")
        return
    answering.tell_answer(turn.session, now=turn.now, member=member, step=step)
    turn.take_buttons_away()
    turn.say("step-you-took", _day(step), buttons=[HOME])


@conversation.tap(DeclineStep)
def decline_step(turn: Turn, tap: DeclineStep) -> None:
    """**Not me**."""
    member = joined_member(turn.session, turn.chat_id)
    step = pair_step(turn.session, member, tap.step)
    if not steps.decline(member=member, step=step):
        turn.toast("step-declined-already")
        return
    answering.tell_answer(turn.session, now=turn.now, member=member, step=step)
    turn.take_buttons_away()
    turn.say("step-you-declined", partner_args(turn, member), buttons=[HOME])


@conversation.tap(StepDone)
def step_done(turn: Turn, tap: StepDone) -> None:
    """**Done**."""
    member = joined_member(turn.session, turn.chat_id)
    step = pair_step(turn.session, member, tap.step)
    if _closes(turn, member, step, StepState.DONE):
        answering.tell_done(turn.session, now=turn.now, member=member, step=step)
        turn.say("step-well-done", buttons=[HOME])


@conversation.tap(DropStep)
def drop_step(turn: Turn, tap: DropStep) -> None:
    """**Drop it**."""
    member = joined_member(turn.session, turn.chat_id)
    step = pair_step(turn.session, member, tap.step)
    if _closes(turn, member, step, StepState.DROPPED):
        answering.tell_change(turn.session, now=turn.now, member=member, step=step)
        turn.say("step-dropped", buttons=[HOME])


def _closes(turn: Turn, member: Member, step: NextStep, state: StepState) -> bool:
    closed = steps.close(turn.session, now=turn.now, member=member, step=step, state=state)
    turn.take_buttons_away()
    if not closed:
        turn.toast("step-closed-already")
    return closed


@conversation.tap(MoveStep)
def move_step(turn: Turn, tap: MoveStep) -> None:
    """**Move it**: ask for another day."""
    member = joined_member(turn.session, turn.chat_id)
    step = pair_step(turn.session, member, tap.step)
    steps.may_move(step, member)
    turn.take_buttons_away()
    turn.wait_for(DatingStep(step=step.id, moving=True, since=turn.now.isoformat()))
    turn.say("step-move-when", buttons=_days(turn, member, step, moving=True))


@conversation.tap(MySteps)
def my_steps(turn: Turn, tap: MySteps) -> None:
    """Show each open step that is this member's, with what can be done."""
    member = joined_member(turn.session, turn.chat_id)
    visible = steps.open_steps(turn.session, member, limit=4 * AT_ONCE)
    mine = [step for step in visible if steps.is_owner(step, member)][:AT_ONCE]
    asked = [step for step in visible if steps.is_asked_of(step, member)][:AT_ONCE]
    for step in [*asked, *mine]:
        own = step.member_id == member.id
        args = {"own": own, "words": step.what, **_day(step)}
        buttons = request_buttons(step) if step in asked else step_buttons(step)
        turn.say("step-one", args, buttons=buttons, how=Posting(protected=not own))
    if not mine and not asked:
        turn.say("step-none", buttons=[HOME])
