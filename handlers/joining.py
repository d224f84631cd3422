"""From an invitation to a member: the link or code, the notice, name and time of prompts."""

from datetime import time

from bot.access import facilitator_of, member_of
from bot.errors import RefusalError
from bot.pairs.arrivals import announce_joining
from bot.people import joining
from bot.people.codes import looks_like_code
from bot.people.invitations import Closed, Opened, open_by_code, open_by_link
from bot.people.model import Member
from bot.people.phrases import TimeRefusal, parse_name, parse_time_of_day
from bot.people.talks import JoiningName, JoiningTime
from bot.people.taps import Agree, Energy, JoinAt, KeepName, NoThanks, TellMeMore
from bot.post import outbox
from bot.post.content import Button, Buttons
from bot.privacy import audit
from bot.reflection.planning import plan_member
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import facilitators
from handlers.home import show_home
from handlers.notice import MORE, notice_args, say_notice

conversation = Conversation()

DECIDE: Buttons = (
    (Button("joining-agree", Agree()),),
    (Button("joining-tell-me-more", TellMeMore()),),
    (Button("joining-no-thanks", NoThanks()),),
)
DECIDE_NOW: Buttons = (DECIDE[0], DECIDE[2])
ENERGY: Buttons = (
    (Button("joining-morning", JoinAt(at=Energy.MORNING)),),
    (Button("joining-midday", JoinAt(at=Energy.MIDDAY)),),
    (Button("joining-evening", JoinAt(at=Energy.EVENING)),),
)
REFUSED_TIME = {
    TimeRefusal.NOT_UNDERSTOOD: "joining-time-not-understood",
    TimeRefusal.OUTSIDE: "joining-time-outside",
}


@conversation.command("start")
def start(turn: Turn) -> None:
    """Open a link, or go on where the person stands."""
    if not turn.heard.argument:
        _go_on(turn)
        return
    _opened(
        turn,
        open_by_link(turn.session, turn.heard.argument, chat_id=turn.chat_id, now=turn.now),
    )


@conversation.command("join")
def join(turn: Turn) -> None:
    """Open an invitation by its code."""
    if turn.heard.argument:
        _open_by_code(turn, turn.heard.argument)
    else:
        turn.say("joining-code-please")


@conversation.guess
def words_before_joining(turn: Turn) -> bool:
    """Answer words of anybody who is not a member yet; nothing of them is kept."""
    member = member_of(turn.session, turn.chat_id)
    if member is not None and member.joined_at is not None:
        return False
    if looks_like_code(turn.heard.text):
        _open_by_code(turn, turn.heard.text)
    elif member is None:
        facilitators.answer_words(turn)
    elif member.consented_at is None:
        turn.say("joining-please-choose", buttons=DECIDE)
    else:
        _ask_name(turn, member)
    return True


def _open_by_code(turn: Turn, typed: str) -> None:
    _opened(turn, open_by_code(turn.session, typed, chat_id=turn.chat_id, now=turn.now))


def _opened(turn: Turn, opening: Opened | Closed) -> None:
    if isinstance(opening, Closed):
        turn.say(opening.value)
    elif opening.facilitator is not None:
        facilitators.show_desk(turn, opening.facilitator)
    else:
        _go_on(turn)


def _go_on(turn: Turn) -> None:
    member = member_of(turn.session, turn.chat_id)
    if member is None:
        facilitator = facilitator_of(turn.session, turn.chat_id)
        if facilitator is None:
            facilitators.greet_outsider(turn)
        else:
            facilitators.show_desk(turn, facilitator)
    elif member.consented_at is None:
        say_notice(turn, buttons=DECIDE)
    elif member.joined_at is None:
        _ask_name(turn, member)
    else:
        show_home(turn)


@conversation.tap(TellMeMore)
def tell_me_more(turn: Turn, tap: TellMeMore) -> None:
    """Say more, with the choice again."""
    _undecided(turn)
    turn.take_buttons_away()
    newest = outbox.newest(turn.session, chat_id=turn.chat_id)
    if newest is None or newest.copy != MORE:  # a second tap says nothing twice
        turn.say("joining-more-network")
        turn.say(MORE, notice_args(turn.house), buttons=DECIDE_NOW)


@conversation.tap(NoThanks)
def no_thanks(turn: Turn, tap: NoThanks) -> None:
    """Let go of the person."""
    joining.decline(turn.session, member=_undecided(turn))
    turn.change("joining-declined")


@conversation.tap(Agree)
def agree(turn: Turn, tap: Agree) -> None:
    """Store the consent and ask for the name."""
    member = _undecided(turn)
    joining.agree(now=turn.now, member=member)
    _note(turn, member, "agreed-to-notice")
    turn.take_buttons_away()
    _ask_name(turn, member)


@conversation.tap(KeepName)
def keep_name(turn: Turn, tap: KeepName) -> None:
    """Be called as the programme team wrote it."""
    member = _agreed(turn)
    turn.change("joining-name-done", {"name": member.name})
    if not isinstance(turn.talk, JoiningTime):
        _ask_time(turn)


@conversation.when(JoiningName)
def name_typed(turn: Turn, talk: JoiningName) -> None:
    """Take a typed name."""
    name = parse_name(turn.heard.text)
    if name is None or turn.heard.command is not None or looks_like_code(name):
        turn.say("joining-name-again")
        return
    joining.choose_name(member=_agreed(turn), name=name)
    turn.take_question_away("joining-name")
    turn.say("joining-name-done", {"name": name})
    _ask_time(turn)


@conversation.tap(JoinAt)
def time_tapped(turn: Turn, tap: JoinAt) -> None:
    """Take a time that was offered."""
    member = _agreed(turn)
    turn.change("joining-time-done", {"clock": tap.at.clock.isoformat("minutes")})
    _finish(turn, member, tap.at.clock)


@conversation.when(JoiningTime)
def time_typed(turn: Turn, talk: JoiningTime) -> None:
    """Take a typed time."""
    at = parse_time_of_day(turn.heard.text)
    turn.take_question_away("joining-energy", *REFUSED_TIME.values())
    if isinstance(at, TimeRefusal):
        turn.say(REFUSED_TIME[at], buttons=ENERGY)
        return
    turn.say("joining-time-done", {"clock": at.isoformat("minutes")})
    _finish(turn, _agreed(turn), at)


def _ask_name(turn: Turn, member: Member) -> None:
    turn.wait_for(JoiningName())
    turn.take_question_away("joining-name")
    keep = Button("joining-name-keep", KeepName(), {"name": member.name})
    turn.say("joining-name", buttons=[[keep]])


def _ask_time(turn: Turn) -> None:
    turn.wait_for(JoiningTime())
    turn.say("joining-energy", buttons=ENERGY)


def _finish(turn: Turn, member: Member, at: time) -> None:
    joining.finish_joining(now=turn.now, member=member, at=at)
    turn.wait_for(None)
    _note(turn, member, "joined")
    announce_joining(turn.session, now=turn.now, member=member)
    plan_member(turn.session, now=turn.now, member=member)
    turn.say("joining-done", {"name": member.name})
    show_home(turn)


def _undecided(turn: Turn) -> Member:
    """Return the person who opened an invitation and has not agreed yet."""
    member = member_of(turn.session, turn.chat_id)
    if member is None:
        raise RefusalError("refused-not-joined")
    if member.consented_at is not None:
        raise RefusalError("joining-already-agreed")
    return member


def _agreed(turn: Turn) -> Member:
    """Return the person who has agreed and is still joining."""
    member = member_of(turn.session, turn.chat_id)
    if member is None or member.consented_at is None:
        raise RefusalError("refused-not-joined")
    if member.joined_at is not None:
        raise RefusalError("joining-already-joined")
    return member


def _note(turn: Turn, member: Member, act: str) -> None:
    person = f"member:{member.id}"
    audit.note(turn.session, now=turn.now, actor=person, act=act, subject=person)
