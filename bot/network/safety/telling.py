"""Tells people of a report: those who decide, who made it, and who wrote what was reported."""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.network.safety import moderating
from bot.network.safety.model import Report, Reported, Ruling
from bot.network.safety.taps import ShowReport
from bot.pairs.model import Cohort, Pair
from bot.pairs.relay import News, tell
from bot.people.local import next_waking
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.post.model import OutboxMessage, Priority
from bot.post.outbox import SPEAKING, Posting

_OTHER_NAMES = {Reported.ASK: "network-ask"}


def about(what: Reported, ref_id: int) -> str:
    """Return what every message with this thing's words is about, to find it on the phones."""
    return f"{_OTHER_NAMES.get(what, what.value)}:{ref_id}"


def tell_moderators(session: Session, *, now: datetime, report: Report) -> None:
    """Tell who may decide that something waits, once for each report."""
    reporter = moderating.reporter_of(session, report)
    if reporter is None:
        return
    pair = session.get_one(Pair, reporter.pair_id)
    zone = ZoneInfo(session.get_one(Cohort, pair.cohort_id).timezone)
    for facilitator in moderating.moderators(session, report):
        outbox.say(
            session,
            now=now,
            chat_id=facilitator.chat_id or 0,
            copy="moderation-waits",
            buttons=[[Button("moderation-look", ShowReport(report=report.id))]],
            how=Posting(
                priority=Priority.PROMPT,
                started=True,
                about=f"report:{report.id}",
                not_before=next_waking(now, zone),
            ),
        )


def tell_of_ruling(session: Session, *, now: datetime, report: Report) -> None:
    """Tell the writer what was decided, unless it was fine, and the reporter in any case."""
    writer = moderating.writer_of(session, report)
    reporter = moderating.reporter_of(session, report)
    ruling = report.ruling
    if ruling is None:
        return
    if writer is not None and ruling is not Ruling.FINE:
        _tell(session, now, writer, f"moderation-writer-{ruling.value}", words=report.words)
    if reporter is not None:
        _tell(session, now, reporter, f"moderation-reporter-{ruling.value}")


def answer_reporter(
    session: Session, *, now: datetime, reporter: Member, name: str, words: str
) -> None:
    """Bring a facilitator's answer to who reported something."""
    news = News(copy="moderation-answer-from", args={"name": name}, words=words)
    tell(session, now=now, reader=reporter, news=news)


def take_off_phones(session: Session, *, now: datetime, report: Report) -> None:
    """Delete the reported thing where it stands; Telegram allows that for 48 hours."""
    shown = sa.select(OutboxMessage).where(
        OutboxMessage.about == about(report.what, report.ref_id),
        OutboxMessage.act.in_(SPEAKING),
    )
    for row in session.scalars(shown):
        outbox.delete(session, now=now, target=row)


def _tell(session: Session, now: datetime, reader: Member, copy: str, *, words: str = "") -> None:
    tell(session, now=now, reader=reader, news=News(copy=copy, args={}, words=words))
