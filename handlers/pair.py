"""The pair: its challenge, the last updates, the next steps, and the picture of its way."""

from bot.access import joined_member, pair_challenge
from bot.pairs import challenge, progress, steps
from bot.pairs.cohorts import zone_of
from bot.pairs.model import Challenge, NextStep, Owner, ProgressUpdate, StepState
from bot.pairs.partners import partner_of, partner_place
from bot.pairs.picture import describe_way
from bot.pairs.relay import Files
from bot.pairs.talks import WritingChallenge, is_under_way
from bot.pairs.taps import (
    AskProgress,
    ChangeChallenge,
    EarlierWordings,
    MySteps,
    ShowHome,
    ShowPair,
    UseWording,
)
from bot.pairs.way import to_picture, way_of
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Line, line
from bot.post.outbox import Posting
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.partner import partner_args

conversation = Conversation()
UPDATES = 3
STEPS = 4
WORDINGS = 5
LONGEST_WORDS = 200
PROTECTED = Posting(protected=True)
"""Screens with the partner's words are not passed on."""


@conversation.command("pair")
def pair(turn: Turn) -> None:
    """Show the pair's challenge, updates, next steps and way."""
    member = joined_member(turn.session, turn.chat_id)
    wording = challenge.current(turn.session, member.pair_id)
    args: Args = {
        **_about_partner(turn, member),
        "has_challenge": wording is not None,
        "challenge": wording.wording if wording else "",
        **_updates(turn, member),
        **_steps(turn, member),
    }
    turn.say("pair-screen", args, buttons=_buttons(turn, member), how=PROTECTED)
    way = way_of(turn.session, now=turn.now, viewer=member)
    outbox.show_picture(
        turn.session,
        now=turn.now,
        chat_id=turn.chat_id,
        picture=to_picture(way),
        copy="pair-picture",
        args={"description": describe_way(way)},
        how=PROTECTED,
    )


@conversation.tap(ShowPair)
def show_pair(turn: Turn, tap: ShowPair) -> None:
    """Show the pair from a button."""
    turn.wait_for(None)
    pair(turn)


def _about_partner(turn: Turn, member: Member) -> Args:
    other = partner_place(turn.session, member)
    left = "no"
    if other is not None and other.left_at is not None:
        left = "yes" if other.name else "gone"  # erased
    return {
        **partner_args(turn, member),
        "has_left": left,
        "left": other.name if other else "",
    }


def _updates(turn: Turn, member: Member) -> Args:
    shown = progress.seen_by(turn.session, member, limit=UPDATES)
    lines = [_update(turn, member, update) for update in shown]
    return {"updates": lines, "update_count": len(lines)}


def _update(turn: Turn, member: Member, update: ProgressUpdate) -> Line:
    words = progress.words_seen_by(member, update)
    files = progress.files_seen_by(turn.session, member, update)
    own = update.member_id == member.id
    return line(
        "pair-update",
        day=local_day(update.said_at, zone_of(turn.session, member)).isoformat(),
        name=turn.session.get_one(Member, update.member_id).name,
        state=update.state.value,
        with_files=_with(files),
        count=len(files),
        words_are=("own" if own else "theirs") if words else "none",
        words=_short(words),
    )


def _with(files: Files) -> str:
    """Return what went with an update, as the copy names it."""
    kinds = {kind for kind, _ in files}
    if not kinds:
        return "none"
    return "both" if len(kinds) > 1 else kinds.pop().value


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[: LONGEST_WORDS - 1].rstrip()}…"


def _steps(turn: Turn, member: Member) -> Args:
    shown = steps.open_steps(turn.session, member, limit=STEPS)
    partner = partner_of(turn.session, member)
    lines = [_step(member, step, partner.name if partner else "") for step in shown]
    return {"steps": lines, "step_count": len(lines)}


def _step(member: Member, step: NextStep, partner: str) -> Line:
    return line(
        "pair-step",
        who=_who(member, step),
        partner=partner,
        words=_short(step.what),
        own=step.member_id == member.id,
        day=step.due_on.isoformat() if step.due_on else "",
        dated=step.due_on is not None,
    )


def _who(member: Member, step: NextStep) -> str:
    """Return whose the step is, as this member sees it."""
    if step.state in (StepState.ASKED, StepState.DECLINED):
        return f"{step.state.value}-{'by' if step.member_id == member.id else 'of'}-you"
    if step.owner is Owner.BOTH:
        return "both"
    return "you" if (step.owner is Owner.ME) == (step.member_id == member.id) else "partner"


def _buttons(turn: Turn, member: Member) -> list[list[Button]]:
    count = len(challenge.wordings(turn.session, member.pair_id))
    second = [Button("pair-change-challenge" if count else "home-challenge", ChangeChallenge())]
    if count > 1:
        second.append(Button("pair-earlier", EarlierWordings()))
    return [
        [Button("pair-my-steps", MySteps()), Button("home-progress", AskProgress())],
        second,
        [Button("home", ShowHome())],
    ]


@conversation.tap(ChangeChallenge)
def change_challenge(turn: Turn, tap: ChangeChallenge) -> None:
    """Ask for the challenge in the member's own words."""
    member = joined_member(turn.session, turn.chat_id)
    turn.wait_for(WritingChallenge(since=turn.now.isoformat()))
    args = partner_args(turn, member)
    turn.say("pair-challenge-write", args, buttons=[[Button("home", ShowHome())]])


@conversation.when(WritingChallenge)
def challenge_words(turn: Turn, talk: WritingChallenge) -> None:
    """Take the new wording; it counts when its two minutes are over."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    challenge.write(turn.session, now=turn.now, member=member, said=turn.said)
    turn.wait_for(None)


@conversation.tap(EarlierWordings)
def earlier_wordings(turn: Turn, tap: EarlierWordings) -> None:
    """Show what the challenge was before, each to be used again."""
    member = joined_member(turn.session, turn.chat_id)
    earlier = challenge.wordings(turn.session, member.pair_id)[1 : WORDINGS + 1]
    for wording in earlier:
        turn.say(
            "pair-wording",
            _wording(turn, member, wording),
            buttons=[[Button("pair-use-wording", UseWording(challenge=wording.id))]],
            how=PROTECTED,
        )
    if not earlier:
        turn.toast("pair-no-earlier")


def _wording(turn: Turn, member: Member, wording: Challenge) -> Args:
    writer = turn.session.get(Member, wording.member_id) if wording.member_id else None
    return {
        "has_name": writer is not None,
        "name": writer.name if writer else "",
        "day": local_day(wording.written_at, zone_of(turn.session, member)).isoformat(),
        "words": wording.wording,
    }


@conversation.tap(UseWording)
def use_wording(turn: Turn, tap: UseWording) -> None:
    """Bring an earlier wording back."""
    member = joined_member(turn.session, turn.chat_id)
    earlier = pair_challenge(turn.session, member, tap.challenge)
    is_back = challenge.restore(turn.session, now=turn.now, member=member, earlier=earlier)
    turn.take_buttons_away()
    if not is_back:
        turn.toast("pair-wording-counts-already")
        return
    turn.say("pair-wording-back", partner_args(turn, member))
