"""Lets a partner see an answer: at once, or both at once when both have answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.relay import News, pass_on, tell
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.post.model import OutboxMessage
from bot.post.outbox import Posting
from bot.reflection import keep
from bot.reflection.asking import about, prompt_of
from bot.reflection.circle import Circle, circle_of
from bot.reflection.flow import as_text
from bot.reflection.model import OVER, Due, DueState, Visibility
from bot.reflection.taps import KeepAlone, ShareAnyway, ShareMine, TakePrompt
from bot.sharing.actions import live_hold
from bot.sharing.model import HeldFile, Hold, Shares, Waiting


def relayed(due: Due) -> str:
    """Return what the messages that carry an answer to the partner are about."""
    return f"answer:{due.id}"


def share(session: Session, *, now: datetime, member: Member, due: Due) -> None:
    """Let the partner have an answer whose two minutes are over, or let it wait for theirs."""
    circle = circle_of(session, member)
    if due.opened_at is not None:
        return
    if circle.partner is None:
        due.visibility = Visibility.PRIVATE
        say(session, circle, "reflection-nobody-there", due, now=now)
        return
    due.shared_at, due.partner_id = now, circle.partner.id
    if due.visibility is Visibility.PARTNER:
        _relay(session, circle, circle.partner, due, now=now)
    elif due.visibility is Visibility.SEALED:
        _share_sealed(session, circle, circle.partner, due, now=now)


def _relay(session: Session, circle: Circle, partner: Member, due: Due, *, now: datetime) -> None:
    due.opened_at = now
    words, files = _said(session, circle, due)
    news = News(
        copy="reflection-from-partner",
        args={"name": circle.member.name, "title": prompt_of(circle, due).title},
        words=words,
        files=files,
        about=relayed(due),
    )
    tell(session, now=now, reader=partner, news=news)


def _said(session: Session, circle: Circle, due: Due) -> tuple[str, list[tuple[HeldFile, str]]]:
    answers = keep.newest_answers(session, due)
    return as_text(circle, prompt_of(circle, due), answers), keep.files_of(session, answers)


def _share_sealed(
    session: Session, circle: Circle, partner: Member, due: Due, *, now: datetime
) -> None:
    session.flush()
    _lock_both(session, due, partner)
    other = due_of(session, partner, due.prompt_id)
    if other is not None and waits_for(other, circle.member):
        theirs = circle_of(session, partner)
        due.opened_at = other.opened_at = now
        _open(session, theirs, other, circle, due, now=now, at_once=False)
        _open(session, circle, due, theirs, other, now=now, at_once=True)
    elif due.state is DueState.CLOSED and (other is None or is_over(session, other)):
        offer_alone(session, now=now, circle=circle, due=due)
    elif other is not None:
        _tell_answered(session, circle, partner, other, now=now)


def _lock_both(session: Session, due: Due, partner: Member) -> None:
    """Let two answers that come at the same moment, in two processes, see each other."""
    session.scalars(
        sa.select(Due)
        .where(Due.member_id.in_((due.member_id, partner.id)), Due.prompt_id == due.prompt_id)
        .order_by(Due.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def due_of(session: Session, member: Member, prompt_id: str) -> Due | None:
    """Return a member's own copy of a prompt."""
    return session.scalar(
        sa.select(Due).where(Due.member_id == member.id, Due.prompt_id == prompt_id)
    )


def waits_for(due: Due, partner: Member) -> bool:
    """Tell whether an answer waits to be opened with this partner's."""
    return (
        due.visibility is Visibility.SEALED
        and due.shared_at is not None
        and due.opened_at is None
        and due.partner_id == partner.id
    )


def _open(
    session: Session,
    reader: Circle,
    own: Due,
    writer: Circle,
    other: Due,
    *,
    now: datetime,
    at_once: bool,
) -> None:
    """Show one member both answers, and leave them with one question to talk about."""
    prompt = prompt_of(reader, own)
    words, files = _said(session, writer, other)
    own_words, own_files = _said(session, reader, own)
    names = {"name": writer.member.name, "title": prompt.title}
    theirs = News(
        copy="reflection-opened", args=names, words=words, files=files, about=relayed(other)
    )
    mine = News(
        copy="reflection-opened-yours",
        args=names,
        words=own_words,
        files=own_files,
        about=relayed(own),
        counted=False,
    )
    talk = prompt.talk_about
    question = News(
        copy="reflection-talk-about",
        args={**names, "question": reader.words(talk) if talk else ""},
        about=relayed(other),
        counted=False,
    )
    for news in (theirs, mine, question) if talk else (theirs, mine):
        if at_once:
            how = Posting(protected=True, about=news.about, silent=news is not theirs)
            pass_on(session, now=now, chat_id=reader.member.chat_id or 0, news=news, how=how)
        else:
            tell(session, now=now, reader=reader.member, news=news)


def _tell_answered(
    session: Session, circle: Circle, partner: Member, other: Due, *, now: datetime
) -> None:
    """Let the partner know that there is an answer, unless they know or will be asked soon.

    Who skipped the prompt is left in peace; they find it in `/reflect`.
    """
    if other.opened_at is not None or other.told_at is not None:
        return
    if other.state in OVER or other.state is DueState.SKIPPED:
        return
    button = Button("reflection-answer-now", TakePrompt(due=other.id))
    if other.answered_at is not None:
        if other.visibility is not Visibility.PRIVATE or _chose_to_keep(session, other):
            return
        button = Button("reflection-share-mine", ShareMine(due=other.id))
    elif other.state is DueState.PLANNED:
        return  # the question itself will say it
    other.told_at = now
    news = News(
        copy="reflection-partner-answered",
        args={
            "name": circle.member.name,
            "title": prompt_of(circle, other).title,
            "answered": other.answered_at is not None,
        },
        buttons=[[button]],
        about=about(other),  # words that follow, or reply to it, answer the prompt
    )
    tell(session, now=now, reader=partner, news=news)


def _chose_to_keep(session: Session, due: Due) -> bool:
    kept = sa.select(Hold.id).where(
        Hold.kind == Shares.ANSWER, Hold.ref_id == due.id, Hold.state == Waiting.KEPT
    )
    return session.scalar(kept.limit(1)) is not None


def is_over(session: Session, due: Due) -> bool:
    """Tell whether no answer can come from here any more, not even one that still waits."""
    return due.state in OVER and live_hold(session, kind=Shares.ANSWER, ref_id=due.id) is None


def offer_other(session: Session, *, now: datetime, circle: Circle, due: Due) -> None:
    """Let the partner choose about theirs, once it is sure that this answer will not open it."""
    other = due_of(session, circle.partner, due.prompt_id) if circle.partner else None
    if other is not None and other.state in OVER and waits_for(other, circle.member):
        theirs = circle_of(session, session.get_one(Member, other.member_id))
        offer_alone(session, now=now, circle=theirs, due=other)


def offer_alone(session: Session, *, now: datetime, circle: Circle, due: Due) -> None:
    """Let the writer choose, once, what becomes of a sealed answer that stayed the only one."""
    offered = f"alone:{due.id}"
    if session.scalar(sa.select(OutboxMessage.id).where(OutboxMessage.about == offered).limit(1)):
        return
    buttons = [
        [Button("reflection-share-anyway", ShareAnyway(due=due.id))],
        [Button("reflection-keep-it", KeepAlone(due=due.id))],
    ]
    news = News(
        copy="reflection-only-answer",
        args={"partner": circle.partner_name, "title": prompt_of(circle, due).title},
        buttons=buttons,
        about=offered,
    )
    tell(session, now=now, reader=circle.member, news=news)


def share_anyway(session: Session, *, now: datetime, member: Member, due: Due) -> bool:
    """Let the partner see a sealed answer that theirs never came to; False when it is settled."""
    circle = circle_of(session, member)
    if circle.partner is None or not waits_for(due, circle.partner):
        return False
    due.visibility = Visibility.PARTNER
    _relay(session, circle, circle.partner, due, now=now)
    return True


def keep_alone(due: Due) -> bool:
    """Keep such an answer to oneself; False when it is settled."""
    if due.opened_at is not None or due.visibility is not Visibility.SEALED:
        return False
    due.visibility, due.shared_at = Visibility.PRIVATE, None
    return True


def say(session: Session, circle: Circle, copy: str, due: Due, *, now: datetime) -> None:
    """Tell the writer what became of an answer."""
    outbox.say(
        session,
        now=now,
        chat_id=circle.member.chat_id or 0,
        copy=copy,
        args={"partner": circle.partner_name, "title": prompt_of(circle, due).title},
    )
