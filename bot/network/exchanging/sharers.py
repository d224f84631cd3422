"""What becomes of words for other pairs when their two minutes are over."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.network.asking.model import Ask
from bot.network.exchanging import outcomes, relaying, responses
from bot.network.exchanging.model import Response
from bot.network.exchanging.talks import WritingOutcome, WritingResponse
from bot.network.safety.limits import may_relay
from bot.pairs import notes
from bot.pairs.talks import talk_of, wait_for
from bot.people.model import Member
from bot.post import outbox


class ResponseSharer:
    """Words for the other pair of an exchange."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Relay them; when that cannot be any more they become a note."""
        response = session.get_one(Response, ref_id)
        _end_response(session, member, ref_id)
        if not relaying.reaches(session, response):
            copy = "responding-too-late"
        elif not may_relay(session, now=now, member=member):
            copy = "responding-enough-kept"
        else:
            relaying.send(session, now=now, member=member, response=response)
            return
        note = responses.take_out(session, now=now, member=member, response=response)
        responses.say_kept(session, now=now, member=member, note=note, copy=copy)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Make them a note to oneself."""
        response = session.get_one(Response, ref_id)
        _end_response(session, member, ref_id)
        note = responses.take_out(session, now=now, member=member, response=response)
        notes.keep_for_self(note)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase them and wait for other words."""
        response = session.get_one(Response, ref_id)
        responses.forget(session, now=now, response=response)
        talk = WritingResponse(
            exchange=response.exchange_id,
            kind=response.kind.value,
            response=0,
            since=now.isoformat(),
        )
        wait_for(session, member, talk)
        _say_anew(session, member, now=now)


class OutcomeSharer:
    """What came of an ask."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Tell those who answered."""
        ask = session.get_one(Ask, ref_id)
        _end_outcome(session, member, ref_id)
        if not outcomes.tell_all(session, now=now, member=member, ask=ask):
            note = outcomes.take_out(session, now=now, member=member, ask=ask)
            responses.say_kept(session, now=now, member=member, note=note)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Make it a note to oneself; they can still tell."""
        ask = session.get_one(Ask, ref_id)
        _end_outcome(session, member, ref_id)
        notes.keep_for_self(outcomes.take_out(session, now=now, member=member, ask=ask))

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase it and wait for other words."""
        outcomes.forget(session, now=now, ask=session.get_one(Ask, ref_id))
        wait_for(session, member, WritingOutcome(ask=ref_id, since=now.isoformat()))
        _say_anew(session, member, now=now)


def _end_response(session: Session, member: Member, response_id: int) -> None:
    """What was let go, or kept, takes no more words; others that are written meanwhile do."""
    talk = talk_of(session, member)
    if isinstance(talk, WritingResponse) and talk.response == response_id:
        wait_for(session, member, None)


def _end_outcome(session: Session, member: Member, ask_id: int) -> None:
    talk = talk_of(session, member)
    if isinstance(talk, WritingOutcome) and talk.ask == ask_id:
        wait_for(session, member, None)


def _say_anew(session: Session, member: Member, *, now: datetime) -> None:
    outbox.say(session, now=now, chat_id=member.chat_id or 0, copy="responding-anew")
